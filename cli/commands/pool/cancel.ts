import { NotPoolOperatorError, PoolNotOpenError } from '../../lib/pool/errors.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendWithdrawal } from '../../lib/pool/sendWithdrawal.ts'
import type { Command } from '../command.ts'

/** Closes a pool. */
export const cancel: Command = async (args) => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args)
  const opened = await openPools(options)
  const pool = await readPool(opened, poolId)
  const { operator } = pool
  if (operator !== account.address.toLowerCase()) {
    const advice = `Only the operator cancels. A contributor's own part: npm run muster -- pool withdraw ${poolId}`
    throw new NotPoolOperatorError({ poolId, operator, account: account.address, advice })
  }
  if (pool.state === 'Registered') {
    const advice = `The stake comes back by the node's exit: npm run muster -- pool request-exit ${poolId}`
    throw new PoolNotOpenError({ poolId, reason: 'its node is registered', advice })
  }
  if (pool.isOver) {
    const advice = `There is nothing to cancel. Your part: npm run muster -- pool withdraw ${poolId}`
    throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice })
  }
  await sendWithdrawal(opened, { account, pool, isDryRun })
  return 0
}
