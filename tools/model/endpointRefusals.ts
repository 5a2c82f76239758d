import { hexToBytes } from 'viem'
import type { Endpoint } from './registration.ts'
import { type Refusal, refusal } from './rule.ts'

/** Not public: IANA special-purpose addresses and multicast; docs/protocol.md, "Endpoints". */
export const IPV4_RANGES = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24',
  '203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
]
  .flatMap((line) => line.split(' '))
  .map((range) => {
    const [address = '', length] = range.split('/')
    return { bits: bitsOf(address.split('.').map(Number)), length: Number(length) }
  })

/** First bits of 2000::/3, and of its forbidden parts: 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20. */
const IPV6_ALLOWED = bitsOf([0x20]).slice(0, 3)
const IPV6_REFUSED = [
  bitsOf([0x20, 0x01, 0x00]).slice(0, 23),
  bitsOf([0x20, 0x01, 0x0d, 0xb8]),
  bitsOf([0x20, 0x02]),
  bitsOf([0x3f, 0xff, 0x00]).slice(0, 20),
]

const MAPPED = bitsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])

/** Faults of an endpoint. */
export function endpointRefusals(endpoint: Endpoint): Refusal[] {
  const bits = bitsOf([...hexToBytes(endpoint.ip)])
  const isPublic = bits.startsWith(MAPPED)
    ? !IPV4_RANGES.some((range) => bits.slice(MAPPED.length).startsWith(range.bits.slice(0, range.length)))
    : bits.startsWith(IPV6_ALLOWED) && !IPV6_REFUSED.some((prefix) => bits.startsWith(prefix))
  return [
    ...(endpoint.rpcPort === 0 ? [refusal('RpcPortMissing')] : []),
    ...(isPublic ? [] : [refusal('IpNotPublic', endpoint.ip)]),
  ]
}

function bitsOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
}
