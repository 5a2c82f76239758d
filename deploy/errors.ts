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
