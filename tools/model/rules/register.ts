import { type Hex, zeroAddress, zeroHash } from 'viem'
import { endpointRefusals } from '../endpointRefusals.ts'
import { onlyIf } from '../nodeChecks.ts'
import type { Block, RegisterCall } from '../operation.ts'
import { beaconAt, beaconOfSource, currentSource, namedRound, newestRound, timeOfRound } from '../randomness.ts'
import type { Registration } from '../registration.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach, STATUS } from '../state.ts'
import { type PermittedPull, permittedPull, permittedPullRefusals } from '../token.ts'

const FEE_BPS_MAX = 10_000
const ED25519_SIGNATURE_BYTES = 64

/** keccak of the 128 zero bytes that stand for the point at infinity. */
const INFINITY_HASH = '0x012893657d8eb2efad4de0a91bcd0e39ad9837745dec3ea923737ea803fc8e3d'

export const register: Rule<RegisterCall> = {
  refusals: (state, call, { time }) => {
    const stake = state.parameters.stakingRequirement
    return [
      ...registrationRefusals(state, call, { sender: call.sender, time }),
      ...(call.expectedStake === stake ? [] : [refusal('StakeUnexpected', call.expectedStake, stake)]),
      ...permittedPullRefusals(state, stakeOf(state, call), time),
    ]
  },
  apply: (state, call, block) => {
    permittedPull(state, stakeOf(state, call), block.time)
    addNode(state, call, block)
    if (call.operator !== call.sender) reach(state, 'registered by another')
  },
}

const stakeOf = (state: ModelState, { sender, permit }: RegisterCall): PermittedPull => ({
  owner: sender,
  spender: state.world.registry,
  amount: state.parameters.stakingRequirement,
  permit,
})

type Registering = { readonly sender: Hex; readonly time: number }

/** Reasons to refuse a registration by this sender, whichever account pays the stake. */
export const registrationRefusals = (state: ModelState, call: Registration, { sender, time }: Registering): Refusal[] =>
  [
    onlyIf(time < state.pausedUntil, 'RegistrationIsPaused', state.pausedUntil),
    onlyIf(BigInt(time) > call.deadline, 'RegistrationExpired', call.deadline, BigInt(time)),
    ...termsRefusals(state, call, sender),
    ...keyRefusals(state, call),
    ...endpointRefusals(call.endpoint),
  ].filter((reason) => reason !== undefined)

/** The stake is the present requirement. */
export const addNode = (state: ModelState, call: Registration, block: Block): number => {
  const nodeId = state.nodes.size + 1
  if (call.key === 'infinity') throw new RangeError('A key at infinity cannot register.')
  const { ticket, activatableAt } = takeTicket(state, block.time)
  state.nodes.set(nodeId, {
    nodeId,
    operator: call.operator,
    owner: call.owner,
    pendingOwner: undefined,
    principal: state.parameters.stakingRequirement,
    paid: false,
    key: call.key,
    ed25519Key: call.ed25519Key,
    endpoint: call.endpoint,
    endpointEpoch: 0,
    activatedAt: 0,
    seed: 0n,
    leafIndex: 0,
    status: STATUS.Pending,
    activatableAt,
    exitDueAt: 0,
    suspendedAt: 0,
    ticket,
    statusEpoch: 0,
    rewardsPaid: 0n,
  })
  reach(state, 'pending')
  return nodeId
}

/** The node waits for the activation delay, and for its round. */
const takeTicket = (state: ModelState, now: number) => {
  const source = currentSource(state)
  const index = beaconOfSource(state, source)
  const beacon = beaconAt(state, index)
  const round = namedRound(state, index, now)
  const delayed = now + state.parameters.activationDelay
  const made = timeOfRound(beacon, round)
  if (timeOfRound(beacon, newestRound(state, index)) > now) reach(state, 'ticket after a published round')
  reach(state, made > delayed ? 'waits for its round' : 'waits for the activation delay')
  return { ticket: { source, round }, activatableAt: Math.max(delayed, made) }
}

/** The pools own nodes, but only those that they register themselves. */
const ownsNoNode = ({ world }: ModelState, owner: Hex, sender: Hex): boolean =>
  [zeroAddress, world.registry].includes(owner) || (owner === world.contributionPools && sender !== owner)

const termsRefusals = (state: ModelState, call: Registration, sender: Hex): (Refusal | undefined)[] => [
  onlyIf(call.operator === zeroAddress, 'OperatorInvalid', call.operator),
  onlyIf(ownsNoNode(state, call.owner, sender), 'OwnerInvalid', call.owner),
  onlyIf(call.feeBps > FEE_BPS_MAX, 'FeeTooHigh', call.feeBps, FEE_BPS_MAX),
  onlyIf(
    call.ed25519SignatureBytes !== ED25519_SIGNATURE_BYTES,
    'Ed25519SignatureLengthInvalid',
    BigInt(call.ed25519SignatureBytes),
  ),
  onlyIf(call.ed25519Key === zeroHash, 'Ed25519KeyInvalid', call.ed25519Key),
  onlyIf(sender !== call.operator && call.operatorSignature !== 'good', 'OperatorSignatureInvalid', call.operator),
]

const keyRefusals = (state: ModelState, call: Registration): (Refusal | undefined)[] => {
  const nodes = [...state.nodes.values()]
  const ed25519User = nodes.find(({ ed25519Key }) => ed25519Key === call.ed25519Key)
  const blsUser = nodes.find(({ key }) => key === call.key)
  return [
    onlyIf(ed25519User !== undefined, 'Ed25519KeyUsed', call.ed25519Key, ed25519User?.nodeId),
    blsUser && refusal('BlsKeyUsed', state.world.keyring.hash(blsUser.key), blsUser.nodeId),
    proofRefusal(state, call),
  ]
}

/** The precompile refuses a point that is not on the curve. The error is the BLS library's. */
const proofRefusal = (state: ModelState, { key, proof }: Registration): Refusal | undefined => {
  if (key === 'infinity') return refusal('ProofOfPossessionInvalid', INFINITY_HASH)
  if (proof === 'good') return undefined
  if (proof === 'offCurve') return refusal('PairingFailed')
  return refusal('ProofOfPossessionInvalid', state.world.keyring.hash(key))
}
