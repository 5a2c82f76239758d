/**
 * The parent of every error that Muster throws on purpose.
 *
 * `code` is stable and for programs. The message is for people: what happened, what was expected and got, what to do.
 * `retryable` tells whether the same call may succeed later, unchanged.
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

/** Thrown if a text is not an IPv4 or IPv6 address, or if an address does not have 16 bytes. */
export class IpInvalidError extends BaseError {
  readonly code = 'IP_INVALID'
  constructor(args: { value: string; reason: string }) {
    super(`"${args.value.slice(0, 64)}" is not an IP address: ${args.reason}.`, {
      metaMessages: ['Write IPv4 as four decimal numbers without leading zeros, IPv6 as in RFC 4291, without a zone.'],
    })
  }
}

/** Thrown if a text is not hex of whole bytes with the prefix 0x. */
export class HexInvalidError extends BaseError {
  readonly code = 'HEX_INVALID'
  constructor(args: { value: string; reason: string }) {
    super(`"${args.value.slice(0, 72)}" is not hex: ${args.reason}.`, {
      metaMessages: ['Write bytes as 0x followed by two hex digits for each byte.'],
    })
  }
}
