import { keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { seededBytes, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import { EventOutOfPlaceError, ExtensionHashMismatchError } from '../../../indexer/project/errors.ts'
import { type FoldContext, foldServiceNode, type ServiceNodeEvent } from '../../../indexer/project/foldServiceNode.ts'
import type { ServiceNode } from '../../../shared/serviceNode/columns.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'

const hash = (label: string) => seededBytes('fold', label)
const address = (label: string) => hash(label).slice(0, 42) as `0x${string}`
const registry = address('registry')
const context: FoldContext = {
  chainId: 31_337n,
  registry,
  block: { number: 7n, hash: hash('block'), parentHash: hash('parent'), timestamp: 1_700_000_000n },
}
const identity = seededEd25519Key('fold')
const blsKey = { x_a: hash('xa'), x_b: hash('xb'), y_a: hash('ya'), y_b: hash('yb') }
const endpoint = { ip: `0x${'00'.repeat(10)}ffffc6120001`, rpcPort: 22_021, quicPort: 0 } as const

function registration(change: { feeBps?: number; signature?: `0x${string}`; chainId?: bigint } = {}): ServiceNodeEvent {
  const terms = { operator: address('operator'), owner: address('owner'), ed25519Key: identity.publicKey, feeBps: 250 }
  const digest = registrationDigest({
    chainId: change.chainId ?? 31_337n,
    registry,
    terms: { ...terms, blsKeyHash: keyHash, deadline: 4_000_000_000n },
  })
  return {
    eventName: 'ServiceNodeRegistered',
    args: {
      ...terms,
      nodeId: 3,
      payer: terms.operator,
      principal: 10n ** 24n,
      blsKey,
      ed25519Signature: change.signature ?? identity.sign(digest),
      endpoint,
      deadline: 4_000_000_000n,
      ticket: 9,
      activatableAt: 1_700_003_600,
      ...(change.feeBps === undefined ? {} : { feeBps: change.feeBps }),
    },
  }
}
/** keccak of the key above, by another road: what the event itself makes of it. */
const keyHash = foldServiceNode(
  undefined,
  { ...baseEvent(), eventName: 'ServiceNodeRegistered' } as ServiceNodeEvent,
  context,
).blsKeyHash

function baseEvent() {
  return {
    args: {
      nodeId: 3,
      operator: address('operator'),
      owner: address('owner'),
      payer: address('operator'),
      principal: 1n,
      blsKey,
      ed25519Key: identity.publicKey,
      ed25519Signature: `0x${'00'.repeat(64)}`,
      endpoint,
      feeBps: 0,
      deadline: 1n,
      ticket: 1,
      activatableAt: 1,
    },
  }
}

const pending = foldServiceNode(undefined, registration(), context)
const by = address('anyone')
const activated: ServiceNodeEvent = {
  eventName: 'ServiceNodeActivated',
  args: { nodeId: 3, by, seed: 2n ** 64n - 1n, activatedAt: 1_700_003_700 },
}
const active: ServiceNode = { ...foldServiceNode(pending, activated, context), leafIndex: 5 }

describe('the fold of a service node', () => {
  it('enters a registration as PENDING, with all it says', () => {
    expect(pending).toEqual({
      nodeId: 3,
      status: 'PENDING',
      operator: address('operator'),
      pendingOperator: null,
      owner: address('owner'),
      pendingOwner: null,
      principal: 10n ** 24n,
      feeBps: 250,
      ed25519Key: identity.publicKey,
      blsKey: `0x${[blsKey.x_a, blsKey.x_b, blsKey.y_a, blsKey.y_b].map((word) => word.slice(2)).join('')}`,
      blsKeyHash: keyHash,
      extensionHash: `0x${'00'.repeat(32)}`,
      identityProofValid: true,
      ip: endpoint.ip,
      rpcPort: 22_021,
      quicPort: 0,
      registeredAt: 1_700_000_000n,
      activatableAt: 1_700_003_600n,
      firstActivatedAt: null,
      activatedAt: null,
      seed: null,
      exitDueAt: null,
      exitTip: null,
      leafIndex: null,
    })
  })

  it('does not take an identity proof over other terms, of another chain, or made of nothing', () => {
    const proven = (event: ServiceNodeEvent) => foldServiceNode(undefined, event, context).identityProofValid
    expect(proven(registration())).toBe(true)
    expect(proven(registration({ feeBps: 251 }))).toBe(false)
    expect(proven(registration({ chainId: 1n }))).toBe(false)
    expect(proven(registration({ signature: `0x${'00'.repeat(64)}` }))).toBe(false)
    expect(proven(registration({ signature: '0x' }))).toBe(false)
  })

  it('activates, with seeds up to the last bit', () => {
    const activatedAt = 1_700_003_700n
    const seed = 18_446_744_073_709_551_615n
    const changed = { status: 'ACTIVE', firstActivatedAt: activatedAt, activatedAt, seed, leafIndex: 5 }
    expect(active).toEqual({ ...pending, ...changed })
  })

  it('moves the endpoint and leaves the rest', () => {
    const moved = { ip: `0x${'20'.repeat(16)}`, rpcPort: 1, quicPort: 65_535 } as const
    const args = { nodeId: 3, operator: address('operator'), endpoint: moved, epoch: 9 }
    expect(foldServiceNode(active, { eventName: 'EndpointUpdated', args }, context)).toEqual({ ...active, ...moved })
  })

  it('offers the node to another owner, withdraws the offer, and hands it over', () => {
    const owner = address('owner')
    const offer = (pendingOwner: `0x${string}`) =>
      foldServiceNode(active, { eventName: 'OwnerProposed', args: { nodeId: 3, owner, pendingOwner } }, context)
    expect(offer(address('next')).pendingOwner).toBe(address('next'))
    expect(offer('0x0000000000000000000000000000000000000000').pendingOwner).toBe(null)
    const args = { nodeId: 3, previousOwner: owner, owner: address('next') }
    expect(foldServiceNode(offer(address('next')), { eventName: 'OwnerChanged', args }, context)).toMatchObject({
      owner: address('next'),
      pendingOwner: null,
    })
  })

  it('offers the operation to another account, withdraws the offer, and hands it over with a new age', () => {
    const owner = address('owner')
    const offer = (pendingOperator: `0x${string}`) =>
      foldServiceNode(active, { eventName: 'OperatorProposed', args: { nodeId: 3, owner, pendingOperator } }, context)
    expect(offer(address('next')).pendingOperator).toBe(address('next'))
    expect(offer('0x0000000000000000000000000000000000000000')).toEqual(active)
    const change = { nodeId: 3, previousOperator: address('operator'), operator: address('next') }
    const args = { ...change, activatedAt: 1_700_009_000 }
    const accepted = foldServiceNode(offer(address('next')), { eventName: 'OperatorChanged', args }, context)
    expect(accepted).toEqual({ ...active, operator: address('next'), activatedAt: 1_700_009_000n })
    const waiting: ServiceNodeEvent = { eventName: 'OperatorChanged', args: { ...change, activatedAt: 0 } }
    expect(foldServiceNode(pending, waiting, context)).toEqual({ ...pending, operator: address('next') })
  })

  it('drops both offers when the owner changes, and when the node leaves', () => {
    const offered = { ...active, pendingOwner: address('next'), pendingOperator: address('other') }
    const none = { pendingOwner: null, pendingOperator: null }
    const change = { nodeId: 3, previousOwner: address('owner'), owner: address('next') }
    expect(foldServiceNode(offered, { eventName: 'OwnerChanged', args: change }, context)).toMatchObject(none)
    const left = { nodeId: 3, owner: address('owner'), by, principalPaid: 1n, tip: 0n }
    expect(foldServiceNode(offered, { eventName: 'ServiceNodeExited', args: left }, context)).toMatchObject(none)
  })

  it('sets and clears the extension, and throws when its hash is not that of the document', () => {
    const set = (document: `0x${string}`, extensionHash: `0x${string}`, before = active) => {
      const args = { nodeId: 3, operator: address('operator'), extensionHash, document, epoch: 9 }
      return foldServiceNode(before, { eventName: 'ExtensionSet', args }, context)
    }
    const extensionHash = keccak256('0x1234')
    const withDocument = set('0x1234', extensionHash)
    expect(withDocument).toEqual({ ...active, extensionHash })
    expect(set('0x', `0x${'00'.repeat(32)}`, withDocument)).toEqual(active)
    expect(() => set('0x1235', extensionHash)).toThrow(ExtensionHashMismatchError)
    expect(() => set('0x', keccak256('0x'))).toThrow(ExtensionHashMismatchError)
  })

  it('lets a node ask to leave, and leave with nothing locked', () => {
    const asked = foldServiceNode(
      active,
      { eventName: 'ExitRequested', args: { nodeId: 3, by, exitDueAt: 1_800_000_000 } },
      context,
    )
    expect(asked).toEqual({ ...active, exitDueAt: 1_800_000_000n })
    const args = { nodeId: 3, owner: address('owner'), by, principalPaid: 10n ** 24n - 5n, tip: 5n }
    expect(foldServiceNode(asked, { eventName: 'ServiceNodeExited', args }, context)).toMatchObject({
      status: 'EXITED',
      principal: 0n,
      exitTip: 5n,
      pendingOwner: null,
    })
  })

  it('suspends, resumes and removes a node, which leaves once more and stays removed', () => {
    const said = { nodeId: 3, reason: 1, evidenceHash: hash('evidence'), epoch: 5 }
    const suspended = foldServiceNode(
      active,
      { eventName: 'ServiceNodeSuspended', args: { ...said, reporter: by } },
      context,
    )
    expect(suspended).toEqual({ ...active, status: 'SUSPENDED' })
    const resumed: ServiceNodeEvent = { eventName: 'ServiceNodeResumed', args: { ...said, by } }
    expect(foldServiceNode(suspended, resumed, context)).toEqual(active)
    expect(() => foldServiceNode(active, resumed, context)).toThrow(EventOutOfPlaceError)
    const removal: ServiceNodeEvent = {
      eventName: 'ServiceNodeRemoved',
      args: { ...said, reporter: by, penalty: 4n, reward: 1n, principal: 36n, exitDueAt: 1_800_000_000 },
    }
    const removed = { ...active, status: 'REMOVED', principal: 36n, exitDueAt: 1_800_000_000n }
    expect(foldServiceNode(active, removal, context)).toEqual(removed)
    expect(foldServiceNode(suspended, removal, context)).toEqual(removed)
    expect(() => foldServiceNode(pending, removal, context)).toThrow(EventOutOfPlaceError)
    const exit: ServiceNodeEvent = {
      eventName: 'ServiceNodeExited',
      args: { nodeId: 3, owner: address('owner'), by, principalPaid: 36n, tip: 0n },
    }
    const gone = foldServiceNode(foldServiceNode(active, removal, context), exit, context)
    expect(gone).toEqual({ ...removed, principal: 0n, exitTip: 0n })
    expect(() => foldServiceNode(gone, exit, context)).toThrow(EventOutOfPlaceError)
  })

  it('never changes what it was given', () => {
    const frozen = Object.freeze({ ...active })
    foldServiceNode(frozen, { eventName: 'ExitRequested', args: { nodeId: 3, by, exitDueAt: 1 } }, context)
    expect(frozen).toEqual(active)
  })

  it.each<[string, ServiceNode | undefined, ServiceNodeEvent]>([
    ['a second registration', pending, registration()],
    ['an activation of nobody', undefined, activated],
    ['a second activation', active, activated],
    [
      'anything after the exit',
      { ...active, status: 'EXITED' },
      { eventName: 'ExitRequested', args: { nodeId: 3, by, exitDueAt: 1 } },
    ],
  ])('refuses %s', (_, node, event) => {
    expect(() => foldServiceNode(node, event, context)).toThrow(EventOutOfPlaceError)
  })
})
