import { createPublicClient, http, type PublicClient } from 'viem'
import { OptionInvalidError } from '../input/errors.ts'

/** A page of logs takes a busy endpoint some seconds. */
const TIMEOUT_MS = 30_000

/** Attempts after the first, with viem's growing pauses. */
const RETRIES_MAX = 2

/** Between two looks for a receipt. */
const POLL_MS = 250

/** A client of any chain; it reads, and sends what is signed already. */
export const createRpcClient = (url: string): PublicClient => {
  if (!/^https?:\/\/./.test(url)) {
    throw new OptionInvalidError({ option: '--rpc', reason: 'must begin with http:// or https://' })
  }
  return createPublicClient({
    transport: http(url, { timeout: TIMEOUT_MS, retryCount: RETRIES_MAX }),
    pollingInterval: POLL_MS,
    cacheTime: 0,
  })
}
