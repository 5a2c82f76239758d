import type { Hex } from 'viem'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { seededAccount, seededBlsKey, seededBytes, seededEd25519Key } from './seededKeys.ts'

/** Nodes of each demo operator: a few large operators and many small ones, as in real networks. 72 nodes in all. */
const NODES_PER_OPERATOR = [18, 12, 9, 7, 6, 5, 4, 3, 2, 2, 1, 1, 1, 1] as const

/** Operators of a demo network. */
export const OPERATORS = NODES_PER_OPERATOR.length

/** Most nodes of one operator that share an address. */
const NODES_PER_ADDRESS = 3

/** One operator in this many uses IPv6. */
const IPV6_EVERY = 5

const RPC_PORT_FIRST = 22_021
const QUIC_PORT_FIRST = 20_201

/**
 * Makes a reproducible network of 72 nodes and 14 operators. The keys follow from the seed and are not secret, so they
 * are for demo chains only.
 */
export const demoPlans = (seed: string): RegistrationPlan[] =>
  NODES_PER_OPERATOR.flatMap((count, operatorIndex) => {
    const operator = seededAccount(seed, 'operator', operatorIndex)
    return Array.from({ length: count }, (_, nodeIndex): RegistrationPlan => {
      const ed25519 = seededEd25519Key(seed, operatorIndex, nodeIndex)
      return {
        operator,
        owner: operator.address,
        blsSecretKey: seededBlsKey(seed, operatorIndex, nodeIndex),
        ed25519Key: ed25519.publicKey,
        signEd25519: ed25519.sign,
        endpoint: {
          ip: demoIp(seed, operatorIndex, Math.floor(nodeIndex / NODES_PER_ADDRESS)),
          rpcPort: RPC_PORT_FIRST + (nodeIndex % NODES_PER_ADDRESS),
          quicPort: QUIC_PORT_FIRST + (nodeIndex % NODES_PER_ADDRESS),
        },
      }
    })
  })

/**
 * Makes a public address, which belongs to an unrelated owner: never connect to it. IPv4 comes from 45.0.0.0/8 and IPv6
 * from 2600::/16. Neither holds a special-purpose range.
 */
const demoIp = (seed: string, operatorIndex: number, hostIndex: number): Hex => {
  const digits = seededBytes(seed, 'ip', operatorIndex, hostIndex).slice(2)
  if (operatorIndex % IPV6_EVERY === IPV6_EVERY - 1) return `0x2600${digits.slice(0, 28)}`
  return `0x00000000000000000000ffff2d${digits.slice(0, 6)}`
}
