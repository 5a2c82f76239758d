import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clone, makeClone } from './support/clone.ts'
import { startNetwork, stopNetwork } from './support/network.ts'
import { type Process, processesOf, run, untilGone } from './support/run.ts'

/** Time in which all processes end after a signal. */
const STOP_MS_MAX = 5_000

/** A space, both quotes, an umlaut and a dollar sign are all allowed in the name of a folder. */
const ODD_NAME = `it's a "clone" für $HOME`

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

type Target = 'npm' | "npm's child" | 'the bootstrap'

/** Processes between the user and the network. npm's child is a shell, or the bootstrap if the shell was replaced. */
const findTarget = (folder: string, npm: number, target: Target): number => {
  const all = processesOf(folder)
  const one = (what: string, found: Process | undefined): number => {
    if (found === undefined) throw new Error(`There is no ${what} among:\n${JSON.stringify(all, null, 2)}`)
    return found.pid
  }
  if (target === 'npm') return npm
  if (target === "npm's child")
    return one(
      target,
      all.find(({ parent }) => parent === npm),
    )
  const isBootstrap = ({ command }: Process): boolean => /^\S*node scripts\/bootstrap\.mjs/.test(command)
  return one(target, all.find(isBootstrap))
}

describe('npm start in a fresh clone', () => {
  let clone: Clone

  beforeAll(async () => {
    clone = makeClone({ name: ODD_NAME })
    const first = await startNetwork('exec npm start', { cwd: clone.folder })
    expect(first.output()).toMatch(/Installing packages: done in [\d.]+ s, (\d+) of \1 packages, (\d+) of \2 MB/)
    expect(first.output()).not.toContain('Compiling')
    const verify = run('npm run -s muster -- verify', { cwd: clone.folder })
    expect(await verify.exit, verify.output()).toBe(0)
    expect(verify.output()).toContain('Verified: every node of this list is registered, and none is missing.')
    await stopNetwork(first)
  })
  afterAll(() => clone?.remove())

  it('passes --fresh on when the user forgets the two dashes (S8)', async () => {
    const again = await startNetwork('exec npm start --fresh', { cwd: clone.folder })
    expect(again.output()).toContain('new demo network in')
    await stopNetwork(again)
  })

  it('refuses a command of muster when npm took one of its options (S8)', async () => {
    const refused = run('npm run -s muster node exit 1 --dry-run', { cwd: clone.folder })
    expect(await refused.exit).toBe(1)
    expect(refused.output()).toContain('npm took --dry-run for an option of its own. Write "--" before the command')
  })

  const targets: readonly Target[] = ['npm', "npm's child", 'the bootstrap']
  it.each(targets.flatMap((target) => SIGNALS.map((signal) => ({ target, signal }))))(
    '$signal to $target ends every process when the network is up (S15)',
    async ({ target, signal }) => {
      const up = await startNetwork('exec npm start', { cwd: clone.folder })
      expect(processesOf(clone.folder).length).toBeGreaterThan(4)
      process.kill(findTarget(clone.folder, up.child.pid as number, target), signal)
      const elapsedMs = await untilGone(clone.folder, STOP_MS_MAX)
      process.stdout.write(`${signal} to ${target}: all gone after ${Math.round(elapsedMs)} ms\n`)
    },
  )

  it('ends every process when npm is killed (S15)', async () => {
    const up = await startNetwork('exec npm start', { cwd: clone.folder })
    process.kill(up.child.pid as number, 'SIGKILL')
    await untilGone(clone.folder, STOP_MS_MAX)
  })

  it('runs on and ends in order when its output is no longer read', async () => {
    run('npm start 2>&1 | head -n 2', { cwd: clone.folder })
    // The services start long after the pipe was closed.
    const hasApi = (): boolean => processesOf(clone.folder).some(({ command }) => command.includes('api/main.ts'))
    await expect.poll(hasApi, { timeout: 60_000 }).toBe(true)
    process.kill(findTarget(clone.folder, 0, 'the bootstrap'), 'SIGTERM')
    await untilGone(clone.folder, STOP_MS_MAX)
  })

  it('ends every process when a signal comes while the demo network is made (S15)', async () => {
    const starting = run('exec npm start -- --fresh', { cwd: clone.folder })
    await starting.printed('sign nodes')
    process.kill(starting.child.pid as number, 'SIGTERM')
    await untilGone(clone.folder, STOP_MS_MAX)
    // The unfinished network is not used. The next start makes it anew.
    const again = await startNetwork('exec npm start', { cwd: clone.folder })
    expect(again.output()).toContain('new demo network in')
    await stopNetwork(again)
  })
})

describe('an installation', () => {
  it('ends all processes on a signal, and the next command installs anew (S15)', async () => {
    const clone = makeClone()
    try {
      const installing = run('exec npm run muster -- --help', { cwd: clone.folder })
      await installing.printed('Installing packages')
      process.kill(findTarget(clone.folder, installing.child.pid as number, 'the bootstrap'), 'SIGTERM')
      await untilGone(clone.folder, STOP_MS_MAX)
      const again = run('npm run -s muster -- --help', { cwd: clone.folder })
      expect(await again.exit, again.output()).toBe(0)
      expect(again.output()).toContain('verify the node list that is due')
    } finally {
      clone.remove()
    }
  })
})
