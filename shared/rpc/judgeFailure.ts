import { isObject } from '../isObject.ts'
import { suggestedBlocks } from './suggestedBlocks.ts'

/**
 * Why a call failed, as far as it decides what to do next.
 *
 * `connection`: the endpoint is unreachable, or it cut the connection. `authorisation`: asking again is useless.
 * `busy`: it was asked too often. `refused`: all else, time-outs and invalid answers included. A narrower range of logs
 * may cure `refused`.
 */
export type RpcFailureKind = 'connection' | 'authorisation' | 'busy' | 'refused'

/** A failed call as its caller sees it. */
export type RpcFailure = {
  readonly kind: RpcFailureKind
  /** The endpoint's own words without URLs and control characters, or ours. At most `DETAILS_LENGTH_MAX` characters. */
  readonly details: string
  readonly isTimeout: boolean
  /** Blocks of the range that the endpoint says it takes. Present only if it says so. */
  readonly blocksSuggested?: bigint
}

/** Facts that a transport has about a failed call. */
export type FailureSigns = {
  readonly method: string
  /** Parameters of the call. Left out: those of a call for logs count as a range of blocks. */
  readonly params?: readonly unknown[]
  /** Whether the endpoint has answered other calls with the same key. A range of logs is then not a matter of the key. */
  readonly isServing?: boolean
  /** HTTP status, if there was an HTTP answer. */
  readonly status?: number | undefined
  /** Code of the JSON-RPC error, if there was one. */
  readonly rpcCode?: number | undefined
  /** Words of the endpoint or of the network stack. */
  readonly words: string
  readonly isConnection?: boolean
  readonly isTimeout?: boolean
}

/** EIP-1474 names it "limit exceeded". Endpoints use it for too many requests and for too many results. */
const LIMIT_RPC_CODE = -32005
const HTTP_TOO_MANY_REQUESTS = 429
const HTTP_NOT_AUTHORISED: readonly number[] = [401, 403]

/** Words of an endpoint that we show and search. They say what is wrong in less. */
const DETAILS_LENGTH_MAX = 300

/** Words about how often an endpoint is asked. */
const RATE_WORDS =
  /too many requests|rate.?limit|requests? per|per second|throttl|compute units|quota|credits|try again later/i

/** Words about how much is asked for at once. */
const RANGE_WORDS =
  /\b(?:blocks?|range|results?|logs?|response|size|body|timed? ?out|duration|too (?:large|big|wide))\b/i

/**
 * Judges a failed call. The same code and the same HTTP status mean different things at different endpoints. So they do
 * not decide whether a range of logs is narrowed: all kinds but `connection` and `authorisation` narrow it, and only an
 * endpoint that has answered nothing yet can refuse a range for its key. `busy` says how long to wait first.
 */
export const judgeFailure = (signs: FailureSigns): RpcFailure => {
  const { method, status, rpcCode, isConnection = false, isTimeout = false, isServing = false } = signs
  if (isTimeout) return { kind: 'refused', details: 'it took too long', isTimeout }
  const words = cleanWords(signs.words)
  const details = words || describeNumbers({ status, rpcCode })
  if (isConnection) return { kind: 'connection', details, isTimeout }
  const isOfLogs = method === 'eth_getLogs'
  const refused = (): RpcFailure => {
    const blocksSuggested = isOfLogs ? suggestedBlocks(words) : undefined
    return { kind: 'refused', details, isTimeout, ...(blocksSuggested === undefined ? {} : { blocksSuggested }) }
  }
  if (isOfLogs && RANGE_WORDS.test(words) && !RATE_WORDS.test(words)) return refused()
  if (status !== undefined && HTTP_NOT_AUTHORISED.includes(status)) {
    return isServing && isLogRange(signs) ? refused() : { kind: 'authorisation', details, isTimeout }
  }
  if (status === HTTP_TOO_MANY_REQUESTS || rpcCode === LIMIT_RPC_CODE) return { kind: 'busy', details, isTimeout }
  return refused()
}

/** Whether the call asks for logs of more than one block. */
export const isLogRange = ({ method, params }: Pick<FailureSigns, 'method' | 'params'>): boolean => {
  if (method !== 'eth_getLogs') return false
  if (params === undefined) return true
  const [filter] = params
  return isObject(filter) && filter['blockHash'] === undefined && filter['fromBlock'] !== filter['toBlock']
}

/** Drops URLs, which endpoints echo with the caller's key in them, and characters that could rewrite a terminal. */
const cleanWords = (words: string): string =>
  words
    .slice(0, 4 * DETAILS_LENGTH_MAX)
    .replace(/\b(?:https?|wss?):\/\/[^\s"')]+/gi, '(URL)')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop.
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, DETAILS_LENGTH_MAX)

const describeNumbers = ({ status, rpcCode }: Pick<FailureSigns, 'status' | 'rpcCode'>): string => {
  if (status !== undefined) return `HTTP status ${status}`
  return rpcCode === undefined ? 'it gave no reason' : `JSON-RPC error ${rpcCode}`
}
