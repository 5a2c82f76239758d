import { keccak256, numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { createChainClient } from '../../../devnet/chain/chainClient.ts'
import { createChainSigner } from '../../../devnet/chain/createChainSigner.ts'
import { blsSecretKey, blsSign } from '../../../shared/signing/bls.ts'
import { startAnvil, startHardhatChain } from '../../../tools/support/chain.ts'

const SIGNATURES = 5

describe.each([
  ['Hardhat', startHardhatChain],
  ['anvil', startAnvil],
] as const)('createChainSigner on %s', (name, startChain) => {
  it('makes the same signatures as blsSign when it signs with the precompiles', async () => {
    const chain = await startChain()
    try {
      const sign = createChainSigner(createChainClient(chain.url))
      for (let i = 0; i < SIGNATURES; i++) {
        const digest = keccak256(numberToHex(i))
        const secretKey = blsSecretKey(keccak256(new TextEncoder().encode(`${name} ${i}`)))
        expect(await sign(digest, secretKey)).toEqual(blsSign(digest, secretKey))
      }
    } finally {
      await chain.stop()
    }
  })
})
