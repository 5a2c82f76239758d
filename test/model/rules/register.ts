import { type Hex, zeroAddress, zeroHash } from 'viem'
import { endpointRefusals } from '../endpointRefusals.ts'
import { onlyIf } from '../nodeChecks.ts'
import type { Block, RegisterCall } from '../operation.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach, STATUS } from '../state.ts'
import { allowanceOf, permitHolds, pull, pullRefusals, usePermit } from '../token.ts'

const FEE_BPS_MAX = 10_000
const ED25519_SIGNATURE_BYTES = 64

/** keccak of the 128 zero bytes that stand for the point at infinity. */
const INFINITY_HASH = '0x012893657d8eb2efad4de0a91bcd0e39ad9837745dec3ea923737ea803fc8e3d'

/** Blocks from a ticket to its draw. */
export const TICKET_LOOKAHEAD = 64n

export const register: Rule<RegisterCall> = {
  refusals: (state, call, { time }) => {
    const { parameters, pausedUntil } = state
    const stake = parameters.stakingRequirement
    return [
      onlyIf(time < pausedUntil, 'RegistrationIsPaused', pausedUntil),
      onlyIf(call.expectedStake !== stake, 'StakeUnexpected', call.expectedStake, stake),
      onlyIf(BigInt(time) > call.deadline, 'RegistrationExpired', call.deadline, BigInt(time)),
      ...termsRefusals(state, call),
      ...keyRefusals(state, call),
      ...endpointRefusals(call.endpoint),
      ...stakeRefusals(state, call, time),
    ].filter((reason) => reason !== undefined)
  },
  apply: (state, call, block) => {
    const { sender, permit } = call
    const stake = state.parameters.stakingRequirement
    if (permit !== undefined && permitHolds(state, sender, permit, block.time)) usePermit(state, sender, permit)
    pull(state, sender, state.world.registry, stake)
    addNode(state, call, block, stake)
    reach(state, 'pending')
    if (call.operator !== sender) reach(state, 'registered by another')
  },
}

const addNode = (state: ModelState, call: RegisterCall, block: Block, stake: bigint): void => {
  const nodeId = state.nodes.size + 1
  if (call.key === 'infinity') throw new RangeError('A key at infinity cannot register.')
  state.nodes.set(nodeId, {
    nodeId,
    operator: call.operator,
    owner: call.owner,
    pendingOwner: undefined,
    principal: stake,
    paid: false,
    key: call.key,
    ed25519Key: call.ed25519Key,
    endpoint: call.endpoint,
    endpointEpoch: 0,
    activatedAt: 0,
    seed: 0n,
    leafIndex: 0,
    status: STATUS.Pending,
    activatableAt: block.time + state.parameters.activationDelay,
    exitDueAt: 0,
    suspendedAt: 0,
    ticket: block.number + TICKET_LOOKAHEAD,
    statusEpoch: 0,
    rewardsPaid: 0n,
  })
}

/** The pools own nodes, but only those that they register themselves; no call here is theirs. */
const ownsNoNode = ({ world }: ModelState, owner: Hex): boolean =>
  [zeroAddress, world.registry, world.contributionPools].includes(owner)

const termsRefusals = (state: ModelState, call: RegisterCall): (Refusal | undefined)[] => [
  onlyIf(call.operator === zeroAddress, 'OperatorInvalid', call.operator),
  onlyIf(ownsNoNode(state, call.owner), 'OwnerInvalid', call.owner),
  onlyIf(call.feeBps > FEE_BPS_MAX, 'FeeTooHigh', call.feeBps, FEE_BPS_MAX),
  onlyIf(
    call.ed25519SignatureBytes !== ED25519_SIGNATURE_BYTES,
    'Ed25519SignatureLengthInvalid',
    BigInt(call.ed25519SignatureBytes),
  ),
  onlyIf(call.ed25519Key === zeroHash, 'Ed25519KeyInvalid', call.ed25519Key),
  onlyIf(call.sender !== call.operator && call.operatorSignature !== 'good', 'OperatorSignatureInvalid', call.operator),
]

const keyRefusals = (state: ModelState, call: RegisterCall): (Refusal | undefined)[] => {
  const nodes = [...state.nodes.values()]
  const ed25519User = nodes.find(({ ed25519Key }) => ed25519Key === call.ed25519Key)
  const blsUser = nodes.find(({ key }) => key === call.key)
  return [
    onlyIf(ed25519User !== undefined, 'Ed25519KeyUsed', call.ed25519Key, ed25519User?.nodeId),
    blsUser && refusal('BlsKeyUsed', state.world.keyring.hash(blsUser.key), blsUser.nodeId),
    proofRefusal(state, call),
  ]
}

/** What is no point of the curve at all is refused by the precompile; the error is the BLS library's. */
const proofRefusal = (state: ModelState, { key, proof }: RegisterCall): Refusal | undefined => {
  if (key === 'infinity') return refusal('ProofOfPossessionInvalid', INFINITY_HASH)
  if (proof === 'good') return undefined
  if (proof === 'offCurve') return refusal('PairingFailed')
  return refusal('ProofOfPossessionInvalid', state.world.keyring.hash(key))
}

/** A permit that the token refuses is passed over: the allowance decides. */
const stakeRefusals = (state: ModelState, { sender, permit }: RegisterCall, time: number): Refusal[] => {
  const { registry } = state.world
  const holds = permit !== undefined && permitHolds(state, sender, permit, time)
  const allowance = holds ? permit.value : allowanceOf(state, sender, registry)
  const amount = state.parameters.stakingRequirement
  return pullRefusals(state, { owner: sender, spender: registry, amount, allowance })
}
