import { parseArgs } from 'node:util'
import { createOptions } from '../../lib/cli/options.ts'
import { readAccount } from '../../lib/cli/readAccount.ts'
import { WithdrawalClosesPoolError } from '../../lib/pool/errors.ts'
import { openPools, POOL_OPTIONS, readPoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { sendWithdrawal } from '../../lib/pool/sendWithdrawal.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool withdraw POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Takes a contribution back, all of it, and gives the place up. While the pool goes on and is not full: a day after the last
contribution. Once it is closed or past its deadline: at once. The operator of a pool that goes on closes it: pool cancel.

  --dry-run    tries it out and sends nothing
`

const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: POOL_OPTIONS })
  const options = createOptions(values)
  const poolId = readPoolId(positionals)
  const account = await readAccount(options.text('account-key-file'))
  const opened = await openPools(options)
  const pool = await readPool(opened, poolId)
  const isOperator = pool.operator === account.address.toLowerCase()
  if (isOperator && pool.state === 'Open' && !pool.isOver) throw new WithdrawalClosesPoolError({ poolId })
  await sendWithdrawal(opened, { account, pool, isDryRun: options.flag('dry-run') })
  return 0
}

/** Takes a contribution back. */
export const withdraw: Command = { summary: 'take a contribution back', usage: USAGE, run }
