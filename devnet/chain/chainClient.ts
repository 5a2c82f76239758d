import {
  type Account,
  type Chain,
  createTestClient,
  custom,
  defineChain,
  type EIP1193Provider,
  type Hex,
  http,
  MethodNotFoundRpcError,
  parseEther,
  publicActions,
  type TestClient,
  type Transport,
  walletActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** The well-known first development account of local chains. It holds nothing on other chains. */
const DEVELOPMENT_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const deployer = privateKeyToAccount(DEVELOPMENT_KEY)

/** Chain id of every local chain that Muster starts. */
export const LOCAL_CHAIN_ID = 31_337

/** Longest wait for one answer of a local chain. Mining a full block of joins takes well under a second. */
const LOCAL_TIMEOUT_MS = 60_000

/**
 * Added to each estimate of gas. A contract's branches depend on the block's time, so a transaction that is mined some
 * seconds after its estimate can use a little more.
 */
const GAS_MARGIN_PERCENT = 25n

/** Stands for the URL of a chain in this process. */
const NO_URL = 'http://127.0.0.1:0'

/** Answers viem's questions about the gas of a transaction. Extensions after this one use it. */
const withGasMargin = <Args extends unknown[]>(estimate: (...args: Args) => Promise<bigint>) => ({
  estimateGas: async (...args: Args): Promise<bigint> =>
    ((await estimate(...args)) * (100n + GAS_MARGIN_PERCENT)) / 100n,
  // Otherwise anvil would fill in its own estimate.
  fillTransaction: (): Promise<never> => Promise.reject(new MethodNotFoundRpcError(new Error('not used'))),
})

const base = (transport: Transport, url: string) => {
  const chain: Chain = defineChain({
    id: LOCAL_CHAIN_ID,
    name: 'Local chain',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const client: TestClient<'hardhat', Transport, Chain, Account> = createTestClient({
    account: deployer,
    chain,
    // anvil answers Hardhat's test methods too.
    mode: 'hardhat',
    transport,
    pollingInterval: 10,
    cacheTime: 0,
  })
  const { estimateGas } = client.extend(publicActions)
  return client
    .extend(() => withGasMargin(estimateGas))
    .extend(publicActions)
    .extend(walletActions)
}

/** Client of a local chain with its development account: reads, writes and test methods (mining, time). */
export type ChainClient = ReturnType<typeof base>

/** Creates a client over HTTP. @param url JSON-RPC address of a local chain, Hardhat's or anvil's */
export const createChainClient = (url: string): ChainClient =>
  base(http(url, { timeout: LOCAL_TIMEOUT_MS, retryCount: 0 }), url)

/** Creates a client of a chain in this process: several times faster than one over HTTP. */
export const createProviderClient = (provider: Pick<EIP1193Provider, 'request'>): ChainClient =>
  base(custom(provider, { retryCount: 0 }), NO_URL)

/** Gives an account 1,000 of the chain's own coin, enough to pay for gas. */
export const fundGas = (client: ChainClient, address: Hex): Promise<void> =>
  client.setBalance({ address, value: parseEther('1000') })
