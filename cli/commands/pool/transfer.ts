import { sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'
import type { Command } from '../command.ts'

/** Gives a place away. */
export const transfer: Command = (args) =>
  sendPlaceCall(args, {
    functionName: 'transferSlot',
    would: (to, poolId) => `give the place in pool ${poolId} to ${to}`,
    done: (to, poolId) => `${to} has the place in pool ${poolId}.`,
  })
