import {
  type Fetch,
  NodeListRefusedError,
  type ProviderAnswer,
  parseSnapshot,
  rpcQuorum,
  type SourceFailure,
  STORED_LIST,
  type Trust,
  TrustQuorumError,
  type VerifiedNodeList,
} from '../../../client/index.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import type { BlockHeader } from '../../../shared/ethereum/header.ts'
import { classify, type Finding, findingOf, isSame } from './findings.ts'
import { keepText } from './keepText.ts'
import { childOf } from './snapshotFile.ts'
import { clientOf, type Quorum, type Target } from './target.ts'

/** A verified list in the form that a client stores. */
export type Kept = {
  /** The client's `storage` and `listStorage`. */
  readonly accepted: string
  readonly snapshot: string
}

/** The input of a round. The same input gives the same findings, now or from a recording. */
export type Round = {
  readonly target: Target
  /** The endpoints that are trusted for block hashes. Those of the target are checked in any case. */
  readonly trusted: Quorum
  /** Unix seconds of the newest header. It decides which list is due. */
  readonly chainTime: bigint
  /** The list of an earlier round. A client that holds it asks for the changes, and its block must be the same still. */
  readonly previous: Kept | null
  /** Requests to the sources and endpoints of the target, and to the trusted endpoints. */
  readonly fetch: Fetch
  readonly trustFetch: Fetch
}

/** The result of a round. `kept` and `list` come from a source without findings if there is one; `null` if none served a list. */
export type RoundResult = {
  readonly findings: readonly Finding[]
  readonly list: VerifiedNodeList | null
  readonly kept: Kept | null
}

type Answer = { readonly list: VerifiedNodeList; readonly kept: Kept; readonly source: string }

/** Trust in the quorum, asked once for each block, with the time of the round. `onDissent` is told of each other hash. */
const createRoundTrust = (
  { trusted, chainTime, trustFetch }: Round,
  onDissent: (provider: string, number: bigint) => void,
) => {
  const hashes = new Map<bigint, ReturnType<Trust['blockHash']>>()
  const askQuorum: Trust['blockHash'] = async (number, context) => {
    const named: ProviderAnswer[] = []
    // Each block has a quorum of its own, so its requests have the same numbers in a recording.
    const hash = await rpcQuorum({
      urls: trusted.rpcs,
      k: trusted.k,
      fetch: trustFetch,
      onDissent: ({ answers }) => named.push(...answers),
    }).blockHash(number, context)
    for (const answer of named) if (answer.hash !== hash) onDissent(answer.provider, number)
    return hash
  }
  const trust: Trust = {
    latest: async () => ({ timestamp: chainTime }),
    blockHash: (number, context) => {
      const asked = hashes.get(number) ?? askQuorum(number, context)
      hashes.set(number, asked)
      return asked
    },
  }
  return { trust, hashes }
}

/** Asks one source for the list due, as a client that holds `held`. */
const askSource = async (
  { target, fetch }: Round,
  source: string,
  { trust, held, report }: { trust: Trust; held: Kept | null; report: (failure: SourceFailure) => void },
): Promise<Answer | null> => {
  const [storage, listStorage] = [keepText(held?.accepted ?? null), keepText(held?.snapshot ?? null)]
  const client = clientOf(target, {
    sources: [source],
    trust,
    fetch,
    maxEpochLag: 0,
    storage,
    listStorage,
    onSourceError: (failure) => {
      // A final block that changed is checked with each endpoint. It is not the fault of this source.
      if (failure.source !== STORED_LIST) report(failure)
    },
  })
  try {
    const list = await client.getNodeList()
    return {
      list,
      source: new URL(source).origin,
      kept: { accepted: storage.get() ?? '', snapshot: listStorage.get() ?? '' },
    }
  } catch (error) {
    if (error instanceof NodeListRefusedError) return null
    throw error
  }
}

const describeAnswer = ({ list }: Answer): string => `${list.root} at block ${list.anchor.hash}`

