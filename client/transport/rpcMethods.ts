export const BLOCK_METHOD = 'eth_getBlockByNumber'
export const CHAIN_METHOD = 'eth_chainId'
export const PROOF_METHOD = 'eth_getProof'
