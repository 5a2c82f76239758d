import { readFile } from 'node:fs/promises'

<<<<<<< HEAD

import { bytesToHex, type Hex } from 'viem'
import { parseIp } from '../../shared/ip.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { UINT16_MAX } from '../../shared/uint.ts'
import { seededAccount, seededBlsKey } from '../demo/seededKeys.ts'

=======
>>>>>>> devnet

import { NetworkFileInvalidError } from './errors.ts'
import { parseNetworkFile } from './parseNetworkFile.ts'
import { type NetworkPlan, planNetwork } from './planNetwork.ts'

/**
 * Reads a network file and plans its registrations.
 *
 * @param seed of the keys that the file does not hold
 * @throws NetworkFileInvalidError with the file's name
 */
export const readNetworkFile = async (path: string, seed?: string): Promise<NetworkPlan> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const reason = 'it cannot be read. Give the path of a network file, as test/data/network-2026-04.json'
    throw new NetworkFileInvalidError({ file: path, reason, cause })
  }
  try {
    return await planNetwork(parseNetworkFile(text), seed === undefined ? {} : { seed })
  } catch (cause) {
    if (!(cause instanceof NetworkFileInvalidError)) throw cause
    throw new NetworkFileInvalidError({ file: path, reason: cause.reason, cause })
  }
}
<<<<<<< HEAD

/**
 * Parses a list of nodes of the form `{ columns: [...], nodes: [[...], ...] }`. Addresses, ports and Ed25519 keys are
 * taken as they are. BLS keys are made from `seed`, and an operator for each address.
 *
 * @throws NetworkFileInvalidError naming the first row that is wrong
 */
export const parseNetworkFile = (text: string, seed: string = SEED): NetworkFile => {
  const operators = new Map<string, ReturnType<typeof seededAccount>>()
  const plans = parseRows(text).map((row, index): RegistrationPlan => {
    const invalid = (reason: string) => new NetworkFileInvalidError({ reason: `node ${index + 1}: ${reason}` })
    const ip = String(row.ip)
    const operator = operators.get(ip) ?? seededAccount(seed, ip)
    operators.set(ip, operator)
    return {
      operator,
      owner: operator.address,
      blsSecretKey: seededBlsKey(seed, String(row.ed25519Key)),
      ed25519Key: parseKey(row.ed25519Key, invalid),
      endpoint: {
        ip: parseAddress(ip, invalid),
        rpcPort: parsePort('rpcPort', row.rpcPort, invalid),
        quicPort: parsePort('quicPort', row.quicPort, invalid),
      },
    }
  })
  return { plans, operatorCount: operators.size }
}

type Row = Readonly<Record<(typeof COLUMNS)[number], unknown>>

/** Makes the error for one row. */
type Invalid = (reason: string) => NetworkFileInvalidError

const parseRows = (text: string): Row[] => {
  let data: { columns?: unknown; nodes?: unknown } | null
  try {
    data = JSON.parse(text) as typeof data
  } catch (cause) {
    throw new NetworkFileInvalidError({ reason: `it is not JSON (${String(cause)})`, cause })
  }
  const { columns, nodes } = data ?? {}
  if (!Array.isArray(columns) || !Array.isArray(nodes)) {
    throw new NetworkFileInvalidError({ reason: 'expected arrays "columns" and "nodes"' })
  }
  if (nodes.length === 0 || nodes.length > NODES_MAX) {
    throw new NetworkFileInvalidError({ reason: `it has ${nodes.length} nodes, expected 1 to ${NODES_MAX}` })
  }
  const positions = COLUMNS.map((name) => [name, columns.indexOf(name)] as const)
  const absent = positions.find(([, position]) => position < 0)
  if (absent) throw new NetworkFileInvalidError({ reason: `it has no column "${absent[0]}"` })
  return nodes.map((node: unknown, index) => {
    if (!Array.isArray(node)) throw new NetworkFileInvalidError({ reason: `node ${index + 1}: expected an array` })
    return Object.fromEntries(positions.map(([name, position]) => [name, node[position] as unknown])) as Row
  })
}

const parseKey = (value: unknown, invalid: Invalid): Hex => {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return `0x${value}`
  throw invalid('ed25519Key must be 64 lower-case hex digits')
}

const parseAddress = (value: string, invalid: Invalid): Hex => {
  try {
    return bytesToHex(parseIp(value))
  } catch {
    throw invalid(`ip "${value.slice(0, 64)}" is not an address`)
  }
}

const parsePort = (name: string, value: unknown, invalid: Invalid): number => {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= UINT16_MAX) return value as number
  throw invalid(`${name} must be a port, 0 to 65535`)
}
=======
>>>>>>> devnet
