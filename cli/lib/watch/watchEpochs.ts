import { setTimeout as sleep } from 'node:timers/promises'
import { rpcQuorum } from '../../../client/index.ts'
import { globalFetch } from '../../../client/transport/fetchBounded.ts'
import { dueEpochAt } from '../../../shared/epoch/clock.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { checkRound, type Kept, type RoundResult } from './checkRound.ts'
import { type Exchange, recordExchanges } from './exchange.ts'
import { type Finding, findingOf, isSame, isWaitable } from './findings.ts'
import type { Target } from './target.ts'

/** Pause between two looks at the clock, or at a server that is late: a hundredth of an epoch or so. */
const POLL_MS_MIN = 500
const POLL_MS_MAX = 30_000
const POLLS_PER_EPOCH = 120

const MS_PER_SECOND = 1_000

/** How long is waited, in seconds. */
export type Patience = {
  /** For a server that has not the list due, or does not answer, before that is an alarm. */
  readonly graceSeconds: number
  /** For the next epoch, before that is an alarm. */
  readonly epochSecondsMax: number
}

/** What one epoch came to. */
export type EpochReport = {
  /** The epoch due; `null` where none came in time. */
  readonly epoch: bigint | null
  /** All that was found, each once. */
  readonly findings: readonly Finding[]
  /** `null` where no source served a list that verifies. */
  readonly result: RoundResult | null
  /** Epochs that went by unseen since the one before. */
  readonly missed: bigint
}

/** A recorded round in which something was found that was not found in this epoch before. */
export type Alarm = {
  readonly chainTime: bigint
  readonly previous: Kept | null
  readonly findings: readonly Finding[]
  readonly exchanges: readonly Exchange[]
  /** Whether all of it is that somebody is still late or silent who was so in the epoch before. */
  readonly isOld: boolean
}

export type WatchOptions = {
  readonly target: Target
  readonly patience: Patience
  /** Epochs after which it ends. */
  readonly epochs: number
  /** Ends it, whatever it waits for; a request under way is waited for, within its time limit. */
  readonly signal: AbortSignal
  /** Keeps the evidence; called before the epoch is reported. */
  readonly onAlarm: (alarm: Alarm) => Promise<void>
  readonly onEpoch: (report: EpochReport) => void
}

const pollMsOf = ({ epochSeconds }: Target): number =>
  Math.min(POLL_MS_MAX, Math.max(POLL_MS_MIN, (epochSeconds * MS_PER_SECOND) / POLLS_PER_EPOCH))

/** Waits; gives whether there is reason to go on. */
const pause = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}

type Next = { readonly time: bigint } | { readonly stopped: Finding }

/** The chain's time once an epoch is due that is newer than `last`; that none came in time; `null` where it is to end. */
const nextEpoch = async ({ target, patience, signal }: WatchOptions, last: bigint | null): Promise<Next | null> => {
  const { rpcs, k, chainId, epochSeconds } = target
  const trust = rpcQuorum({ urls: rpcs, k })
  const seconds = patience.epochSecondsMax
  const deadline = performance.now() + seconds * MS_PER_SECOND
  let failure = { code: 'TIME_STOPPED', message: `No newer epoch was due within ${seconds} s.` }
  do {
    try {
      const time = (await trust.latest({ chainId: BigInt(chainId) }))?.timestamp ?? 0n
      const due = dueEpochAt(time, epochSeconds)
      if (due > 0n && (last === null || due > last)) return { time }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      failure = error
    }
    if (performance.now() > deadline) return { stopped: findingOf('TIME_STOPPED', 'endpoints', failure) }
  } while (await pause(pollMsOf(target), signal))
  return null
}

/**
 * Asks for the list of one epoch until all is well or patience is at its end. A wrong answer is an alarm at once; an answer
 * that may come in a moment only once it has not.
 */
const watchEpoch = async (
  options: WatchOptions,
  { chainTime, previous, before }: Pick<Alarm, 'chainTime' | 'previous'> & { before: readonly Finding[] },
) => {
  const { target, patience, signal } = options
  const deadline = performance.now() + patience.graceSeconds * MS_PER_SECOND
  const findings: Finding[] = []
  let result: RoundResult
  let isLast: boolean
  do {
    const recorder = recordExchanges(globalFetch)
    const ways = { fetch: recorder.fetch, trusted: target, trustFetch: recorder.fetch }
    result = await checkRound({ target, chainTime, previous, ...ways })
    isLast = performance.now() > deadline || signal.aborted || !result.findings.some(isWaitable)
    const ripe = result.findings.filter((finding) => !isWaitable(finding) || (isLast && !signal.aborted))
    const news = ripe.filter((finding) => !findings.some((known) => isSame(known, finding)))
    findings.push(...news)
    if (news.length > 0) {
      const isOld = news.every((finding) => isWaitable(finding) && before.some((known) => isSame(known, finding)))
      await options.onAlarm({ chainTime, previous, findings: news, exchanges: recorder.exchanges(), isOld })
    }
  } while (!isLast && (await pause(pollMsOf(target), signal)))
  return { findings, result }
}

/**
 * Follows the epochs of a registry: when one becomes due, all sources and endpoints are asked and compared.
 *
 * @throws what `onAlarm` throws
 */
export const watchEpochs = async (options: WatchOptions): Promise<void> => {
  const { target, epochs, signal, onEpoch } = options
  let last: bigint | null = null
  let previous: Kept | null = null
  let before: readonly Finding[] = []
  for (let seen = 0; seen < epochs && !signal.aborted; seen++) {
    const next = await nextEpoch(options, last)
    if (next === null) return
    if ('stopped' in next) {
      onEpoch({ epoch: null, findings: [next.stopped], result: null, missed: 0n })
      continue
    }
    const epoch = dueEpochAt(next.time, target.epochSeconds)
    const { findings, result } = await watchEpoch(options, { chainTime: next.time, previous, before })
    onEpoch({ epoch, findings, result, missed: last === null ? 0n : epoch - last - 1n })
    last = epoch
    before = findings
    previous = result.kept ?? previous
  }
}
