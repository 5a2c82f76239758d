import { type Hex, zeroHash } from 'viem'
import { endpointRefusals } from '../endpointRefusals.ts'
import { keyHash, onlyIf, usedIdentity, usedKey } from '../nodeChecks.ts'
import type { Block, RegisterCall } from '../operation.ts'
import { isPayable } from '../payable.ts'
import { beaconAt, beaconOfSource, currentSource, namedRound, newestRound, timeOfRound } from '../randomness.ts'
import type { Registration } from '../registration.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach, STATUS, UNCHANGED } from '../state.ts'
import { type PermittedPull, permittedPull, permittedPullRefusals } from '../token.ts'
import { pauseRefusals } from './pauseRegistration.ts'

const FEE_BPS_MAX = 10_000
const ED25519_SIGNATURE_BYTES = 64

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
    ...pauseRefusals(state, time),
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
    principal: state.parameters.stakingRequirement,
    paid: false,
    key: call.key,
    ed25519Key: call.ed25519Key,
    replacedKeys: [],
    replacedIdentities: [],
    endpoint: call.endpoint,
    ...UNCHANGED,
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
const mayOwn = (state: ModelState, owner: Hex, sender: Hex): boolean =>
  isPayable(state, owner) || (owner === state.world.contributionPools && sender === owner)

const termsRefusals = (state: ModelState, call: Registration, sender: Hex): (Refusal | undefined)[] => [
  onlyIf(!isPayable(state, call.operator), 'OperatorInvalid', call.operator),
  onlyIf(!mayOwn(state, call.owner, sender), 'OwnerInvalid', call.owner),
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
  return [usedIdentity(state, call.ed25519Key), usedKey(state, call.key), proofRefusal(state, call)]
}

/** The precompile refuses a point that is not on the curve. The error is the BLS library's. */
export const proofRefusal = (
  state: ModelState,
  { key, proof }: Pick<Registration, 'key' | 'proof'>,
): Refusal | undefined => {
  if (proof === 'good' && key !== 'infinity') return undefined
  if (proof === 'offCurve' && key !== 'infinity') return refusal('PairingFailed')
  return refusal('ProofOfPossessionInvalid', keyHash(state, key))
}
