import { describe, expect, it } from 'vitest'
import { isLocalChain, nameChain } from '../../../../cli/lib/chain/chainNames.ts'

describe('isLocalChain', () => {
  it.each(['http://127.0.0.1:8545', 'http://127.1.2.3', 'http://localhost:1', 'http://[::1]:8545/'])(
    'isLocalChain is true when the id is that of a development chain and the endpoint is %s',
    (url) => expect([isLocalChain(31_337, url), isLocalChain(1337, url)]).toEqual([true, true]),
  )

  it.each([
    [1, 'http://127.0.0.1:8545'],
    [11_155_111, 'http://localhost:8545'],
    [31_337, 'https://rpc.example'],
    [31_337, 'http://127.0.0.1.example'],
    [31_337, 'http://localhost.example'],
    [31_337, 'http://10.0.0.1:8545'],
  ])('isLocalChain is false when the chain is %s at %s', (chainId, url) => {
    expect(isLocalChain(chainId, url)).toBe(false)
  })
})

describe('nameChain', () => {
  it('nameChain gives the name and the id when the chain is known, else the id', () => {
    expect(nameChain(1)).toBe('Ethereum (chain 1)')
    expect(nameChain(424_242)).toBe('chain 424242')
  })
})
