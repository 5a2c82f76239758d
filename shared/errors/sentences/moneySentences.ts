import { describeTokens } from '../../format/amounts.ts'
import { printable } from '../../format/printable.ts'
import { describeDate } from '../../format/times.ts'
import type { ContractSentences } from './sentence.ts'

/** Errors of the rewards pool, the token and its permits. */
export const MONEY_SENTENCES = {
  ClaimTooLong: (count, max) => `The claim names ${count} nodes or places; at most ${max} are paid at once. Split it.`,
  FullEmissionNodesZero: () => 'A full network must have at least 1 node.',
  FundingTooHigh: (amount, max) =>
    `${describeTokens(amount)} are more than the rewards pool has room for, ${describeTokens(max)}. Bring less.`,
  FundingNotReceived: (received, required) =>
    `The token moved ${describeTokens(received)}; ${describeTokens(required)} must arrive.`,
  RateOutOfBounds: (rate, min, max) => `The emission rate is ${rate}; it must be ${min} to ${max}.`,
  NodeAlreadyActive: (id) => `Node ${id} earns rewards already.`,
  NodeNotActive: (id) => `Node ${id} does not earn rewards.`,
  CallerNotRegistry: (caller, registry) => `${caller} may not call this; only the registry ${registry} may.`,
  SafeERC20FailedOperation: (token) => `The token ${token} did not move the amount. Check balance and allowance.`,
  ERC20InsufficientBalance: (account, balance, needed) =>
    `${account} has ${describeTokens(balance)}, and ${describeTokens(needed)} are needed. Add tokens to the account.`,
  ERC20InsufficientAllowance: (spender, allowance, needed) =>
    `${spender} may take ${describeTokens(allowance)}, and ${describeTokens(needed)} are needed. Approve that amount.`,
  ERC20InvalidApprover: (approver) => `${approver} cannot approve spending.`,
  ERC20InvalidReceiver: (receiver) => `${receiver} cannot receive tokens. Name another account.`,
  ERC20InvalidSender: (sender) => `${sender} cannot send tokens.`,
  ERC20InvalidSpender: (spender) => `${spender} cannot be approved as a spender. Name another account.`,
  ERC2612ExpiredSignature: (deadline) => `The permit was valid until ${describeDate(deadline)}. Sign another one.`,
  ERC2612InvalidSigner: (signer, owner) =>
    `The permit is signed by ${signer}, not by the owner of the tokens, ${owner}. Sign it again.`,
  InvalidAccountNonce: (account, nonce) =>
    `The signature has another nonce than ${nonce}, the current one of ${account}. Sign again.`,
  ECDSAInvalidSignature: () => 'The ECDSA signature is invalid. Sign again.',
  ECDSAInvalidSignatureLength: (length) => `The ECDSA signature has ${length} bytes; it must have 65.`,
  ECDSAInvalidSignatureS: (s) => `The ECDSA signature is malleable: its s is ${s}, in the upper half. Sign again.`,
  InvalidShortString: () => 'The contract holds an invalid short string.',
  StringTooLong: (text) => `The text "${printable(text)}" has more than 31 bytes.`,
} satisfies Partial<ContractSentences>
