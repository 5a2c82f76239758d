import type { Hex } from '../bytes.ts'
import { RpcAnswerInvalidError } from './errors.ts'

/** A block header as an endpoint gave it, checked for form. */
export type RpcBlock = {
  number: bigint
  hash: Hex
  parentHash: Hex
  /** Unix seconds. */
  timestamp: bigint
  /** 256 bytes. Undefined if the chain has none. */
  logsBloom: Hex | undefined
  /** The answer as it came, for encodeHeader. */
  raw: Record<string, unknown>
}

/** A log as an endpoint gave it, checked for form. All hex is lower-case. */
export type RpcLog = {
  /** Lower-case address of the contract. */
  address: Hex
  blockNumber: bigint
  blockHash: Hex
  logIndex: number
  transactionHash: Hex
  transactionIndex: number
  topics: readonly Hex[]
  data: Hex
}

/** Proof of one storage slot, checked for form. */
export type RpcProof = {
  /** Value of the slot by the endpoint's word. Only what the proof opens to counts. */
  value: bigint
  accountProof: Hex[]
  storageProof: Hex[]
}

/** A transaction's receipt: the part that the block's header covers, and the transaction's hash, which it does not. */
export type RpcReceipt = {
  transactionHash: Hex
  /** EIP-2718. 0: a transaction from before there were types. */
  type: number
  /** 0x01, or 0x if the transaction failed. Before Byzantium, 32 bytes of state root. */
  outcome: Hex
  cumulativeGasUsed: bigint
  /** 256 bytes. */
  logsBloom: Hex
  logs: { address: Hex; topics: Hex[]; data: Hex }[]
}

const QUANTITY = /^0x[0-9a-fA-F]{1,64}$/
const BYTES = /^0x(?:[0-9a-fA-F]{2})*$/

/** Topics of one log: the EVM has LOG0 to LOG4. */
const TOPICS_MAX = 4

/** EIP-2718: a first byte of 0x80 or more would be RLP. */
const RECEIPT_TYPE_MAX = 0x7f

/** Nodes of one Merkle proof: a path of 64 nibbles cannot have more. */
const PROOF_NODES_MAX = 65

/** Reads a quantity of JSON-RPC. @throws RpcAnswerInvalidError naming `what` */
export function parseQuantity(value: unknown, what: string): bigint {
  if (typeof value !== 'string' || !QUANTITY.test(value))
    throw new RpcAnswerInvalidError({ what: `${what} is not a number` })
  return BigInt(value)
}

/** Reads a quantity that is known to be small: an index of a log or a transaction. */
function parseIndex(value: unknown, what: string): number {
  const index = parseQuantity(value, what)
  if (index > 0x7fffffffn) throw new RpcAnswerInvalidError({ what: `${what} is ${index}` })
  return Number(index)
}

/** Reads bytes in hex, as lower-case. @throws RpcAnswerInvalidError naming `what` */
export function parseBytes(value: unknown, what: string, length?: number): Hex {
  if (typeof value !== 'string' || !BYTES.test(value)) throw new RpcAnswerInvalidError({ what: `${what} is not hex` })
  if (length !== undefined && value.length !== 2 + 2 * length)
    throw new RpcAnswerInvalidError({ what: `${what} does not have ${length} bytes` })
  return value.toLowerCase() as Hex
}

function parseObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RpcAnswerInvalidError({ what: `${what} is missing` })
  return value as Record<string, unknown>
}

function parseArray(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new RpcAnswerInvalidError({ what: `${what} is not a list` })
  return value
}

/** Reads a block. @throws RpcAnswerInvalidError, also for null: use `parseBlockOrNull` if there may be none */
export function parseBlock(value: unknown): RpcBlock {
  const raw = parseObject(value, 'the block')
  const bloom = raw['logsBloom']
  return {
    number: parseQuantity(raw['number'], 'number'),
    hash: parseBytes(raw['hash'], 'hash', 32),
    parentHash: parseBytes(raw['parentHash'], 'parentHash', 32),
    timestamp: parseQuantity(raw['timestamp'], 'timestamp'),
    logsBloom: bloom === undefined || bloom === null ? undefined : parseBytes(bloom, 'logsBloom', 256),
    raw,
  }
}

/** Reads a block, or null if the endpoint does not have it. @throws RpcAnswerInvalidError */
export function parseBlockOrNull(value: unknown): RpcBlock | null {
  return value === null || value === undefined ? null : parseBlock(value)
}

/**
 * Reads the logs of one `eth_getLogs`, in order of block and index. A log of another address or outside the range, or
 * one that occurs twice, makes the whole answer invalid.
 *
 * @throws RpcAnswerInvalidError
 */
