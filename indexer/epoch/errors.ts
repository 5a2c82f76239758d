import { BaseError } from '../../shared/errors/baseError.ts'
import type { Block } from '../project/types.ts'

/** A reorg took the blocks around an epoch's boundary away while its proof was being captured. */
export class AnchorGoneError extends BaseError {
  override readonly code = 'ANCHOR_GONE'
  constructor(args: { anchor: Block; child: Block }) {
    super(`The chain no longer has block ${args.anchor.number} as ${args.anchor.hash}, or its child.`, {
      retryable: true,
      metaMessages: ['The epoch is captured again once the reorg is worked in.'],
    })
  }
}

/** The endpoint's storage value is 0, which it does not prove, and our list is not empty. */
export class ProvenRootContradictedError extends BaseError {
  override readonly code = 'PROVEN_ROOT_CONTRADICTED'
  constructor(args: { anchor: Block }) {
    super(`An endpoint says the list at block ${args.anchor.number} is empty, without proving it; ours is not.`, {
      retryable: true,
    })
  }
}
