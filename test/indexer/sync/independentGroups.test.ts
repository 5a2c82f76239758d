import { describe, expect, it } from 'vitest'
import { independentGroups } from '../../../indexer/sync/independentGroups.ts'

const countOf = (urls: string[]) => new Set(independentGroups(urls)).size

describe('independentGroups', () => {
  it.each([
    ['http and https', ['http://rpc.example', 'https://rpc.example']],
    ['two ports', ['http://rpc.example:1', 'http://rpc.example:2']],
    ['two keys', ['https://rpc.example/v2/A', 'https://user:B@rpc.example']],
    ['two hosts of a domain', ['https://eth.rpc.example', 'https://base.rpc.example.']],
    ['two spellings of an IPv6 address', ['http://[2001:db8::1]', 'http://[2001:0db8:0:0:0:0:0:1]:8545']],
    ['two spellings of an IPv4 address', ['http://192.0.2.1', 'http://0xc0.0.2.1']],
    ['names of this machine', ['http://localhost:1', 'http://127.0.0.2:2', 'http://[::1]:3']],
  ])('counts %s as one witness', (_, urls) => {
    expect(countOf(urls)).toBe(1)
  })

  it('counts domains and addresses apart', () => {
    expect(countOf(['https://rpc.one.example', 'https://one.test', 'http://192.0.2.1', 'http://192.0.2.2'])).toBe(4)
  })

  it('prefers labels to domains', () => {
    expect(independentGroups(['http://a.test', 'http://b.test'], ['x', 'x'])).toEqual(['x', 'x'])
  })
})
