/**
 * Two real EVM clients for tests, each behind a JSON-RPC URL: Hardhat's own, in this process, and anvil, as a child.
 *
 *     const chain = await startHardhatChain()   // or startAnvil()
 *     await chain.request('evm_mine')
 *     afterAll(() => chain.stop())
 */
import { type ChainClient, createProviderClient } from '../../devnet/chain/chainClient.ts'
import { startAnvil as startAnvilProcess } from '../../devnet/chain/startAnvil.ts'
import { freePort } from './freePort.ts'

/** Another test process may take a free port before anvil does. */
const START_ATTEMPTS_MAX = 3

const TEST_CHAIN_ID = 31_337

/** Hardhat is loaded by the first file that needs it. */
const hardhatNetwork = async () => (await import('./hardhatNetwork.ts')).hardhatNetwork()

type HardhatOptions = { initialTimestamp?: number; hardfork?: string }

const overrideOf = ({ initialTimestamp, hardfork }: HardhatOptions) => ({
  loggingEnabled: false,
  ...(hardfork === undefined ? {} : { hardfork }),
  ...(initialTimestamp === undefined ? {} : { initialDate: new Date(initialTimestamp * 1000) }),
})

type AnvilOptions = { initialTimestamp?: number; flags?: readonly string[] }

export type TestChain = EmbeddedChain & { readonly url: string }

/** A chain in this process, without a URL. */
export type EmbeddedChain = {
  readonly kind: 'hardhat' | 'anvil'
  readonly chainId: number
  /** Makes one JSON-RPC call. Throws with the method and the answer if the client answers with an error. */
  request<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>
  /** Mines `count` blocks one by one, `intervalSeconds` apart. Each has its own state root, so proofs work. */
  mine(count?: number, intervalSeconds?: number): Promise<void>
  stop(): Promise<void>
}

/** Hardhat's EVM like `startHardhatChain`, called in this process. It takes half the time of one behind a URL. */
export async function openHardhatChain(
  options: HardhatOptions = {},
): Promise<EmbeddedChain & { readonly client: ChainClient }> {
  const { provider, close } = await (await hardhatNetwork()).create({
    network: 'default',
    override: overrideOf(options),
  })
  const request = <T = unknown>(method: string, params: readonly unknown[] = []): Promise<T> =>
    provider.request({ method, params: [...params] }) as Promise<T>
  return {
    kind: 'hardhat',
    chainId: TEST_CHAIN_ID,
    client: createProviderClient({ request: provider.request.bind(provider) as never }),
    request,
    mine: (count, interval) => mine(request, count, interval),
    stop: close,
  }
}

/**
 * Hardhat's EVM (prague) with a JSON-RPC server in this process. Blocks are mined per transaction; `evm_setAutomine`,
 * `evm_mine`, `evm_setNextBlockTimestamp`, `evm_snapshot` and `evm_revert` work. It calls its newest block final.
 *
 * `initialTimestamp`: unix seconds of the genesis block; default is the wall clock.
 */
export async function startHardhatChain(options: { initialTimestamp?: number } = {}): Promise<TestChain> {
  const network = await hardhatNetwork()
  const server = await network.createServer({ network: 'default', override: overrideOf(options) }, '127.0.0.1', 0)
  const { port } = await server.listen()
  const url = `http://127.0.0.1:${port}`
  const request = createRequest(url)
  return {
    kind: 'hardhat',
    url,
    chainId: TEST_CHAIN_ID,
    request,
    mine: (count, interval) => mine(request, count, interval),
    stop: () => server.close(),
  }
}

/**
 * anvil (prague) as a child process. With one slot per epoch its `finalized` tag is two blocks behind the newest.
 *
 * `initialTimestamp`: unix seconds of the genesis block. `flags`: further command line flags.
 */
export async function startAnvil(options: AnvilOptions = {}): Promise<TestChain> {
  let lastError: unknown
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    try {
      return await startAnvilOnce(options)
    } catch (error) {
      lastError = error
    }
  }
  throw lastError
}

async function startAnvilOnce(options: AnvilOptions): Promise<TestChain> {
  const { url, stop } = await startAnvilProcess({
    port: await freePort(),
    ...(options.initialTimestamp === undefined ? {} : { genesisTimestamp: options.initialTimestamp }),
    ...(options.flags === undefined ? {} : { flags: options.flags }),
  })
  const request = createRequest(url)
  return {
    kind: 'anvil',
    url,
    chainId: TEST_CHAIN_ID,
    request,
    mine: (count, interval) => mine(request, count, interval),
    stop,
  }
}

type Request = TestChain['request']

function createRequest(url: string): Request {
  let id = 0
  return async <T>(method: string, params: readonly unknown[] = []) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
    })
    const body = (await response.json()) as { result?: T; error?: unknown }
    if (body.error !== undefined) throw new Error(`${method} failed: ${JSON.stringify(body.error)}`)
    return body.result as T
  }
}

async function mine(request: Request, count = 1, intervalSeconds?: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    if (intervalSeconds !== undefined) {
      const block = await request<{ timestamp: string }>('eth_getBlockByNumber', ['latest', false])
      await request('evm_setNextBlockTimestamp', [Number(block.timestamp) + intervalSeconds])
    }
    await request('evm_mine')
  }
}
