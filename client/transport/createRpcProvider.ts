import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { decodeUtf8 } from '../shared/utf8.ts'
import { BlockNotFinalError, RpcChainMismatchError, RpcRefusedError, RpcResponseInvalidError } from './errors.ts'
import { type Fetch, fetchBounded } from './fetchBounded.ts'
import { originOf } from './originOf.ts'

/** A public RPC answers within a second; ten is one that is not there. */
const RPC_TIMEOUT_MS = 10_000

/** A block's JSON with the hashes of its transactions: some 70 bytes for each of at most some ten thousand. */
const RPC_BODY_BYTES_MAX = 4_194_304

/** A chain's id with what is around it: below a hundred bytes, and room for a server that adds fields or spaces. */
const RPC_CHAIN_ID_BODY_BYTES_MAX = 4_096

/** A server's own words in our error: enough to know the fault by, too short to be a burden. */
const RPC_MESSAGE_LENGTH_MAX = 160

const QUANTITY = /^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/

/** A block as far as trust needs it. */
type RpcBlock = { number: bigint; hash: Hex; timestamp: bigint }

/** One Ethereum JSON-RPC server, whose every answer is taken for a stranger's. */
export type RpcProvider = {
  /** The URL's origin: how the provider is named and told apart. */
  readonly name: string
  /** The result of a call, as it came. @throws RpcRefusedError, RpcResponseInvalidError, and those of `fetchBounded` */
  call(method: string, params: readonly unknown[]): Promise<unknown>
  /** @throws RpcChainMismatchError */
  checkChain(chainId: bigint): Promise<void>
  latestBlock(): Promise<RpcBlock>
  /** @throws BlockNotFinalError */
  finalBlockHash(number: bigint): Promise<Hex>
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A server's text without line breaks and control characters, cut short. */
function quote(text: unknown): string {
  const printable = typeof text === 'string' ? text.replace(/[^\x20-\x7e]/g, ' ') : 'no message'
  return `"${printable.slice(0, RPC_MESSAGE_LENGTH_MAX)}"`
}

function parseResult(args: { provider: string; method: string; body: Uint8Array; id: number }): unknown {
  const { provider, method, body, id } = args
  const invalid = (reason: string, cause?: unknown) => new RpcResponseInvalidError({ provider, method, reason, cause })
  let response: unknown
  try {
    response = JSON.parse(decodeUtf8(body))
  } catch (cause) {
    throw invalid('it is not JSON', cause)
  }
  if (!isObject(response)) throw invalid('it is not a JSON object')
  const { jsonrpc, id: answered, result, error } = response
  if (jsonrpc !== '2.0') throw invalid('it is not JSON-RPC 2.0')
  if (error !== undefined && error !== null) {
    const { message } = isObject(error) ? error : { message: error }
    throw new RpcRefusedError({ provider, method, message: quote(message) })
  }
  if (answered !== id) throw invalid('it is for another request')
  if (result === undefined) throw invalid('it has no result')
  return result
}

function parseQuantity(value: unknown): bigint | null {
  return typeof value === 'string' && QUANTITY.test(value) ? BigInt(value) : null
}

function parseBlock(provider: string, result: unknown): RpcBlock {
  const method = 'eth_getBlockByNumber'
  if (!isObject(result)) throw new RpcResponseInvalidError({ provider, method, reason: 'it knows of no such block' })
  const { number: rawNumber, hash, timestamp: rawTimestamp } = result
  const number = parseQuantity(rawNumber)
  const timestamp = parseQuantity(rawTimestamp)
  if (number === null || timestamp === null || !isLowerHex(hash, 32))
    throw new RpcResponseInvalidError({ provider, method, reason: 'its number, hash or timestamp is malformed' })
  return { number, hash, timestamp }
}

/** @param url an http(s) URL that the caller has checked. */
export function createRpcProvider(args: { url: string; fetch: Fetch }): RpcProvider {
  const name = originOf(args.url) ?? 'a provider'
  let nextId = 1

  async function ask(method: string, params: readonly unknown[], bytesMax: number): Promise<unknown> {
    const id = nextId++
    const body = await fetchBounded({
      fetch: args.fetch,
      url: args.url,
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
      },
      server: name,
      timeoutMs: RPC_TIMEOUT_MS,
      bytesMax,
    })
    return parseResult({ provider: name, method, body, id })
  }

  const call: RpcProvider['call'] = (method, params) => ask(method, params, RPC_BODY_BYTES_MAX)

  const block = async (tag: string) => parseBlock(name, await call('eth_getBlockByNumber', [tag, false]))

  return {
    name,
    call,
    async checkChain(expected) {
      const chainId = parseQuantity(await ask('eth_chainId', [], RPC_CHAIN_ID_BODY_BYTES_MAX))
      if (chainId === null)
        throw new RpcResponseInvalidError({ provider: name, method: 'eth_chainId', reason: 'it is no number' })
      if (chainId !== expected) throw new RpcChainMismatchError({ provider: name, chainId, expected })
    },
    latestBlock: () => block('latest'),
    async finalBlockHash(number) {
      const finalized = await block('finalized')
      if (number > finalized.number)
        throw new BlockNotFinalError({ provider: name, number, finalized: finalized.number })
      const found = await block(`0x${number.toString(16)}`)
      if (found.number !== number)
        throw new RpcResponseInvalidError({
          provider: name,
          method: 'eth_getBlockByNumber',
          reason: `it is block ${found.number}, not ${number}`,
        })
      return found.hash
    },
  }
}
