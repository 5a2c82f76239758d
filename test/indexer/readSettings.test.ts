import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../indexer/readSettings.ts'

const MAIN = fileURLToPath(new URL('../../indexer/main.ts', import.meta.url))

const env = {
  DATABASE_URL: 'postgres://muster:secret@db.example:5432/muster',
  RPC_URLS: 'https://a.example/key, https://b.example',
  CHAIN_ID: '1',
  REGISTRY_ADDRESS: `0x${'1a'.repeat(20)}`,
  DEPLOY_BLOCK: '100',
  CONTRIBUTION_POOLS_ADDRESS: `0x${'2b'.repeat(20)}`,
  ACCESS_MANAGER_ADDRESS: `0x${'3c'.repeat(20)}`,
  ACCESS_MANAGER_BLOCK: '98',
}

describe('the settings of the indexer', () => {
  it('need eight variables; one that is set to nothing counts as not set', () => {
    const expected = {
      logLevel: 'info',
      databaseUrl: env.DATABASE_URL,
      rpcUrls: ['https://a.example/key', 'https://b.example'],
      rpcGroups: [],
      witness: 'require',
      chainId: 1n,
      registry: env.REGISTRY_ADDRESS,
      deployBlock: 100n,
      contributionPools: env.CONTRIBUTION_POOLS_ADDRESS,
      accessManager: env.ACCESS_MANAGER_ADDRESS,
      accessManagerBlock: 98n,
      healthPort: 0,
      rpcFrugal: false,
    }
    expect(readSettings(env)).toEqual(expected)
    const empty = { LOG_LEVEL: '', POLL_INTERVAL_MS: '', FINALITY_DEPTH: '', INDEXER_PORT: '', RPC_FRUGAL: '' }
    expect(readSettings({ ...env, ...empty })).toEqual(expected)
  })

  it('are taken up to their bounds', () => {
    expect(readSettings({ ...env, POLL_INTERVAL_MS: '3600000', LOG_LEVEL: 'trace' })).toMatchObject({
      pollIntervalMs: 3_600_000,
      logLevel: 'trace',
    })
    expect(readSettings({ ...env, PROVE_EVERY: '1' })).toMatchObject({ proveEveryMs: 1_000 })
    expect(readSettings({ ...env, RPC_CALLS_PER_HOUR_MAX: '100', RPC_FRUGAL: 'true' })).toMatchObject({
      rpcCallsPerHourMax: 100,
      rpcFrugal: true,
    })
  })

  it('require a second witness if there are two independent endpoints', () => {
    const two = { ...env, RPC_URLS: 'https://a.rpc.example,https://b.rpc.example' }
    expect(readSettings(env).witness).toBe('require')
    expect(readSettings(two).witness).toBe('prefer')
    expect(() => readSettings({ ...two, WITNESS: 'require' })).toThrow('WITNESS is "require". Expected: one of prefer.')
    expect(readSettings({ ...two, RPC_GROUP: 'one,two' })).toMatchObject({
      rpcGroups: ['one', 'two'],
      witness: 'require',
    })
    expect(readSettings({ ...two, RPC_GROUP: 'one,two', WITNESS: 'prefer' }).witness).toBe('prefer')
  })

  it.each([
    ['POLL_INTERVAL_MS', '0', 'POLL_INTERVAL_MS is "0".'],
    ['POLL_INTERVAL_MS', '3600001', 'POLL_INTERVAL_MS is "3600001".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud".'],
    ['RPC_CALLS_PER_HOUR_MAX', '99', 'RPC_CALLS_PER_HOUR_MAX is "99".'],
    ['RPC_FRUGAL', 'yes', 'RPC_FRUGAL is "yes".'],
    ['INDEXER_PORT', '65536', 'INDEXER_PORT is "65536".'],
    ['FINALITY_DEPTH', '-1', 'FINALITY_DEPTH is "-1".'],
    ['CHAIN_ID', '0', 'CHAIN_ID is "0".'],
    ['DEPLOY_BLOCK', '', 'DEPLOY_BLOCK is not set.'],
    ['REGISTRY_ADDRESS', '0x12', 'REGISTRY_ADDRESS is "0x12".'],
    ['DATABASE_URL', 'mysql://user:secret@host/db', 'DATABASE_URL is invalid.'],
    ['DATABASE_URL', 'secret', 'DATABASE_URL is invalid.'],
    ['RPC_URLS', 'wss://a.example/key', 'RPC_URLS is invalid.'],
    ['RPC_GROUP', 'one', 'RPC_GROUP is "one".'],
    ['RPC_GROUP', 'one,two,three', 'RPC_GROUP is "one".'],
    ['RPC_GROUP', 'one,t wo', 'RPC_GROUP is "t wo".'],
    ['WITNESS', 'maybe', 'WITNESS is "maybe".'],
  ])('are refused by name: %s=%s', (name, value, sentence) => {
    expect(() => readSettings({ ...env, [name]: value })).toThrow(sentence)
  })

  it.each([
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud". Expected: one of trace, debug, info, warn, error, fatal, silent.'],
    ['CHAIN_ID', 'main', 'CHAIN_ID is "main". Expected: a whole number from 1 to 9999999999999999.'],
  ])('that are wrong end the process with one line that says so, not with a stack: %s=%s', (name, value, sentence) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], ...env, [name]: value },
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    const lines = stdout.trim().split('\n')
    expect(lines).toHaveLength(1)
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    expect(line).toMatchObject({ level: 60, code: 'SETTINGS_INVALID' })
    expect(line['msg']).toBe(`A setting is missing or invalid.\n${sentence}\nSee .env.example.`)
    expect(line).not.toHaveProperty('err')
  })
})
