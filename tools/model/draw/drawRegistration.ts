import { type Hex, zeroAddress, zeroHash } from 'viem'
import type { RegisterCall } from '../operation.ts'
import { protocolContracts } from '../payable.ts'
import type { ProofKind, Registration } from '../registration.ts'
import { type DrawContext, drawWait, mostly, pickActor } from './context.ts'
import { drawEndpoint } from './drawEndpoint.ts'
import { drawUsedIdentity, drawUsedKey } from './drawKeys.ts'
import { drawPermit } from './drawPermit.ts'

const HOUR = 3_600n

/** A mostly valid registration. */
export const drawRegistration = (context: DrawContext): RegisterCall => {
  const { random, state } = context
  const sender = pickActor(context)
  const noOperator = () => random.pick([zeroAddress, ...protocolContracts(state)])
  const operator = mostly(context, random.chance(0.7) ? sender : pickActor(context), noOperator)
  const stake = state.parameters.stakingRequirement
  const permit = drawPermit(context, { owner: sender, spender: state.world.registry, amount: stake })
  return {
    kind: 'register',
    sender,
    ...drawNode(context, operator),
    operatorSignature: drawOperatorSignature(context, sender, operator),
    expectedStake: mostly(context, stake, () => random.amount(2n * stake)),
    ...(permit === undefined ? {} : { permit }),
  }
}

/** Fields of a registration, without the choice of signers. */
export const drawNode = (context: DrawContext, operator: Hex): Omit<Registration, 'operatorSignature'> => {
  const { random, block } = context
  const keyIndex = context.memory.nextKey++
  return {
    operator,
    owner: random.chance(0.9) ? pickActor(context) : drawStrangeOwner(context),
    key: random.chance(0.97) ? keyIndex : random.chance(0.3) ? 'infinity' : (drawUsedKey(context) ?? keyIndex),
    ed25519Key: drawEd25519Key(context, keyIndex),
    ed25519SignatureBytes: mostly(context, 64, () => random.below(130)),
    endpoint: drawEndpoint(context),
    feeBps: mostly(context, random.below(10_001), () => 10_001 + random.below(50_000)),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, HOUR), () => -1n - drawWait(context, HOUR)),
    proof: mostly<ProofKind>(context, 'good', () => random.pick(['otherKey', 'otherTerms', 'zero', 'offCurve'])),
  }
}

/** Owners that are accounts without a key. */
const drawStrangeOwner = ({ random, state }: DrawContext): Hex =>
  random.pick([
    zeroAddress,
    state.world.governor,
    ...protocolContracts(state),
    ...state.world.beacons.map(({ address }) => address),
  ])

const drawEd25519Key = (context: DrawContext, keyIndex: number): Hex => {
  const { random, state } = context
  const fresh = state.world.keyring.ed25519Key(keyIndex)
  if (random.chance(0.96)) return fresh
  return random.chance(0.3) ? zeroHash : (drawUsedIdentity(context) ?? fresh)
}

const drawOperatorSignature = (context: DrawContext, sender: Hex, operator: Hex): RegisterCall['operatorSignature'] => {
  if (!context.actors.includes(operator)) return 'none'
  if (sender === operator) return mostly(context, 'none', () => 'good')
  // Rare, so more often invalid than the rest.
  return context.random.chance(0.7) ? 'good' : context.random.pick(['none', 'otherSigner', 'otherTerms'])
}
