import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf } from '../../../client/transport/originOf.ts'
import { SEED, seeded } from '../../shared/arbitraries.ts'

describe('originOf', () => {
  it(seeded('originOf returns the origin of URL for any http URL'), () => {
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

  it('originOf returns the origin of an IP address, and omits the default port', () => {
    for (const text of [
      'http://127.0.0.1:8545/',
      'http://[::1]:8080/a',
      'https://a.example:443',
      'http://a.example:80/?b',
    ])
      expect(originOf(text)).toBe(new URL(text).origin)
  })

  it('originOf returns one spelling for a name with or without the dot at its end', () => {
    for (const text of ['https://a.example', 'https://a.example.', 'https://A.EXAMPLE.:443/a?b'])
      expect(originOf(text)).toBe('https://a.example')
    expect(originOf('http://127.0.0.1.:8545')).toBe('http://127.0.0.1:8545')
    expect(originOf('http://localhost.')).toBe('http://localhost')
  })

  it('originOf returns null when an IPv4 address is not four decimal numbers', () => {
    const others = [
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f.1',
      '0x7f000001',
      '0X7F.0.0.0x1',
      '0177.0.0.1',
      '127.0.0.01',
    ]
    for (const host of others) {
      expect(new URL(`http://${host}`).hostname).toBe('127.0.0.1')
      for (const text of [`http://${host}`, `http://${host}.`, `https://${host}:8545/a`])
        expect(originOf(text)).toBeNull()
    }
    for (const host of ['256.0.0.1', '1.2.3.4.5', '1.2.3.08', 'a.example.1', 'a.example.0x', 'a.0xf', '0x'])
      expect(originOf(`http://${host}`)).toBeNull()
    for (const host of ['0.0.0.0', '255.255.255.255', '1.2.3.4.example', '127.1a', '1.0xg', '0x7f.example'])
      expect(originOf(`http://${host}`)).toBe(new URL(`http://${host}`).origin)
  })

  it(seeded('originOf returns the origin of URL or null for any host of numbers'), () => {
    const number = fc.oneof(
      fc.nat(300).map(String),
      fc.nat(300).map((n) => `0x${n.toString(16)}`),
      fc.constantFrom('', '00'),
    )
    const hosts = fc.array(number, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'))
    let taken = 0
    fc.assert(
      fc.property(fc.oneof(hosts, fc.ipV4()), (host) => {
        const origin = originOf(`http://${host}`)
        if (origin === null) return
        taken++
        expect(origin).toBe(new URL(`http://${host}`).origin)
      }),
      { seed: SEED, numRuns: 2_000 },
    )
    expect(taken).toBeGreaterThan(500)
  })

  it('originOf returns different origins for other ports, the other scheme and two IPv6 spellings', () => {
    const texts = ['http://a.example', 'https://a.example', 'http://a.example:81', 'http://[::1]', 'http://[0:0::1]']
    expect(new Set(texts.map(originOf)).size).toBe(texts.length)
  })

  it('originOf returns null when the text is not an http URL, or has characters that the client does not send', () => {
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
      'http://.',
      'http://.example',
      'http://a..example',
      'http://a.example..',
      'http://a.example:',
      'http://a.example:080',
      'javascript:0',
      ' http://a.example',
    ])
      expect(originOf(text)).toBeNull()
  })
})
