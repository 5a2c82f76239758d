import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type PlaceData, sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'

/** Gives a place to another account. */
export const transfer = defineAction<PlaceData>({
  run: (call) =>
    sendPlaceCall(call, {
      functionName: 'transferSlot',
      would: (to, poolId) => `give the place in pool ${poolId} to ${to}`,
    }),
  render: (data) => renderSent(data, `${data.to} has the place in pool ${data.poolId}.`),
})
