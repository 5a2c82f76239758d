import { type Abi, encodeFunctionData, type Hex, parseSignature, zeroHash } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type G1Point, type G2Point, blsKeyHash as hashOf } from '../../../scripts/lib/bls.ts'
import type { Deployment } from '../../../scripts/lib/deploy.ts'
import { NO_PERMIT } from '../../../scripts/lib/registration.ts'
import { accessManagerAbi, rewardsPoolAbi, serviceNodeRegistryAbi, stakingTokenAbi } from '../../../shared/abi.ts'
import { quorumDigest } from '../../../shared/quorumDigest.ts'
import { registrationDigest } from '../../../shared/registrationDigest.ts'
import type { Keyring } from '../createKeyring.ts'
import type {
  Call,
  KeyIndex,
  MineCall,
  Parameters,
  QuorumCall,
  QuorumTerms,
  RegisterCall,
  SignedPermit,
} from '../operation.ts'

/** Signs nothing that any call asks for: the key of proofs that must be refused. */
const STRANGER_KEY: KeyIndex = -1

const INFINITY_G1: G1Point = { x_a: zeroHash, x_b: zeroHash, y_a: zeroHash, y_b: zeroHash }
const INFINITY_G2: G2Point = {
  x_c0_a: zeroHash,
  x_c0_b: zeroHash,
  x_c1_a: zeroHash,
  x_c1_b: zeroHash,
  y_c0_a: zeroHash,
  y_c0_b: zeroHash,
  y_c1_a: zeroHash,
  y_c1_b: zeroHash,
}

/** In the field, but on no curve. */
const OFF_CURVE_G2: G2Point = { ...INFINITY_G2, x_c0_b: `0x${'11'.repeat(32)}`, y_c0_b: `0x${'22'.repeat(32)}` }

const PERMIT_TYPES = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export type Encoder = {
  readonly deployment: Deployment
  readonly keyring: Keyring
  readonly accountOf: (address: Hex) => PrivateKeyAccount
}

export type EncodedCall = { readonly to: Hex; readonly data: Hex }

const call = (to: Hex, abi: Abi, functionName: string, args: readonly unknown[]): EncodedCall => ({
  to,
  data: encodeFunctionData({ abi, functionName, args }),
})

/** Every call of the random run as a transaction, with real signatures. A change of the interface is a change here. */
export const encodeCall = async (encoder: Encoder, made: Exclude<Call, MineCall>): Promise<EncodedCall> => {
  const { registry, token, rewardsPool, accessManager } = encoder.deployment
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
    case 'renewTicket':
    case 'acceptOwner':
    case 'requestExit':
      return atRegistry(made.nodeId)
    case 'updateEndpoint':
      return atRegistry(made.nodeId, encoder.keyring.hash(made.key), made.ed25519Key, made.endpoint)
    case 'proposeOwner':
      return atRegistry(made.nodeId, made.pendingOwner)
    case 'quorum':
      return call(registry, serviceNodeRegistryAbi, made.terms.action, quorumArguments(encoder, made))
    case 'sweep':
    case 'pauseRegistration':
      return atRegistry()
    case 'setParameters':
      return setParameters(registry, made.parameters)
    case 'schedule':
      return call(accessManager, accessManagerAbi, 'schedule', [
        registry,
        setParameters(registry, made.parameters).data,
        0,
      ])
    case 'execute':
      return call(accessManager, accessManagerAbi, 'execute', [registry, setParameters(registry, made.parameters).data])
    case 'claim':
      return call(rewardsPool, rewardsPoolAbi, 'claim', [made.nodeIds])
    case 'fund':
      return call(rewardsPool, rewardsPoolAbi, 'fund', [made.amount])
    case 'transfer':
      return call(token, stakingTokenAbi, 'transfer', [made.to, made.amount])
    case 'approve':
      return call(token, stakingTokenAbi, 'approve', [made.spender, made.amount])
    case 'usePermit': {
      const { value, deadline, v, r, s } = await signPermit(encoder, made.permit)
      return call(token, stakingTokenAbi, 'permit', [made.owner, registry, value, deadline, v, r, s])
    }
  }
}

/** The call that governance schedules. */
export const setParameters = (registry: Hex, parameters: Parameters): EncodedCall =>
  call(registry, serviceNodeRegistryAbi, 'setParameters', [parameters])

const registerArguments = async (encoder: Encoder, made: RegisterCall): Promise<readonly unknown[]> => {
  const { deployment, keyring, accountOf } = encoder
  const { operator, owner, ed25519Key, endpoint, feeBps, deadline } = made
  const isInfinity = made.key === 'infinity'
  const blsKey = made.key === 'infinity' ? INFINITY_G1 : keyring.publicKey(made.key)
  const blsKeyHash = made.key === 'infinity' ? hashOf(INFINITY_G1) : keyring.hash(made.key)
  const terms = { operator, owner, blsKeyHash, ed25519Key, feeBps, deadline }
  const digest = registrationDigest({ ...deployment, terms })
  const otherDigest = registrationDigest({ ...deployment, terms: { ...terms, deadline: deadline + 1n } })
  const sign = (): G2Point => {
    if (isInfinity || made.proof === 'zero') return INFINITY_G2
    if (made.proof === 'offCurve') return OFF_CURVE_G2
    if (made.proof === 'otherKey') return keyring.sign(digest, [STRANGER_KEY])
    return keyring.sign(made.proof === 'good' ? digest : otherDigest, [made.key as KeyIndex])
  }
  const signAsOperator = (): Promise<Hex> | Hex => {
    if (made.operatorSignature === 'none') return '0x'
    const signer = made.operatorSignature === 'otherSigner' ? made.sender : made.operator
    return accountOf(signer).sign({ hash: made.operatorSignature === 'otherTerms' ? otherDigest : digest })
  }
  const ed25519Signature: Hex = `0x${'5a'.repeat(made.ed25519SignatureBytes)}`
  const signed = { operator, owner, blsKey, proofOfPossession: sign(), ed25519Key, ed25519Signature }
  const permit = await signPermit(encoder, made.permit)
  return [{ ...signed, endpoint, feeBps, deadline }, await signAsOperator(), made.expectedStake, permit]
}

const signPermit = async ({ deployment, accountOf }: Encoder, permit: SignedPermit | undefined) => {
  if (permit === undefined) return NO_PERMIT
  const { signer, value, nonce, deadline } = permit
  const signature = await accountOf(signer).signTypedData({
    domain: {
      name: 'Muster Staking Token',
      version: '1',
      chainId: deployment.chainId,
      verifyingContract: deployment.token,
    },
    types: PERMIT_TYPES,
    primaryType: 'Permit',
    message: { owner: signer, spender: deployment.registry, value, nonce, deadline },
  })
  const { r, s, v } = parseSignature(signature)
  return { value, deadline, v: Number(v), r, s }
}

const quorumArguments = (encoder: Encoder, made: QuorumCall): readonly unknown[] =>
  made.terms.action === 'resume' ? [quorumAction(encoder, made), made.ed25519Key] : [quorumAction(encoder, made)]

const quorumAction = ({ deployment, keyring }: Encoder, { terms, key, nonSigners, signature }: QuorumCall) => ({
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
