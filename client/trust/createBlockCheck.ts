import { askTrust } from './askTrust.ts'
import { checkBlockHash } from './checkTrustAnswer.ts'
import type { CheckBlock, Trust } from './trust.ts'

/** Binds a trust source to one chain. */
export function createBlockCheck(trust: Trust, chainId: bigint): CheckBlock {
  return async (block) => checkBlockHash(block, await askTrust(() => trust.blockHash(block.number, { chainId })))
}
