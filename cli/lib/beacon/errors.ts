import { describeMoment } from '../../../shared/format/times.ts'
import { CommandError } from '../commandError.ts'
import type { FollowUp } from '../network/followUp.ts'

/** The command that publishes a round. */
const publishCommand = (round: number): FollowUp => ({
  words: ['beacon', 'publish', String(round)],
  needs: ['rpc', 'beacon', 'registry', 'account'],
})

/** When the beacon makes a round. Unix seconds. */
const describeRound = ({ time, now }: { readonly time: number; readonly now: number }): string =>
  `It is out ${time > now ? 'from' : 'since'} ${describeMoment(time, now)}.`

/** Thrown if a node's round is not published and the call names no endpoint of the beacon. Unix seconds. */
export class RoundMissingError extends CommandError {
  readonly code = 'ROUND_NOT_PUBLISHED'
  constructor(args: { round: number; time: number; now: number }) {
    const { round } = args
    super(`Round ${round} of the beacon is not published on this chain. ${describeRound(args)} Nothing was sent.`, {
      metaMessages: [
        'Name an endpoint of the beacon with --beacon URL, or in the profile as beaconUrls.',
        'The demo network publishes rounds itself: try again in some seconds.',
      ],
      next: [publishCommand(round)],
    })
  }
}

/** Thrown if no endpoint of a beacon gives the signature of a round. `failures` has a line for each endpoint. */
export class BeaconFailedError extends CommandError {
  readonly code = 'BEACON_FAILED'
  constructor(args: { round: number; time: number; now: number; failures: readonly string[] }) {
    const { round, failures } = args
    super(`No endpoint of the beacon gave round ${round}. ${describeRound(args)} Nothing was sent.`, {
      metaMessages: failures,
      retryable: true,
    })
  }
}
