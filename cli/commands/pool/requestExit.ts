import { encodeFunctionData, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { requirePool } from '../../lib/pool/readPool.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & {
  readonly poolId: bigint
  /** Time of the newest block, unix seconds. */
  readonly now: number
  /** Unix seconds; null after a dry run. */
  readonly exit: { readonly nodeId: number; readonly dueAt: number } | null
}

/** Asks for the exit of a pool's node. */
export const requestExit = defineAction<Data>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const opened = await openPools(call)
    await requirePool(opened, poolId)
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'requestExit', args: [poolId] })
    const would = `ask for the exit of the node of pool ${poolId}`
    const sent = await send(call, opened, { account, to: opened.pools, data, would })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ExitRequested', logs })
    const exit = log ? { nodeId: log.args.nodeId, dueAt: log.args.exitDueAt } : null
    return { data: { poolId, now: opened.newest.timestamp, exit, ...sentData(sent) } }
  },
  render: (data) => {
    const { exit, now } = data
    const rows: Row[] = exit
      ? [
          ['node', String(exit.nodeId)],
          ['exit due', `${describeMoment(exit.dueAt, now)}; then any account may carry it out`],
        ]
      : []
    return renderSent(data, 'The exit is asked for.', rows)
  },
})
