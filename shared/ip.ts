import { IpInvalidError } from './errors/baseError.ts'

const IP_BYTES = 16
const GROUPS = 8

/** The first twelve bytes of an IPv4 address as an IPv6 address (RFC 4291, 2.5.5.2). */
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** The longest address text: six groups of four digits and a dotted quad. */
const IP_TEXT_LENGTH_MAX = 45

const OCTET = /^(?:0|[1-9]\d{0,2})$/
const GROUP = /^[0-9a-fA-F]{1,4}$/

function parseQuad(value: string, text: string): number[] {
  const octets = text.split('.').map((part) => (OCTET.test(part) ? Number(part) : Number.NaN))
  if (octets.length !== 4 || !octets.every((octet) => octet <= 255))
    throw new IpInvalidError({ value, reason: 'an IPv4 address is four numbers from 0 to 255' })
  return octets
}

/** Reads the groups on one side of `::`, or of a whole text without it. Only the last may be a dotted quad. */
function parseGroups(value: string, text: string, mayEndInQuad: boolean): number[] {
  if (text === '') return []
  const bytes: number[] = []
  const parts = text.split(':')
  parts.forEach((part, i) => {
    if (part.includes('.') && mayEndInQuad && i === parts.length - 1) {
      bytes.push(...parseQuad(value, part))
      return
    }
    if (!GROUP.test(part)) throw new IpInvalidError({ value, reason: 'a group is one to four hex digits' })
    const group = Number.parseInt(part, 16)
    bytes.push(group >> 8, group & 0xff)
  })
  return bytes
}

function parseIpv6(value: string): number[] {
  const [head = '', tail, ...rest] = value.split('::')
  if (rest.length > 0) throw new IpInvalidError({ value, reason: '"::" stands at most once' })
  if (tail === undefined) {
    const bytes = parseGroups(value, head, true)
    if (bytes.length !== IP_BYTES) throw new IpInvalidError({ value, reason: 'an IPv6 address has eight groups' })
    return bytes
  }
  const before = parseGroups(value, head, false)
  const after = parseGroups(value, tail, true)
  const zeros = IP_BYTES - before.length - after.length
  if (zeros < 2) throw new IpInvalidError({ value, reason: '"::" stands for at least one group' })
  return [...before, ...new Array<number>(zeros).fill(0), ...after]
}

/**
 * Returns the 16 bytes of an IP address: IPv6 as it is (RFC 4291, no zone), IPv4 as `::ffff:a.b.c.d`. Numbers with
 * leading zeros are refused: programs disagree on their base.
 *
 * @example parseIp('198.18.0.1') // 12 bytes of the prefix, then 198, 18, 0, 1
 * @throws IpInvalidError if `text` is not an address
 */
export function parseIp(text: string): Uint8Array {
  if (text.length > IP_TEXT_LENGTH_MAX) throw new IpInvalidError({ value: text, reason: 'it is too long' })
  const bytes = text.includes(':') ? parseIpv6(text) : [...MAPPED_PREFIX, ...parseQuad(text, text)]
  return Uint8Array.from(bytes)
}

/** Finds the longest run of at least two zero groups. Of equal runs it takes the first (RFC 5952, 4.2). */
function longestZeroRun(groups: readonly number[]): { start: number; end: number } | null {
  let best: { start: number; end: number } | null = null
  let start = 0
  for (let i = 0; i <= GROUPS; i++) {
    if (i < GROUPS && groups[i] === 0) continue
    const length = i - start
    if (length >= 2 && (best === null || length > best.end - best.start)) best = { start, end: i }
    start = i + 1
  }
  return best
}

/**
 * Writes 16 address bytes as their canonical text: dotted for `::ffff:a.b.c.d`, else as RFC 5952 says.
 *
 * @throws IpInvalidError if there are not 16 bytes
 */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length !== IP_BYTES)
    throw new IpInvalidError({ value: `${bytes.length} bytes`, reason: 'an address has 16 bytes' })
  if (MAPPED_PREFIX.every((byte, i) => bytes[i] === byte)) return bytes.subarray(12).join('.')
  const groups = Array.from({ length: GROUPS }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0))
  const hex = groups.map((group) => group.toString(16))
  const run = longestZeroRun(groups)
  return run === null ? hex.join(':') : `${hex.slice(0, run.start).join(':')}::${hex.slice(run.end).join(':')}`
}
