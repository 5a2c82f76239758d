import type { TransactionReceipt } from 'viem'
import { type PlannedCall, sendOrTry } from '../chain/sendOrTry.ts'
import type { Pools } from './openPools.ts'

/** Tries a call of the pools out and sends it, see `sendOrTry`. */
export const sendToPools = (
  { client, pools }: Pools,
  call: Omit<PlannedCall, 'to'>,
): Promise<TransactionReceipt | undefined> => sendOrTry(client, { ...call, to: pools })