/** Finds two lists that both verify. Then the trusted endpoints gave two answers. */
const compare = (answers: readonly Answer[]): Finding[] => {
  const byAnswer = Map.groupBy(answers, describeAnswer)
  if (byAnswer.size < 2) return []
  const party = [...new Set(answers.map(({ source }) => source))].join(', ')
  const message = `Epoch ${answers[0]?.list.epoch} has ${byAnswer.size} lists: ${[...byAnswer.keys()].join('; ')}.`
  return [findingOf('SOURCES_DISAGREE', party, { code: 'SOURCES_DISAGREE', message })]
}

const ask = async <T>(question: () => Promise<T>): Promise<T | BaseError> => {
  try {
    return await question()
  } catch (error) {
    if (error instanceof BaseError) return error
    throw error
  }
}

/** Asks each endpoint by itself for each trusted block. A quorum hides the endpoint that did not agree. */
const askEndpoints = async (
  { target, fetch }: Round,
  hashes: ReadonlyMap<bigint, Promise<string>>,
): Promise<Finding[]> => {
  const chainId = BigInt(target.chainId)
  const rpcs = new Map(target.rpcs.map((rpc) => [new URL(rpc).origin, rpc]))
  const findings: Finding[] = []
  for (const [number, asked] of hashes) {
    const trusted = await ask(() => asked)
    if (trusted instanceof BaseError) continue
    const found = await Promise.all(
      Array.from(rpcs, async ([party, url]) => {
        const named = await ask(() => rpcQuorum({ urls: [url], k: 1, fetch }).blockHash(number, { chainId }))
        if (named instanceof BaseError) return [findingOf('RPC_STOPPED', party, reasonOf(named))]
        return named === trusted ? [] : [dissent(party, number)]
      }),
    )
    findings.push(...found.flat())
  }
  return findings
}

/** The reason why the endpoint of a quorum of one gave no answer. */
const reasonOf = (error: BaseError): BaseError =>
  (error instanceof TrustQuorumError ? error.failures[0]?.error : undefined) ?? error

const dissent = (party: string, number: bigint): Finding =>
  findingOf('RPC_DISSENT', party, {
    code: 'RPC_DISSENT',
    message: `It names another hash of final block ${number} than the trusted one.`,
  })

/** Checks that the block of the list before is still the trusted one. */
const checkHistory = async (
  trust: Trust,
  child: BlockHeader | null,
  chainId: bigint,
  party: string,
): Promise<Finding[]> => {
  if (child === null) return []
  const now = await ask(() => trust.blockHash(child.number, { chainId }))
  if (now instanceof BaseError || now === child.hash) return []
  const message = `Block ${child.number} was final with hash ${child.hash}; its hash is ${now} now.`
  return [findingOf('HISTORY_CHANGED', party, { code: 'HISTORY_CHANGED', message })]
}

/**
 * Asks every source for the list due, once as a client that starts now and once as one that holds the list before. Compares
 * the answers, and asks every RPC endpoint for the blocks that the lists rest on.
 */
export const checkRound = async (round: Round): Promise<RoundResult> => {
  const { target, previous } = round
  const quorum = {
    name: [...new Set(round.trusted.rpcs.map((rpc) => new URL(rpc).origin))].join(', '),
    k: round.trusted.k,
  }
  const findings: Finding[] = []
  const add = (finding: Finding): void => {
    if (!findings.some((known) => isSame(known, finding))) findings.push(finding)
  }
  const report = (failure: SourceFailure): void => add(classify(failure, quorum))
  const { trust, hashes } = createRoundTrust(round, (party, number) => add(dissent(party, number)))
  const perSource = await Promise.all(
    target.apis.map(async (source) => {
      const fresh = await askSource(round, source, { trust, held: null, report })
      // A source that has nothing for a new client is not asked again.
      const running = fresh && previous && (await askSource(round, source, { trust, held: previous, report }))
      return [fresh, running].filter((answer) => answer !== null)
    }),
  )
  const answers = perSource.flat()
  const child = previous === null ? null : childOf(parseSnapshot(previous.snapshot))
  for (const finding of [
    ...compare(answers),
    ...(await checkHistory(trust, child, BigInt(target.chainId), quorum.name)),
    ...(await askEndpoints(round, hashes)),
  ])
    add(finding)
  const best = answers.find(({ source }) => !findings.some(({ party }) => party === source)) ?? answers[0]
  return { findings, list: best?.list ?? null, kept: best?.kept ?? null }
}
