import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../../scripts/bootstrap/root.mjs'

/** Takes the lock, says so, holds it for the time that it is told, and says that it is done. */
const HOLDER = `
import { exclusively } from './scripts/bootstrap/exclusively.mjs'
await exclusively(async () => {
  console.log('taken')
  await new Promise((resolve) => setTimeout(resolve, Number(process.argv[2])))
  console.log('done')
})
`

describe('exclusively', () => {
  let folder: string

  beforeEach(async () => {
    // The lock lies in the clone, so each test has a clone of its own.
    folder = mkdtempSync(join(tmpdir(), 'muster-lock-'))
    for (const path of ['scripts/bootstrap', 'cli/lib/isAlive.mjs', 'devnet/postgres/ownership.mjs']) {
      await cp(join(ROOT, path), join(folder, path), { recursive: true })
    }
    writeFileSync(join(folder, 'holder.mjs'), HOLDER)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Starts a holder that writes what it says into `said`. */
  const hold = (name: string, ms: number, said: string[]) => {
    const child = spawn(process.execPath, ['holder.mjs', String(ms)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.on('data', (chunk: Buffer) => {
      for (const word of chunk.toString().trim().split('\n')) said.push(`${name} ${word}`)
    })
    return { child, exit: new Promise((resolve) => child.once('close', resolve)) }
  }

  it('runs one task after the other when several commands start together', async () => {
    const said: string[] = []
    await Promise.all(['a', 'b', 'c'].map((name) => hold(name, 300, said).exit))
    expect(said).toHaveLength(6)
    for (const index of [0, 2, 4]) {
      const [name] = (said[index] ?? '').split(' ')
      expect(said.slice(index, index + 2)).toEqual([`${name} taken`, `${name} done`])
    }
    expect(existsSync(join(folder, '.muster', 'bootstrap.lock'))).toBe(false)
  })

  it('takes the lock of a command that was killed', async () => {
    const said: string[] = []
    const first = hold('first', 60_000, said)
    await expect.poll(() => said).toContain('first taken')
    first.child.kill('SIGKILL')
    await first.exit
    expect(existsSync(join(folder, '.muster', 'bootstrap.lock'))).toBe(true)
    await hold('second', 0, said).exit
    expect(said).toContain('second done')
  })

  it('takes a lock without a holder when it is old', async () => {
    const lock = join(folder, '.muster', 'bootstrap.lock')
    mkdirSync(lock, { recursive: true })
    const long = new Date(Date.now() - 60_000)
    utimesSync(lock, long, long)
    const said: string[] = []
    await hold('later', 0, said).exit
    expect(said).toEqual(['later taken', 'later done'])
  })
})
