import { describe, expect, it } from 'vitest'
import { seededBytes, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import { EventOutOfPlaceError } from '../../../indexer/project/errors.ts'
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
      owner: address('owner'),
      pendingOwner: null,
      principal: 10n ** 24n,
      feeBps: 250,
      ed25519Key: identity.publicKey,
      blsKey: `0x${[blsKey.x_a, blsKey.x_b, blsKey.y_a, blsKey.y_b].map((word) => word.slice(2)).join('')}`,
      blsKeyHash: keyHash,
      identityProofValid: true,
      ip: endpoint.ip,
      rpcPort: 22_021,
      quicPort: 0,
      registeredAt: 1_700_000_000n,
      activatableAt: 1_700_003_600n,
      activatedAt: null,
      seed: null,
      exitDueAt: null,
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
    expect(active).toMatchObject({ status: 'ACTIVE', activatedAt: 1_700_003_700n, seed: 18_446_744_073_709_551_615n })
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

  it('lets a node ask to leave, and leave with nothing locked', () => {
    const asked = foldServiceNode(
      active,
      { eventName: 'ExitRequested', args: { nodeId: 3, by, exitDueAt: 1_800_000_000 } },
      context,
    )
    expect(asked).toEqual({ ...active, exitDueAt: 1_800_000_000n })
    const args = { nodeId: 3, owner: address('owner'), by, principalPaid: 10n ** 24n }
    expect(foldServiceNode(asked, { eventName: 'ServiceNodeExited', args }, context)).toMatchObject({
      status: 'EXITED',
      principal: 0n,
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
      args: { nodeId: 3, owner: address('owner'), by, principalPaid: 36n },
    }
    const gone = foldServiceNode(foldServiceNode(active, removal, context), exit, context)
    expect(gone).toEqual({ ...removed, principal: 0n })
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
