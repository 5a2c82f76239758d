import type { Hex } from 'viem'
import type { ListHead } from '../../shared/list/emptyList.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import type { ContractName } from '../contracts.ts'
import { type StateRows, toRowChanges } from '../store/tables.ts'
import { createGovernancePart, isOfGovernance } from './createGovernancePart.ts'
import { createPoolsPart } from './createPoolsPart.ts'
import { createRegistryPart } from './createRegistryPart.ts'
import { createRewardsPart } from './createRewardsPart.ts'
import type { BlockWithLogs, Changes, LogOf } from './types.ts'

/**
 * The state of all contracts in memory, as of one block. Each contract has a part.
 *
 * Deterministic and without I/O. `apply` is all or nothing only towards the database: after it threw, this object is
 * half changed; drop it and load a new one from the rows.
 */
export type Projection = {
  /**
   * Folds one block and checks it, see the parts.
   *
   * @throws LogsInconsistentError (one of its subclasses) when these logs cannot be what the contracts emitted
   */
  apply(block: BlockWithLogs): Changes
  node(nodeId: number): ServiceNode | undefined
  nodeCount(): number
  listHead(): ListHead
}

/**
 * Creates the projection of the rows of one block.
 *
 * @param args.rows rows of every table
 * @param args.list `version` and `leafCount` of the list (0 before the first change); its root follows from the nodes
 */
export function createProjection(args: {
  chainId: bigint
  registry: Hex
  rows: StateRows
  list: { version: bigint; leafCount: number }
}): Projection {
  const { chainId, registry, rows, list } = args
  const governancePart = createGovernancePart(rows)
  const registryPart = createRegistryPart({ chainId, registry, nodes: rows.serviceNodes, list })
  const poolsPart = createPoolsPart(rows)
  const rewardsPart = createRewardsPart(rows)
  return {
    apply({ block, logs }) {
      const { nodes, lists, replacedKeys } = registryPart.apply(block, logsOf(logs, 'REGISTRY'))
      const governance = governancePart.apply(block, logs.filter(isOfGovernance))
      const pools = poolsPart.apply(block, logsOf(logs, 'CONTRIBUTION_POOLS'))
      const rewards = rewardsPart.apply(block, logsOf(logs, 'REWARDS_POOL'))
      const changed = { serviceNodes: nodes, ...governance, ...pools, ...rewards }
      return { rows: toRowChanges(block.number, changed), lists, replacedKeys }
    },
    node: registryPart.node,
    nodeCount: registryPart.nodeCount,
    listHead: registryPart.listHead,
  }
}

function logsOf<Name extends ContractName>(logs: BlockWithLogs['logs'], contract: Name): LogOf<Name>[] {
  return logs.filter((log) => log.contract === contract) as LogOf<Name>[]
}
