import { WithdrawalClosesPoolError } from '../../lib/pool/errors.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendWithdrawal } from '../../lib/pool/sendWithdrawal.ts'
import type { Command } from '../command.ts'

/** Takes a contribution back. */
export const withdraw: Command = async (args) => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args)
  const opened = await openPools(options)
  const pool = await readPool(opened, poolId)
  const isOperator = pool.operator === account.address.toLowerCase()
  if (isOperator && pool.state === 'Open' && !pool.isOver) throw new WithdrawalClosesPoolError({ poolId })
  await sendWithdrawal(opened, { account, pool, isDryRun })
  return 0
}
