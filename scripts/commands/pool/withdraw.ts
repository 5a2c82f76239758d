import { WithdrawalClosesPoolError } from '../../lib/pool/errors.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendWithdrawal } from '../../lib/pool/sendWithdrawal.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool withdraw POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Takes a contribution back, all of it, and gives the place up. While the pool goes on and is not full: a day after the last
contribution. Once it is closed or past its deadline: at once. The operator of a pool that goes on closes it: pool cancel.

  --dry-run    tries it out and sends nothing
`

const run = async (args: readonly string[]): Promise<number> => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args)
  const opened = await openPools(options)
  const pool = await readPool(opened, poolId)
  const isOperator = pool.operator === account.address.toLowerCase()
  if (isOperator && pool.state === 'Open' && !pool.isOver) throw new WithdrawalClosesPoolError({ poolId })
  await sendWithdrawal(opened, { account, pool, isDryRun })
  return 0
}

/** Takes a contribution back. */
export const withdraw: Command = { summary: 'take a contribution back', usage: USAGE, run }
