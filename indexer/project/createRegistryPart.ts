import { bytesToHex, equalBytes, hexToBytes } from '../../shared/bytes.ts'
import type { ListHead } from '../../shared/list/emptyList.ts'
import { createListTree } from '../../shared/list/tree.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import {
  EventOutOfPlaceError,
  LeafCountMismatchError,
  LeafMismatchError,
  ListRootMismatchError,
  ListVersionGapError,
} from './errors.ts'
import { replacedKeysOf } from './foldRotation.ts'
import { foldServiceNode, isServiceNodeEvent, type ServiceNodeEvent } from './foldServiceNode.ts'
import { leafOfServiceNode } from './leafOfServiceNode.ts'
import type { Block, EventOf, ListVersion, LogOf, ReplacedKey } from './types.ts'

type ListChanged = Extract<EventOf<'REGISTRY'>, { eventName: 'ListChanged' }>

type RegistryLog = LogOf<'REGISTRY'>

/** Changes of one block. For each node at most one state, that at the end of the block. */
type RegistryChanges = { nodes: ServiceNode[]; lists: ListVersion[]; replacedKeys: ReplacedKey[] }

/** The whole registry in memory: every service node and the list tree, as of one block. */
export type RegistryPart = {
  /**
   * Folds the registry's logs of one block and checks it: versions are consecutive, each root is the root of our own tree, each leaf the hash
   * of our own record, and at the end of each transaction list and nodes agree.
   *
   * @throws LogsInconsistentError (one of its subclasses) when these logs cannot be what the registry emitted
   */
  apply(block: Block, logs: readonly RegistryLog[]): RegistryChanges
  node(nodeId: number): ServiceNode | undefined
  nodeCount(): number
  listHead(): ListHead
}

/**
 * @param args.nodes current version of every node
 * @param args.list `version` and `leafCount` of the list (0 before the first change); its root follows from `nodes`
 */
