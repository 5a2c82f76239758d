import { describeMoment, describeSeconds } from '../../../shared/format/times.ts'
import { defineAction } from '../../frame/action.ts'
import { readSource, type Source } from '../../lib/beacon/readSource.ts'
import { connect } from '../../lib/input/connect.ts'
import { table } from '../../output/blocks.ts'

type Data = Source & {
  /** Newest round that the beacon has made by the chain's clock; 0 before its genesis. */
  readonly roundNow: number
  /** Time of the newest block, unix seconds. */
  readonly now: number
}

/** Shows the beacon that gives seeds. */
export const status = defineAction<Data>({
  run: async (call) => {
    const opened = await connect(call, call.network.get('registry'))
    const now = opened.newest.timestamp
    const source = await readSource(opened)
    const { genesis, period } = source
    return { data: { ...source, now, roundNow: now < genesis ? 0 : Math.floor((now - genesis) / period) + 1 } }
  },
  render: ({ address, genesis, period, lookahead, stride, newestRound, ticket, roundNow, now }) => {
    const timeOf = (round: number): string => describeMoment(genesis + (round - 1) * period, now)
    return [
      table([
        ['contract', address],
        ['a round every', describeSeconds(period)],
        ['made by now', roundNow === 0 ? `none; the first one ${timeOf(1)}` : `round ${roundNow}`],
        ['newest published', `round ${newestRound}, made ${timeOf(newestRound)}`],
        ['a ticket waits', `${describeSeconds(lookahead)} to ${describeSeconds(lookahead + stride)}`],
        ['a ticket taken now', `round ${ticket.round}, made ${describeMoment(ticket.time, now)}`],
      ]),
    ]
  },
})
