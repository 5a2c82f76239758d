import { sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'
import type { Command } from '../command.ts'

/** Names another beneficiary. */
export const beneficiary: Command = (args) =>
  sendPlaceCall(args, {
    functionName: 'setBeneficiary',
    would: (to, poolId) => `name ${to} for what comes of pool ${poolId}`,
    done: (to, poolId) => `${to} may claim what comes of pool ${poolId}.`,
  })
