import { defineAction } from '../../frame/action.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { WithdrawalClosesPoolError } from '../../lib/pool/errors.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { renderWithdrawal, sendWithdrawal, type WithdrawalData } from '../../lib/pool/sendWithdrawal.ts'

/** Takes a contribution back. */
export const withdraw = defineAction<WithdrawalData>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const opened = await openPools(call)
    const pool = await readPool(opened, poolId)
    const isOpener = pool.opener === account.address.toLowerCase()
    if (isOpener && pool.state === 'Open' && !pool.isOver) throw new WithdrawalClosesPoolError({ poolId })
    return { data: await sendWithdrawal(call, opened, { account, pool }) }
  },
  render: renderWithdrawal,
})
