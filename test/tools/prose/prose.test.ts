import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const PROSE = fileURLToPath(new URL('../../../tools/prose.ts', import.meta.url))

const runProse = (...args: string[]) => spawnSync(process.execPath, [PROSE, ...args], { encoding: 'utf8' })

describe('lint:prose', () => {
  it('--check accepts the committed tree', () => {
    const { status, stderr } = runProse('--check')
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('prints a table that ends with the totals', () => {
    const { status, stdout } = runProse()
    expect(status).toBe(0)
    expect(stdout).toMatch(/^room +opening +actor +isNo +where +title +long +all rules\n[\s\S]*\ntotal( +\d+){7}\n$/)
  })

  it.each([['--lits'], ['--check', 'api'], ['--list', 'api', 'cli']])('refuses %s %s', (...args) => {
    const { status, stderr } = runProse(...args)
    expect(status).toBe(1)
    expect(stderr).toContain('Usage: npm run lint:prose')
  })
})
