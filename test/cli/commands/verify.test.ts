import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMusterClient, parseSnapshot, pinnedHash, rpcQuorum } from '../../../client/index.ts'
import { freePort } from '../../../tools/support/freePort.ts'
import { startRpcProxy, startServer, type TestServer } from '../../client/servers.ts'
import { runMuster } from '../../helpers/runMuster.ts'
import { NODES, startWatchedStack, type WatchedStack } from './stack.ts'

const VERIFIED = 0
const NOT_VERIFIED = 4
const UNREACHABLE = 5

describe('muster verify and muster snapshot with a real chain, indexer and API', () => {
  let stack: WatchedStack
  let due: bigint
  const servers: TestServer[] = []
  const muster = (...args: string[]) => runMuster([...args, ...stack.options])
  const there = () => ['--api', stack.apiUrl, '--rpc', stack.rpcUrl]
  const nowhere = async () => `http://127.0.0.1:${await freePort()}`
  const keep = async (server: Promise<TestServer>): Promise<string> => {
    servers.push(await server)
    return (servers.at(-1) as TestServer).url
  }
  /** Serves the answers of the API with one byte of each list changed. */
  const startTamperer = () =>
    startServer(async (request, response) => {
      const answer = await fetch(`${stack.apiUrl}${request.url}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (request.url?.startsWith('/v1/lists/')) bytes[60] = (bytes[60] ?? 0) ^ 1
      response.statusCode = answer.status
      response.end(bytes)
    })

  beforeAll(async () => {
    stack = await startWatchedStack()
    due = await stack.nextEpoch()
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    await stack?.stop()
  })

  it('verify reports each step and its time when the list verifies', async () => {
    const { code, output } = await muster('verify', ...there())
    expect(code, output).toBe(VERIFIED)
    expect(output).toMatch(new RegExp(`service nodes +${NODES}\n +epoch +${due} `))
    const steps = [
      'ask for the newest header',
      'fetch epoch proof',
      'check headers, epoch boundary and state proofs',
      'ask for the block hash',
      'fetch list',
      'decode the list, compute its root',
      'all',
    ]
    const times = [...output.matchAll(/^ {2}(\S.*?) {2,}(\d+\.\d) ms/gm)].map(([, name, ms]) => [name, Number(ms)])
    expect(times.map(([name]) => name)).toEqual(steps)
    const sum = times.slice(0, -1).reduce((total, [, ms]) => total + Number(ms), 0)
    expect(sum).toBeGreaterThan(0)
    expect(sum).toBeLessThanOrEqual(Number(times.at(-1)?.[1]) + 1)
  })

  it('verify exits with 4 when a list was tampered with, and takes the list of the next source', async () => {
    const tamperer = await keep(startTamperer())
    const { code, output } = await muster('verify', '--api', tamperer, '--rpc', stack.rpcUrl)
    expect(code, output).toBe(NOT_VERIFIED)
    expect(output).toContain('ROOT_MISMATCH')
    expect(output).toMatch(/fetch list +\d[\s\S]*NOT verified/)
    expect(output).not.toContain('service nodes')
    const both = await muster('verify', '--api', tamperer, ...there())
    expect(both.code, both.output).toBe(VERIFIED)
    expect(both.output).toMatch(new RegExp(`fetched from +${stack.apiUrl}`))
  })

  it('verify exits with 5 when no answer came, and with 4 when an answer was wrong', async () => {
    for (const [api, rpc] of [
      [await nowhere(), stack.rpcUrl],
      [
        await keep(startServer((_, response) => void response.writeHead(302, { location: stack.apiUrl }).end())),
        stack.rpcUrl,
      ],
      [stack.apiUrl, await nowhere()],
    ] as const) {
      const { code, output } = await muster('verify', '--api', api, '--rpc', rpc)
      expect(code, output).toBe(UNREACHABLE)
      // No answer came, so no check was made.
      expect(output).not.toContain('check headers')
    }
    const liar = await keep(
      startRpcProxy(stack.rpcUrl, (answer) => {
        const block = answer.result as { hash?: string } | null
        return block?.hash ? { ...answer, result: { ...block, hash: `0x${'11'.repeat(32)}` } } : answer
      }),
    )
    const lied = await muster('verify', '--api', stack.apiUrl, '--rpc', liar, '--rpc', stack.rpcUrl)
    expect(lied.code, lied.output).toBe(NOT_VERIFIED)
    expect(lied.output).toContain('PROVIDERS_DISAGREE')
    expect(lied.output).toContain(`${liar} says 0x1111`)
  })

  it('snapshot writes a file that a client starts from when it has no network', async () => {
    const file = join(stack.folder, 'list.json')
    writeFileSync(file, 'an older one')
    const { code, output } = await muster('snapshot', '--out', file, ...there())
    expect(code, output).toBe(VERIFIED)
    expect(output).toMatch(new RegExp(`service nodes +${NODES}`))
    const bundled = parseSnapshot(readFileSync(file, 'utf8'))
    const pinned = /rests on block +\d+ (0x[0-9a-f]{64})/.exec(output)?.[1] as `0x${string}`
    const offline = { sources: [await nowhere()], ...stack.network, bundled }
    const trust = pinnedHash(pinned)
    const fromFile = await createMusterClient({ ...offline, trust }).getNodeList()
    const fromApi = await createMusterClient({
      ...stack.network,
      sources: [stack.apiUrl],
      trust: rpcQuorum({ urls: [stack.rpcUrl], k: 1 }),
    }).getNodeList()
    expect(fromFile.source).toBe('bundled list')
    expect(fromFile.records).toHaveLength(NODES)
    expect([fromFile.epoch, fromFile.root, fromFile.records]).toEqual([fromApi.epoch, fromApi.root, fromApi.records])

    const byHash = await muster('verify', '--snapshot', file, '--pinned', pinned)
    expect(byHash.code, byHash.output).toBe(VERIFIED)
    expect(byHash.output).toMatch(/age +not known/)
    expect(byHash.output).toMatch(/fetch list +\d+\.\d ms +[\d,]+ bytes, .*list\.json\n/)
    const byRpc = await muster('verify', '--snapshot', file, '--rpc', stack.rpcUrl)
    expect(byRpc.code, byRpc.output).toBe(VERIFIED)
    expect(byRpc.output).toMatch(/age +.* since the end of epoch \d+, the one due/)
    const wrongHash = await muster('verify', '--snapshot', file, '--pinned', `0x${'22'.repeat(32)}`)
    expect(wrongHash.code, wrongHash.output).toBe(NOT_VERIFIED)
    expect(wrongHash.output).toContain('BLOCK_HASH_UNTRUSTED')
  })

  it('verify reports the age when a snapshot is old', async () => {
    const file = join(stack.folder, 'old.json')
    expect((await muster('snapshot', '--out', file, ...there())).code).toBe(VERIFIED)
    for (let epoch = 0; epoch < 3; epoch++) await stack.nextEpoch()
    const { code, output } = await muster('verify', '--snapshot', file, '--rpc', stack.rpcUrl)
    expect(code, output).toBe(VERIFIED)
    expect(output).toMatch(/age +4\.\d minutes since the end of epoch \d+, 3 behind epoch \d+, which is due/)
  })

  it('verify refuses a snapshot when one character was changed', async () => {
    const file = join(stack.folder, 'changed.json')
    expect((await muster('snapshot', '--out', file, ...there())).code).toBe(VERIFIED)
    const text = readFileSync(file, 'utf8')
    const at = text.indexOf('"list":"') + 200
    writeFileSync(file, `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`)
    const { code, output } = await muster('verify', '--snapshot', file, '--rpc', stack.rpcUrl)
    expect(code, output).toBe(NOT_VERIFIED)
    expect(output).toMatch(/NOT verified/)
  })

  it('snapshot leaves the older file when the list does not verify', async () => {
    const [kept, fresh] = [join(stack.folder, 'kept.json'), join(stack.folder, 'fresh.json')]
    writeFileSync(kept, 'as it was')
    const tamperer = await keep(startTamperer())
    for (const out of [kept, fresh]) {
      const { code, output } = await muster('snapshot', '--out', out, '--api', tamperer, '--rpc', stack.rpcUrl)
      expect(code, output).toBe(NOT_VERIFIED)
    }
    expect(readFileSync(kept, 'utf8')).toBe('as it was')
    expect(existsSync(fresh)).toBe(false)
  })
})
