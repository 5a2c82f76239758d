import { encodeFunctionData, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { PoolNotOpenError } from '../../lib/pool/errors.ts'
import { findRegistration } from '../../lib/pool/findRegistration.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { showPool } from '../../lib/pool/poolCommands.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import type { Row } from '../../output/blocks.ts'

/** A node that was registered. */
type Registered = {
  readonly nodeId: number
  readonly operator: string
  /** Base units. */
  readonly principal: bigint
  /** Unix seconds. */
  readonly activatableAt: number
}

type Data = SentData & {
  readonly poolId: bigint
  /** Time of the newest block, unix seconds. */
  readonly now: number
  /** Null after a dry run. */
  readonly node: Registered | null
}

/** Registers the node of a full pool. */
export const finalize = defineAction<Data>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const opened = await openPools(call)
    const pool = await readPool(opened, poolId)
    if (pool.state === 'Registered') {
      const reason = 'its node is registered already'
      throw new PoolNotOpenError({ poolId, reason, advice: 'See what can be done with it.', next: [showPool(poolId)] })
    }
    if (pool.isOver) {
      const advice = 'Its node can never be registered. Contributors can withdraw at once.'
      throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice })
    }
    const { registration, operatorSignature } = await findRegistration(opened, pool)
    const args = [poolId, registration, operatorSignature] as const
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'finalize', args })
    const would = `register the node of pool ${poolId}`
    const sent = await send(call, opened, { account, to: opened.pools, data, would })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeRegistered', logs })
    const node = log ? registeredOf(log.args) : null
    return { data: { poolId, now: opened.newest.timestamp, node, ...sentData(sent) } }
  },
  render: (data) => {
    const { poolId, node, now } = data
    const rows: Row[] = node
      ? [
          ['node', String(node.nodeId)],
          ['operator', node.operator],
          ['stake', describeTokens(node.principal)],
          ['can be activated', `from ${describeMoment(node.activatableAt, now)}, by anyone`],
        ]
      : []
    return renderSent(data, `The node of pool ${poolId} is registered.`, rows)
  },
})

const registeredOf = ({ nodeId, operator, principal, activatableAt }: Registered): Registered => ({
  ...{ nodeId, principal, activatableAt },
  operator: operator.toLowerCase(),
})
