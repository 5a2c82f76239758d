import { CommandError } from '../commandError.ts'

const nameProfile = (profile: string | undefined): string => `--profile ${profile ?? 'NAME'}`

/** Thrown if `--yes` would send to a network that the call does not name. */
export class NetworkNotNamedError extends CommandError {
  readonly code = 'NETWORK_NOT_NAMED'
  constructor(args: { chain: string; profile: string | undefined }) {
    super(`--yes sends to ${args.chain} only if the same call names the network. Nothing was sent.`, {
      metaMessages: [`Add ${nameProfile(args.profile)}, or --rpc URL.`],
    })
  }
}

/** Thrown if no operator can be asked: the input is not a terminal. */
export class ConfirmationMissingError extends CommandError {
  readonly code = 'CONFIRMATION_MISSING'
  constructor(args: { chain: string; profile: string | undefined }) {
    super(`Sending to ${args.chain} must be confirmed, and there is no terminal to ask. Nothing was sent.`, {
      metaMessages: [`Add --yes, and ${nameProfile(args.profile)} or --rpc URL.`],
    })
  }
}

/** Thrown if the operator did not confirm. */
export class NotConfirmedError extends CommandError {
  readonly code = 'NOT_CONFIRMED'
  constructor() {
    super('You did not confirm. Nothing was sent.')
  }
}

/** Thrown if the operator pressed Ctrl-C when asked. */
export class InterruptedError extends CommandError {
  readonly code = 'INTERRUPTED'
  constructor() {
    super('You interrupted the command. Nothing was sent.')
  }
}
