import { bytesToHex } from '../bytes.ts'
import { parseIp } from '../ip.ts'

/** The offset of an IPv4 address in the 16 bytes. */
const IPV4_OFFSET = 12

/** The leading bytes that name a subnet, for each kind of address. */
type Prefix = { readonly ipv4Bytes: number; readonly ipv6Bytes: number }

const NARROW: Prefix = { ipv4Bytes: 3, ipv6Bytes: 6 }
const WIDE: Prefix = { ipv4Bytes: 2, ipv6Bytes: 4 }

const hexOf = (bytes: Uint8Array): string => bytesToHex(bytes).slice(2)

function prefixOf(ip: string, { ipv4Bytes, ipv6Bytes }: Prefix): string {
  const bytes = parseIp(ip)
  // ::ffff:0:0/96 holds the IPv4 addresses, written either way.
  const isIpv4 = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isIpv4
    ? `4:${hexOf(bytes.subarray(IPV4_OFFSET, IPV4_OFFSET + ipv4Bytes))}`
    : `6:${hexOf(bytes.subarray(0, ipv6Bytes))}`
}

/**
 * Names the subnet that the swarm rule counts as one unit: the /24 of an IPv4 address, the /48 of an IPv6 one.
 *
 * @example subnetOf('198.18.36.131') // '4:c61224'
 * @throws IpInvalidError if `ip` is not an address
 */
export function subnetOf(ip: string): string {
  return prefixOf(ip, NARROW)
}

/**
 * Names the subnet that the path rule counts as one unit: the /16 of an IPv4 address, the /32 of an IPv6 one.
 *
 * @example wideSubnetOf('198.18.36.131') // '4:c612'
 * @throws IpInvalidError if `ip` is not an address
 */
export function wideSubnetOf(ip: string): string {
  return prefixOf(ip, WIDE)
}
