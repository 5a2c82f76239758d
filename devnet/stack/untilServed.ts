import { setTimeout as sleep } from 'node:timers/promises'
import { dueEpochAt } from '../../shared/epoch/clock.ts'

/** Longest wait for the list due. The indexer needs seconds for a demo network. */
const SERVED_MS_MAX = 120_000
const POLL_MS = 50

/** Longest wait for one answer. */
const ANSWER_MS_MAX = 10_000

/** A boundary may pass while the API answers, so the list before the one due is accepted too. */
const BEHIND_DUE_MAX = 1n

export type UntilServedOptions = {
  readonly apiUrl: string
  readonly epochSeconds: number
  /** Resolves with a sentence when a part of the stack ended by itself. */
  readonly failed: Promise<string>
}

/** Waits until the API is ready and serves the list due by the wall clock. */
export const untilServed = async ({ apiUrl, epochSeconds, failed }: UntilServedOptions): Promise<void> => {
  let failure: string | undefined
  void failed.then((sentence) => {
    failure = sentence
  })
  const deadline = performance.now() + SERVED_MS_MAX
  let last = ''
  while (performance.now() < deadline) {
    if (failure !== undefined) throw new Error(failure)
    try {
      const ask = (path: string): Promise<Response> =>
        fetch(`${apiUrl}${path}`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) })
      const [ready, latest] = await Promise.all([ask('/ready'), ask('/v1/epochs/latest')])
      const [readyText, latestText] = await Promise.all([ready.text(), latest.text()])
      if (ready.ok && latest.ok && isRecent(latestText, epochSeconds)) return
      last = ready.ok ? `its latest epoch is ${latestText.slice(0, 200)}` : readyText
    } catch (error) {
      last = String(error)
    }
    await sleep(POLL_MS)
  }
  throw new Error(`The API did not serve the list due after ${SERVED_MS_MAX / 1_000} s: ${last}`)
}

const isRecent = (latestText: string, epochSeconds: number): boolean => {
  const { epoch } = JSON.parse(latestText) as { epoch: string }
  const due = dueEpochAt(BigInt(Math.floor(Date.now() / 1_000)), epochSeconds)
  return BigInt(epoch) + BEHIND_DUE_MAX >= due
}
