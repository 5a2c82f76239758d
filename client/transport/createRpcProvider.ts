import { type Fetch, fetchBounded } from './fetchBounded.ts'
import { originOf } from './originOf.ts'
import { checkChainId, parseBlock, parseResult } from './parseRpc.ts'
import { BLOCK_METHOD, CHAIN_METHOD } from './rpcMethods.ts'
import type { RpcProvider } from './rpcProvider.ts'

/** A public RPC answers within a second. One that takes ten counts as unreachable. */
const RPC_TIMEOUT_MS = 10_000

/** A block's JSON holds some 70 bytes for each of at most some ten thousand transaction hashes. */
const RPC_BODY_BYTES_MAX = 4_194_304

/** A chain id takes below a hundred bytes. The rest is for servers that add fields or spaces. */
const RPC_CHAIN_ID_BODY_BYTES_MAX = 4_096

/** @param args.url an http(s) URL that the caller has checked */
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

  return {
    name,
    call,
    async checkChain(chainId) {
      checkChainId(name, await ask(CHAIN_METHOD, [], RPC_CHAIN_ID_BODY_BYTES_MAX), chainId)
    },
    async block(tag) {
      const id = typeof tag === 'bigint' ? `0x${tag.toString(16)}` : tag
      return parseBlock(name, await call(BLOCK_METHOD, [id, false]))
    },
  }
}
