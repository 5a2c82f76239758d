import { RpcAnswerInvalidError } from './errors.ts'
import { type FailureSigns, judgeFailure, type RpcFailure } from './judgeFailure.ts'

/** viem wraps the cause a few times. No chain of causes is deeper. */
const CAUSES_MAX = 8

/** Longest part of an error's data that is searched for words. */
const DATA_LENGTH_MAX = 1_000

/** Fields that errors of viem have, each in some link of the chain of causes. */
type Link = Error & { details?: unknown; status?: unknown; code?: unknown; data?: unknown }

type Signs = { -readonly [K in keyof FailureSigns]: FailureSigns[K] }

/**
 * Classifies an error of viem's transports. Reads its fields by name, so that this room needs no viem.
 *
 * @param method JSON-RPC method of the call
 */
export const classifyFailure = (error: unknown, method: string): RpcFailure => {
  const signs: Signs = { method, words: '' }
  let isJson = true
  let current = error
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth++) {
    const link: Link = current
    if (link instanceof RpcAnswerInvalidError) return judgeFailure({ method, words: link.message })
    if (link.name === 'TimeoutError') signs.isTimeout = true
    if (link.name === 'HttpRequestError' && link.status === undefined) signs.isConnection = true
    if (link instanceof SyntaxError) isJson = false
    if (typeof link.status === 'number') signs.status ??= link.status
    if (typeof link.code === 'number') signs.rpcCode ??= link.code
    if (signs.words === '') signs.words = wordsOf(link)
    current = link.cause
  }
  // An endpoint that answers something other than JSON is there.
  if (!isJson) signs.isConnection = false
  return judgeFailure(signs)
}

/** Only viem's `details` are the endpoint's own words. Its messages repeat URL and request. */
const wordsOf = ({ name, message, details, data }: Link): string => {
  if (name === 'ResponseBodyTooLargeError') return 'the body of its answer is too large'
  const words = typeof details === 'string' ? details : details === undefined && name === 'Error' ? message : ''
  if (words === '' || data === undefined || data === null) return words
  return `${words} ${JSON.stringify(data).slice(0, DATA_LENGTH_MAX)}`
}
