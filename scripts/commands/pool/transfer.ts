import { sendPlaceCall } from '../../lib/pool/sendPlaceCall.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool transfer POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives the account's place, rewards and principal to come included, to somebody who has none in the pool. There is no way back.
Once the node is registered; the operator's place only after the principal was paid. What it got before stays with its
beneficiary.

  --to ADDRESS   who has the place then
  --dry-run      tries it out and sends nothing
`

const run = (args: readonly string[]): Promise<number> =>
  sendPlaceCall(args, {
    functionName: 'transferSlot',
    would: (to, poolId) => `give the place in pool ${poolId} to ${to}`,
    done: (to, poolId) => `${to} has the place in pool ${poolId}.`,
  })

/** Gives a place away. */
export const transfer: Command = { summary: 'give a place in a registered pool to somebody else', usage: USAGE, run }
