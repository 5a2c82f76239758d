import { LOCAL_CHAIN_IDS } from '../../../shared/localChains.ts'

/** Names of chains that operators meet. */
const NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(LOCAL_CHAIN_IDS.map((id) => [id, 'local chain'])),
  1: 'Ethereum',
  10: 'OP Mainnet',
  56: 'BNB Smart Chain',
  100: 'Gnosis Chain',
  137: 'Polygon',
  8453: 'Base',
  17000: 'Holesky',
  42161: 'Arbitrum One',
  43114: 'Avalanche C-Chain',
  560048: 'Hoodi',
  11155111: 'Sepolia',
}

/** A chain's name and id, such as "Sepolia (chain 11155111)". */
export const nameChain = (chainId: number): string =>
  NAMES[chainId] === undefined ? `chain ${chainId}` : `${NAMES[chainId]} (chain ${chainId})`

const isLoopback = (url: string): boolean => {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/**
 * Whether a chain is a development chain on this machine. Both id and endpoint must say so. A local port may lead to a
 * public chain. Any server may claim the id of a development chain.
 */
export const isLocalChain = (chainId: number, rpcUrl: string): boolean =>
  LOCAL_CHAIN_IDS.includes(chainId) && isLoopback(rpcUrl)
