import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type PlaceData, sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'

/** Names another beneficiary for a place. */
export const beneficiary = defineAction<PlaceData>({
  run: (call) =>
    sendPlaceCall(call, {
      functionName: 'setBeneficiary',
      would: (to, poolId) => `name ${to} as beneficiary of the place in pool ${poolId}`,
    }),
  render: (data) => renderSent(data, `${data.to} may claim for the place in pool ${data.poolId}.`),
})
