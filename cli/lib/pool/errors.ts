import { describeTokens } from '../../../shared/format/amounts.ts'
import { CommandError } from '../commandError.ts'
import type { FollowUp } from '../network/followUp.ts'
import { poolCommand, showPool } from './poolCommands.ts'

/** Thrown if the registry has no contract of pools. */
export class NoPoolsError extends CommandError {
  readonly code = 'NO_POOLS'
  constructor(args: { registry: string; pools: string }) {
    super(`The registry ${args.registry} names ${args.pools} for its pools, and there is no contract.`, {
      metaMessages: ['Its nodes cannot be shared. Check --registry.'],
    })
  }
}

/** Thrown if no pool has the number. */
export class PoolUnknownError extends CommandError {
  readonly code = 'POOL_UNKNOWN'
  constructor(args: { poolId: bigint; count: bigint }) {
    const there = args.count === 0n ? 'none was opened yet' : `there are pools 1 to ${args.count}`
    super(`There is no pool ${args.poolId}: ${there}. Ask its opener for the number and the registry.`)
  }
}

/** Thrown if a pool takes nothing more. */
export class PoolNotOpenError extends CommandError {
  readonly code = 'POOL_NOT_OPEN'
  constructor(args: { poolId: bigint; reason: string; advice: string; next?: readonly FollowUp[] }) {
    const { poolId, reason, advice, next = [] } = args
    super(`Pool ${poolId} takes nothing more: ${reason}.`, { metaMessages: [advice], next })
  }
}

/** Thrown if a contributor names other terms than the pool's. */
export class TermsHashMismatchError extends CommandError {
  readonly code = 'TERMS_HASH_MISMATCH'
  constructor(args: { poolId: bigint; named: string; found: string; terms: string }) {
    super(`Pool ${args.poolId} has other terms than those you name. Nothing was sent.`, {
      metaMessages: [
        `named    ${args.named}`,
        `on chain ${args.found}`,
        '',
        args.terms,
        '',
        'Name the hash only once you agree to these terms. Ask the source of the other one.',
      ],
    })
  }
}

/** Thrown if the terms that an endpoint shows do not have the hash that it names. */
export class TermsUnprovenError extends CommandError {
  readonly code = 'TERMS_UNPROVEN'
  constructor(args: { poolId: bigint; termsHash: string }) {
    super(
      `No log from this endpoint proves that the terms it shows of pool ${args.poolId} have the hash ${args.termsHash}.`,
      {
        metaMessages: [
          'It leaves out logs, or shows terms that are not those of the pool. Nothing was sent. Use another endpoint.',
        ],
        retryable: true,
      },
    )
  }
}

/** Thrown if a contribution is below or above the bounds. Base units. */
export class ContributionRefusedError extends CommandError {
  readonly code = 'CONTRIBUTION_REFUSED'
  constructor(args: { amount: bigint; min: bigint; max: bigint; who: string }) {
    const { amount, min, max, who } = args
    super(
      `${describeTokens(amount)} are too ${amount < min ? 'few' : 'many'}: ` +
        `${who} brings ${describeTokens(min)} to ${describeTokens(max)}. Nothing was sent.`,
    )
  }
}

/** Thrown if a pool has no room for this account. */
export class NoRoomError extends CommandError {
  readonly code = 'NO_ROOM'
  constructor(args: { poolId: bigint; account: string }) {
    super(
      `Pool ${args.poolId} has no room for ${args.account}: nothing is missing, or the rest is reserved for others.`,
      {
        metaMessages: ['A contributor who withdraws makes room.'],
        next: [showPool(args.poolId)],
        retryable: true,
      },
    )
  }
}

/** Thrown if places cannot be reserved as asked. */
export class ReservationRefusedError extends CommandError {
  readonly code = 'RESERVATION_REFUSED'
  constructor(args: { reason: string }) {
    super(`${args.reason}.`)
  }
}

/** Thrown if the opener would withdraw from an open pool, which closes it for all. */
export class WithdrawalClosesPoolError extends CommandError {
  readonly code = 'WITHDRAWAL_CLOSES_POOL'
  constructor(args: { poolId: bigint }) {
    super(`You are the opener of pool ${args.poolId}: your withdrawal closes it for all. Nothing was sent.`, {
      metaMessages: ['If you want that, cancel the pool.'],
      next: [poolCommand('cancel', args.poolId)],
    })
  }
}

/** Thrown if another account than the opener asks for what only the opener may do. */
export class NotPoolOpenerError extends CommandError {
  readonly code = 'NOT_POOL_OPENER'
  constructor(args: {
    poolId: bigint
    opener: string
    account: string
    advice: string
    next?: readonly FollowUp[]
  }) {
    const { poolId, opener, account, advice, next = [] } = args
    super(`Pool ${poolId} was opened by ${opener}, and the key belongs to ${account}.`, {
      metaMessages: [advice],
      next,
    })
  }
}

/** Thrown if another node has the Ed25519 key already. */
export class Ed25519KeyUsedError extends CommandError {
  readonly code = 'ED25519_KEY_USED'
  constructor(args: { ed25519Key: string; nodeId: number }) {
    super(
      `Node ${args.nodeId} has the Ed25519 key ${args.ed25519Key}. Make another: keys are used once. Nothing was sent.`,
    )
  }
}

/** Thrown if a pool's registration is not in the logs. */
export class RegistrationNotFoundError extends CommandError {
  readonly code = 'REGISTRATION_NOT_FOUND'
  constructor(args: { poolId: bigint; registrationHash: string }) {
    super(`No log from this endpoint holds the registration ${args.registrationHash} of pool ${args.poolId}.`, {
      metaMessages: ['The endpoint leaves out logs. Use another.'],
      retryable: true,
    })
  }
}

/** Thrown if an account may claim nothing from a pool that was named. */
export class NotBeneficiaryError extends CommandError {
  readonly code = 'NOT_BENEFICIARY'
  constructor(args: { poolId: bigint; account: string; reason: string }) {
    super(`${args.account} can claim nothing from pool ${args.poolId}: ${args.reason}.`, {
      metaMessages: ['The pool shows its beneficiaries.'],
      next: [showPool(args.poolId)],
    })
  }
}

/** Thrown if there are more pools than a search goes through. */
export class TooManyPoolsError extends CommandError {
  readonly code = 'TOO_MANY_POOLS'
  constructor(args: { count: bigint; max: bigint }) {
    super(`There are ${args.count} pools; at most ${args.max} are searched. Name yours with --pool, once for each.`)
  }
}

/** Thrown if no place of a pool is offered to the account. */
export class PlaceNotOfferedError extends CommandError {
  readonly code = 'PLACE_NOT_OFFERED'
  constructor(args: { poolId: bigint; account: string }) {
    super(`No place of pool ${args.poolId} is offered to ${args.account}. Nothing was sent.`, {
      metaMessages: ['Its contributor offers it with pool offer-place, and can withdraw the offer until it is taken.'],
      next: [showPool(args.poolId)],
      retryable: true,
    })
  }
}
