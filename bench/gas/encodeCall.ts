import { type ContractFunctionArgs, encodeFunctionData, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsKeyHash, blsPublicKey } from '../../shared/signing/bls.ts'
import type { QuorumKind } from '../../shared/signing/quorumDigest.ts'
import type { Endpoint, Permit, Registration, RegistrationPlan } from '../../shared/signing/registration.ts'
import type { KeyRotation } from '../../shared/signing/rotation.ts'

export type QuorumActionArgs = ContractFunctionArgs<typeof serviceNodeRegistryAbi, 'nonpayable', 'remove'>[0]

const abi = serviceNodeRegistryAbi

/** Encodes every measured call of the registry. The arguments of a call are here alone. */
export const encodeCall = {
  register: (registration: Registration, stake: bigint, permit: Permit): Hex =>
    encodeFunctionData({ abi, functionName: 'register', args: [registration, '0x', stake, permit] }),
  activate: (nodeId: number, plan: RegistrationPlan): Hex =>
    encodeFunctionData({
      abi,
      functionName: 'activate',
      args: [nodeId, blsPublicKey(plan.blsSecretKey), plan.ed25519Key],
    }),
  updateEndpoint: (nodeId: number, plan: RegistrationPlan, endpoint: Endpoint): Hex =>
    encodeFunctionData({
      abi,
      functionName: 'updateEndpoint',
      args: [nodeId, blsKeyHash(blsPublicKey(plan.blsSecretKey)), plan.ed25519Key, endpoint],
    }),
  setExtension: (nodeId: number, plan: RegistrationPlan, document: Hex): Hex =>
    encodeFunctionData({
      abi,
      functionName: 'setExtension',
      args: [nodeId, blsKeyHash(blsPublicKey(plan.blsSecretKey)), plan.ed25519Key, document],
    }),
  rotateKeys: (nodeId: number, rotation: KeyRotation): Hex =>
    encodeFunctionData({ abi, functionName: 'rotateKeys', args: [nodeId, rotation] }),
  proposeOperator: (nodeId: number, operator: Hex): Hex =>
    encodeFunctionData({ abi, functionName: 'proposeOperator', args: [nodeId, operator] }),
  acceptOperator: (nodeId: number, plan: RegistrationPlan): Hex =>
    encodeFunctionData({
      abi,
      functionName: 'acceptOperator',
      args: [nodeId, blsKeyHash(blsPublicKey(plan.blsSecretKey)), plan.ed25519Key],
    }),
  proposeOwner: (nodeId: number, owner: Hex): Hex =>
    encodeFunctionData({ abi, functionName: 'proposeOwner', args: [nodeId, owner] }),
  acceptOwner: (nodeId: number): Hex => encodeFunctionData({ abi, functionName: 'acceptOwner', args: [nodeId] }),
  requestExit: (nodeId: number): Hex => encodeFunctionData({ abi, functionName: 'requestExit', args: [nodeId] }),
  exit: (nodeId: number, plan: RegistrationPlan): Hex =>
    encodeFunctionData({ abi, functionName: 'exit', args: [nodeId, blsPublicKey(plan.blsSecretKey)] }),
  resumeByOperator: (nodeId: number, plan: RegistrationPlan): Hex =>
    encodeFunctionData({
      abi,
      functionName: 'resumeByOperator',
      args: [nodeId, blsPublicKey(plan.blsSecretKey), plan.ed25519Key],
    }),
  quorum: (kind: QuorumKind, action: QuorumActionArgs, plan: RegistrationPlan): Hex =>
    kind === 'resume'
      ? encodeFunctionData({ abi, functionName: kind, args: [action, plan.ed25519Key] })
      : encodeFunctionData({ abi, functionName: kind, args: [action] }),
}
