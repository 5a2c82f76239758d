import { parseIp } from '../ip.ts'

const HEX_DIGITS = 2

/** Bytes of an IPv4 address that name its /24, and where the address begins in the 16. */
const IPV4_OFFSET = 12
const IPV4_SUBNET_BYTES = 3

/** Bytes of an IPv6 address that name its /48. */
const IPV6_SUBNET_BYTES = 6

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(HEX_DIGITS, '0')).join('')

/**
 * Names the subnet that the swarm rule counts as one: the /24 of an IPv4 address, the /48 of an IPv6 one.
 *
 * @example subnetOf('198.18.36.131') // '4:c61224'
 * @throws IpInvalidError when `ip` is no address.
 */
export function subnetOf(ip: string): string {
  const bytes = parseIp(ip)
  // ::ffff:0:0/96 holds the IPv4 addresses, written either way.
  const isIpv4 = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isIpv4
    ? `4:${hexOf(bytes.subarray(IPV4_OFFSET, IPV4_OFFSET + IPV4_SUBNET_BYTES))}`
    : `6:${hexOf(bytes.subarray(0, IPV6_SUBNET_BYTES))}`
}
