import {
  type Account,
  type Chain,
  createTestClient,
  defineChain,
  type Hex,
  type HttpTransport,
  http,
  parseEther,
  publicActions,
  type TestClient,
  walletActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** The well-known first development account of local chains. Never holds anything anywhere else. */
const DEVELOPMENT_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const deployer = privateKeyToAccount(DEVELOPMENT_KEY)

/** Chain id of every local chain that Muster starts. */
export const LOCAL_CHAIN_ID = 31_337

/** Longest wait for one answer of a local chain; mining a full block of joins takes well under a second. */
const LOCAL_TIMEOUT_MS = 60_000

const base = (url: string) => {
  const chain: Chain = defineChain({
    id: LOCAL_CHAIN_ID,
    name: 'Local chain',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const client: TestClient<'hardhat', HttpTransport, Chain, Account> = createTestClient({
    account: deployer,
    chain,
    // anvil answers Hardhat's test methods too.
    mode: 'hardhat',
    transport: http(url, { timeout: LOCAL_TIMEOUT_MS, retryCount: 0 }),
    pollingInterval: 10,
    cacheTime: 0,
  })
  return client.extend(publicActions).extend(walletActions)
}

/** A local chain with its development account: reads, writes and test methods (mining, time) in one client. */
export type ChainClient = ReturnType<typeof base>

/** @param url JSON-RPC address of a local chain, Hardhat's or anvil */
export const createChainClient = (url: string): ChainClient => base(url)

/** Gives an account 1,000 of the chain's own coin, enough to pay for gas. */
export const fundGas = (client: ChainClient, address: Hex): Promise<void> =>
  client.setBalance({ address, value: parseEther('1000') })
