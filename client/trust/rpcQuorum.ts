import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { ClientConfigError } from '../errors.ts'
import { createRpcProvider } from '../transport/createRpcProvider.ts'
import { type Fetch, globalFetch } from '../transport/fetchBounded.ts'
import { originOf } from '../transport/originOf.ts'
import type { RpcProvider } from '../transport/rpcProvider.ts'
import type { ProviderAnswer, ProviderFailure } from './errors.ts'
import { agreedHash, checkFinal, hashOfBlock, type Poll, reachedHeader } from './quorum.ts'
import type { Trust } from './trust.ts'

/** All providers are asked at once. More would add load, not trust. */
const PROVIDERS_MAX = 16

/** Arguments of `rpcQuorum`. */
export type RpcQuorumArgs = {
  /** JSON-RPC URLs of independent providers. URLs of one origin count once. */
  urls: readonly string[]
  /** Providers that must agree, 2 of 3 for instance. At least 1; more than half of them if one may lie. */
  k: number
  /** Called when enough providers agree and others name another hash. At least one of the others is faulty. */
  onDissent?: (dissent: { number: bigint; answers: readonly ProviderAnswer[] }) => void
  fetch?: Fetch
}

function createProviders(urls: readonly string[], k: number, fetch: Fetch): RpcProvider[] {
  const byOrigin = new Map<string, RpcProvider>()
  for (const text of urls) {
    const origin = originOf(text)
    if (origin === null)
      throw new ClientConfigError({ name: 'urls', reason: 'holds a text that is not an http or https URL' })
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

/** Asks all providers at once, each after a check of its chain. Each gives an answer or a failure. */
async function askAll<T>(
  providers: readonly RpcProvider[],
  chainId: bigint,
  question: (provider: RpcProvider) => Promise<T>,
): Promise<Poll<T>> {
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

async function fetchFinalHash(provider: RpcProvider, number: bigint): Promise<Hex> {
  checkFinal(provider.name, number, await provider.block('finalized'))
  return hashOfBlock(provider.name, number, await provider.block(number))
}

/**
 * Trusts the answer that `k` of several independent JSON-RPC providers agree on. Asks for blocks by number, and only
 * providers that hold that number as final. Checks the chain id of each provider.
 *
 * The newest header is the newest one that at least `k` providers have reached. So fewer than `k` liars cannot name a future
 * time, which would make every list look old. An early time would make an old list look new. If fewer than `2k - 1` providers
 * answer, fewer than `k` liars could name one. Then the times must lie within 5 minutes of each other.
 *
 * @example rpcQuorum({ urls: ['https://a.example', 'https://b.example', 'https://c.example'], k: 2 })
 * @throws ClientConfigError if a URL is malformed or fewer than `k` providers differ. In use: ProvidersDisagreeError if
 * answers differ and no hash has `k` votes; ProviderTimesDifferError; TrustQuorumError if fewer than `k` answered. Each names
 * the providers.
 */
export function rpcQuorum(args: RpcQuorumArgs): Trust {
  const { urls, k, onDissent, fetch = globalFetch } = args
  const providers = createProviders(urls, k, fetch)
  return {
    async latest({ chainId }) {
      return reachedHeader(await askAll(providers, chainId, (provider) => provider.block('latest')), k)
    },
    async blockHash(number, { chainId }) {
      const poll = await askAll(providers, chainId, (provider) => fetchFinalHash(provider, number))
      const { hash, dissent } = agreedHash(poll, { number, k })
      if (dissent !== null) onDissent?.({ number, answers: dissent })
      return hash
    },
  }
}
