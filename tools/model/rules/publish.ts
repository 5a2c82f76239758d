import type { PublishCall } from '../operation.ts'
import { beaconAt, latestRoundAt, newestRound, publishedBy, roundAt } from '../randomness.ts'
import { type Rule, refusal } from '../rule.ts'
import { reach } from '../state.ts'

/** A round that is published already returns, whatever the signature. */
export const publish: Rule<PublishCall> = {
  refusals: (state, { beacon, round, signature }, { time }) => {
    if (publishedBy(state, beacon).has(round)) return []
    const latest = latestRoundAt(beaconAt(state, beacon), time)
    if (round > latest) return [refusal('RoundTooFar', round, BigInt(latest))]
    if (signature === 'good') return []
    // The precompile refuses such points. The error is the BLS library's.
    if (signature === 'offCurve' || signature === 'offSubgroup') return [refusal('PairingFailed')]
    return [refusal('RoundSignatureInvalid', round)]
  },
  apply: (state, { beacon, round, signature }, { time }) => {
    const rounds = publishedBy(state, beacon)
    if (rounds.has(round)) reach(state, signature === 'good' ? 'round published again' : 'known round not verified')
    else if (round < newestRound(state, beacon)) reach(state, 'older round published')
    else reach(state, round > roundAt(beaconAt(state, beacon), time) ? 'clock behind the beacon' : 'round published')
    rounds.add(round)
  },
}
