import { BaseError } from '../shared/errors/baseError.ts'

/** Thrown before anything is deployed if a role would go to an account that must not have it. */
export class RoleHolderInvalidError extends BaseError {
  readonly code = 'ROLE_HOLDER_INVALID'
  constructor(args: { role: 'governor' | 'guardian'; address: string; reason: string }) {
    super(`${args.address} cannot be the ${args.role}: ${args.reason}.`, {
      metaMessages: ['Name another account, best a multisig. The deployer ends without a role.'],
    })
  }
}

/** Thrown before anything is deployed if a sequencer could set the clock back to rounds that are known. */
export class LookaheadTooShortError extends BaseError {
  readonly code = 'LOOKAHEAD_TOO_SHORT'
  constructor(args: { lookahead: number; least: number; kind: string; chainId: number }) {
    const { lookahead, least, kind, chainId } = args
    super(`A lookahead of ${lookahead} seconds is too short for chain ${chainId} (${kind}). At least: ${least}.`, {
      metaMessages: [
        'The clock of such a chain can be that far behind. Its sequencer would choose among known rounds.',
      ],
    })
  }
}

/** Thrown before anything is deployed if a chain lacks the precompiles of EIP-2537. */
export class PrecompilesMissingError extends BaseError {
  readonly code = 'PRECOMPILES_MISSING'
  constructor(args: { chainId: number }) {
    super(`Chain ${args.chainId} has no precompiles for BLS12-381 (EIP-2537).`, {
      metaMessages: ['Deploy on a chain with the rules of Prague or later.'],
    })
  }
}
