import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { poolCommand } from '../../lib/pool/poolCommands.ts'
import { type PlaceData, sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'

const ZERO_ADDRESS = `0x${'00'.repeat(20)}`

const withdraws = (to: string): boolean => to === ZERO_ADDRESS

/** Offers a place to another account. */
export const offerPlace = defineAction<PlaceData>({
  run: async (call) => {
    const { data } = await sendPlaceCall(call, {
      functionName: 'offerSlot',
      would: (to, poolId) =>
        withdraws(to)
          ? `withdraw the offer of the place in pool ${poolId}`
          : `offer the place in pool ${poolId} to ${to}`,
    })
    const next = withdraws(data.to) ? [] : [{ ...poolCommand('take-place', data.poolId), isForOthers: true } as const]
    return { data, next }
  },
  render: (data) =>
    renderSent(
      data,
      withdraws(data.to)
        ? `The place in pool ${data.poolId} is not offered any more.`
        : `${data.to} may take the place in pool ${data.poolId}. Until then you can withdraw the offer.`,
    ),
})
