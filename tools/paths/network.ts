import { bytesToHex, type Hex, readBigUint, readUint } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { NO_EXTENSION, type ServiceNodeRecord } from '../../shared/list/record.ts'
import { readNetworkData } from '../support/readData.ts'

/** Unix seconds of the anchor that made-up ages count from. */
export const ANCHOR_TIMESTAMP = 1_775_600_000

const DAY = 86_400

/** Made-up nodes are between 0 and 400 days old. About one in 50 is too young for a guard. */
const AGE_DAYS_MAX = 400

const hash = (text: string): Uint8Array => keccak256(new TextEncoder().encode(text))

/**
 * The real network of test/data: keys, addresses and ports as they are. Missing fields follow from a hash. Seed and age
 * follow from the key. Each address has one operator, as *assumed* in `readNetworkFile` too.
 */
export function readRealNetwork(): ServiceNodeRecord[] {
  return readNetworkData().nodes.map(([key, ip, rpcPort, quicPort], i) => {
    const made = hash(`node ${key}`)
    return {
      nodeId: i + 1,
      operator: operatorOf(ip),
      ed25519Key: `0x${key}`,
      ip,
      rpcPort,
      quicPort,
      activatedAt: ANCHOR_TIMESTAMP - (readUint(made, 0, 4) % (AGE_DAYS_MAX * DAY)),
      seed: readBigUint(made, 8, 8),
      blsKeyHash: bytesToHex(hash(`bls ${key}`)),
      extensionHash: NO_EXTENSION,
    }
  })
}

/**
 * The real network, repeated until it has `count` nodes. A repeated node has another seed, age and subnet. Its address
 * is moved as a whole to another part of the address space, so operators and subnets are as crowded as in the real one.
 */
export function enlargedNetwork(count: number): ServiceNodeRecord[] {
  const real = readRealNetwork()
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / real.length)
    const record = real[i % real.length] as ServiceNodeRecord
    if (round === 0) return record
    const [first, ...rest] = record.ip.split('.')
    const ip = [(Number(first) + 61 * round) % 256, ...rest].join('.')
    const seed = readBigUint(hash(`seed ${i}`), 0, 8)
    return { ...record, nodeId: i + 1, ip, operator: operatorOf(ip), seed }
  })
}

function operatorOf(ip: string): Hex {
  return bytesToHex(hash(`operator of ${ip}`).subarray(0, 20))
}
