import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRunServices, type RunServices } from './runServices.ts'

const MODULE = new URL('runServices.ts', import.meta.url).href

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-run-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

describe('createRunServices', () => {
  it('makes a service once when several files ask for it at the same time', async () => {
    const services = createRunServices(folder)
    const [first, second] = await Promise.all([services.of('muster'), services.of('muster')])
    expect(second).toBe(first)
    expect(existsSync((first as RunServices['muster']).file)).toBe(true)
    await services.stop()
  })

  it('throws when there is no service of a name', async () => {
    const services = createRunServices(folder)
    await expect(services.of('toString')).rejects.toThrow('There is no service "toString" of a test run.')
    await services.stop()
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'leaves no server and no folder behind when %s ends the run',
    async (signal) => {
      const script = `
      const { createRunServices } = await import(${JSON.stringify(MODULE)})
      const { port } = await createRunServices(${JSON.stringify(folder)}).of('postgres')
      process.stdout.write(port + '\\n')
      setInterval(() => undefined, 1_000)`
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const port = await new Promise<number>((resolve, reject) => {
        child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
        child.once('exit', () => reject(new Error('The run ended before it had a server.')))
      })
      expect(await isOpen(port)).toBe(true)
      child.kill(signal)
      await expect.poll(() => isOpen(port)).toBe(false)
      await expect.poll(() => existsSync(folder)).toBe(false)
    },
  )
})
