import { setTimeout as sleep } from 'node:timers/promises'
import { describeMoment } from '../../../shared/format/times.ts'
import { CallRevertedError } from '../chain/errors.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { type Call, tryCall } from '../chain/sendCall.ts'
import { activationRestOf } from './activationRest.ts'

/** Longest wait for room. In a week of full buckets other nodes were quicker each time, and a person should look. */
const WAIT_MS_MAX = 7 * 86_400_000

/** Bounds of the pause between two looks at the chain. */
const PAUSE_MS_MIN = 1_000
const PAUSE_MS_MAX = 60_000

export type Trial = {
  /** Takes a sentence for each bucket of 24 epochs that it waits for. */
  readonly tell: (sentence: string) => void
  /** Waits while the activations of a bucket are used up. A dry run does not. */
  readonly mayWait: boolean
}

/**
 * Tries an activation out. Waits for the next bucket of epochs if the activations of this one are used up.
 *
 * @returns whether the round of the node's ticket is all that is missing
 * @throws CallRevertedError for any other reason, such as a pause; RpcFailedError
 */
export const tryActivation = async (
  { client, epochSeconds }: Pick<Registry, 'client' | 'epochSeconds'>,
  activation: Call,
  { tell, mayWait }: Trial,
): Promise<{ readonly lacksRound: boolean }> => {
  const end = performance.now() + WAIT_MS_MAX
  let told = 0
  for (;;) {
    try {
      await tryCall(client, activation)
      return { lacksRound: false }
    } catch (error) {
      if (error instanceof CallRevertedError && error.reason === 'RoundNotPublished') return { lacksRound: true }
      const rest = activationRestOf(error, epochSeconds)
      if (!mayWait || rest?.kind !== 'limit' || performance.now() > end) throw error
      const now = Number((await client.getBlock()).timestamp)
      if (rest.until !== told) {
        const moment = describeMoment(rest.until, now)
        tell(`As many nodes as may be were activated in these 24 epochs. Waits until ${moment}.`)
        told = rest.until
      }
      const left = (rest.until - now) * 1_000
      await sleep(Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, left)))
    }
  }
}
