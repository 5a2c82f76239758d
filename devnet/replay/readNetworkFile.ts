import { readFile } from 'node:fs/promises'
import { bytesToHex, type Hex } from 'viem'
import { parseIp } from '../../shared/ip.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { UINT16_MAX } from '../../shared/uint.ts'
import { seededAccount, seededBlsKey } from '../demo/seededKeys.ts'

/** Most nodes of one file: beyond it the local chain's blocks would take hours. */
const NODES_MAX = 20_000

const COLUMNS = ['ed25519Key', 'ip', 'rpcPort', 'quicPort'] as const

/** A network to replay. */
export type NetworkFile = {
  readonly plans: readonly RegistrationPlan[]
  /** Distinct addresses, each taken for one operator. */
  readonly operatorCount: number
}

/**
 * Reads a list of nodes as `{ columns: [...], nodes: [[...], ...] }`, as in `test/data/network-2026-04.json`. Addresses,
 * ports and Ed25519 keys are taken as they are. What such a list does not hold is made up from `seed`: BLS keys, and
 * operators, *assumed* to be one per address.
 *
 * @throws with the file's name and the first row that is wrong
 */
export const readNetworkFile = async (path: string, seed: string): Promise<NetworkFile> => {
  const rows = await readRows(path)
  const operators = new Map<string, ReturnType<typeof seededAccount>>()
  const plans = rows.map((row, index): RegistrationPlan => {
    const where = `${path}, node ${index + 1}`
    const ip = String(row.ip)
    const operator = operators.get(ip) ?? seededAccount(seed, ip)
    operators.set(ip, operator)
    return {
      operator,
      owner: operator.address,
      blsSecretKey: seededBlsKey(seed, String(row.ed25519Key)),
      ed25519Key: readKey(where, row.ed25519Key),
      endpoint: {
        ip: readIp(where, ip),
        rpcPort: readPort(where, 'rpcPort', row.rpcPort),
        quicPort: readPort(where, 'quicPort', row.quicPort),
      },
    }
  })
  return { plans, operatorCount: operators.size }
}

type Row = Readonly<Record<(typeof COLUMNS)[number], unknown>>

const readRows = async (path: string): Promise<Row[]> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new Error(`${path} cannot be read: give the path of a network file, as test/data/network-2026-04.json.`)
  }
  let data: { columns?: unknown; nodes?: unknown }
  try {
    data = JSON.parse(text) as typeof data
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${String(cause)}`)
  }
  const { columns, nodes } = data ?? {}
  if (!Array.isArray(columns) || !Array.isArray(nodes)) throw new Error(`${path} has no "columns" and "nodes" arrays.`)
  if (nodes.length === 0 || nodes.length > NODES_MAX) {
    throw new Error(`${path} has ${nodes.length} nodes; between 1 and ${NODES_MAX} can be replayed.`)
  }
  const positions = COLUMNS.map((name) => [name, columns.indexOf(name)] as const)
  const absent = positions.find(([, position]) => position < 0)
  if (absent) throw new Error(`${path} has no column "${absent[0]}".`)
  return nodes.map((node: unknown, index) => {
    if (!Array.isArray(node)) throw new Error(`${path}, node ${index + 1} is not an array.`)
    return Object.fromEntries(positions.map(([name, position]) => [name, node[position] as unknown])) as Row
  })
}

const readKey = (where: string, value: unknown): Hex => {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) {
    throw new Error(`${where}: ed25519Key must be 64 lower-case hex digits.`)
  }
  return `0x${value}`
}

const readIp = (where: string, value: string): Hex => {
  try {
    return bytesToHex(parseIp(value))
  } catch (cause) {
    throw new Error(`${where}: ip "${value}" is no address.`, { cause })
  }
}

const readPort = (where: string, name: string, value: unknown): number => {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > UINT16_MAX) {
    throw new Error(`${where}: ${name} must be a port.`)
  }
  return value as number
}
