import { defineAction } from '../../frame/action.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { NotPoolOpenerError, PoolNotOpenError } from '../../lib/pool/errors.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { poolCommand } from '../../lib/pool/poolCommands.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { renderWithdrawal, sendWithdrawal, type WithdrawalData } from '../../lib/pool/sendWithdrawal.ts'

/** Closes a pool. */
export const cancel = defineAction<WithdrawalData>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const opened = await openPools(call)
    const pool = await readPool(opened, poolId)
    const { opener } = pool
    if (opener !== account.address.toLowerCase()) {
      const advice = 'Only the opener cancels. A contributor withdraws the own part.'
      const next = [poolCommand('withdraw', poolId)]
      throw new NotPoolOpenerError({ poolId, opener, account: account.address, advice, next })
    }
    if (pool.state === 'Registered') {
      const advice = "The stake comes back by the node's exit."
      const next = [poolCommand('request-exit', poolId)]
      throw new PoolNotOpenError({ poolId, reason: 'its node is registered', advice, next })
    }
    if (pool.isOver) {
      const advice = 'There is nothing to cancel. You can withdraw your part.'
      throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice, next: [poolCommand('withdraw', poolId)] })
    }
    return { data: await sendWithdrawal(call, opened, { account, pool }) }
  },
  render: renderWithdrawal,
})
