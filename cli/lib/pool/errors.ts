import { BaseError } from '../../../shared/errors/baseError.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'

/** Thrown when the registry knows no contract of pools. */
export class NoPoolsError extends BaseError {
  readonly code = 'NO_POOLS'
  constructor(args: { registry: string; pools: string }) {
    super(`The registry ${args.registry} names ${args.pools} for its shared nodes, and no contract is there.`, {
      metaMessages: ['Its nodes cannot be shared. Is --registry the right one?'],
    })
  }
}

/** Thrown when no pool has the number. */
export class PoolUnknownError extends BaseError {
  readonly code = 'POOL_UNKNOWN'
  constructor(args: { poolId: bigint; count: bigint }) {
    const there = args.count === 0n ? 'none was opened yet' : `there are pools 1 to ${args.count}`
    super(`There is no pool ${args.poolId}: ${there}. Ask its operator for the number, and for the registry.`)
  }
}

/** Thrown when a pool takes nothing more. */
export class PoolNotOpenError extends BaseError {
  readonly code = 'POOL_NOT_OPEN'
  constructor(args: { poolId: bigint; reason: string; advice: string }) {
    super(`Pool ${args.poolId} takes nothing more: ${args.reason}.`, { metaMessages: [args.advice] })
  }
}

/** Thrown when a contributor names other terms than the pool's. */
export class TermsHashMismatchError extends BaseError {
  readonly code = 'TERMS_HASH_MISMATCH'
  constructor(args: { poolId: bigint; named: string; found: string; terms: string }) {
    super(`Pool ${args.poolId} has other terms than those you name. Nothing was sent.`, {
      metaMessages: [
        `named    ${args.named}`,
        `on chain ${args.found}`,
        '',
        args.terms,
        'Name the hash only once you agree to these terms; ask who gave you the other one.',
      ],
    })
  }
}

/** Thrown when the terms that an endpoint shows do not have the hash that it names. */
export class TermsUnprovenError extends BaseError {
  readonly code = 'TERMS_UNPROVEN'
  constructor(args: { poolId: bigint; termsHash: string }) {
    super(
      `No log from this endpoint proves that the terms it shows of pool ${args.poolId} have the hash ${args.termsHash}.`,
      {
        metaMessages: [
          'It leaves out logs, or shows terms that are not those of the pool. Nothing was sent. Use another.',
        ],
        retryable: true,
      },
    )
  }
}

/** Thrown when a contribution is less or more than there is room for. Base units. */
export class ContributionRefusedError extends BaseError {
  readonly code = 'CONTRIBUTION_REFUSED'
  constructor(args: { amount: bigint; min: bigint; max: bigint; who: string }) {
    const { amount, min, max, who } = args
    super(
      `${describeTokens(amount)} are too ${amount < min ? 'few' : 'many'}: ` +
        `${who} brings ${describeTokens(min)} to ${describeTokens(max)}. Nothing was sent.`,
    )
  }
}

/** Thrown when a pool has no room for this account at all. */
export class NoRoomError extends BaseError {
  readonly code = 'NO_ROOM'
  constructor(args: { poolId: bigint; account: string }) {
    super(
      `Pool ${args.poolId} has no room for ${args.account}: what is missing is reserved for others, or nothing is.`,
      {
        metaMessages: ['Somebody who withdraws makes room; see: npm run muster -- pool show'],
        retryable: true,
      },
    )
  }
}

/** Thrown when places cannot be kept as they are asked for. */
export class ReservationRefusedError extends BaseError {
  readonly code = 'RESERVATION_REFUSED'
  constructor(args: { reason: string }) {
    super(`${args.reason}.`)
  }
}

/** Thrown when the operator would withdraw from a pool that goes on: that closes it for everybody. */
export class WithdrawalClosesPoolError extends BaseError {
  readonly code = 'WITHDRAWAL_CLOSES_POOL'
  constructor(args: { poolId: bigint }) {
    super(`You are the operator of pool ${args.poolId}: your withdrawal closes it for everybody. Nothing was sent.`, {
      metaMessages: [`If that is meant: npm run muster -- pool cancel ${args.poolId}`],
    })
  }
}

/** Thrown when somebody else than the operator asks for what only the operator may do. */
export class NotPoolOperatorError extends BaseError {
  readonly code = 'NOT_POOL_OPERATOR'
  constructor(args: { poolId: bigint; operator: string; account: string; advice: string }) {
    super(`Pool ${args.poolId} is of operator ${args.operator}; the key is of ${args.account}.`, {
      metaMessages: [args.advice],
    })
  }
}

/** Thrown when a node has the Ed25519 key already that another is to be registered with. */
export class Ed25519KeyUsedError extends BaseError {
  readonly code = 'ED25519_KEY_USED'
  constructor(args: { ed25519Key: string; nodeId: number }) {
    super(
      `Node ${args.nodeId} has the Ed25519 key ${args.ed25519Key}. Make another: keys are used once. Nothing was sent.`,
    )
  }
}

/** Thrown when a pool's registration is not in the logs. */
export class RegistrationNotFoundError extends BaseError {
  readonly code = 'REGISTRATION_NOT_FOUND'
  constructor(args: { poolId: bigint; registrationHash: string }) {
    super(`No log from this endpoint holds the registration ${args.registrationHash} of pool ${args.poolId}.`, {
      metaMessages: ['The endpoint leaves out logs. Use another.'],
      retryable: true,
    })
  }
}

/** Thrown when an account may claim nothing of a pool that was named. */
export class NotBeneficiaryError extends BaseError {
  readonly code = 'NOT_BENEFICIARY'
  constructor(args: { poolId: bigint; account: string; reason: string }) {
    super(`${args.account} can claim nothing of pool ${args.poolId}: ${args.reason}.`, {
      metaMessages: [`Who can is said by: npm run muster -- pool show ${args.poolId}`],
    })
  }
}

/** Thrown when there are more pools than a search goes through. */
export class TooManyPoolsError extends BaseError {
  readonly code = 'TOO_MANY_POOLS'
  constructor(args: { count: bigint; max: bigint }) {
    super(`There are ${args.count} pools; at most ${args.max} are searched. Name yours with --pool, once for each.`)
  }
}