export function createRegistryPart(args: {
  chainId: bigint
  registry: `0x${string}`
  nodes: Iterable<ServiceNode>
  list: { version: bigint; leafCount: number }
}): RegistryPart {
  const { chainId, registry } = args
  const nodes = new Map<number, ServiceNode>()
  /** Node at each leaf in use. */
  const holders = new Map<number, number>()
  const tree = createListTree()
  let version = args.list.version
  for (const node of args.nodes) {
    nodes.set(node.nodeId, node)
    if (node.leafIndex === null) continue
    tree.set(node.leafIndex, leafOfServiceNode(node))
    holders.set(node.leafIndex, node.nodeId)
  }
  // The last leaves may have been freed: no node tells of them, but they hold the depth.
  const last = args.list.leafCount - 1
  if (last >= 0 && tree.leafCount() <= last) tree.set(last, null)

  function applyListChanged(event: ListChanged, block: Block): ListVersion {
    const { args } = event
    if (args.version !== version + 1n)
      throw new ListVersionGapError({ version: args.version, expected: version + 1n, blockNumber: block.number })
    const node = nodes.get(args.nodeId)
    const holder = holders.get(args.leafIndex)
    // A node stands at one leaf, a leaf belongs to one node.
    if (
      node === undefined ||
      (holder !== undefined && holder !== args.nodeId) ||
      (node.leafIndex !== null && node.leafIndex !== args.leafIndex)
    )
      throw new EventOutOfPlaceError({
        eventName: `ListChanged of leaf ${args.leafIndex}`,
        nodeId: args.nodeId,
        status: node === undefined ? 'absent' : `at leaf ${node.leafIndex}, the leaf held by node ${holder}`,
        blockNumber: block.number,
      })
    const leaf = hexToBytes(args.leaf)
    const isEmpty = leaf.every((byte) => byte === 0)
    tree.set(args.leafIndex, isEmpty ? null : leaf)
    version = args.version
    const leafIndex = isEmpty ? null : args.leafIndex
    if (leafIndex === null) holders.delete(args.leafIndex)
    else holders.set(leafIndex, args.nodeId)
    if (node.leafIndex !== leafIndex) nodes.set(node.nodeId, { ...node, leafIndex })
    const list: ListVersion = {
      ...listHead(),
      blockNumber: block.number,
      blockHash: block.hash,
      blockTimestamp: block.timestamp,
    }
    if (list.root !== args.root.toLowerCase())
      throw new ListRootMismatchError({ version, root: args.root, computed: list.root, blockNumber: block.number })
    if (list.leafCount !== args.leafCount)
      throw new LeafCountMismatchError({
        version,
        leafCount: args.leafCount,
        computed: list.leafCount,
        blockNumber: block.number,
      })
    return list
  }

  /** Leaf of a node in the list, leaf of its record, and whether that is the same. Only ACTIVE nodes are listed. */
  function compareLeaf(nodeId: number) {
    const node = nodes.get(nodeId)
    const computed = node === undefined ? null : leafOfServiceNode(node)
    const listed = node === undefined || node.leafIndex === null ? null : tree.leaf(node.leafIndex)
    const agree = computed === null || listed === null ? computed === listed : equalBytes(computed, listed)
    return { agree, computed, listed }
  }

  function leafMismatch(nodeId: number, block: Block): LeafMismatchError {
    const { computed, listed } = compareLeaf(nodeId)
    return new LeafMismatchError({
      nodeId,
      leaf: listed === null ? null : bytesToHex(listed),
      computed: computed === null ? null : bytesToHex(computed),
      blockNumber: block.number,
    })
  }

  /** Returns the keys that the event takes out of use. */
  function applyNodeEvent(event: ServiceNodeEvent, block: Block): ReplacedKey[] {
    const { nodeId } = event.args
    const before = nodes.get(nodeId)
    const after = foldServiceNode(before, event, { chainId, registry, block })
    nodes.set(nodeId, after)
    if (event.eventName !== 'KeysRotated' || before === undefined) return []
    return replacedKeysOf(before, after, { compromised: event.args.compromised, blockNumber: block.number })
  }

  /**
   * ListChanged may come before or after its cause, so a node may disagree with its leaf for one step: but not through
   * two changes of the leaf, or none of the leaves between would have been checked, and not beyond the transaction.
   */
  function applyTransaction(
    logs: readonly RegistryLog[],
    block: Block,
    touched: Set<number>,
  ): Omit<RegistryChanges, 'nodes'> {
    const lists: ListVersion[] = []
    const replacedKeys: ReplacedKey[] = []
    const open = new Map<number, 'listed' | 'caused'>()
    for (const { event } of logs) {
      if (event === null) continue
      const isListChanged = event.eventName === 'ListChanged'
      if (!isListChanged && !isServiceNodeEvent(event)) continue
      const { nodeId } = event.args
      if (isListChanged) {
        if (open.get(nodeId) === 'listed') throw leafMismatch(nodeId, block)
        lists.push(applyListChanged(event, block))
      } else replacedKeys.push(...applyNodeEvent(event, block))
      touched.add(nodeId)
      if (compareLeaf(nodeId).agree) open.delete(nodeId)
      else if (isListChanged || !open.has(nodeId)) open.set(nodeId, isListChanged ? 'listed' : 'caused')
    }
    for (const nodeId of open.keys()) throw leafMismatch(nodeId, block)
    return { lists, replacedKeys }
  }

  function listHead(): ListHead {
    return { root: bytesToHex(tree.root()), version, leafCount: tree.leafCount(), depth: tree.depth() }
  }

  return {
    apply(block, logs) {
      const touched = new Set<number>()
      const lists: ListVersion[] = []
      const replacedKeys: ReplacedKey[] = []
      for (const transaction of byTransaction(logs)) {
        const changes = applyTransaction(transaction, block, touched)
        lists.push(...changes.lists)
        replacedKeys.push(...changes.replacedKeys)
      }
      const changed = [...touched].flatMap((nodeId) => nodes.get(nodeId) ?? [])
      return { nodes: changed, lists, replacedKeys }
    },
    node: (nodeId) => nodes.get(nodeId),
    nodeCount: () => nodes.size,
    listHead,
  }
}

/** Logs of a block, cut where the transaction changes. */
function byTransaction(logs: readonly RegistryLog[]): RegistryLog[][] {
  const transactions: RegistryLog[][] = []
  let current: RegistryLog[] = []
  for (const log of logs) {
    const before = current[0]
    if (before !== undefined && before.raw.transactionIndex !== log.raw.transactionIndex) {
      transactions.push(current)
      current = []
    }
    current.push(log)
  }
  if (current.length > 0) transactions.push(current)
  return transactions
}
