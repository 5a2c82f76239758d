import type { Hex, PublicClient } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { nameStatus } from '../quorum/readNode.ts'

/** Nodes that one look reads for the first time: about a second of a local chain. The next look goes on. */
const NEW_NODES_MAX = 500

/** Waiting nodes that one look reads again. The others have their turn when these are active. */
const WAITING_NODES_MAX = 64

/** A Pending node that has not asked to leave. Times are unix seconds. */
export type WaitingNode = { readonly nodeId: number; readonly ticket: number; readonly activatableAt: number }

/** The nodes of a registry that wait for their activation. */
export type WaitingNodes = {
  /** Reads what changed. Returns the first waiting nodes, at most `WAITING_NODES_MAX`. */
  readonly read: () => Promise<readonly WaitingNode[]>
  /** Moves a node to the end, so that others have their turn. */
  readonly defer: (nodeId: number) => void
}

/** Watches a registry for waiting nodes. Reads each node once, and the waiting ones at each look. */
export const watchWaitingNodes = (client: PublicClient, registry: Hex): WaitingNodes => {
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const waiting = new Set<number>()
  let seen = 0

  const readNode = async (nodeId: number): Promise<WaitingNode | undefined> => {
    const node = await client.readContract({ ...contract, functionName: 'serviceNode', args: [nodeId] })
    const isWaiting = nameStatus(node.status) === 'Pending' && node.exitDueAt === 0
    return isWaiting ? { nodeId, ticket: node.ticket, activatableAt: node.activatableAt } : undefined
  }

  return {
    read: async () => {
      const count = await client.readContract({ ...contract, functionName: 'serviceNodeCount' })
      if (count < seen) {
        // The chain dropped blocks.
        seen = 0
        waiting.clear()
      }
      const newIds = Array.from({ length: Math.min(count - seen, NEW_NODES_MAX) }, (_, index) => seen + 1 + index)
      for (const node of await mapBounded(newIds, readNode)) if (node) waiting.add(node.nodeId)
      seen += newIds.length
      const ids = [...waiting].slice(0, WAITING_NODES_MAX)
      const nodes = await mapBounded(ids, readNode)
      ids.forEach((nodeId, index) => {
        if (nodes[index] === undefined) waiting.delete(nodeId)
      })
      return nodes.filter((node) => node !== undefined)
    },
    defer: (nodeId) => {
      if (waiting.delete(nodeId)) waiting.add(nodeId)
    },
  }
}
