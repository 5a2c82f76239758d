import { GraphQLError, Kind, type ValueNode } from 'graphql/index.js'

/** How a scalar is read and written. Its name and its description stand in schema.graphql only. */
export type Scalar<Internal> = {
  serialize(value: unknown): string
  parseValue(value: unknown): Internal
  parseLiteral(node: ValueNode): Internal
}

/** Decimal without sign or leading zeros: `BigInt('')` is 0n and `BigInt(true)` is 1n, so the text is checked first. */
const DECIMAL = /^(?:0|[1-9]\d*)$/

/** Digits of 2^256 - 1: no number of the protocol is longer. */
const DECIMAL_LENGTH_MAX = 78

const BIG_INT_MESSAGE = 'A BigInt is a decimal string like "18446744073709551615": digits only, no leading zeros.'

export const BigIntScalar: Scalar<bigint> = {
  serialize: (value) => (value as bigint).toString(),
  parseValue: (value) => parseBigInt(value),
  // The digits of a literal in the query's text are exact, unlike a JSON number.
  parseLiteral: (node) =>
    parseBigInt(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined, node),
}

function parseBigInt(value: unknown, node?: ValueNode): bigint {
  if (typeof value === 'string' && value.length <= DECIMAL_LENGTH_MAX && DECIMAL.test(value)) return BigInt(value)
  throw scalarError(BIG_INT_MESSAGE, node)
}

export const AddressScalar = bytesScalar('Address', 20)
export const HashScalar = bytesScalar('Hash', 32)

/** Output only: the schema takes no input of this type. */
export const HexScalar: Scalar<never> = {
  serialize: (value) => toHex(value as Buffer),
  parseValue: refuseHex,
  parseLiteral: refuseHex,
}

function refuseHex(): never {
  throw scalarError('Hex is not taken as input.')
}

/** 0x-prefixed lower-case hex. */
function toHex(bytes: Buffer): `0x${string}` {
  return `0x${bytes.toString('hex')}`
}

function bytesScalar(name: string, length: number): Scalar<Buffer> {
  const pattern = new RegExp(`^0x[0-9a-fA-F]{${2 * length}}$`)
  function parse(value: unknown, node?: ValueNode): Buffer {
    if (typeof value === 'string' && pattern.test(value)) return Buffer.from(value.slice(2), 'hex')
    throw scalarError(`A value of type ${name} is 0x followed by ${2 * length} hex digits.`, node)
  }
  return {
    serialize: (value) => toHex(value as Buffer),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  }
}

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/** Unix seconds (bigint) inside; a `Date` is served as well. Input is rounded down to whole seconds. */
export const DateTimeScalar: Scalar<bigint> = {
  serialize: (value) => toDateTime(value as bigint | Date),
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined, node),
}

function toDateTime(value: bigint | Date): string {
  if (value instanceof Date) return value.toISOString()
  return new Date(Number(value) * 1_000).toISOString().replace('.000Z', 'Z')
}

function parseDateTime(value: unknown, node?: ValueNode): bigint {
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null
  if (match !== null) {
    const [text, year, month, day] = match
    // Date.parse takes 30 February for 2 March.
    const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
    const time = Date.parse(text)
    if (Number(day) <= daysOfMonth && time >= 0) return BigInt(Math.floor(time / 1_000))
  }
  throw scalarError('A DateTime is an RFC 3339 instant from 1970 on, like "2026-11-22T10:00:00Z".', node)
}

function scalarError(message: string, node?: ValueNode): GraphQLError {
  return new GraphQLError(message, { ...(node === undefined ? {} : { nodes: node }) })
}
