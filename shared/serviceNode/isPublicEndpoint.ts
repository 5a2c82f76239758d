import { parseIp } from '../ip.ts'

/** Bits of an IPv6 address before the IPv4 address that it holds. */
const IPV4_OFFSET = 96

/** Global unicast addresses of IPv6. */
const IPV6_PUBLIC = '2000::/3'

/** IANA special-purpose ranges and multicast, as `EndpointRules` of the registry has them. */
const SPECIAL_RANGES = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24',
  '203.0.113.0/24 224.0.0.0/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20',
]

function isInRange(bytes: Uint8Array, range: string): boolean {
  const [address = '', length] = range.split('/')
  const prefix = parseIp(address)
  const bits = Number(length) + (address.includes('.') ? IPV4_OFFSET : 0)
  for (let i = 0; i < bits; i++) {
    const mask = 0x80 >> (i % 8)
    if ((((bytes[i >> 3] as number) ^ (prefix[i >> 3] as number)) & mask) !== 0) return false
  }
  return true
}

/**
 * Returns whether an endpoint keeps the endpoint rules of the registry: its RPC port is not 0, and its address is public.
 *
 * @param endpoint.ip text of an IPv4 or IPv6 address
 * @throws IpInvalidError
 */
export function isPublicEndpoint({ ip, rpcPort }: { ip: string; rpcPort: number }): boolean {
  const bytes = parseIp(ip)
  const isIpv4 = isInRange(bytes, '0.0.0.0/0')
  return (
    rpcPort !== 0 &&
    (isIpv4 || isInRange(bytes, IPV6_PUBLIC)) &&
    !SPECIAL_RANGES.some((line) => line.split(' ').some((range) => isInRange(bytes, range)))
  )
}
