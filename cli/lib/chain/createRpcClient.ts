import { createPublicClient, http, type PublicClient } from 'viem'
import { isHttpUrl } from '../../../shared/isHttpUrl.ts'
import { OptionInvalidError } from '../input/errors.ts'

/** A page of logs takes a busy endpoint some seconds. */
const TIMEOUT_MS = 30_000

/** Attempts after the first, with viem's growing pauses. */
const RETRIES_MAX = 2

/** Between two requests for a receipt. */
const POLL_MS = 250

/** Makes a client for any chain. It reads, and sends transactions that are signed already. */
export const createRpcClient = (url: string): PublicClient => {
  if (!isHttpUrl(url)) {
    throw new OptionInvalidError({ option: '--rpc', reason: 'must be a URL that begins with http:// or https://' })
  }
  return createPublicClient({
    transport: http(url, { timeout: TIMEOUT_MS, retryCount: RETRIES_MAX }),
    pollingInterval: POLL_MS,
    cacheTime: 0,
  })
}
