import { encodeFunctionData } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { PlaceNotOfferedError } from '../../lib/pool/errors.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'

/** Index of a pool's last place. */
const SLOT_MAX = 9

/** Result of taking a place. `amount`: base units that were contributed to it. */
type Data = SentData & {
  readonly poolId: bigint
  readonly slot: number
  readonly from: string
  readonly amount: bigint
}

/** Takes the place of a pool that is offered to the account. */
export const takePlace = defineAction<Data>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const opened = await openPools(call)
    const self = account.address.toLowerCase()
    const wanted = call.options.optionalInteger('place', 0, SLOT_MAX)
    const place = (await readPool(opened, poolId)).places.find(
      ({ offeredTo, slot }) => offeredTo === self && (wanted === undefined || slot === wanted),
    )
    if (!place) throw new PlaceNotOfferedError({ poolId, account: self })
    const { slot, contributor: from, amount } = place
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'takeSlot', args: [poolId, slot] })
    const would = `take place ${slot} of pool ${poolId}, with ${describeTokens(amount)}, from ${from}`
    const sent = await send(call, opened, { account, to: opened.pools, data, would })
    return { data: { poolId, slot, from, amount, ...sentData(sent) } }
  },
  render: (data) =>
    renderSent(data, `You have place ${data.slot} of pool ${data.poolId}.`, [
      ['contributed', describeTokens(data.amount)],
      ['before you', data.from],
    ]),
})
