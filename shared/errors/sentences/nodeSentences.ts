import { hexToBytes } from '../../bytes.ts'
import { describeTokens } from '../../format/amounts.ts'
import { describeDate } from '../../format/times.ts'
import { formatIp } from '../../ip.ts'
import { statusNameOf } from '../../serviceNode/status.ts'
import type { ContractSentences } from './sentence.ts'

/** Errors of registering, running and leaving with a service node. Thrown by the registry and the signer sets. */
export const NODE_SENTENCES = {
  ServiceNodeUnknown: (id) => `There is no node ${id}. Check the id.`,
  StatusNotAllowed: (id, status) =>
    `Node ${id} is ${statusNameOf(status) ?? `in status ${status}`}, which does not allow this.`,
  CallerNotAllowed: (id, caller) =>
    `${caller} may not do this with node ${id}. Send the call from the account of its operator or owner.`,
  StakeUnexpected: (expected, required) =>
    `The call expects to lock ${describeTokens(expected)}; the registry asks for ${describeTokens(required)}. ` +
    'Read the staking requirement again.',
  StakeNotReceived: (received, required) =>
    `The token moved ${describeTokens(received)}; the stake is ${describeTokens(required)}.`,
  RegistrationExpired: (deadline, now) =>
    `The signed terms were valid until ${describeDate(deadline)}, and it is ${describeDate(now)}. Sign other ones.`,
  RegistrationIsPaused: (until) =>
    `Registrations and activations are paused until ${describeDate(until)}. Send the call after that.`,
  OperatorSignatureInvalid: (operator) =>
    `The signature is not by operator ${operator}, who does not send the call either. Sign the registration again.`,
  OperatorInvalid: (operator) =>
    `${operator} cannot be an operator: it is the zero address or a contract of the protocol. Name another account.`,
  OwnerInvalid: (owner) =>
    `${owner} cannot be an owner: it is the zero address or a contract of the protocol. Name another account.`,
  FeeTooHigh: (feeBps, max) => `The fee is ${feeBps} basis points; at most ${max} are allowed, all of the rewards.`,
  BlsKeyUsed: (_, id) => `The BLS key was used before, by node ${id}. Make another: each key is used once.`,
  BlsKeyNotOfNode: (id) => `The BLS key in the call is not that of node ${id}. Bring the key that it uses now.`,
  Ed25519KeyUsed: (_, id) => `The Ed25519 key was used before, by node ${id}. Make another: each key is used once.`,
  Ed25519KeyNotOfNode: (id) => `The Ed25519 key in the call is not that of node ${id}. Bring the key that it uses now.`,
  Ed25519KeyInvalid: (key) => `${key} is not an Ed25519 key. Bring the public key of the node.`,
  Ed25519SignatureLengthInvalid: (length) =>
    `The Ed25519 signature has ${length} bytes. A new key needs one of 64, a key that stays needs none.`,
  ProofOfPossessionInvalid: () => 'The proof of possession is not by the BLS key over these terms. Sign them again.',
  KeyReplaced: (id, key) =>
    `Node ${id} has replaced the key ${key} and has another one now. Bring the key that it uses now.`,
  RotationEmpty: (id) => `The rotation changes no key of node ${id}. Bring a new BLS key, a new Ed25519 key, or both.`,
  ChangeTooSoon: (id, epoch) =>
    `Keys or operator of node ${id} were changed a short time ago. They can change again from epoch ${epoch} on.`,
  ExtensionTooLong: (length, max) =>
    `The extension has ${length} bytes; at most ${max} are allowed. Leave entries out.`,
  ExtensionSetThisEpoch: (id, epoch) =>
    `The extension of node ${id} was set in epoch ${epoch} already. Set it again in the next epoch.`,
  IpNotPublic: (ip) =>
    `Clients cannot reach ${formatIp(hexToBytes(ip))}: the address is not public. Name a public address.`,
  RpcPortMissing: () => 'The RPC port is 0; it must be 1 to 65535.',
  EndpointUpdatedThisEpoch: (id, epoch) =>
    `The endpoint of node ${id} was changed in epoch ${epoch} already. Change it again in the next epoch.`,
  ActivationTooEarly: (id, activatableAt) =>
    `Node ${id} can be activated from ${describeDate(activatableAt)} on. Activate it then.`,
  ActivationLimitReached: (epoch) =>
    `As many nodes as may be were activated in these 24 epochs. The next can be activated from epoch ${epoch} on.`,
  ExitAlreadyRequested: (id, dueAt) =>
    `The exit of node ${id} was requested, and is due from ${describeDate(dueAt)} on. The node can only leave.`,
  ExitNotDue: (id, dueAt) =>
    dueAt === 0
      ? `The exit of node ${id} was not requested. Its operator or owner requests it first.`
      : `The exit of node ${id} is due from ${describeDate(dueAt)} on. Exit then.`,
  ListFull: (leafCount) => `The list has ${leafCount} leaves, as many as there can be. No node can be activated.`,
} satisfies Partial<ContractSentences>
