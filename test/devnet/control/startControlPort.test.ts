import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlFile, REQUEST_BYTES_MAX } from '../../../cli/lib/demo/protocol.ts'
import { createJobs, type Jobs } from '../../../devnet/control/createJobs.ts'
import { type ControlPort, startControlPort } from '../../../devnet/control/startControlPort.ts'
import { DESCRIBED_STACK } from './describedStack.ts'

type Sent = {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  /** Undefined: the token of the file. Null: none. */
  readonly token?: string | null
  readonly isChunked?: boolean
}

describe('startControlPort', () => {
  let folder: string
  let file: string
  let jobs: Jobs
  let port: ControlPort
  let control: ControlFile

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-control-'))
    file = join(folder, 'control.json')
    writeFileSync(file, 'left by a devnet that was killed', { mode: 0o644 })
    jobs = createJobs()
    const context = { stack: DESCRIBED_STACK, startedAt: 1_800_000_000, jobs, say: () => undefined }
    port = await startControlPort({ file, context })
    control = JSON.parse(readFileSync(file, 'utf8')) as ControlFile
  })
  afterEach(async () => {
    await port.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const send = ({ method = 'GET', path = '/status', headers = {}, body, token, isChunked = false }: Sent) =>
    new Promise<{
      status: number | undefined
      json: { error?: { code: string } }
      headers: IncomingMessage['headers']
    }>((resolve, reject) => {
      const authorization = token === null ? {} : { authorization: `Bearer ${token ?? control.token}` }
      const length = body === undefined || isChunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const sent = request({
        ...{ host: '127.0.0.1', port: control.port, method, path, agent: false },
        headers: { ...authorization, ...length, ...headers },
      })
      sent.once('error', reject)
      sent.once('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode, json: JSON.parse(text), headers: response.headers }),
        )
      })
      sent.end(body)
    })
  const codeOf = async (sent: Sent): Promise<[number | undefined, string | undefined]> => {
    const { status, json } = await send(sent)
    return [status, json.error?.code]
  }

  it('replaces the control file by one that only its owner can read', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(control).toEqual({
      format: 'muster-devnet-control',
      version: 1,
      port: expect.any(Number),
      token: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(port.url).toBe(`http://127.0.0.1:${control.port}`)
  })

  it('describes the stack when the token is right', async () => {
    const { status, json, headers } = await send({})
    expect(status).toBe(200)
    expect(json).toEqual({
      version: 1,
      pid: process.pid,
      startedAt: 1_800_000_000,
      apiUrl: 'http://127.0.0.1:1001',
      rpcUrl: 'http://127.0.0.1:1002',
      indexerUrl: 'http://127.0.0.1:1003',
      chainId: 31_337,
      registry: DESCRIBED_STACK.deployment.registry,
      epochSeconds: 60,
      job: null,
    })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('refuses a request when the token is absent or wrong', async () => {
    const refused = [401, 'TOKEN_REFUSED']
    expect(await codeOf({ token: null })).toEqual(refused)
    expect(await codeOf({ token: '00'.repeat(32) })).toEqual(refused)
    expect(await codeOf({ token: `${control.token}0` })).toEqual(refused)
    expect(await codeOf({ token: null, headers: { authorization: control.token } })).toEqual(refused)
    expect(await codeOf({ token: null, path: '/unknown' })).toEqual(refused)
    expect(await codeOf({ token: null, method: 'POST', path: '/replay', body: '{}' })).toEqual(refused)
  })

  it('refuses a request of a web page, though it has the token', async () => {
    for (const origin of ['https://a.example', `http://127.0.0.1:${control.port}`, 'null']) {
      expect(await codeOf({ headers: { origin } })).toEqual([403, 'ORIGIN_REFUSED'])
    }
    for (const host of [`localhost:${control.port}`, 'a.example', `a.example:${control.port}`, '127.0.0.1']) {
      expect(await codeOf({ headers: { host } })).toEqual([403, 'HOST_REFUSED'])
    }
    expect(await codeOf({ method: 'OPTIONS', headers: { origin: 'https://a.example' } })).toEqual([
      403,
      'ORIGIN_REFUSED',
    ])
  })

  it('refuses paths, methods and types of bodies that no route has', async () => {
    expect(await codeOf({ path: '/' })).toEqual([404, 'PATH_UNKNOWN'])
    expect(await codeOf({ path: '/status/' })).toEqual([404, 'PATH_UNKNOWN'])
    expect(await codeOf({ path: 'http://a.example/status' })).toEqual([404, 'PATH_UNKNOWN'])
    expect(await codeOf({ path: '/replay' })).toEqual([405, 'METHOD_REFUSED'])
    expect(await codeOf({ path: '/jobs/0123456789abcdef' })).toEqual([404, 'JOB_UNKNOWN'])
    expect(await codeOf({ path: '/jobs/0123456789abcdef', method: 'DELETE' })).toEqual([404, 'JOB_UNKNOWN'])
    const form = { 'content-type': 'text/plain' }
    expect(await codeOf({ method: 'POST', path: '/replay', body: '{}', headers: form })).toEqual([415, 'TYPE_REFUSED'])
  })

  it('refuses a body when it has too many bytes or is not a network file', async () => {
    const replay = { method: 'POST', path: '/replay', headers: { 'content-type': 'application/json' } }
    const large = Buffer.alloc(REQUEST_BYTES_MAX + 1, 'x')
    const outcomes = [true, false].map((isChunked) =>
      // The answer may come before all is sent, and the connection is then cut.
      codeOf({ ...replay, body: large, isChunked }).catch((error: NodeJS.ErrnoException) => error.code),
    )
    for (const outcome of await Promise.all(outcomes)) {
      if (Array.isArray(outcome)) expect(outcome).toEqual([413, 'BODY_TOO_LARGE'])
      else expect(outcome).toMatch(/^(?:EPIPE|ECONNRESET)$/)
    }
    expect(await codeOf({ ...replay, body: '{' })).toEqual([422, 'NETWORK_FILE_INVALID'])
    expect(await codeOf({ ...replay, body: 'null' })).toEqual([422, 'NETWORK_FILE_INVALID'])
    expect(jobs.running()).toBe(null)
  })

  it('removes the file, cancels the job and ends its events when it stops', async () => {
    const job = jobs.start('replay', ({ signal, onProgress }) => {
      onProgress('register', 1, 2)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const answer = await fetch(`${port.url}/jobs/${job.id}`, { headers: { authorization: `Bearer ${control.token}` } })
    const lines = answer.text()
    await port.stop()
    expect(
      (await lines)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([{ type: 'progress', stage: 'register', done: 1, total: 2 }, { type: 'cancelled' }])
    expect(existsSync(file)).toBe(false)
    await expect(fetch(`${port.url}/status`)).rejects.toThrow()
  })
})
