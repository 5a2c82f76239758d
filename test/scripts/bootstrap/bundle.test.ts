import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../../scripts/bootstrap/root.mjs'

/** Stands for the bundler: writes the header over one source, and counts. */
const BUNDLER = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { bundleHeader } from './bootstrap/bundle.mjs'
const file = process.argv[2]
appendFileSync('count', '.')
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, bundleHeader(['a.ts']))
`

/** Prints the file that runs for \`muster\`. */
const CALL = `
import { bundleCommand } from './scripts/bootstrap/bundle.mjs'
process.stdout.write(await bundleCommand(process.execPath))
`

describe('bundleCommand', () => {
  let clone: string

  beforeEach(() => {
    clone = realpathSync(mkdtempSync(join(tmpdir(), 'muster-bundle-')))
    for (const path of ['scripts/bootstrap', 'devnet/postgres/ownership.mjs']) {
      cpSync(join(ROOT, path), join(clone, path), { recursive: true })
    }
    mkdirSync(join(clone, 'node_modules'))
    write('package.json', '{"type":"module"}')
    write('node_modules/.muster-install.json', '{}')
    write('scripts/bundle.ts', BUNDLER)
    write('call.mjs', CALL)
    write('a.ts', 'one')
  })
  afterEach(() => rmSync(clone, { recursive: true, force: true }))

  const write = (path: string, text: string): void => writeFileSync(join(clone, path), text)
  const call = (): string => spawnSync(process.execPath, ['call.mjs'], { cwd: clone, encoding: 'utf8' }).stdout
  const timesBundled = (): number => (existsSync(join(clone, 'count')) ? readFileSync(join(clone, 'count')).length : 0)
  const bundle = (): string => join(clone, '.muster', 'cache', 'muster.mjs')

  it('bundles once when no source changes', () => {
    expect([call(), call()]).toEqual([bundle(), bundle()])
    expect(timesBundled()).toBe(1)
  })

  it.each([
    ['a source changes', 'a.ts'],
    ['packages are installed', 'node_modules/.muster-install.json'],
  ])('bundles again when %s', (_, path) => {
    call()
    write(path, 'another')
    call()
    expect(timesBundled()).toBe(2)
  })

  it('returns the source when no bundle can be made', () => {
    write('scripts/bundle.ts', 'process.exit(1)')
    expect(call()).toBe('cli/muster.ts')
    expect(existsSync(join(ROOT, 'cli/muster.ts'))).toBe(true)
  })
})
