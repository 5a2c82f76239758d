import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countWaiting } from '../helpers/countWaiting.ts'
import { bytesOf } from './buildWorld.ts'
import { type Api, startApi } from './startApi.ts'

const MAIN = fileURLToPath(new URL('../../api/main.ts', import.meta.url))

/** Hang guard: the process prints its line in under a second alone. */
const START_MS_MAX = 120_000

type Running = {
  process: ChildProcess
  url: string
  port: number
  output(): string
  end(signal: NodeJS.Signals): Promise<number | null>
}

const PATH = process.env['PATH'] ?? ''
const NODE_COMPILE_CACHE = process.env['NODE_COMPILE_CACHE'] ?? ''

/** Starts api/main.ts as its own process; everything it writes on either stream is kept. */
async function run(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [MAIN], { env: { PATH, NODE_COMPILE_CACHE, ...env } })
  const parts: string[] = []
  child.stdout.on('data', (data) => parts.push(String(data)))
  child.stderr.on('data', (data) => parts.push(String(data)))
  const output = () => parts.join('')
  const exited = once(child, 'close')
  const deadline = Date.now() + START_MS_MAX
  let port: number | undefined
  while (port === undefined && child.exitCode === null && Date.now() < deadline) {
    const line = output()
      .split('\n')
      .find((text) => text.includes('"msg":"api listening"'))
    port = line === undefined ? undefined : JSON.parse(line).port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  if (port === undefined && child.exitCode === null) throw new Error(`api/main.ts did not start:\n${output()}`)
  return {
    process: child,
    port: port ?? 0,
    url: `http://127.0.0.1:${port}`,
    output,
    async end(signal) {
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}

describe('api/main.ts', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi({ count: 24 })
  })
  afterAll(() => api.stop())

  const env = () => ({ DATABASE_URL: api.databaseUrl, API_PORT: '0', HOST: '127.0.0.1', DATABASE_CONNECTIONS_MAX: '2' })

  it('refuses to start with a wrong environment, in sentences and without the password', async () => {
    const failed = await run({ DATABASE_URL: 'mysql://u:hunter2@h/d', API_PORT: 'http' })
    expect(failed.process.exitCode).toBe(1)
    expect(failed.output()).toContain('DATABASE_URL is invalid. Expected: a Postgres URL')
    expect(failed.output()).toContain('API_PORT is "http". Expected: a whole number from 0 to 65535.')
    expect(failed.output()).not.toContain('hunter2')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('listens where it says, and on %s finishes what it began', async (signal) => {
    const running = await run(env())
    const health = await fetch(`${running.url}/health`)
    expect(await health.json()).toEqual({ status: 'alive' })
    // Held back by a lock while the signal arrives.
    let answer: Promise<Response> | undefined
    let exit: Promise<number | null> | undefined
    await api.owner.begin(async (tx) => {
      await tx`lock table muster.chain in access exclusive mode`
      answer = fetch(`${running.url}/graphql?query={status{chainId}}`)
      await expect.poll(() => countWaiting(tx)).toBeGreaterThan(0)
      exit = running.end(signal)
      await expect.poll(() => running.output()).toContain('api closing')
    })
    expect(await (await answer)?.json()).toEqual({ data: { status: { chainId: '31337' } } })
    expect(await exit).toBe(0)
    expect(running.output()).toContain('api closed')
    await expect(fetch(`${running.url}/health`)).rejects.toThrow()
  })

  it('says so and ends where the port is taken', async () => {
    const first = await run(env())
    const second = await run({ ...env(), API_PORT: String(first.port) })
    expect(second.process.exitCode).toBe(1)
    expect(second.output()).toContain('api cannot listen')
    expect(second.output()).toContain('EADDRINUSE')
    expect(await first.end('SIGTERM')).toBe(0)
  })

  it('writes nothing of its clients: no address, agent, header, query or variable, whatever goes wrong', async () => {
    const running = await run({
      ...env(),
      LOG_LEVEL: 'debug',
      NODE_ENV: 'development',
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT_PER_SECOND: '1',
      RATE_LIMIT_BURST: '30',
    })
    const key = `0x${bytesOf('ed25519 3', 32).toString('hex')}`
    const headers = {
      'user-agent': 'SecretAgent/7.0',
      'x-forwarded-for': '203.0.113.77',
      cookie: 'secretcookie=1',
      referer: 'https://secretreferer.example/',
      accept: 'application/json',
      'content-type': 'application/json',
    }
    const post = (query: string, variables: Record<string, unknown> = {}) =>
      fetch(`${running.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const byKey = 'query SecretOperation($key: Hash) { serviceNode(ed25519Key: $key) { id } }'

    const statuses = new Set<number>()
    const note = async (response: Promise<Response>) => {
      const { status } = await response
      statuses.add(status)
    }
    await note(post(byKey, { key }))
    await note(post(byKey, { key: 'secretvariable' }))
    await note(post('{ secretfield }'))
    await note(post('{ secretsyntax('))
    await note(post(`{ serviceNodes(after: "secretcursor") { totalCount } }`))
    await note(fetch(`${running.url}/graphql?query={status{state}}&variables={"secretvariable":1}`, { headers }))
    await note(fetch(`${running.url}/v1/lists/secretroot?secretquery`, { headers }))
    await note(fetch(`${running.url}/secretpath`, { headers }))
    await note(fetch(`${running.url}/graphql`, { method: 'POST', headers, body: 'secretbody'.repeat(10_000) }))
    await note(fetch(`${running.url}/graphql`, { method: 'POST', headers, body: 'secretbody' }))
    await note(fetch(`${running.url}/graphql`, { method: 'DELETE', headers }))
    // A fault inside: the failing statement has the key as its parameter.
    await api.owner`alter view muster_api.service_nodes rename column seed to seed_gone`
    await note(post(byKey, { key }))
    await api.owner`alter view muster_api.service_nodes rename column seed_gone to seed`
    // A message of Postgres that repeats the value.
    await api.owner`alter table muster.chain rename to chain_kept`
    await api.owner`create view muster.chain as select * from muster.chain_kept`
    await api.owner`drop view muster_api.chain`
    await api.owner`
      create view muster_api.chain as
      select chain_id, registry, deploy_block, epoch_seconds, head_number, head_hash, head_parent_hash, head_timestamp,
        finalized_number, list_root, list_version, leaf_count, depth, state,
        'secretrow'::text::integer::text as state_reason from muster.chain_kept`
    await api.owner`grant select on muster_api.chain to muster_reader`
    await note(post(byKey, { key }))
    await note(fetch(`${running.url}/ready`, { headers }))
    // Connections to the database are cut.
    await api.owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster-api' and datname = current_database()`
    await note(post(byKey, { key }))
    // Not HTTP at all, and a request given up half way.
    for (const text of [
      'SECRETRAW \0 nonsense\r\n\r\n',
      `GET /secretpath HTTP/1.1\r\nHost: x\r\nUser-Agent: SecretAgent/7.0\r\n`,
    ]) {
      const socket = connect(running.port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      socket.write(text)
      await new Promise((resolve) => setTimeout(resolve, 50))
      socket.destroy()
    }
    for (let i = 0; i < 40; i++) await note(fetch(`${running.url}/health?secretquery`, { headers }))

    expect(await running.end('SIGTERM')).toBe(0)
    const output = running.output()
    // The faults did happen and were logged, or the rest would prove nothing.
    expect([...statuses].sort()).toEqual([200, 400, 404, 413, 429, 500, 503].filter((status) => statuses.has(status)))
    for (const status of [200, 400, 404, 413, 429, 500]) expect(statuses).toContain(status)
    expect(output.match(/"msg":"query failed"/g)?.length).toBeGreaterThanOrEqual(2)
    expect(output).toContain('22P02')
    expect(output).toContain('42703')
    for (const line of output.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    expect(output).not.toMatch(/secret/i)
    expect(output).not.toMatch(/203\.0\.113|127\.0\.0\.1|user-agent|cookie|referer|serviceNode\(/i)
    expect(output).not.toContain(key.slice(2))
    expect(output).not.toContain(new URL(api.databaseUrl).password)
  })
})
