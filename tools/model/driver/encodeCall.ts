import { type Abi, encodeFunctionData, type Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { quorumDigest } from '../../../shared/signing/quorumDigest.ts'
import type { Call, Change, MineCall, QuorumCall, QuorumTerms, RegisterCall } from '../operation.ts'
import type { KeyIndex } from '../registration.ts'
import { encodePoolCall, type PoolEncoder } from './encodePoolCall.ts'
import { encodeRegistration, INFINITY_G2 } from './encodeRegistration.ts'
import { encodeRotation } from './encodeRotation.ts'
import { signPermit } from './signPermit.ts'

export type EncodedCall = { readonly to: Hex; readonly data: Hex }

const call = (to: Hex, abi: Abi, functionName: string, args: readonly unknown[]): EncodedCall => ({
  to,
  data: encodeFunctionData({ abi, functionName, args }),
})

/**
 * Encodes every call of the random run as a transaction, with real signatures. Follow each change of the interface
 * here.
 */
export const encodeCall = async (encoder: PoolEncoder, made: Exclude<Call, MineCall>): Promise<EncodedCall> => {
  const { registry, token, rewardsPool, accessManager, contributionPools } = encoder.deployment
  const key = (index: KeyIndex) => encoder.keyring.publicKey(index)
  const atRegistry = (...args: readonly unknown[]) => call(registry, serviceNodeRegistryAbi, made.kind, args)
  switch (made.kind) {
    case 'register':
      return atRegistry(...(await registerArguments(encoder, made)))
    case 'activate':
    case 'resumeByOperator':
      return atRegistry(made.nodeId, key(made.key), made.ed25519Key)
    case 'exit':
      return atRegistry(made.nodeId, key(made.key))
    case 'acceptOwner':
    case 'requestExit':
      return atRegistry(made.nodeId)
    case 'updateEndpoint':
      return atRegistry(made.nodeId, encoder.keyring.hash(made.key), made.ed25519Key, made.endpoint)
    case 'proposeOwner':
      return atRegistry(made.nodeId, made.pendingOwner)
    case 'proposeOperator':
      return atRegistry(made.nodeId, made.pendingOperator)
    case 'acceptOperator':
      return atRegistry(made.nodeId, encoder.keyring.hash(made.key), made.ed25519Key)
    case 'setExtension':
      return atRegistry(made.nodeId, encoder.keyring.hash(made.key), made.ed25519Key, made.document)
    case 'rotateKeys':
      return atRegistry(made.nodeId, encodeRotation(encoder, made))
    case 'quorum':
      return call(registry, serviceNodeRegistryAbi, made.terms.action, quorumArguments(encoder, made))
    case 'sweep':
    case 'pauseRegistration':
    case 'unpauseRegistration':
      return atRegistry()
    case 'publish':
      return encoder.beacons.encodePublication(made)
    case 'change':
      return encodeChange(encoder, made.change)
    case 'schedule':
      return call(accessManager, accessManagerAbi, 'schedule', [registry, encodeChange(encoder, made.change).data, 0])
    case 'execute':
      return call(accessManager, accessManagerAbi, 'execute', [registry, encodeChange(encoder, made.change).data])
    case 'claim':
      return call(rewardsPool, rewardsPoolAbi, 'claim', [made.nodeIds])
    case 'absorb':
      return call(rewardsPool, rewardsPoolAbi, 'absorb', [])
    case 'fund':
      return call(rewardsPool, rewardsPoolAbi, 'fund', [made.amount])
    case 'transfer':
      return call(token, stakingTokenAbi, 'transfer', [made.to, made.amount])
    case 'approve':
      return call(token, stakingTokenAbi, 'approve', [made.spender, made.amount])
    case 'usePermit': {
      const { value, deadline, v, r, s } = await signPermit(encoder, made.permit)
      return call(token, stakingTokenAbi, 'permit', [made.owner, made.permit.spender, value, deadline, v, r, s])
    }
    default: {
      const { functionName, args } = await encodePoolCall(encoder, made)
      return call(contributionPools, contributionPoolsAbi, functionName, args)
    }
  }
}

/** The call that governance schedules. */
export const encodeChange = ({ deployment, beacons }: PoolEncoder, change: Change): EncodedCall => {
  const arg = change.kind === 'setParameters' ? change.parameters : beacons.beacons[change.beacon]?.address
  return call(deployment.registry, serviceNodeRegistryAbi, change.kind, [arg])
}

const registerArguments = async (encoder: PoolEncoder, made: RegisterCall): Promise<readonly unknown[]> => [
  ...(await encodeRegistration(encoder, made, made.sender)),
  made.expectedStake,
  await signPermit(encoder, made.permit),
]

const quorumArguments = (encoder: PoolEncoder, made: QuorumCall): readonly unknown[] =>
  made.terms.action === 'resume' ? [quorumAction(encoder, made), made.ed25519Key] : [quorumAction(encoder, made)]

const quorumAction = ({ deployment, keyring }: PoolEncoder, { terms, key, nonSigners, signature }: QuorumCall) => ({
  nodeId: terms.nodeId,
  reason: terms.reason,
  evidenceHash: terms.evidenceHash,
  epoch: terms.epoch,
  reporter: terms.reporter,
  blsKey: keyring.publicKey(key),
  nonSigners: nonSigners.map((missing) => ({ nodeId: missing.nodeId, blsKey: keyring.publicKey(missing.key) })),
  signature:
    signature === 'zero' || signature.keys.length === 0
      ? INFINITY_G2
      : keyring.sign(digestOf(deployment, signature.terms), signature.keys),
})

const digestOf = (deployment: Deployment, { action, ...terms }: QuorumTerms): Hex =>
  quorumDigest({ ...deployment, terms: { kind: action, ...terms } })
