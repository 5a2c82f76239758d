import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createControlClient } from '../../cli/lib/demo/createControlClient.ts'
import { replayDemo } from '../../cli/lib/demo/replayDemo.ts'
import { digestOfContracts } from '../../deploy/artifact.ts'
import { OPERATORS } from '../../devnet/demo/demoPlans.ts'
import { freePort } from '../../tools/support/freePort.ts'
import { musterBundle } from '../helpers/runMuster.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Hang guard: a start takes a few seconds, and more while other tests use both cores. */
const START_MS_MAX = 90_000

/** Processes that a test started and that did not end yet. */
const running = new Set<Run>()

type Run = { readonly child: ChildProcess; readonly output: () => string; readonly exit: Promise<number | null> }

/** Runs a script of the project under this Node, as `npm start` does. */
const run = (script: string, args: readonly string[], env: Record<string, string>): Run => {
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env: { ...process.env, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const started = { child, exit, output: () => output }
  running.add(started)
  void exit.then(() => running.delete(started))
  return started
}

const untilUp = async ({ exit, output }: Run): Promise<void> => {
  const deadline = Date.now() + START_MS_MAX
  let over = false
  void exit.then(() => {
    over = true
  })
  while (!output().includes('Muster is up.')) {
    if (over || Date.now() > deadline) throw new Error(`npm start did not come up:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const stop = async ({ child, exit }: Run): Promise<number | null> => {
  child.kill('SIGINT')
  return await exit
}

describe('npm start', () => {
  let folder: string
  let env: Record<string, string>
  let apiUrl: string
  let first: Run | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-start-'))
    chmodSync(folder, 0o755)
    const [apiPort, rpcPort] = [await freePort(), await freePort()]
    const config = join(folder, 'config')
    env = {
      MUSTER_DATA: folder,
      XDG_CONFIG_HOME: config,
      API_PORT: String(apiPort),
      RPC_PORT: String(rpcPort),
      DATABASE_PORT: '0',
    }
    apiUrl = `http://127.0.0.1:${apiPort}`
    // The README's example imports the package by its name.
    expect(await run('scripts/buildClient.ts', [], {}).exit).toBe(0)
  })
  afterAll(async () => {
    // If a test failed, its network still runs.
    await Promise.all([...running].map(stop))
    await rm(folder, { recursive: true, force: true })
  }, START_MS_MAX)

  it('names contracts of another version and a damaged file, and begins anew when --fresh is given', {
    timeout: 2 * START_MS_MAX,
  }, async () => {
    writeFileSync(join(folder, 'chain.json'), '{"block":{"number":"0x1')
    writeFileSync(join(folder, 'deployment.json'), '{}')
    const older = run('scripts/start.ts', [], env)
    expect(await older.exit).toBe(1)
    expect(older.output()).toContain('holds the contracts of another version of Muster. Begin anew with: npm start')

    writeFileSync(join(folder, 'deployment.json'), JSON.stringify({ contracts: await digestOfContracts() }))
    const broken = run('scripts/start.ts', [], env)
    expect(await broken.exit).toBe(1)
    expect(broken.output()).toContain('is cut off (a kill while it was written). Begin anew with: npm start -- --fresh')

    first = run('scripts/start.ts', ['--fresh'], env)
    await untilUp(first)
  })

  it('serves a verified demo network, stops on Ctrl-C, and goes on from its data when it is started again', {
    timeout: 2 * START_MS_MAX,
  }, async () => {
    // The network of the test before: making one takes most of the time.
    if (first === undefined) throw new Error('No network was started.')
    const proof = await (await fetch(`${apiUrl}/v1/epochs/latest`)).text()
    const { epoch } = JSON.parse(proof) as { epoch: string }

    // A profile that the user has under the name of the demo's, and that leads nowhere.
    const muster = (args: readonly string[]) => run(script, args, env)
    const { script } = await musterBundle()
    const own = muster(['use', 'demo', '--set', 'rpcUrls=http://127.0.0.1:1', '--set', 'chainId=5'])
    expect(await own.exit, own.output()).toBe(0)
    expect(await muster(['use', '--none']).exit).toBe(0)
    const ownFile = join(folder, 'config', 'muster', 'profiles', 'demo.json')
    const ownText = readFileSync(ownFile, 'utf8')

    const verify = muster(['verify'])
    expect(await verify.exit, verify.output()).toBe(0)
    expect(verify.output()).toMatch(/service nodes +70\n/)
    const used = muster(['use'])
    expect(await used.exit).toBe(0)
    expect(used.output()).toMatch(/profile +demo \(demo of this clone\)\n[\s\S]*chosen +none\n/)
    const demoFile = join(folder, 'profiles', 'demo.json')
    expect(statSync(demoFile).mode & 0o777).toBe(0o600)
    await expectSnippetToRun(env)

    const second = run('scripts/start.ts', [], env)
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain('runs over')

    expect(statSync(join(folder, 'control.json')).mode & 0o777).toBe(0o600)
    const keys = join(folder, 'operator-keys')
    expect(readdirSync(keys)).toHaveLength(OPERATORS)
    for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)
    const exit = muster(['node', 'exit', '1', '--account-key-file', join(keys, 'operator-1.key')])
    // The command reads the key, and the chain refuses the call for another reason.
    expect(await exit.exit, exit.output()).toBe(3)
    expect(exit.output()).toContain('ExitNotDue')
    const control = await createControlClient(folder)
    expect(await control.status()).toMatchObject({ apiUrl, pid: first.child.pid, job: null })

    expect(await stop(first), first.output()).toBe(0)
    expect(first.output()).toContain('stopped')
    expect(existsSync(demoFile)).toBe(false)
    await expect(fetch(apiUrl)).rejects.toThrow()
    expect(existsSync(join(folder, 'control.json'))).toBe(false)

    // The services log their ports at a level that this one would hide.
    const again = run('scripts/start.ts', [], { ...env, LOG_LEVEL: 'warn' })
    await untilUp(again)
    expect(again.output()).toContain('going on from')
    expect(await (await fetch(`${apiUrl}/v1/epochs/${epoch}`)).text()).toBe(proof)
    await expectStopDuringReplay(again, folder)
    expect(readFileSync(ownFile, 'utf8')).toBe(ownText)
    expect(existsSync(join(folder, 'config', 'muster', 'use'))).toBe(false)
  })

  it('names the port and its variable when the port is in use', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    const taken = run('scripts/start.ts', [], { ...env, MUSTER_DATA: `${folder}-port`, API_PORT: String(port) })
    expect(await taken.exit).toBe(1)
    expect(taken.output()).toContain(`Port ${port} is in use. Choose another with API_PORT=<port>`)
    server.close()
    await rm(`${folder}-port`, { recursive: true, force: true })
  })

  it('names the value when a port is invalid, an argument is unknown or a folder cannot be made', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const cases: [args: string[], env: Record<string, string>, sentence: string][] = [
      [[], { API_PORT: '99999' }, 'API_PORT must be a port from 0 (any free one) to 65535; it is "99999".'],
      [['--frehs'], {}, 'Unknown argument "--frehs".'],
      [[], { MUSTER_DATA: join(file, 'data') }, `The data folder ${join(file, 'data')} cannot be made.`],
    ]
    for (const [args, own, sentence] of cases) {
      const refused = run('scripts/start.ts', args, { ...env, ...own })
      expect(await refused.exit).toBe(1)
      expect(refused.output()).toContain(sentence)
    }
  })
})

