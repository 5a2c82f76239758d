import { sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool beneficiary POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Names who may claim what the account's place gets from now on. What it got before stays with who was named then.

  --to ADDRESS   the account itself takes it back
  --dry-run      tries it out and sends nothing
`

const run = (args: readonly string[]): Promise<number> =>
  sendPlaceCall(args, {
    functionName: 'setBeneficiary',
    would: (to, poolId) => `name ${to} for what comes of pool ${poolId}`,
    done: (to, poolId) => `${to} may claim what comes of pool ${poolId}.`,
  })

/** Names another beneficiary. */
export const beneficiary: Command = { summary: 'name who may claim what a place gets', usage: USAGE, run }
