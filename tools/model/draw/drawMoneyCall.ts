import { type Hex, maxUint256, parseEther, zeroAddress } from 'viem'
import type {
  AbsorbCall,
  ApproveCall,
  ClaimCall,
  FundCall,
  SweepCall,
  TransferCall,
  UsePermitCall,
} from '../operation.ts'
import { allowanceOf, balanceOf } from '../token.ts'
import { type DrawContext, drawWait, mostly, pickActor, pickNode } from './context.ts'

const CLAIM_MAX = 256
const HUGE = 2n ** 96n
const PERMIT_WAIT = 100_000n

/** Nodes of all kinds, some unknown, some twice. Rarely as many as one call may name, or more. */
export const drawClaim = (context: DrawContext): ClaimCall => {
  const { random, state } = context
  const count = random.weighted([
    [20, random.below(6)],
    [3, Math.min(state.nodes.size, CLAIM_MAX)],
    [1, random.chance(0.3) ? CLAIM_MAX + 1 : CLAIM_MAX],
  ])
  const nodeIds = Array.from({ length: count }, () =>
    mostly(context, pickNode(context)?.nodeId ?? 1, () => random.below(state.nodes.size + 3)),
  )
  return { kind: 'claim', sender: pickActor(context), nodeIds }
}

export const drawFund = (context: DrawContext): FundCall => {
  const { random, state, actors } = context
  const allowed = [...actors].filter((actor) => allowanceOf(state, actor, state.world.rewardsPool) > 0n)
  const sender = allowed.length > 0 && random.chance(0.8) ? random.pick(allowed) : pickActor(context)
  const balance = balanceOf(state, sender)
  const amount = random.weighted([
    [8, random.amount(balance / 50n)],
    [4, random.amount(1_000_000n)],
    [1, random.amount(2n * balance)],
    [1, HUGE + random.amount(HUGE)],
  ])
  return { kind: 'fund', sender, amount }
}

export const drawAbsorb = (context: DrawContext): AbsorbCall => ({ kind: 'absorb', sender: pickActor(context) })

export const drawSweep = (context: DrawContext): SweepCall => ({ kind: 'sweep', sender: pickActor(context) })

/** Transfers between actors, and gifts to contracts. */
export const drawTransfer = (context: DrawContext): TransferCall => {
  const { random, state, actors } = context
  const { registry, rewardsPool, contributionPools, governor } = state.world
  const sender = random.pick([...actors, governor])
  const balance = balanceOf(state, sender)
  return {
    kind: 'transfer',
    sender,
    to: random.weighted<Hex>([
      [6, pickActor(context)],
      [3, registry],
      [3, rewardsPool],
      [4, contributionPools],
      [1, zeroAddress],
    ]),
    amount: random.weighted([
      [6, random.amount(parseEther('3000'))],
      [2, random.amount(balance / 4n)],
      [1, random.amount(2n * balance)],
    ]),
  }
}

export const drawApprove = (context: DrawContext): ApproveCall => {
  const { random, state } = context
  const stake = state.parameters.stakingRequirement
  const amount = random.weighted([
    [4, stake],
    [2, random.amount(10n * stake)],
    [2, maxUint256],
    [1, 0n],
  ])
  const { registry, rewardsPool, contributionPools } = state.world
  const spender = random.pick([registry, rewardsPool, contributionPools])
  return { kind: 'approve', sender: pickActor(context), spender, amount }
}

/** A stranger shows an actor's pending permit to the token. */
export const drawUsePermit = (context: DrawContext): UsePermitCall => {
  const { random, state, block, memory } = context
  const owner = pickActor(context)
  const nonce = state.permitNonces.get(owner) ?? 0n
  const permit = {
    signer: mostly(context, owner, () => pickActor(context)),
    spender: random.pick([state.world.registry, state.world.contributionPools]),
    value: state.parameters.stakingRequirement,
    nonce: mostly(context, nonce, () => nonce + 1n),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, PERMIT_WAIT), () => -1n),
  }
  memory.shownPermits.set(owner, permit)
  return { kind: 'usePermit', sender: pickActor(context), owner, permit }
}
