import { type Hex, maxUint256 } from 'viem'
import type { SignedPermit } from '../registration.ts'
import { allowanceOf } from '../token.ts'
import { type DrawContext, drawWait, mostly, pickActor } from './context.ts'

const HOUR = 3_600n

type Wanted = { readonly owner: Hex; readonly spender: Hex; readonly amount: bigint }

/** A permit when there is no allowance. Sometimes one that was used already, or an invalid one. */
export const drawPermit = (context: DrawContext, { owner, spender, amount }: Wanted): SignedPermit | undefined => {
  const { random, state, block, memory } = context
  const shown = memory.shownPermits.get(owner)
  if (shown?.spender === spender && random.chance(0.7)) {
    memory.shownPermits.delete(owner)
    return shown
  }
  const enough = allowanceOf(state, owner, spender) >= amount
  if (enough && random.chance(0.7)) return undefined
  if (!enough && random.chance(0.05)) return undefined
  const nonce = state.permitNonces.get(owner) ?? 0n
  return {
    signer: mostly(context, owner, () => pickActor(context)),
    spender: mostly(context, spender, () => random.pick([state.world.registry, state.world.contributionPools])),
    value: random.weighted([
      [12, amount],
      [2, amount + random.amount(amount)],
      [1, maxUint256],
      [1, random.amount(amount)],
    ]),
    nonce: mostly(context, nonce, () => nonce + 1n),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, HOUR), () => -1n),
  }
}
