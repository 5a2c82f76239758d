import { encodeFunctionData, type Hex } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { formatTable } from '../../output/formatTable.ts'
import { describeSent } from '../chain/sendOrTry.ts'
import { openPools } from './openPools.ts'
import { requirePool } from './readPool.ts'
import { readPoolCommand } from './readPoolCommand.ts'
import { sendToPools } from './sendToPools.ts'

/** A call by which the place of an account names somebody else. */
export type PlaceCall = {
  readonly functionName: 'setBeneficiary' | 'transferSlot'
  /** What it would do, and what it did, in words. */
  readonly would: (to: Hex, poolId: bigint) => string
  readonly done: (to: Hex, poolId: bigint) => string
}

/**
 * Runs a command that names who it is about with `--to`.
 *
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendPlaceCall = async (
  args: readonly string[],
  { functionName, would, done }: PlaceCall,
): Promise<number> => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args, { to: { type: 'string' } })
  const to = options.address('to')
  const opened = await openPools(options)
  await requirePool(opened, poolId)
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName, args: [poolId, to] })
  const receipt = await sendToPools(opened, { account, data, would: would(to, poolId), isDryRun })
  if (!receipt) return 0
  process.stdout.write(`${done(to, poolId)}\n\n${formatTable(describeSent(receipt))}`)
  return 0
}
