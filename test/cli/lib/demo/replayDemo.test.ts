import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createControlClient } from '../../../../cli/lib/demo/createControlClient.ts'
import { type ReplayDemoArgs, replayDemo } from '../../../../cli/lib/demo/replayDemo.ts'
import { replayRows } from '../../../../cli/lib/demo/replayRows.ts'
import { formatTable } from '../../../../cli/output/formatTable.ts'
import { createJobs } from '../../../../devnet/control/createJobs.ts'
import { type ControlPort, startControlPort } from '../../../../devnet/control/startControlPort.ts'
import { freePort } from '../../../../tools/support/freePort.ts'
import { DESCRIBED_STACK } from '../../../devnet/control/describedStack.ts'

const NETWORK = fileURLToPath(new URL('../../../data/network-2026-04.json', import.meta.url))

const NODES = 4

describe('replayDemo', () => {
  let folder: string
  let file: string
  let port: ControlPort | undefined
  const said: string[] = []

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-demo-'))
    // The account of the database walks in.
    chmodSync(folder, 0o755)
    vi.stubEnv('TMPDIR', folder)
    file = join(folder, 'network.json')
    const { columns, nodes } = JSON.parse(readFileSync(NETWORK, 'utf8')) as { columns: string[]; nodes: unknown[] }
    writeFileSync(file, JSON.stringify({ columns, nodes: nodes.slice(0, NODES) }))
    said.length = 0
  })
  afterEach(async () => {
    await port?.stop()
    port = undefined
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (): Promise<void> => {
    const context = {
      ...{ stack: DESCRIBED_STACK, startedAt: 0, jobs: createJobs() },
      say: (line: string) => void said.push(line),
    }
    port = await startControlPort({ file: join(folder, 'control.json'), context })
  }
  const replay = (args: Partial<ReplayDemoArgs> = {}) => replayDemo({ file, dataFolder: folder, ...args })
  const replayFolders = (): string[] => readdirSync(folder).filter((name) => name.startsWith('muster-replay-'))

  it('returns the costs and one root when the devnet replays a network on a chain of its own', async () => {
    await open()
    const stages = new Map<string, string>()
    const result = await replay({ onProgress: (stage, done, total) => stages.set(stage, `${done}/${total}`) })
    expect(result).toMatchObject({ nodes: NODES, isSame: true })
    expect(result.registerGas.least).toBeGreaterThan(100_000)
    expect(stages.get('activate')).toBe(`${NODES}/${NODES}`)
    expect(formatTable(replayRows(result))).toMatch(/root computed +0x[0-9a-f]{64} {2}\(all three equal\)\n$/)
    expect(said).toEqual([`replay of ${NODES} nodes begins, asked by the control port`, 'replay has ended'])
  })

  it('rejects with JOB_CANCELLED and leaves nothing behind when it is aborted while a second job is refused', async () => {
    await open()
    const interruption = new AbortController()
    const begun = Promise.withResolvers<void>()
    const first = replay({ signal: interruption.signal, onProgress: (stage) => stage === 'fund' && begun.resolve() })
    const outcome = expect(first).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    await begun.promise
    expect(replayFolders()).toHaveLength(1)
    await expect(replay()).rejects.toMatchObject({ code: 'JOB_RUNNING', retryable: true })
    const { job } = await (await createControlClient(folder)).status()
    expect(job).toMatchObject({ kind: 'replay' })
    interruption.abort()
    await outcome
    expect(replayFolders()).toEqual([])
    expect((await (await createControlClient(folder)).status()).job).toBe(null)
  })

  it('rejects with JOB_CANCELLED when the devnet stops', async () => {
    await open()
    const begun = Promise.withResolvers<void>()
    const running = replay({ onProgress: (stage) => stage === 'fund' && begun.resolve() })
    const outcome = expect(running).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    await begun.promise
    await port?.stop()
    await outcome
    await expect(replay()).rejects.toMatchObject({ code: 'DEVNET_NOT_RUNNING' })
  })

  it('names the file and its first wrong row when it is not a network file', async () => {
    await open()
    writeFileSync(file, '{"columns":["ed25519Key","ip","rpcPort","quicPort"],"nodes":[["00","1.2.3.4",1,1]]}')
    await expect(replay()).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
      message: `${file}: node 1: ed25519Key must be 64 lower-case hex digits.`,
    })
    await expect(replay({ file: join(folder, 'none.json') })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  it('rejects with DEVNET_NOT_RUNNING when there is no control file, or one of a devnet that was killed', async () => {
    const missing = replay()
    await expect(missing).rejects.toMatchObject({ code: 'DEVNET_NOT_RUNNING' })
    await expect(missing).rejects.toThrow(`No devnet runs over ${folder}.`)
    await writeControl({ port: await freePort() })
    await expect(replay()).rejects.toMatchObject({ code: 'DEVNET_NOT_RUNNING' })
  })

  it.each([
    ['no JSON', 200, '<html>'],
    ['no error of a devnet', 404, '{"message":"not found"}'],
  ])('rejects with DEVNET_GONE when another program listens on the port and answers %s', async (_, status, body) => {
    const other = createServer((_request, response) => response.writeHead(status).end(body))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      await writeControl({ port: (other.address() as AddressInfo).port })
      await expect(replay()).rejects.toMatchObject({ code: 'DEVNET_GONE' })
    } finally {
      other.closeAllConnections()
      await new Promise((resolve) => other.close(resolve))
    }
  })

  it('refuses the control file when others can read it, its version differs, or its content is invalid', async () => {
    await writeControl({})
    chmodSync(join(folder, 'control.json'), 0o640)
    await expect(replay()).rejects.toMatchObject({ code: 'CONTROL_FILE_INVALID' })
    await expect(replay()).rejects.toThrow('other users may read or write it (mode 0640, expected 0600)')
    await writeControl({ version: 2, port: 'of another form' })
    await expect(replay()).rejects.toMatchObject({ code: 'DEVNET_VERSION_DIFFERS' })
    for (const wrong of [{ format: 'other' }, { port: 0 }, { port: '80' }, { token: 'short' }]) {
      await writeControl(wrong)
      await expect(replay()).rejects.toMatchObject({ code: 'CONTROL_FILE_INVALID' })
    }
  })

  const writeControl = async (changes: Record<string, unknown>): Promise<void> => {
    const path = join(folder, 'control.json')
    rmSync(path, { force: true })
    const content = { format: 'muster-devnet-control', version: 1, port: 1, token: 'ab'.repeat(32), ...changes }
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 })
  }
})
