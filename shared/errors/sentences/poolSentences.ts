import { describeTokens } from '../../format/amounts.ts'
import { describeDate } from '../../format/times.ts'
import type { ContractSentences } from './sentence.ts'

/** The states of a pool, in the order of the contract's enum. */
const STATE_NAMES = ['unknown', 'Open', 'Registered', 'Closed'] as const

/** Errors of the contribution pools. */
export const POOL_SENTENCES = {
  PoolUnknown: (id) => `There is no pool ${id}. Check the id.`,
  PoolStateNotAllowed: (id, state) =>
    `Pool ${id} is ${STATE_NAMES[state] ?? `in state ${state}`}, which does not allow this.`,
  PoolOver: (id, deadline, requirement) =>
    `Pool ${id} can only be refunded. Its deadline was ${describeDate(deadline)}, or the registry asks for another ` +
    `stake than ${describeTokens(requirement)} by now. Contributors withdraw, and the opener opens another pool.`,
  CallerNotOpener: (id, caller) => `${caller} is not the opener of pool ${id}. Send the call as its opener.`,
  CallerNotContributor: (id, caller) => `${caller} has no place in pool ${id}. Send the call as a contributor.`,
  CallerNotBeneficiary: (id, slot, caller) =>
    `${caller} is not the beneficiary of place ${slot} of pool ${id}. Send the call as its beneficiary.`,
  TermsDiffer: (id, named, found) =>
    `The terms of pool ${id} have the hash ${found}; the call names ${named}. Read the terms again.`,
  PoolsArePaused: (until) =>
    `Registrations are paused until ${describeDate(until)}, and so are openings of pools and contributions. ` +
    'Try again after that.',
  DeadlineOutOfBounds: (deadline, min, max) =>
    `The deadline is ${describeDate(deadline)}; it must be from ${describeDate(min)} to ${describeDate(max)}.`,
  RequirementUnexpected: (requirement, required) =>
    `The terms ask for ${describeTokens(requirement)}, the registry for ${describeTokens(required)}. ` +
    'Read the staking requirement again.',
  TooManyReservations: (count, max) =>
    `The terms reserve ${count} places; besides the opener's place there are ${max}. Reserve fewer.`,
  ReservationInvalid: (contributor, least) =>
    `A place of ${describeTokens(least)} cannot be reserved for ${contributor}. The terms name the zero address, ` +
    'the opener, one account twice, or no amount.',
  ReservationsTooHigh: (reserved, max) =>
    `The terms reserve ${describeTokens(reserved)}; at most ${describeTokens(max)} can be. ` +
    'The opener brings a quarter.',
  ContributionTooLow: (amount, min) =>
    `${describeTokens(amount)} are too few: at least ${describeTokens(min)} must come. Bring more.`,
  ContributionTooHigh: (amount, max) =>
    `${describeTokens(amount)} are too many: there is room for ${describeTokens(max)}. Bring less.`,
  NoFreeSlot: (id) => `All places of pool ${id} are taken or reserved. Choose another pool.`,
  ContributionNotReceived: (received, required) =>
    `The token moved ${describeTokens(received)} of ${describeTokens(required)}.`,
  RegistrationNotOfPool: (id) =>
    `The registration does not have the fee and owner of pool ${id}, or expires before its deadline. Sign another.`,
  RegistrationDiffers: (id) => `The opener of pool ${id} replaced the registration. Finalize again with the new one.`,
  PoolNotFull: (id, total, requirement) =>
    `Pool ${id} has ${describeTokens(total)} of ${describeTokens(requirement)}. It can be finalized once it is full.`,
  PoolFull: (id, deadline) =>
    `Pool ${id} is full. No contributor can withdraw before its deadline ${describeDate(deadline)}. ` +
    'Anyone may finalize it until then.',
  WithdrawalTooEarly: (id, withdrawableAt) =>
    `A contribution to an open pool stays for 24 epochs. Yours to pool ${id} can be withdrawn from ` +
    `${describeDate(withdrawableAt)} on.`,
  ExitRequestTooEarly: (id, requestableAt) =>
    `A contributor of less than a quarter may request the exit of pool ${id} from ${describeDate(requestableAt)} on.`,
  NewContributorInvalid: (id, contributor) =>
    `${contributor} cannot have the place: it is a contract of the protocol, or has a place in pool ${id} already.`,
  BeneficiaryInvalid: (id, beneficiary) =>
    `${beneficiary} is a contract of the protocol, which could never claim what pool ${id} pays. Name another account.`,
  OpenerSlotBound: (id) => `The opener of pool ${id} bears the first loss, so its place never moves.`,
  SlotNotOffered: (id, slot, caller) =>
    `Place ${slot} of pool ${id} is not offered to ${caller}. Ask its contributor to offer it.`,
  SlotPaidOut: (id, slot) =>
    `The principal of pool ${id} was paid, so nothing is left in place ${slot}. Its contributor claims it.`,
  RegistryMismatch: (expected) =>
    `The registry expects the contribution pools at ${expected}. Deploy both again, one right after the other.`,
} satisfies Partial<ContractSentences>
