import { describeDate, describeSeconds } from '../../format/times.ts'
import type { ContractSentences } from './sentence.ts'

/** Errors of a source of randomness: its rounds, and its deployment. */
export const BEACON_SENTENCES = {
  RoundNotPublished: (round) =>
    `Round ${round} of the randomness beacon is not published on this chain. Publish it, then try again.`,
  RoundSignatureInvalid: (round) =>
    `The signature is not the beacon's over round ${round}. Take the signature of this round from another endpoint.`,
  RoundTooFar: (round, latest) =>
    `Round ${round} is too far ahead; round ${latest} is the last that the chain's clock lets in. Publish an earlier one.`,
  SourceNotAlive: () =>
    'The source of randomness refuses a round that it should accept, or accepts a wrong one. Name another source.',
  StrideInvalid: (stride, period) =>
    `A stride of ${stride} seconds is not a multiple of the beacon's period of ${period}. Choose one that is.`,
  WaitTooLong: (wait, max) =>
    `A ticket could wait ${describeSeconds(Number(wait))}; at most ${describeSeconds(Number(max))} are allowed.`,
  KnownRoundInFuture: (round, time) =>
    `Round ${round} is due at ${describeDate(time)} and cannot be known yet. Check genesis and period of the beacon.`,
  LocalBeaconRefused: (chainId) =>
    `Chain ${chainId} is not local, and the secret of this beacon's key is public. Name a public beacon.`,
  ModexpFailed: () => 'The chain has no working modular exponentiation (EIP-198). Deploy on another chain.',
} satisfies Partial<ContractSentences>
