import { hexToBytes } from 'viem'
import { formatIp } from '../../../shared/ip.ts'
import { describeTokens } from '../../output/amounts.ts'
import { describeDate } from '../../output/describeTime.ts'

const STATE_NAMES = ['unknown', 'Open', 'Registered', 'Closed'] as const

const tokens = (units: unknown): string => describeTokens(units as bigint)
const date = (unixSeconds: unknown): string => describeDate(Number(unixSeconds))

/** Why the pools refuse, and the registry when a pool's node is registered or leaves. Arguments as the interfaces have them. */
export const POOL_SENTENCES: Readonly<Record<string, (...args: readonly unknown[]) => string>> = {
  PoolUnknown: (id) => `there is no pool ${id}.`,
  PoolStateNotAllowed: (id, state) => `pool ${id} is ${STATE_NAMES[Number(state)]}, which does not allow this.`,
  PoolOver: (id, deadline, requirement) =>
    `pool ${id} can only be refunded: its deadline was ${date(deadline)}, or the registry asks for another stake than ` +
    `${tokens(requirement)} by now. Contributors withdraw, and the operator opens another.`,
  CallerNotOperator: (id, caller) => `${caller} is not the operator of pool ${id}.`,
  CallerNotContributor: (id, caller) => `${caller} has no place in pool ${id}.`,
  CallerNotBeneficiary: (id, slot, caller) => `${caller} is not the beneficiary of place ${slot} of pool ${id}.`,
  TermsDiffer: (id, named, found) => `the terms of pool ${id} are ${found}, not ${named} as named.`,
  OpeningIsPaused: (until) => `registrations are paused until ${date(until)}, and so is the opening of pools.`,
  DeadlineOutOfBounds: (deadline, min, max) =>
    `the deadline ${date(deadline)} is not between ${date(min)} and ${date(max)}.`,
  RequirementUnexpected: (requirement, required) =>
    `the terms ask for ${tokens(requirement)}, the registry for ${tokens(required)}.`,
  FeeTooHigh: (feeBps, max) => `a fee of ${feeBps} basis points is above ${max}, all of the rewards.`,
  TooManyReservations: (count, max) => `${count} places are reserved; beside the operator's there are ${max}.`,
  ReservationInvalid: (contributor, least) =>
    `a place of ${tokens(least)} cannot be reserved for ${contributor}: nobody, the operator, somebody twice, or nothing.`,
  ReservationsTooHigh: (reserved, max) =>
    `${tokens(reserved)} are reserved, and at most ${tokens(max)} can be: the operator brings a quarter.`,
  ContributionTooLow: (amount, min) => `${tokens(amount)} are too few: at least ${tokens(min)} must come.`,
  ContributionTooHigh: (amount, max) => `${tokens(amount)} are too many: there is room for ${tokens(max)}.`,
  NoFreeSlot: (id) => `all places of pool ${id} are taken or reserved.`,
  ContributionNotReceived: (received, required) => `the token moved ${tokens(received)} of ${tokens(required)}.`,
  RegistrationNotOfPool: (id) =>
    `the registration is not of the operator, fee and owner of pool ${id}, or expires before its deadline.`,
  RegistrationDiffers: (id) => `the operator of pool ${id} replaced the registration. Finalize again with the new one.`,
  PoolNotFull: (id, total, requirement) =>
    `pool ${id} has ${tokens(total)} of ${tokens(requirement)}: it can be finalized once it is full.`,
  PoolFull: (id, deadline) =>
    `pool ${id} is full, and nobody can withdraw before its deadline ${date(deadline)}: anyone may finalize it until then.`,
  WithdrawalTooEarly: (id, withdrawableAt) =>
    `a contribution stays in a pool that goes on for a day: yours to pool ${id} can be withdrawn from ${date(withdrawableAt)} on.`,
  ExitRequestTooEarly: (id, requestableAt) =>
    `who brought less than a quarter may ask for the exit of pool ${id} from ${date(requestableAt)} on.`,
  NewContributorInvalid: (id, contributor) =>
    `${contributor} cannot have the place: it is nobody, the pools themselves, or in pool ${id} already.`,
  BeneficiaryInvalid: (id, beneficiary) =>
    `${beneficiary} are the pools themselves: what pool ${id} pays them could never be claimed.`,
  OperatorSlotBound: (id) =>
    `the operator of pool ${id} bears the first loss, and keeps the place until the principal is paid.`,
  ClaimTooLong: (places, max) => `${places} places are named; one claim pays at most ${max}.`,
  BlsKeyUsed: (_, id) => `the BLS key was used before, by node ${id}. Another must be made: keys are used once.`,
  Ed25519KeyUsed: (_, id) =>
    `the Ed25519 key was used before, by node ${id}. Another must be made: keys are used once.`,
  ProofOfPossessionInvalid: () => 'the proof in the registration is not by its BLS key over these terms.',
  RegistrationExpired: (deadline, now) => `the registration was good until ${date(deadline)}, and it is ${date(now)}.`,
  IpNotPublic: (ip) => `clients cannot reach ${formatIp(hexToBytes(ip as `0x${string}`))}: it is no public address.`,
  RpcPortMissing: () => 'the RPC port is 0.',
  ExitAlreadyRequested: (id, dueAt) => `the exit of node ${id} was asked for, and is due from ${date(dueAt)} on.`,
}
