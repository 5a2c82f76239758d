import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../tools/support/freePort.ts'
import { startRpcProxy, startServer, type TestServer } from '../../client/servers.ts'
import { runMuster } from '../../helpers/runMuster.ts'
import { NODES, type Running, startWatchedStack, type WatchedStack } from './stack.ts'

const QUIET = 0
const FAILED = 1
const USAGE = 2
const ALARM = 4
const INTERRUPTED = 130

/** Longer than any test: an alarm with it was raised at once. */
const LONG_GRACE = ['--grace', '600']

type Change = Parameters<typeof startRpcProxy>[1]
type Finding = { kind: string; party: string; code: string }
type Index = { findings: Finding[]; exchanges: { party: string; path: string; sha256: string }[] }

describe('muster watch with a real chain, indexer and API', () => {
  let stack: WatchedStack
  let folders = 0
  let evidence: string
  const servers: TestServer[] = []
  const running: Running[] = []

  const keep = async (server: Promise<TestServer>): Promise<string> => {
    servers.push(await server)
    return (servers.at(-1) as TestServer).url
  }
  const watch = (...args: string[]): Running => {
    folders++
    evidence = join(stack.folder, `evidence-${folders}`)
    const started = stack.startMuster(['watch', '--evidence', evidence, ...stack.options, ...args])
    running.push(started)
    return started
  }
  const check = (folder: string, ...args: string[]) => runMuster(['watch', '--check', folder, ...args])
  const alarmsOf = (): { folder: string; index: Index }[] =>
    (existsSync(evidence) ? readdirSync(evidence) : []).map((name) => {
      const folder = join(evidence, name)
      return { folder, index: JSON.parse(readFileSync(join(folder, 'alarm.json'), 'utf8')) as Index }
    })
  const onlyAlarm = () => {
    const [first, ...others] = alarmsOf()
    expect(others).toEqual([])
    if (first === undefined) throw new Error('no evidence was kept')
    return first
  }
  const found = ({ index }: { index: Index }) => index.findings.map(({ kind, party, code }) => [kind, party, code])
  const there = () => ['--api', stack.apiUrl, '--rpc', stack.rpcUrl]

  /** A mirror of the API; `change` may alter a body on its way, or give another. */
  const startMirror = (change: (path: string, body: Uint8Array) => Uint8Array | string | null = (_, body) => body) =>
    startServer(async (request, response) => {
      const answer = await fetch(`${stack.apiUrl}${request.url}`)
      const body = change(request.url ?? '', new Uint8Array(await answer.arrayBuffer()))
      response.statusCode = body === null ? 503 : answer.status
      response.end(body ?? '')
    })
  const flipByte = (body: Uint8Array, at: number): Uint8Array => body.with(at, (body[at] ?? 0) ^ 1)
  /** An endpoint whose time can be held. The watch must not ask for the next list before the API has it. */
  const timedRpc = (time: { readonly isHeld: boolean }, change: Change = (answer) => answer) => {
    let newest: unknown
    return startRpcProxy(stack.rpcUrl, (answer, call) => {
      if (call.params[0] !== 'latest') return change(answer, call)
      if (!time.isHeld) newest = answer.result
      return { ...answer, result: newest }
    })
  }
  const honestRpc = () => startRpcProxy(stack.rpcUrl, (answer) => answer)
  /** Names a hash of its own for each block that is asked for by number. */
  const lyingRpc = () =>
    startRpcProxy(stack.rpcUrl, (answer, { params }) => {
      if (!/^0x/.test(String(params[0]))) return answer
      return { ...answer, result: { ...(answer.result as object), hash: `0x${'11'.repeat(32)}` } }
    })

  beforeAll(async () => {
    stack = await startWatchedStack()
    await stack.nextEpoch()
  })
  afterEach(async () => {
    for (const { interrupt, exit } of running.splice(0)) {
      interrupt()
      await exit
    }
    for (const server of servers.splice(0)) await server.stop()
  })
  afterAll(() => stack?.stop())

  it('watch prints a line per epoch and raises no alarm when the network is honest', async () => {
    const mirror = await keep(startMirror())
    const watching = watch(...there(), '--api', mirror, '--epochs', '3', '--grace', '20')
    await watching.printed(/epoch \d+: .*\n/)
    for (const lines of [2, 3]) {
      const epoch = await stack.nextEpoch()
      await watching.printed(
        new RegExp(`(epoch .*\\n){${lines - 1}}epoch ${epoch}: ${NODES} nodes, root 0x[0-9a-f]{64}`),
      )
    }
    expect(await watching.exit, watching.output()).toBe(QUIET)
    expect(watching.output().match(/2 sources: all agree\n/g)).toHaveLength(3)
    expect(alarmsOf()).toEqual([])
  })

  it('watch alarms at once and keeps evidence when a list was tampered with', async () => {
    const liar = await keep(startMirror((path, body) => (/^\/v1\/lists\/\w+$/.test(path) ? flipByte(body, 60) : body)))
    const watching = watch(...there(), '--api', liar, '--epochs', '1', ...LONG_GRACE)
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(watching.output()).toMatch(/2 sources: ALARM/)
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['SOURCE_REFUSED', liar, 'ROOT_MISMATCH']])
    // The list as it was served, and the honest one beside it.
    const lists = alarm.index.exchanges.filter(({ path }) => path.startsWith('/v1/lists/'))
    expect(lists.map(({ party }) => party).sort()).toEqual([liar, stack.apiUrl].sort())
    expect(new Set(lists.map(({ sha256 }) => sha256)).size).toBe(2)

    const offline = await check(alarm.folder)
    expect(offline.code, offline.output).toBe(QUIET)
    expect(offline.output).toContain(`shown: SOURCE_REFUSED ${liar}`)
    const byOwnRpc = await check(alarm.folder, '--rpc', stack.rpcUrl)
    expect(byOwnRpc.code, byOwnRpc.output).toBe(QUIET)
  })

  it('watch alarms at once when a proof is false', async () => {
    const liar = await keep(
      startMirror((path, body) => {
        if (!path.startsWith('/v1/epochs/')) return body
        return JSON.stringify({ ...JSON.parse(Buffer.from(body).toString()), root: `0x${'33'.repeat(32)}` })
      }),
    )
    const watching = watch(...there(), '--api', liar, '--epochs', '1', ...LONG_GRACE)
    expect(await watching.exit, watching.output()).toBe(ALARM)
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['SOURCE_REFUSED', liar, 'ROOT_MISMATCH']])
    expect((await check(alarm.folder)).code).toBe(QUIET)
  })

  it('watch alarms at once when a delta is false, which only holders of the list before are served', async () => {
    let deltas = 0
    const counter = await keep(
      startMirror((path, body) => {
        if (/^\/v1\/lists\/\w+\/\w+$/.test(path)) deltas++
        return body
      }),
    )
    const liar = await keep(
      startMirror((path, body) => (/^\/v1\/lists\/\w+\/\w+$/.test(path) ? flipByte(body, body.length - 1) : body)),
    )
    const sources = ['--api', counter, '--api', liar, '--rpc', stack.rpcUrl]
    const watching = watch(...sources, '--epochs', '3', ...LONG_GRACE)
    await watching.printed(/epoch \d+: .*all agree\n/)
    await stack.moveNode(31_000 + folders)
    await stack.nextEpoch()
    await watching.printed(/(epoch .*\n){2}/)
    await stack.nextEpoch()
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(deltas).toBe(1)
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['SOURCE_REFUSED', liar, 'ROOT_MISMATCH']])
    const checked = await check(alarm.folder)
    expect(checked.code, checked.output).toBe(QUIET)
    expect(checked.output).toContain(`shown: SOURCE_REFUSED ${liar}`)
  })

  it('watch alarms when a source stays behind or silent for too long', async () => {
    const old = await (await fetch(`${stack.apiUrl}/v1/epochs/latest`)).text()
    await stack.nextEpoch()
    const behind = await keep(startMirror((path, body) => (path === '/v1/epochs/latest' ? old : body)))
    const silent = await keep(startMirror(() => null))
    const watching = watch(...there(), '--api', behind, '--api', silent, '--epochs', '1', '--grace', '1')
    expect(await watching.exit, watching.output()).toBe(ALARM)
    const alarm = onlyAlarm()
    expect(found(alarm).sort()).toEqual(
      [
        ['SOURCE_BEHIND', behind, 'EPOCH_TOO_OLD'],
        ['SOURCE_STOPPED', silent, 'SERVER_STATUS'],
      ].sort(),
    )
    const checked = await check(alarm.folder)
    expect(checked.code, checked.output).toBe(QUIET)
    expect(checked.output).toContain(`shown: SOURCE_BEHIND ${behind}`)
    expect(checked.output).toContain(`only the watcher saw it: SOURCE_STOPPED ${silent}`)
  })

  it('watch raises no alarm when a source is late for a moment', async () => {
    let refusals = 2
    const late = await keep(startMirror((_, body) => (refusals-- > 0 ? null : body)))
    const watching = watch(...there(), '--api', late, '--epochs', '1', ...LONG_GRACE)
    expect(await watching.exit, watching.output()).toBe(QUIET)
    expect(refusals).toBeLessThan(0)
    expect(alarmsOf()).toEqual([])
  })

  it('watch alarms when one endpoint names another hash, though the others are enough', async () => {
    const [liar, second] = [await keep(lyingRpc()), await keep(honestRpc())]
    const watching = watch(...there(), '--rpc', second, '--rpc', liar, '--epochs', '1', ...LONG_GRACE)
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(watching.output()).toMatch(new RegExp(`${NODES} nodes, root 0x`))
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['RPC_DISSENT', liar, 'RPC_DISSENT']])
    expect((await check(alarm.folder)).code).toBe(QUIET)
    const byOwnRpc = await check(alarm.folder, '--rpc', stack.rpcUrl)
    expect(byOwnRpc.code, byOwnRpc.output).toBe(QUIET)
  })

  it('watch keeps one evidence when an endpoint stays silent for two epochs', async () => {
    const silent = `http://127.0.0.1:${await freePort()}`
    const time = { isHeld: false }
    const rpcs = [await keep(timedRpc(time)), await keep(timedRpc(time)), silent].flatMap((url) => ['--rpc', url])
    const watching = watch('--api', stack.apiUrl, ...rpcs, '--epochs', '2', '--grace', '1')
    await watching.printed(/epoch \d+: .*ALARM\n/)
    time.isHeld = true
    await stack.nextEpoch()
    time.isHeld = false
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(watching.output().match(/ALARM RPC_STOPPED/g)).toHaveLength(2)
    expect(found(onlyAlarm())).toEqual([['RPC_STOPPED', silent, 'SERVER_UNREACHABLE']])
  })

  it('watch alarms when a final block has another hash now', async () => {
    let forgotten: string | null = null
    const asked: string[] = []
    const time = { isHeld: false }
    const changing = await keep(
      timedRpc(time, (answer, { params }) => {
        const number = String(params[0])
        if (/^0x/.test(number)) asked.push(number)
        if (number !== forgotten) return answer
        return { ...answer, result: { ...(answer.result as object), hash: `0x${'44'.repeat(32)}` } }
      }),
    )
    const watching = watch('--api', stack.apiUrl, '--rpc', changing, '--epochs', '2', ...LONG_GRACE)
    await watching.printed(/epoch \d+: .*all agree\n/)
    time.isHeld = true
    await stack.nextEpoch()
    forgotten = asked[0] ?? null
    time.isHeld = false
    expect(await watching.exit, watching.output()).toBe(ALARM)
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['HISTORY_CHANGED', changing, 'HISTORY_CHANGED']])
    expect((await check(alarm.folder)).output).toContain(`shown: HISTORY_CHANGED ${changing}`)
  })

  it('watch blames the source when the only endpoint lies, and another endpoint clears the source', async () => {
    const liar = await keep(lyingRpc())
    const watching = watch('--api', stack.apiUrl, '--rpc', liar, '--epochs', '1', ...LONG_GRACE)
    expect(await watching.exit, watching.output()).toBe(ALARM)
    const alarm = onlyAlarm()
    expect(found(alarm)).toEqual([['SOURCE_REFUSED', stack.apiUrl, 'BLOCK_HASH_UNTRUSTED']])
    expect((await check(alarm.folder)).code).toBe(QUIET)
    const byOwnRpc = await check(alarm.folder, '--rpc', stack.rpcUrl)
    expect(byOwnRpc.code, byOwnRpc.output).toBe(ALARM)
    expect(byOwnRpc.output).toContain(`NOT SHOWN: SOURCE_REFUSED ${stack.apiUrl}`)
  })

  it('check refuses evidence when it was changed or is incomplete', async () => {
    const liar = await keep(startMirror((path, body) => (path.startsWith('/v1/lists/') ? flipByte(body, 60) : body)))
    await watch(...there(), '--api', liar, '--epochs', '1', ...LONG_GRACE).exit
    const { folder, index } = onlyAlarm()
    // The evidence does not show that the honest server lied.
    const accused = index.findings.map((finding) => ({ ...finding, party: stack.apiUrl }))
    writeFileSync(join(folder, 'alarm.json'), JSON.stringify({ ...index, findings: accused }))
    const framed = await check(folder)
    expect(framed.code, framed.output).toBe(ALARM)
    expect(framed.output).toContain('NOT SHOWN')

    writeFileSync(join(folder, `${index.exchanges[0]?.sha256.slice(2)}.bin`), 'something else')
    const damaged = await check(folder)
    expect(damaged.code).toBe(ALARM)
    expect(damaged.output).toContain('[EVIDENCE_DAMAGED]')
    renameSync(folder, `${folder}.half`)
    const half = await check(`${folder}.half`)
    expect(half.output).toContain('not written to its end')
    expect(half.code).toBe(FAILED)
  })

  it('watch keeps old evidence and still alarms when the folder is full', async () => {
    const silent = await keep(startMirror(() => null))
    const full = join(stack.folder, `evidence-${folders + 1}`)
    for (let i = 0; i < 256; i++) mkdirSync(join(full, `kept-${i}`), { recursive: true })
    const watching = watch(...there(), '--api', silent, '--epochs', '1', '--grace', '1')
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(watching.output()).toContain('holds 256 alarms')
    expect(readdirSync(full)).toHaveLength(256)
  })

  it('watch alarms after --wait seconds when the next epoch does not come', async () => {
    const watching = watch(...there(), '--epochs', '2', '--wait', '1', '--json')
    expect(await watching.exit, watching.output()).toBe(ALARM)
    expect(watching.output()).toContain('ALARM TIME_STOPPED')
    const lines = watching
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{"schema":"muster.watch.epoch"'))
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { nodes: NODES, findings: [] },
      { epoch: null, findings: [{ kind: 'TIME_STOPPED' }] },
    ])
  })

  it('watch exits with 130 when Ctrl-C interrupts it without an alarm', async () => {
    const watching = watch(...there())
    await watching.printed(/epoch \d+: .*\n/)
    watching.interrupt()
    expect(await watching.exit, watching.output()).toBe(INTERRUPTED)
  })

  it('watch refuses two sources when they are one server', async () => {
    const { code, output } = await runMuster(['watch', ...there(), '--api', `${stack.apiUrl}/`, ...stack.options])
    expect(code).toBe(USAGE)
    expect(output).toContain('--api names one server twice.')
  })
})
