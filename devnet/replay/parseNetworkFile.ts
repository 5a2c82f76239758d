import { bytesToHex, type Hex } from 'viem'
import { parseIp } from '../../shared/ip.ts'
import { UINT16_MAX } from '../../shared/uint.ts'
import { NetworkFileInvalidError } from './errors.ts'

/** Most nodes of one file. With more, the local chain's blocks would take hours. */
const NODES_MAX = 20_000

const COLUMNS = ['ed25519Key', 'ip', 'rpcPort', 'quicPort'] as const

/** A node of a network file. */
export type NetworkNode = {
  readonly ed25519Key: Hex
  /** Address as the file writes it. */
  readonly address: string
  readonly endpoint: { readonly ip: Hex; readonly rpcPort: number; readonly quicPort: number }
}

/**
 * Parses a list of nodes of the form `{ columns: [...], nodes: [[...], ...] }`. Columns beyond the four that are needed
 * are left out.
 *
 * @throws NetworkFileInvalidError naming the first row that is wrong
 */
export const parseNetworkFile = (text: string): NetworkNode[] =>
  parseRows(text).map((row, index): NetworkNode => {
    const invalid = (reason: string) => new NetworkFileInvalidError({ reason: `node ${index + 1}: ${reason}` })
    const address = String(row.ip)
    return {
      ed25519Key: parseKey(row.ed25519Key, invalid),
      address,
      endpoint: {
        ip: parseAddress(address, invalid),
        rpcPort: parsePort('rpcPort', row.rpcPort, invalid),
        quicPort: parsePort('quicPort', row.quicPort, invalid),
      },
    }
  })

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
