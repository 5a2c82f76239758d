import type { PrivateKeyAccount } from 'viem/accounts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { NO_PERMIT, type Permit, signTokenPermit } from '../../../shared/signing/registration.ts'
import { FundsMissingError } from '../governance/errors.ts'
import type { Pools } from './openPools.ts'

/** Time that a permit is valid, which is sent at once. */
const PERMIT_SECONDS = 3_600

/**
 * A permit that lets the pools take exactly `amount` base units from the account; none if they may take as much already.
 *
 * @throws FundsMissingError
 */
export const permitFor = async (opened: Pools, account: PrivateKeyAccount, amount: bigint): Promise<Permit> => {
  const { client, token, pools, chainId, newest } = opened
  const contract = { address: token, abi: stakingTokenAbi } as const
  const [balance, allowance, nonce] = await Promise.all([
    client.readContract({ ...contract, functionName: 'balanceOf', args: [account.address] }),
    client.readContract({ ...contract, functionName: 'allowance', args: [account.address, pools] }),
    client.readContract({ ...contract, functionName: 'nonces', args: [account.address] }),
  ])
  if (balance < amount) throw new FundsMissingError({ account: account.address, balance, amount })
  if (allowance >= amount) return NO_PERMIT
  // The newest block of a chain at rest may be old.
  const now = Math.max(newest.timestamp, Math.floor(Date.now() / 1_000))
  const deadline = BigInt(now + PERMIT_SECONDS)
  return signTokenPermit(account, { chainId: Number(chainId), token, spender: pools, value: amount, nonce, deadline })
}
