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

/** Thrown before anything is deployed if epochs are so long that an exit may take longer than governance. */
export class GovernanceTooFastError extends BaseError {
  readonly code = 'GOVERNANCE_TOO_FAST'
  constructor(args: { epochSeconds: number; exitDelayMax: number; governanceDelay: number }) {
    const { epochSeconds, exitDelayMax, governanceDelay } = args
    super(
      `With epochs of ${epochSeconds} seconds an exit may take ${exitDelayMax} seconds. ` +
        `The governance delay is ${governanceDelay} seconds and must be longer.`,
      { metaMessages: ['Choose shorter epochs. The registry takes 10 to 3,600 seconds.'] },
    )
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

/** Thrown before anything is deployed if a block takes less gas than a transaction may use. */
export class BlockGasTooLowError extends BaseError {
  readonly code = 'BLOCK_GAS_TOO_LOW'
  constructor(args: { chainId: number; gasLimit: bigint; least: bigint }) {
    super(`A block of chain ${args.chainId} takes ${args.gasLimit} gas. At least: ${args.least}.`, {
      metaMessages: ['The deployment of the registry would not fit. Deploy on another chain.'],
    })
  }
}

/** Thrown before anything is deployed if the chain refuses contracts of the size that EIP-170 allows. */
export class ContractSizeTooLowError extends BaseError {
  readonly code = 'CONTRACT_SIZE_TOO_LOW'
  constructor(args: { chainId: number; least: number }) {
    super(`Chain ${args.chainId} does not take a contract of ${args.least} bytes.`, {
      metaMessages: ['The registry would not fit. Deploy on another chain.'],
    })
  }
}
