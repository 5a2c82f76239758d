/**
 * The one parent of every error Muster throws on purpose.
 *
 * `code` is stable and meant for programs, the message for people: what was wrong, and what to do. `retryable` says
 * whether the same call may succeed later without anything being changed.
 */
export abstract class BaseError extends Error {
  abstract readonly code: string
  readonly retryable: boolean
  /** Further lines for a person: values seen, values expected, the next step. */
  readonly metaMessages: readonly string[]

  constructor(
    shortMessage: string,
    options: { cause?: unknown; metaMessages?: readonly string[]; retryable?: boolean } = {},
  ) {
    const metaMessages = options.metaMessages ?? []
    super(
      [shortMessage, ...metaMessages].join('\n'),
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = new.target.name
    this.metaMessages = metaMessages
    this.retryable = options.retryable ?? false
  }
}

/** Thrown when a text is not an IPv4 or IPv6 address, or when an address does not have 16 bytes. */
export class IpInvalidError extends BaseError {
  readonly code = 'IP_INVALID'
  constructor(args: { value: string; reason: string }) {
    super(`"${args.value.slice(0, 64)}" is not an IP address: ${args.reason}.`, {
      metaMessages: ['Write IPv4 as four decimal numbers without leading zeros, IPv6 as in RFC 4291, without a zone.'],
    })
  }
}

/** Thrown when a text is not 0x-prefixed hex of whole bytes. */
export class HexInvalidError extends BaseError {
  readonly code = 'HEX_INVALID'
  constructor(args: { value: string; reason: string }) {
    super(`"${args.value.slice(0, 72)}" is not hex: ${args.reason}.`, {
      metaMessages: ['Write bytes as 0x followed by two hex digits for each byte.'],
    })
  }
}
