import type { Hex } from '../../shared/bytes.ts'
import { RpcResponseInvalidError } from '../transport/errors.ts'
import { BLOCK_METHOD } from '../transport/rpcMethods.ts'
import type { RpcBlock } from '../transport/rpcProvider.ts'
import {
  BlockNotFinalError,
  type ProviderAnswer,
  type ProviderFailure,
  ProvidersDisagreeError,
  ProviderTimesDifferError,
  TrustQuorumError,
} from './errors.ts'

/** Seconds between the heads of providers that follow one chain: some blocks, not minutes. */
const TIME_SPREAD_SECONDS_MAX = 300n

/** Answers of all providers to one question. */
export type Poll<T> = {
  readonly answers: readonly { readonly provider: string; readonly answer: T }[]
  readonly failures: readonly ProviderFailure[]
}

/** @throws BlockNotFinalError if the provider's final block is an earlier one */
export function checkFinal(provider: string, number: bigint, finalized: RpcBlock): void {
  if (number > finalized.number) throw new BlockNotFinalError({ provider, number, finalized: finalized.number })
}

/** Returns the hash of a block that a provider sent for `number`. @throws RpcResponseInvalidError for another block */
export function hashOfBlock(provider: string, number: bigint, found: RpcBlock): Hex {
  if (found.number === number) return found.hash
  const reason = `it is block ${found.number}, not ${number}`
  throw new RpcResponseInvalidError({ provider, method: BLOCK_METHOD, reason })
}

/**
 * Returns the newest header that at least `k` providers have reached.
 *
 * @throws TrustQuorumError, ProviderTimesDifferError
 */
export function reachedHeader({ answers, failures }: Poll<RpcBlock>, k: number): { number: bigint; timestamp: bigint } {
  const newestFirst = answers.map(({ answer }) => answer).sort((a, b) => Number(b.timestamp - a.timestamp))
  const [newest, reached] = [newestFirst[0], newestFirst[k - 1]]
  if (newest === undefined || reached === undefined)
    throw new TrustQuorumError({ question: 'the latest block', k, answered: answers.length, failures })
  if (answers.length < 2 * k - 1 && newest.timestamp - reached.timestamp > TIME_SPREAD_SECONDS_MAX) {
    const times = answers.map(({ provider, answer }) => ({ provider, timestamp: answer.timestamp }))
    throw new ProviderTimesDifferError({ k, times, failures })
  }
  return { number: reached.number, timestamp: reached.timestamp }
}

/** Returns the one hash that at least `k` providers name. Returns `null` if no hash has as many votes, or two have. */
function hashWithQuorum(answers: readonly ProviderAnswer[], k: number): Hex | null {
  const votes = new Map<Hex, number>()
  for (const { hash } of answers) votes.set(hash, (votes.get(hash) ?? 0) + 1)
  const [first, ...others] = [...votes].filter(([, count]) => count >= k)
  return first === undefined || others.length > 0 ? null : first[0]
}

/**
 * Returns the hash that at least `k` providers name, and all answers if they differ.
 *
 * @throws ProvidersDisagreeError, TrustQuorumError
 */
export function agreedHash(
  poll: Poll<Hex>,
  { number, k }: { number: bigint; k: number },
): { hash: Hex; dissent: readonly ProviderAnswer[] | null } {
  const { failures } = poll
  const answers = poll.answers.map(({ provider, answer }) => ({ provider, hash: answer }))
  const differ = new Set(answers.map(({ hash }) => hash)).size > 1
  const hash = hashWithQuorum(answers, k)
  if (hash !== null) return { hash, dissent: differ ? answers : null }
  if (differ) throw new ProvidersDisagreeError({ number, k, answers, failures })
  throw new TrustQuorumError({ question: `the hash of block ${number}`, k, answered: answers.length, failures })
}
