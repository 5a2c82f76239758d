import type { Hex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors/baseError.ts'
import {
  ClientConfigError,
  type ProviderAnswer,
  type ProviderFailure,
  ProvidersDisagreeError,
  ProviderTimesDifferError,
  TrustQuorumError,
} from './errors.ts'
import { type Fetch, globalFetch } from './fetchBounded.ts'
import { originOf } from './originOf.ts'
import { createRpcProvider, type RpcProvider } from './rpcProvider.ts'
import type { Trust, TrustContext } from './trust.ts'

/** All are asked at once: more would not add trust, only load. */
const PROVIDERS_MAX = 16

/** Providers that follow one chain are some blocks apart, not minutes. */
const TIME_SPREAD_SECONDS_MAX = 300n

/** What `rpcQuorum` is made of. */
export type RpcQuorumArgs = {
  /** JSON-RPC URLs of providers that do not belong together. Those of one origin count once. */
  urls: readonly string[]
  /** Providers that must agree, 2 of 3 for instance. At least 1; more than half of them if one may lie. */
  k: number
  /** Told when enough providers agree and others name another hash: at least one of those is faulty. */
  onDissent?: (dissent: { number: bigint; answers: readonly ProviderAnswer[] }) => void
  fetch?: Fetch
}

function createProviders({ urls, k, fetch = globalFetch }: RpcQuorumArgs): RpcProvider[] {
  const byOrigin = new Map<string, RpcProvider>()
  for (const text of urls) {
    const origin = originOf(text)
    if (origin === null) throw new ClientConfigError({ name: 'urls', reason: 'holds one that is no http or https URL' })
    if (!byOrigin.has(origin)) byOrigin.set(origin, createRpcProvider({ url: text, fetch }))
  }
  if (byOrigin.size > PROVIDERS_MAX)
    throw new ClientConfigError({ name: 'urls', reason: `has ${byOrigin.size} providers, more than ${PROVIDERS_MAX}` })
  if (!Number.isInteger(k) || k < 1 || k > byOrigin.size)
    throw new ClientConfigError({
      name: 'k',
      reason: `is ${k}, and there are ${byOrigin.size} different providers (URLs of one origin count once)`,
    })
  return [...byOrigin.values()]
}

/** Asks all providers at once; each either answers or has a named failure. */
async function askAll<T>(
  providers: readonly RpcProvider[],
  { chainId }: TrustContext,
  question: (provider: RpcProvider) => Promise<T>,
): Promise<{ answers: { provider: string; answer: T }[]; failures: ProviderFailure[] }> {
  const answers: { provider: string; answer: T }[] = []
  const failures: ProviderFailure[] = []
  await Promise.all(
    providers.map(async (provider) => {
      try {
        await provider.checkChain(chainId)
        answers.push({ provider: provider.name, answer: await question(provider) })
      } catch (error) {
        if (!(error instanceof BaseError)) throw error
        failures.push({ provider: provider.name, error })
      }
    }),
  )
  return { answers, failures }
}

/** The one hash that at least `k` providers name, or `null` when there is none, or more than one. */
function hashWithQuorum(answers: readonly ProviderAnswer[], k: number): Hex | null {
  const votes = new Map<Hex, number>()
  for (const { hash } of answers) votes.set(hash, (votes.get(hash) ?? 0) + 1)
  const [first, ...others] = [...votes].filter(([, count]) => count >= k)
  return first === undefined || others.length > 0 ? null : first[0]
}

/**
 * Trusts what `k` of several different JSON-RPC providers agree on. Blocks are asked for by number, and only of providers
 * that hold that number for final; each provider's chain id is checked.
 *
 * The newest header is the newest that at least `k` providers have reached: fewer than `k` liars cannot name a time that has
 * not come, which would make every list look old. Nor can they name one that is long past, which would make an old list look
 * new: where so few answer that they might, fewer than `2k - 1`, those must be within 5 minutes of each other.
 *
 * @example rpcQuorum({ urls: ['https://a.example', 'https://b.example', 'https://c.example'], k: 2 })
 * @throws ClientConfigError when a URL is malformed or fewer than `k` differ; in use ProvidersDisagreeError (answers
 * differ and none has `k` votes), ProviderTimesDifferError and TrustQuorumError (fewer than `k` answers), each naming the
 * providers.
 */
export function rpcQuorum(args: RpcQuorumArgs): Trust {
  const providers = createProviders(args)
  const { k } = args
  return {
    async latest(context) {
      const { answers, failures } = await askAll(providers, context, (provider) => provider.latestBlock())
      const newestFirst = answers.map(({ answer }) => answer).sort((a, b) => Number(b.timestamp - a.timestamp))
      const [newest, reached] = [newestFirst[0], newestFirst[k - 1]]
      if (newest === undefined || reached === undefined)
        throw new TrustQuorumError({ question: 'the latest block', k, answered: answers.length, failures })
      if (answers.length < 2 * k - 1 && newest.timestamp - reached.timestamp > TIME_SPREAD_SECONDS_MAX) {
        const times = answers.map(({ provider, answer }) => ({ provider, timestamp: answer.timestamp }))
        throw new ProviderTimesDifferError({ k, times, failures })
      }
      return { number: reached.number, timestamp: reached.timestamp }
    },
    async blockHash(number, context) {
      const asked = await askAll(providers, context, (provider) => provider.finalBlockHash(number))
      const answers = asked.answers.map(({ provider, answer }) => ({ provider, hash: answer }))
      const differ = new Set(answers.map(({ hash }) => hash)).size > 1
      const hash = hashWithQuorum(answers, k)
      if (hash === null && differ) throw new ProvidersDisagreeError({ number, k, answers, failures: asked.failures })
      if (hash === null)
        throw new TrustQuorumError({
          question: `the hash of block ${number}`,
          k,
          answered: answers.length,
          failures: asked.failures,
        })
      if (differ) args.onDissent?.({ number, answers })
      return hash
    },
  }
}
