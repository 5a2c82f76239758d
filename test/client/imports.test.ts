import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readImports } from '../../tools/law/readImports.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Imports in the longest chain from the entry. A longer chain makes a change of one file touch too many others. */
const DEPTH_MAX = 6

/** Folders that the files of a folder may import from. All may import from the root of the client. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  transport: [],
  trust: ['transport'],
  list: ['transport', 'trust'],
  path: [],
  swarm: [],
}

const files = readdirSync(new URL('../../client', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('dist'))
  .map((file) => `client/${file}`)

const imports = readImports(ROOT, files).filter(({ imported }) => imported.startsWith('client/'))

const folderOf = (file: string): string | undefined => (file.split('/').length > 2 ? file.split('/')[1] : undefined)

/** Returns the longest chain of imports from a file. @throws if the imports have a cycle */
function longestChain(file: string, before: readonly string[] = []): readonly string[] {
  if (before.includes(file)) throw new Error(`cycle: ${[...before, file].join(' → ')}`)
  const chains = imports
    .filter((one) => one.file === file)
    .map(({ imported }) => longestChain(imported, [...before, file]))
  return [file, ...chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), [])]
}

describe('imports of the client', () => {
  it(`client imports form chains of at most ${DEPTH_MAX} steps from index.ts`, () => {
    const chain = longestChain('client/index.ts')
    expect(chain.length).toBeGreaterThan(2)
    expect(chain.length - 1, chain.join(' → ')).toBeLessThanOrEqual(DEPTH_MAX)
  })

  it('client imports reach each file from index.ts', () => {
    const reached = new Set(['client/index.ts'])
    for (const file of reached) for (const one of imports) if (one.file === file) reached.add(one.imported)
    expect(files.filter((file) => !reached.has(file))).toEqual([])
  })

  it('client imports cross folders only in the allowed directions', () => {
    const crossings = imports
      .map(({ file, imported }) => [folderOf(file), folderOf(imported)] as const)
      .filter(([from, to]) => from !== undefined && to !== undefined && from !== to)
    expect(crossings.length).toBeGreaterThan(0)
    for (const [from = '', to = ''] of crossings) expect(MAY_IMPORT[from], `${from} imports ${to}`).toContain(to)
  })
})
