import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEnv } from '../../api/readEnv.ts'

const DATABASE_URL = 'postgres://muster_api:secret@db.example:5432/muster'

describe('the environment of the api', () => {
  it('needs nothing but the database', () => {
    expect(readEnv({ DATABASE_URL })).toMatchInlineSnapshot(`
      {
        "databaseConnectionsMax": 10,
        "databaseUrl": "postgres://muster_api:secret@db.example:5432/muster",
        "host": "127.0.0.1",
        "logLevel": "info",
        "port": 8080,
        "rateLimitBurst": 200,
        "rateLimitPerSecond": 50,
        "readyLagMaxSeconds": 180,
        "trustedProxies": [],
      }
    `)
  })

  it('names every problem at once, and repeats no password', () => {
    const read = () =>
      readEnv({
        DATABASE_URL: 'mysql://user:secret@host/db',
        API_PORT: '65536',
        READY_MAX_LAG_SECONDS: '-1',
        RATE_LIMIT_PER_SECOND: 'many',
        DATABASE_CONNECTIONS_MAX: '0',
        LOG_LEVEL: 'loud',
      })
    expect(read).toThrowErrorMatchingInlineSnapshot(`
      [SettingsInvalidError: 6 settings are missing or invalid.
      DATABASE_URL is invalid. Expected: a Postgres URL, like postgres://user:…@host:5432/muster.
      DATABASE_CONNECTIONS_MAX is "0". Expected: a whole number from 1 to 100.
      API_PORT is "65536". Expected: a whole number from 0 to 65535.
      READY_MAX_LAG_SECONDS is "-1". Expected: a whole number from 1 to 86400.
      RATE_LIMIT_PER_SECOND is "many". Expected: a whole number from 0 to 100000.
      LOG_LEVEL is "loud". Expected: one of trace, debug, info, warn, error, fatal, silent.
      See .env.example.]
    `)
  })

  it.each(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])('takes %s for a trusted proxy', (proxy) => {
    expect(readEnv({ DATABASE_URL, TRUSTED_PROXIES: `192.0.2.1, ${proxy}` }).trustedProxies).toEqual([
      '192.0.2.1',
      proxy,
    ])
  })

  it.each(['caddy', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.0/x', '10.0.0.0/8/8', '::/129', '10.0.0'])(
    'refuses %s as a trusted proxy, in a sentence',
    (proxy) => {
      expect(() => readEnv({ DATABASE_URL, TRUSTED_PROXIES: `192.0.2.1,${proxy}` })).toThrow(
        `TRUSTED_PROXIES is "${proxy}". Expected: IP addresses or CIDR ranges, comma separated.`,
      )
    },
  )

  /** A setting in the source, read by its name. */
  const SETTING = /settings\.\w+\(\s*'([A-Z_]+)'/g

  const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  const namesIn = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))

  it('is described in .env.example, like that of the indexer and of docker compose, without a value that would be used', () => {
    const api = namesIn(file('api/readEnv.ts'), SETTING)
    const indexer = namesIn(file('indexer/readSettings.ts'), SETTING)
    const compose = namesIn(file('docker-compose.yml'), /\$\{([A-Z_]+)/g)
    expect(api.size).toBe(9)
    expect(indexer.size).toBeGreaterThanOrEqual(7)
    expect(compose.size).toBeGreaterThanOrEqual(10)
    const settings = new Map<string, { isUsed: boolean; value: string }>()
    for (const line of file('.env.example').split('\n')) {
      const [, comment, name, value] = /^(# )?([A-Z_]+)=(.*)$/.exec(line) ?? []
      if (name !== undefined) settings.set(name, { isUsed: comment === undefined, value: value ?? '' })
    }
    expect([...api, ...indexer, ...compose].filter((name) => !settings.has(name))).toEqual([])
    expect([...settings].filter(([, { isUsed, value }]) => isUsed && value !== '')).toEqual([])
  })

  it('and each error code are in the documentation', () => {
    const codes = namesIn(file('api/errors.ts'), /readonly code = '([A-Z_]+)'/g)
    expect(codes.size).toBeGreaterThan(25)
    const documented = file('docs/api.md')
    expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
  })
})
