import { type Hex, maxUint256, zeroAddress, zeroHash } from 'viem'
import type { ProofKind, RegisterCall, SignedPermit } from '../operation.ts'
import { allowanceOf } from '../token.ts'
import { type DrawContext, drawWait, mostly, pickActor, pickNode } from './context.ts'
import { drawEndpoint } from './drawEndpoint.ts'

const HOUR = 3_600n

/** A registration that is mostly as it must be. */
export const drawRegistration = (context: DrawContext): RegisterCall => {
  const { random, state, block } = context
  const sender = pickActor(context)
  const operator = mostly(context, random.chance(0.7) ? sender : pickActor(context), () => zeroAddress)
  const keyIndex = context.memory.nextKey++
  const stake = state.parameters.stakingRequirement
  const permit = drawPermit(context, sender, stake)
  return {
    kind: 'register',
    sender,
    operator,
    owner: random.chance(0.85) ? pickActor(context) : drawStrangeOwner(context),
    key: random.chance(0.97) ? keyIndex : random.chance(0.3) ? 'infinity' : (pickNode(context)?.key ?? keyIndex),
    ed25519Key: drawEd25519Key(context, keyIndex),
    ed25519SignatureBytes: mostly(context, 64, () => random.below(130)),
    endpoint: drawEndpoint(context),
    feeBps: mostly(context, random.below(10_001), () => 10_001 + random.below(50_000)),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, HOUR), () => -1n - drawWait(context, HOUR)),
    proof: mostly<ProofKind>(context, 'good', () => random.pick(['otherKey', 'otherTerms', 'zero', 'offCurve'])),
    operatorSignature: drawOperatorSignature(context, sender, operator),
    expectedStake: mostly(context, stake, () => random.amount(2n * stake)),
    ...(permit === undefined ? {} : { permit }),
  }
}

/** Accounts that own nothing by a key. */
const drawStrangeOwner = ({ random, state: { world } }: DrawContext): Hex =>
  random.pick([
    world.rewardsPool,
    world.token,
    world.accessManager,
    world.governor,
    world.registry,
    world.contributionPools,
    zeroAddress,
  ])

const drawEd25519Key = (context: DrawContext, keyIndex: number): Hex => {
  const { random, state } = context
  const fresh = state.world.keyring.ed25519Key(keyIndex)
  if (random.chance(0.96)) return fresh
  return random.chance(0.3) ? zeroHash : (pickNode(context)?.ed25519Key ?? fresh)
}

const drawOperatorSignature = (context: DrawContext, sender: Hex, operator: Hex): RegisterCall['operatorSignature'] => {
  if (operator === zeroAddress) return 'none'
  if (sender === operator) return mostly(context, 'none', () => 'good')
  // Seldom anyway, so more often wrong than the rest.
  return context.random.chance(0.7) ? 'good' : context.random.pick(['none', 'otherSigner', 'otherTerms'])
}

/** One for the stake, where there is no allowance; sometimes one that somebody else has used, or one that is wrong. */
const drawPermit = (context: DrawContext, sender: Hex, stake: bigint): SignedPermit | undefined => {
  const { random, state, block, memory } = context
  const shown = memory.shownPermits.get(sender)
  if (shown !== undefined && random.chance(0.7)) {
    memory.shownPermits.delete(sender)
    return shown
  }
  const enough = allowanceOf(state, sender, state.world.registry) >= stake
  if (enough && random.chance(0.7)) return undefined
  if (!enough && random.chance(0.05)) return undefined
  const nonce = state.permitNonces.get(sender) ?? 0n
  return {
    signer: mostly(context, sender, () => pickActor(context)),
    value: random.weighted([
      [12, stake],
      [2, stake + random.amount(stake)],
      [1, maxUint256],
      [1, random.amount(stake)],
    ]),
    nonce: mostly(context, nonce, () => nonce + 1n),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, HOUR), () => -1n),
  }
}
