import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf } from '../../client/originOf.ts'
import { SEED, seeded } from '../shared/arbitraries.ts'

describe('the origin of a URL', () => {
  it(seeded('is what URL says of it, for every http URL there is'), () => {
    const ports = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
    const urls = fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true })
    fc.assert(
      fc.property(urls, ports, fc.boolean(), (url, port, isUpper) => {
        const [, scheme, host, rest] = /^(https?):\/\/([^/?#]+)(.*)$/.exec(url) as unknown as string[]
        const text = `${scheme}://${host}${port === undefined ? '' : `:${port}`}${rest}`
        expect(originOf(isUpper ? text.toUpperCase() : text)).toBe(new URL(text).origin)
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it('is that of an address, too, and never has the port that goes without saying', () => {
    for (const text of [
      'http://127.0.0.1:8545/',
      'http://[::1]:8080/a',
      'https://a.example:443',
      'http://a.example:80/?b',
    ])
      expect(originOf(text)).toBe(new URL(text).origin)
  })

  it('is none where the text is no http URL, or holds what this client does not send', () => {
    const texts = [
      '',
      'a.example',
      'ftp://a.example',
      'file:///a',
      'http://',
      'http://a b',
      'http:/a',
      'https://user:word@a.example',
    ]
    for (const text of [
      ...texts,
      'http://ä.example',
      'http://a.example:',
      'http://a.example:080',
      'javascript:0',
      ' http://a.example',
    ])
      expect(originOf(text)).toBeNull()
  })
})
