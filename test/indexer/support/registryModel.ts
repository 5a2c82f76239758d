/**
 * A small twin of the registry that makes the events it would emit, for the emitter contract to emit. Its list root is
 * computed in one go from all leaves, not with the incremental tree that the indexer uses.
 */
import { type AbiEvent, encodeAbiParameters, encodeEventTopics, type Hex, keccak256, zeroHash } from 'viem'
import { seededBytes, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import type { EventOf } from '../../../indexer/project/types.ts'
import { bytesToHex, hexToBytes } from '../../../shared/bytes.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { formatIp } from '../../../shared/ip.ts'
import { encodeRecord, leafOf, NO_EXTENSION } from '../../../shared/list/record.ts'
import { listRoot } from '../../../shared/list/tree.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'
import { rotationDigest } from '../../../shared/signing/rotationDigest.ts'

/** One log as the emitter contract takes it. */
/** A log to emit. `from`: the emitter, the registry by default. */
export type Entry = { topics: Hex[]; data: Hex; from?: Hex }

type ModelNode = {
  nodeId: number
  operator: Hex
  owner: Hex
  ed25519Key: Hex
  extensionHash: Hex
  blsKeyHash: Hex
  endpoint: { ip: Hex; rpcPort: number; quicPort: number }
  activatedAt: number
  seed: bigint
  leafIndex: number | null
  principal: bigint
}

type State = {
  nodes: ModelNode[]
  leaves: (Hex | null)[]
  freed: number[]
  version: bigint
}

export type RegistryModel = {
  /** A new node; `signed: false` leaves an Ed25519 signature that proves nothing. */
  register(options?: { signed?: boolean }): Entry[]
  activate(nodeId: number): Entry[]
  updateEndpoint(nodeId: number): Entry[]
  /** Two new keys. */
  rotate(nodeId: number): Entry[]
  setExtension(nodeId: number): Entry[]
  changeOperator(nodeId: number): Entry[]
  requestExit(nodeId: number): Entry[]
  exit(nodeId: number): Entry[]
  proposeOwner(nodeId: number): Entry[]
  acceptOwner(nodeId: number): Entry[]
  root(): Hex
  /** The state, to go back to when the chain goes back. */
  save(): State
  restore(state: State): void
}

/** Encodes one event of the registry by its ABI. */
export function encodeEvent(event: { eventName: EventOf<'REGISTRY'>['eventName']; args: object }): Entry {
  const item = serviceNodeRegistryAbi.find((entry) => entry.type === 'event' && entry.name === event.eventName)
  const { inputs } = item as AbiEvent
  const args = event.args as Record<string, unknown>
  const topics = encodeEventTopics({ abi: [item as AbiEvent], eventName: event.eventName, args }) as Hex[]
  const data = inputs.filter(({ indexed }) => indexed !== true)
  return {
    topics,
    data: encodeAbiParameters(
      data,
      data.map(({ name }) => args[name ?? '']),
    ),
  }
}

/** @param args.branch another word gives other keys and endpoints: the same steps on another fork differ */
export function createRegistryModel(args: { seed: string; chainId: bigint; registry: Hex }): RegistryModel {
  let state: State = { nodes: [], leaves: [], freed: [], version: 0n }
  let drawn = 0
  const draw = (label: string) => seededBytes(args.seed, label, ++drawn)
  const addressOf = (bytes: Hex) => bytes.slice(0, 42) as Hex
  const nodeOf = (nodeId: number) => {
    const node = state.nodes[nodeId - 1]
    if (node === undefined) throw new Error(`The model has no node ${nodeId}.`)
    return node
  }
  const makeEndpoint = () => {
    const bytes = draw('ip')
    return {
      ip: `0x${'00'.repeat(10)}ffff${bytes.slice(2, 10)}` as Hex,
      rpcPort: 1_024 + (Number.parseInt(bytes.slice(10, 14), 16) % 60_000),
      quicPort: Number.parseInt(bytes.slice(14, 18), 16) % 60_000,
    }
  }
  const drawBlsKey = () => {
    const blsKey = { x_a: draw('x_a'), x_b: draw('x_b'), y_a: draw('y_a'), y_b: draw('y_b') }
    const words = [blsKey.x_a, blsKey.x_b, blsKey.y_a, blsKey.y_b]
    return { blsKey, blsKeyHash: keccak256(`0x${words.map((word) => word.slice(2)).join('')}`) }
  }
  const leafOfNode = (node: ModelNode) =>
    bytesToHex(
      leafOf(
        encodeRecord({
          ...node.endpoint,
          nodeId: node.nodeId,
          operator: node.operator,
          ed25519Key: node.ed25519Key,
          ip: formatIp(hexToBytes(node.endpoint.ip)),
          activatedAt: node.activatedAt,
          seed: node.seed,
          blsKeyHash: node.blsKeyHash,
          extensionHash: node.extensionHash,
        }),
      ),
    )

  function root(): Hex {
    let depth = 1
    while (4 ** depth < state.leaves.length) depth++
    const leaves = state.leaves.flatMap((leaf, i) => (leaf === null ? [] : [[i, hexToBytes(leaf)] as const]))
    return bytesToHex(listRoot({ depth, leaves }))
  }

  function listChanged(node: ModelNode, leafIndex: number, leaf: Hex | null): Entry {
    state.leaves[leafIndex] = leaf
    state.version++
    return encodeEvent({
      eventName: 'ListChanged',
      args: {
        version: state.version,
        root: root(),
        leafIndex,
        nodeId: node.nodeId,
        leaf: leaf ?? zeroHash,
        leafCount: state.leaves.length,
      },
    })
  }

  const leafRenewed = (node: ModelNode): Entry[] =>
    node.leafIndex === null ? [] : [listChanged(node, node.leafIndex, leafOfNode(node))]

  return {
    root,
    save: () => structuredClone(state),
    restore: (saved) => {
      state = structuredClone(saved)
    },
    register({ signed = true } = {}) {
      const nodeId = state.nodes.length + 1
      const identity = seededEd25519Key(draw('identity'))
      const { blsKey, blsKeyHash } = drawBlsKey()
      const node: ModelNode = {
        nodeId,
        operator: addressOf(draw('operator')),
        owner: addressOf(draw('owner')),
        ed25519Key: identity.publicKey,
        extensionHash: NO_EXTENSION,
        blsKeyHash,
        endpoint: makeEndpoint(),
        activatedAt: 0,
        seed: 0n,
        leafIndex: null,
        principal: 25_000n * 10n ** 18n,
      }
      state.nodes.push(node)
      const terms = { ...node, feeBps: 0, deadline: 4_102_444_800n }
      const digest = registrationDigest({ chainId: args.chainId, registry: args.registry, terms })
      return [
        encodeEvent({
          eventName: 'ServiceNodeRegistered',
          args: {
            ...node,
            payer: node.operator,
            blsKey,
            ed25519Signature: signed ? identity.sign(digest) : `0x${'00'.repeat(64)}`,
            feeBps: 0,
            deadline: terms.deadline,
            ticket: 7,
            activatableAt: 1_800_000_000,
          },
        }),
      ]
    },
    activate(nodeId) {
      const node = nodeOf(nodeId)
      node.activatedAt = 1_800_000_000 + nodeId
      node.seed = BigInt(draw('seed').slice(0, 18))
      const leafIndex = state.freed.pop() ?? state.leaves.length
      node.leafIndex = leafIndex
      return [
        encodeEvent({ eventName: 'ServiceNodeActivated', args: { ...node, by: node.operator } }),
        listChanged(node, leafIndex, leafOfNode(node)),
      ]
    },
    updateEndpoint(nodeId) {
      const node = nodeOf(nodeId)
      node.endpoint = makeEndpoint()
      return [encodeEvent({ eventName: 'EndpointUpdated', args: { ...node, epoch: 1 } }), ...leafRenewed(node)]
    },
    rotate(nodeId) {
      const node = nodeOf(nodeId)
      const { blsKey, blsKeyHash } = drawBlsKey()
      const identity = seededEd25519Key(draw('identity'))
      const previous = { previousBlsKeyHash: node.blsKeyHash, previousEd25519Key: node.ed25519Key }
      const rest = { by: node.owner, compromised: nodeId % 2 === 1, deadline: 4_102_444_800n }
      const terms = {
        ...{ nodeId, compromised: rest.compromised, deadline: rest.deadline },
        ...{ oldBlsKeyHash: node.blsKeyHash, newBlsKeyHash: blsKeyHash },
        ...{ oldEd25519Key: node.ed25519Key, newEd25519Key: identity.publicKey },
      }
      const digest = rotationDigest({ chainId: args.chainId, registry: args.registry, terms })
      Object.assign(node, { blsKeyHash, ed25519Key: identity.publicKey, extensionHash: NO_EXTENSION })
      if (node.activatedAt !== 0) node.activatedAt += 1_000
      return [
        encodeEvent({
          eventName: 'KeysRotated',
          args: { ...node, ...previous, ...rest, blsKey, ed25519Signature: identity.sign(digest) },
        }),
        ...leafRenewed(node),
      ]
    },
    setExtension(nodeId) {
      const node = nodeOf(nodeId)
      const document = draw('extension')
      node.extensionHash = keccak256(document)
      return [encodeEvent({ eventName: 'ExtensionSet', args: { ...node, document, epoch: 1 } }), ...leafRenewed(node)]
    },
    changeOperator(nodeId) {
      const node = nodeOf(nodeId)
      const previousOperator = node.operator
      const pendingOperator = addressOf(draw('operator'))
      const offer = encodeEvent({ eventName: 'OperatorProposed', args: { ...node, pendingOperator } })
      node.operator = pendingOperator
      if (node.activatedAt !== 0) node.activatedAt += 1_000
      const change = encodeEvent({ eventName: 'OperatorChanged', args: { ...node, previousOperator } })
      return [offer, change, ...leafRenewed(node)]
    },
    requestExit(nodeId) {
      const node = nodeOf(nodeId)
      return [encodeEvent({ eventName: 'ExitRequested', args: { ...node, by: node.owner, exitDueAt: 1_900_000_000 } })]
    },
    exit(nodeId) {
      const node = nodeOf(nodeId)
      const { leafIndex } = node
      node.leafIndex = null
      if (leafIndex !== null) state.freed.push(leafIndex)
      const change = leafIndex === null ? [] : [listChanged(node, leafIndex, null)]
      return [
        encodeEvent({
          eventName: 'ServiceNodeExited',
          args: { ...node, by: node.owner, principalPaid: node.principal, tip: 0n },
        }),
        ...change,
      ]
    },
    proposeOwner(nodeId) {
      const node = nodeOf(nodeId)
      return [encodeEvent({ eventName: 'OwnerProposed', args: { ...node, pendingOwner: addressOf(draw('next')) } })]
    },
    acceptOwner(nodeId) {
      const node = nodeOf(nodeId)
      const previousOwner = node.owner
      node.owner = addressOf(draw('accepted'))
      return [encodeEvent({ eventName: 'OwnerChanged', args: { nodeId, previousOwner, owner: node.owner } })]
    },
  }
}
