import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { isSource, listFiles } from '../../../tools/law/listFiles.ts'
import { importsOf, readImports } from '../../../tools/law/readImports.ts'
import { mayImport } from '../../../tools/law/rooms.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const value = (path: string) => ({ path, isTypeOnly: false })
const type = (path: string) => ({ path, isTypeOnly: true })

describe('importsOf', () => {
  it.each([
    ["import a from './a.ts'", value('./a.ts')],
    ['import * as a from "./a.ts"', value('./a.ts')],
    ["import './a.ts'", value('./a.ts')],
    ["import b, { c as d } from './a.ts'", value('./a.ts')],
    ["import {\n  a, // it's the first\n  /* ; */ b,\n} from './a.ts'", value('./a.ts')],
    ["import type { A } from './a.ts'", type('./a.ts')],
    ["import { type A } from './a.ts'", value('./a.ts')],
    ["import type from './a.ts'", value('./a.ts')],
    ["import json from './a.json' with { type: 'json' }", value('./a.json')],
    ["export { a } from './a.ts'", value('./a.ts')],
    ["export * from './a.ts'", value('./a.ts')],
    ["export type { A } from './a.ts'", type('./a.ts')],
    ["const a = await import('./a.ts')", value('./a.ts')],
    ['const a = await import(`./a.ts`)', value('./a.ts')],
    ["const a = await import(\n  /* why */ './a.ts'\n)", value('./a.ts')],
    ["type A = typeof import('./a.ts')", value('./a.ts')],
    ["/** @type {import('./a.mjs').A} */", type('./a.mjs')],
    [`const a = \`\${\`\${await import('./a.ts')}\`}\``, value('./a.ts')],
    ["const a = b / 2, c = /'/; import './a.ts'", value('./a.ts')],
    ["const a = [/[/'`]/g, `'`]\nimport './a.ts'", value('./a.ts')],
    [`const a = \`it's \${b / 2}\`; import './a.ts'`, value('./a.ts')],
  ])('reads one import when the source is %j', (source, expected) => {
    expect(importsOf(source)).toEqual([expected])
  })

  it.each([
    ["// import './a.ts'"],
    ["/* import { a } from './a.ts' */"],
    ["const a = `import './a.ts'`"],
    ['const a = "import \'./a.ts\'"'],
    ["const a = import.meta.resolve('./a.ts')"],
    ["module.import('./a.ts')"],
    ["export const from = './a.ts'"],
    ["export default './a.ts'"],
    ["const { import: a } = { import: './a.ts' }"],
    ["export { a }\nconst b = './a.ts'"],
    ["const a = /import '.\\/a.ts'/"],
  ])('reads no import when the source is %j', (source) => {
    expect(importsOf(source)).toEqual([])
  })
})

describe('readImports', () => {
  it('finds every import that the bundler finds in the files of the project', async () => {
    const files = listFiles(ROOT).filter(isSource)
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: files,
      bundle: true,
      packages: 'external',
      outdir: 'unwritten',
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      external: ['*/dist/standalone.js'],
      logLevel: 'silent',
    })
    const found = new Set(readImports(ROOT, files).map(({ file, imported }) => `${file} ${imported}`))
    const expected = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports.filter(({ external }) => external !== true).map(({ path }) => `${file} ${path}`),
    )
    expect(expected.length).toBeGreaterThan(2_000)
    expect(expected.filter((one) => !found.has(one))).toEqual([])
  })

  it('returns a breach of the law when its path takes a way round', () => {
    const root = mkdtempSync(join(tmpdir(), 'muster-imports-'))
    try {
      mkdirSync(join(root, 'shared'))
      writeFileSync(join(root, 'shared/a.ts'), "import type { A } from './.././client/a.ts'\n")
      expect(readImports(root, ['shared/a.ts'])).toEqual([
        { file: 'shared/a.ts', imported: 'client/a.ts', isTypeOnly: true },
      ])
      expect(mayImport('shared/a.ts', 'client/a.ts')).toBe(false)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
