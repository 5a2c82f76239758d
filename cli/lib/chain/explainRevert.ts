import { type Abi, BaseError, decodeErrorResult, type Hex, isHex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { describeTokens } from '../../output/amounts.ts'
import { describeDate } from '../../output/describeTime.ts'
import { printable } from '../../output/printable.ts'
import { NODE_SENTENCES } from '../node/sentences.ts'
import { POOL_SENTENCES } from '../pool/sentences.ts'
import { CallRevertedError, RpcFailedError } from './errors.ts'

const ERRORS = [
  ...serviceNodeRegistryAbi,
  ...signerSetsAbi,
  ...rewardsPoolAbi,
  ...contributionPoolsAbi,
  ...accessManagerAbi,
  ...stakingTokenAbi,
].filter(({ type }) => type === 'error') as Abi

const STATUS_NAMES = ['unknown', 'Pending', 'Active', 'Suspended', 'Exited', 'Removed'] as const
const KIND_NAMES = ['suspension', 'resumption', 'removal'] as const

const tokens = (units: unknown): string => describeTokens(units as bigint)
const bytes32Text = (hex: unknown): string =>
  Buffer.from((hex as Hex).slice(2), 'hex')
    .toString('utf8')
    .replace(/\0+$/, '')

type Sentence = (...args: readonly unknown[]) => string

/** Reasons an operator, governor or contributor can meet, in plain words. Arguments as the interface has them. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  ServiceNodeUnknown: (id) => `there is no node ${id}.`,
  StatusNotAllowed: (id, status) => `node ${id} is ${STATUS_NAMES[Number(status)]}, which does not allow this.`,
  BlsKeyNotOfNode: (id) => `the BLS key that was brought is not that of node ${id}.`,
  ExitDue: (id, dueAt) =>
    `the exit of node ${id} has been due since ${describeDate(Number(dueAt))}: it can only leave.`,
  QuorumEpochInvalid: (epoch, current) =>
    `the signatures are of epoch ${epoch}, and it is epoch ${current}: they count in their epoch and the next. ` +
    'Propose and sign again.',
  StatusTooRecent: (id, changed, current) =>
    `the status of node ${id} changed in epoch ${changed}, and it is epoch ${current}: it can be suspended or resumed from epoch ${Number(changed) + 2} on.`,
  QuorumTooSmall: (members, required) => `the set has ${members} members; at least ${required} can act.`,
  TooManyNonSigners: (count, max) => `${count} members are missing; at most ${max} may be.`,
  NonSignersNotSorted: (id, previous) => `non-signer ${id} comes after ${previous}; their ids must grow.`,
  NonSignerNotMember: (id, epoch) => `node ${id} is named as non-signer, but is not in the set of epoch ${epoch}.`,
  QuorumSignatureInvalid: (kind, id, epoch) =>
    `the signature of the ${KIND_NAMES[Number(kind)]} of node ${id} is not by the set of epoch ${epoch}. ` +
    'Something in it was changed after it was signed.',
  ActiveSetTooSmall: (active, required) => `${active} active nodes would be left; a quorum needs ${required}.`,
  RemovalLimitReached: (count, max) =>
    `${count} of at most ${max} removals were made in the last eight days of the calendar.`,
  ParameterOutOfBounds: (name, value, min, max) => `${bytes32Text(name)} is ${value}; it must be ${min} to ${max}.`,
  RegistrationIsPaused: (until) => `registrations are paused until ${describeDate(Number(until))}.`,
  PauseTooSoon: (from) => `registrations can be paused again from ${describeDate(Number(from))} on.`,
  AccessManagedUnauthorized: (caller) => `${caller} does not have the role for this.`,
  AccessManagedRequiredDelay: (caller, delay) =>
    `${caller} must schedule this first, and wait ${Number(delay) / 86_400} days.`,
  AccessManagerUnauthorizedCall: (caller) =>
    `${caller} does not have the role for this, or not without a longer delay.`,
  AccessManagerUnauthorizedAccount: (account, role) => `${account} does not have role ${role}.`,
  AccessManagerUnauthorizedCancel: (sender) =>
    `${sender} may not cancel this: only who scheduled it, a guardian of its role, or an admin.`,
  AccessManagerAlreadyScheduled: (id) => `operation ${id} is scheduled already.`,
  AccessManagerNotScheduled: (id) => `operation ${id} is not scheduled.`,
  AccessManagerNotReady: (id) => `operation ${id} cannot be executed yet.`,
  AccessManagerExpired: (id) => `operation ${id} was not executed in time. Schedule it again.`,
  ERC20InsufficientBalance: (account, balance, needed) =>
    `${account} has ${tokens(balance)}, and ${tokens(needed)} are needed.`,
  ERC20InsufficientAllowance: (spender, allowance, needed) =>
    `${spender} may take ${tokens(allowance)}, and ${tokens(needed)} are needed.`,
  FundingTooHigh: (amount, max) => `${tokens(amount)} are more than the pool has room for, ${tokens(max)}.`,
  ...NODE_SENTENCES,
  ...POOL_SENTENCES,
}

/** Name and arguments of a revert; undefined where the contract gave no error of ours. */
const decode = (data: Hex): { name: string; args: readonly unknown[] } | undefined => {
  try {
    const { errorName, args } = decodeErrorResult({ abi: ERRORS, data })
    return { name: errorName, args: (args ?? []) as readonly unknown[] }
  } catch {
    return undefined
  }
}

/** Bytes of the revert, somewhere in the chain of causes that viem builds. */
const revertData = (error: BaseError): Hex | undefined => {
  let found: Hex | undefined
  error.walk((cause) => {
    const data = (cause as { data?: unknown }).data
    const inner = typeof data === 'object' && data !== null ? (data as { data?: unknown }).data : data
    if (isHex(inner) && inner.length >= 10) found = inner
    return false
  })
  return found
}

/**
 * What an error of viem means to a person: a revert with its reason in plain words, or an endpoint that failed. Errors that
 * are not viem's are handed back.
 */
export const explainRevert = (error: unknown): unknown => {
  if (!(error instanceof BaseError)) return error
  const data = revertData(error)
  const isRevert =
    data !== undefined || error.walk((cause) => /revert/i.test(cause instanceof Error ? cause.message : '')) !== null
  if (!isRevert) {
    return new RpcFailedError({ reason: printable(error.details || error.shortMessage).slice(0, 300), cause: error })
  }
  const decoded = data === undefined ? undefined : decode(data)
  if (!decoded) {
    const sentence = data === undefined ? 'it gives no reason.' : `it gives ${data.slice(0, 74)}.`
    return new CallRevertedError({ reason: 'unknown', sentence, cause: error })
  }
  const { name, args } = decoded
  const sentence = SENTENCES[name]?.(...args) ?? `${name}(${args.map(String).join(', ')}).`
  return new CallRevertedError({ reason: name, sentence, cause: error })
}
