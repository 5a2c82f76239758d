/** Ids of local development chains. */
const LOCAL_CHAINS: ReadonlySet<number> = new Set([1337, 31_337])

/** Names of chains that operators meet. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'Ethereum',
  10: 'OP Mainnet',
  56: 'BNB Smart Chain',
  100: 'Gnosis Chain',
  137: 'Polygon',
  1337: 'local chain',
  8453: 'Base',
  17000: 'Holesky',
  31337: 'local chain',
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
 * Whether a chain is a development chain on this machine. Both id and endpoint must say so: a local port may lead to a
 * public chain, and any server may claim the id of a development chain.
 */
export const isLocalChain = (chainId: number, rpcUrl: string): boolean =>
  LOCAL_CHAINS.has(chainId) && isLoopback(rpcUrl)
