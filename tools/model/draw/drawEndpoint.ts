import { bytesToHex, hexToBytes, numberToHex } from 'viem'
import { IPV4_RANGES } from '../endpointRefusals.ts'
import type { Endpoint } from '../registration.ts'
import type { DrawContext } from './context.ts'

const PORTS = 65_536
const IPV4_COUNT = 2 ** 32
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** Any IPv4, one at the edge of a range, an IPv6 in 2000::/3, or any 16 bytes. Some of each are not public. */
export const drawEndpoint = ({ random }: DrawContext): Endpoint => {
  const bytes = (count: number) => Array.from({ length: count }, () => random.below(256))
  const edge = (): number[] => {
    const { bits, length } = random.pick(IPV4_RANGES)
    const first = Number.parseInt(bits, 2)
    const address = random.pick([first - 1, first, first + 2 ** (32 - length) - 1, first + 2 ** (32 - length)])
    return [...hexToBytes(numberToHex((address + IPV4_COUNT) % IPV4_COUNT, { size: 4 }))]
  }
  const draw = random.weighted<() => number[]>([
    [8, () => [...MAPPED_PREFIX, ...bytes(4)]],
    [2, () => [...MAPPED_PREFIX, ...edge()]],
    [4, () => [0x20 + random.below(32), ...bytes(15)]],
    [1, () => [0x20, 0x01, random.below(6), ...bytes(13)]],
    [1, () => bytes(16)],
  ])
  const rpcPort = random.chance(0.03) ? 0 : random.below(PORTS)
  return { ip: bytesToHex(Uint8Array.from(draw())), rpcPort, quicPort: random.chance(0.2) ? 0 : random.below(PORTS) }
}
