import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findCycles } from '../../../tools/law/graph.ts'
import { CLIENT_DEPTH_MAX, clientChain, countScripts, SCRIPT_FILES_MAX } from '../../../tools/law/limits.ts'
import { isSource, listFiles } from '../../../tools/law/listFiles.ts'
import { readImports } from '../../../tools/law/readImports.ts'
import { placeDrawing, renderDrawing } from '../../../tools/law/renderDrawing.ts'
import { FOLDER_DEPTH_MAX, renderLint } from '../../../tools/law/renderLint.ts'
import { mayImport, ROOMS } from '../../../tools/law/rooms.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Rooms that no product may import. */
const NO_PRODUCT = ['test/', 'tools/', 'bench/']

const files = listFiles(ROOT)
const sources = files.filter(isSource)
const imports = readImports(ROOT, sources)

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const isIn = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder))

describe('the imports of the project', () => {
  it('include some of every room', () => {
    const rooms = ROOMS.map(({ name }) => `${name}/`).filter((folder) =>
      sources.some((path) => path.startsWith(folder)),
    )
    expect(rooms.length).toBeGreaterThan(9)
    expect(rooms.filter((folder) => !imports.some(({ file }) => file.startsWith(folder)))).toEqual([])
  })

  it('obey the law when paths are resolved', () => {
    const breaches = imports.filter(({ file, imported }) => !mayImport(file, imported))
    expect(breaches.map(({ file, imported }) => `${file} imports ${imported}`)).toEqual([])
  })

  it('reach no test, tool or benchmark when a product begins them', () => {
    const products = imports.filter(({ file }) => !isIn(file, NO_PRODUCT))
    const breaches = products.filter(({ imported }) => isIn(imported, NO_PRODUCT))
    expect(breaches.map(({ file, imported }) => `${file} imports ${imported}`)).toEqual([])
  })

  it('make no cycle, types included', () => {
    expect(findCycles(imports).map((cycle) => cycle.join(' > '))).toEqual([])
  })

  it('lie in files that the rules of the linter reach', () => {
    const rooms = sources.filter((path) => ROOMS.some(({ name }) => path.startsWith(`${name}/`)))
    expect(rooms.filter((path) => path.split('/').length - 2 > FOLDER_DEPTH_MAX)).toEqual([])
  })

  it('stay within the depth of the client', () => {
    const chain = clientChain(imports)
    expect(chain.length - 1, chain.join('\n')).toBeLessThanOrEqual(CLIENT_DEPTH_MAX)
  })
})

describe('scripts/', () => {
  it('holds no more files than its limit', () => {
    expect(countScripts(files)).toBeGreaterThan(20)
    expect(countScripts(files)).toBeLessThanOrEqual(SCRIPT_FILES_MAX)
  })
})

describe('the table of rooms', () => {
  it('names only rooms above an entry among its imports', () => {
    for (const [index, { name, imports: allowed }] of ROOMS.entries()) {
      const above = ROOMS.slice(0, index).map((room) => room.name)
      expect([name, allowed.filter((one) => !above.includes(one.split('/')[0] ?? ''))]).toEqual([name, []])
    }
  })
})

describe('npm run law', () => {
  it('wrote the rules of the linter that the table gives', () => {
    expect(read('biome.law.json')).toBe(renderLint())
  })

  it('wrote the drawing in docs/architecture.md that the imports give', () => {
    const page = read('docs/architecture.md')
    expect(page).toBe(placeDrawing(page, renderDrawing(files, imports)))
  })
})