export function parseLogs(
  value: unknown,
  expected: { addresses: readonly Hex[] } & ({ fromBlock: bigint; toBlock: bigint } | { blockHash: Hex }),
): RpcLog[] {
  const logs = parseArray(value, 'the answer').map((item) => parseLog(item, expected.addresses))
  logs.sort((a, b) =>
    a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1,
  )
  logs.forEach((log, i) => {
    const before = logs[i - 1]
    if (before !== undefined && before.blockNumber === log.blockNumber && before.logIndex === log.logIndex)
      throw new RpcAnswerInvalidError({ what: `log ${log.logIndex} of block ${log.blockNumber} occurs twice` })
    const inside =
      'blockHash' in expected
        ? log.blockHash === expected.blockHash
        : log.blockNumber >= expected.fromBlock && log.blockNumber <= expected.toBlock
    if (!inside) throw new RpcAnswerInvalidError({ what: `a log of block ${log.blockNumber} was not asked for` })
  })
  return logs
}

function parseLog(value: unknown, addresses: readonly Hex[]): RpcLog {
  const log = parseObject(value, 'a log')
  const address = parseBytes(log['address'], 'address', 20)
  if (!addresses.includes(address))
    throw new RpcAnswerInvalidError({ what: `a log of ${String(log['address'])} was not asked for` })
  if (log['removed'] === true) throw new RpcAnswerInvalidError({ what: 'a log is marked as removed' })
  return {
    address,
    blockNumber: parseQuantity(log['blockNumber'], 'blockNumber'),
    blockHash: parseBytes(log['blockHash'], 'blockHash', 32),
    logIndex: parseIndex(log['logIndex'], 'logIndex'),
    transactionHash: parseBytes(log['transactionHash'], 'transactionHash', 32),
    transactionIndex: parseIndex(log['transactionIndex'], 'transactionIndex'),
    topics: parseTopics(log['topics']),
    data: parseBytes(log['data'], 'data'),
  }
}

function parseTopics(value: unknown): Hex[] {
  const topics = parseArray(value, 'topics').map((topic) => parseBytes(topic, 'a topic', 32))
  if (topics.length > TOPICS_MAX) throw new RpcAnswerInvalidError({ what: `a log has ${topics.length} topics` })
  return topics
}

/**
 * Reads all receipts of a block, as they came. Does not compare them with the header's `receiptsRoot`.
 *
 * @throws RpcAnswerInvalidError
 */
export function parseReceipts(value: unknown): RpcReceipt[] {
  return parseArray(value, 'the answer').map((item) => {
    const receipt = parseObject(item, 'a receipt')
    const type = parseIndex(receipt['type'] ?? '0x0', 'type')
    if (type > RECEIPT_TYPE_MAX) throw new RpcAnswerInvalidError({ what: `a receipt has type ${type}` })
    return {
      transactionHash: parseBytes(receipt['transactionHash'], 'transactionHash', 32),
      type,
      outcome: parseOutcome(receipt),
      cumulativeGasUsed: parseQuantity(receipt['cumulativeGasUsed'], 'cumulativeGasUsed'),
      logsBloom: parseBytes(receipt['logsBloom'], 'logsBloom', 256),
      logs: parseArray(receipt['logs'], 'logs').map((entry) => {
        const log = parseObject(entry, 'a log')
        const address = parseBytes(log['address'], 'address', 20)
        return { address, topics: parseTopics(log['topics']), data: parseBytes(log['data'], 'data') }
      }),
    }
  })
}

function parseOutcome({ root, status }: Record<string, unknown>): Hex {
  if (status === undefined || status === null) return parseBytes(root, 'root', 32)
  return parseQuantity(status, 'status') === 0n ? '0x' : '0x01'
}

/** Reads an account proof and the proof of the one slot that was asked for. @throws RpcAnswerInvalidError */
export function parseProof(value: unknown): RpcProof {
  const proof = parseObject(value, 'the proof')
  const [first] = parseArray(proof['storageProof'], 'storageProof')
  const slot = parseObject(first, 'the slot')
  return {
    value: parseQuantity(slot['value'], 'the value of the slot'),
    accountProof: parseNodes(proof['accountProof'], 'accountProof'),
    storageProof: parseNodes(slot['proof'], 'storageProof'),
  }
}

function parseNodes(value: unknown, what: string): Hex[] {
  const nodes = parseArray(value, what)
  if (nodes.length > PROOF_NODES_MAX) throw new RpcAnswerInvalidError({ what: `${what} has ${nodes.length} nodes` })
  return nodes.map((node) => parseBytes(node, what))
}