/** Longest time from Ctrl-C to the end while a replay runs beside the network. */
const STOP_MS_MAX = 20_000

/** Stops a network in the middle of the replay of 1,553 nodes: the replay is cancelled, and its parts stop too. */
const expectStopDuringReplay = async (network: Run, dataFolder: string): Promise<void> => {
  const begun = Promise.withResolvers<void>()
  const file = join(ROOT, 'test', 'data', 'network-2026-04.json')
  const replay = replayDemo({ file, dataFolder, onProgress: (stage) => stage === 'sign' && begun.resolve() })
  const cancelled = expect(replay).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
  await begun.promise
  const stoppedAt = performance.now()
  expect(await stop(network), network.output()).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS_MAX)
  await cancelled
}

/** The README's example, as it stands there but for the ports. */
const expectSnippetToRun = async (env: Record<string, string>): Promise<void> => {
  const snippet = /```ts\n(import \{ createMusterClient[\s\S]*?)```/.exec(
    readFileSync(join(ROOT, 'README.md'), 'utf8'),
  )?.[1]
  expect(snippet?.trimEnd().split('\n').length).toBeLessThanOrEqual(12)
  const script = join(ROOT, 'test', 'scripts', `readme-snippet-${process.pid}.ts`)
  writeFileSync(script, `${snippet}`.replace(':8080', `:${env['API_PORT']}`).replace(':8545', `:${env['RPC_PORT']}`))
  try {
    const shown = run(script, [], {})
    expect(await shown.exit, shown.output()).toBe(0)
    expect(shown.output()).toMatch(/^epoch \d+: 70 service nodes, each proven under 0x[0-9a-f]{64}\n$/)
  } finally {
    await rm(script)
  }
}
