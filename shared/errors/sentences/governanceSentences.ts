import type { Hex } from '../../bytes.ts'
import { hexToBytes } from '../../bytes.ts'
import { printable } from '../../format/printable.ts'
import { describeDate, describeSeconds } from '../../format/times.ts'
import { decodeUtf8 } from '../../utf8.ts'
import type { ContractSentences } from './sentence.ts'

/** Reads the name of a parameter: text that is padded with zeros. Other bytes stay hex. */
function nameIn(bytes32: Hex): string {
  try {
    return printable(decodeUtf8(hexToBytes(bytes32)).replace(/\0+$/, ''))
  } catch {
    return bytes32
  }
}

/** Errors of parameters, roles, deployment and shared code. Thrown by several contracts. */
export const GOVERNANCE_SENTENCES = {
  ParameterOutOfBounds: (name, value, min, max) => `${nameIn(name)} is ${value}; it must be ${min} to ${max}.`,
  ParametersTooSoon: (from) => `The parameters can be changed again from ${describeDate(from)} on.`,
  PauseTooSoon: (from) => `Registrations can be paused again from ${describeDate(from)} on.`,
  RegistrationNotPaused: (until) =>
    until === 0
      ? 'Registrations were never paused. There is no pause to end.'
      : `The pause of registrations ended on ${describeDate(until)}. There is no pause to end.`,
  AccessManagedUnauthorized: (caller) =>
    `${caller} does not have the role for this. Send the call from an account that has.`,
  AccessManagedRequiredDelay: (caller, delay) =>
    `${caller} must schedule this first, and wait ${describeSeconds(delay)}.`,
  AccessManagedInvalidAuthority: (authority) => `${authority} cannot be the authority: it is not a contract.`,
  AccessManagerUnauthorizedCall: (caller) =>
    `${caller} does not have the role for this, or has it only with a longer delay.`,
  AccessManagerUnauthorizedAccount: (account, role) => `${account} does not have role ${role}.`,
  AccessManagerUnauthorizedCancel: (sender) =>
    `${sender} may not cancel this. The account that scheduled it may, a guardian of its role, or an admin.`,
  AccessManagerUnauthorizedConsume: (target) => `${target} may not consume a scheduled operation.`,
  AccessManagerAlreadyScheduled: (id) => `Operation ${id} is scheduled already. Wait, or cancel it first.`,
  AccessManagerNotScheduled: (id) => `Operation ${id} is not scheduled. Schedule it first.`,
  AccessManagerNotReady: (id) => `Operation ${id} cannot be executed yet. Wait for the end of its delay.`,
  AccessManagerExpired: (id) => `Operation ${id} was not executed in time. Schedule it again.`,
  AccessManagerBadConfirmation: () => 'The confirmation names another account than the sender. Name the sender.',
  AccessManagerInvalidInitialAdmin: (admin) => `${admin} cannot be the first admin. Name an account that you control.`,
  AccessManagerLockedFunction: (selector) => `The role of function ${selector} cannot be changed.`,
  AccessManagerLockedRole: (role) => `Role ${role} is built in and cannot be changed this way.`,
  SafeCastOverflowedUintDowncast: (bits, value) => `The value ${value} does not fit ${bits} bits. Bring a smaller one.`,
  AddressEmptyCode: (target) => `There is no contract at ${target}. Check address and chain.`,
  FailedCall: () => 'A call inside the transaction failed without a reason.',
  InsufficientBalance: (balance, needed) => `The contract holds ${balance} wei, and ${needed} wei are needed.`,
  ReentrancyGuardReentrantCall: () => 'The contract was called again from inside its own call.',
  LimitOutOfBounds: (limit, max) => `The page has a limit of ${limit}; it must be 1 to ${max}.`,
  SelfTestFailed: () =>
    'The BLS precompiles gave wrong answers. This chain does not support EIP-2537: use another chain.',
  G1AddFailed: () => 'The BLS precompile failed to add two keys: one is not a point of the curve. Check the keys.',
} satisfies Partial<ContractSentences>
