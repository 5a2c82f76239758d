import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOLDER_DEPTH_MAX } from '../tools/law/renderLint.ts'
import { BYTECODE, ROOMS, type Room } from '../tools/law/rooms.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** Depths at which files import: the root of a room, a folder in it, and the deepest one that the rules reach. */
const DEPTHS = [0, 1, FOLDER_DEPTH_MAX]

/** Each way to import. */
const STATEMENTS: Readonly<Record<string, (path: string) => string>> = {
  import: (path) => `import { a } from '${path}'`,
  'import type': (path) => `import type { A } from '${path}'`,
  'export from': (path) => `export { b } from '${path}'`,
  'import()': (path) => `export const c = await import('${path}')`,
}

/** The law without the other rules, which would take most of the time. */
const SETTINGS = { extends: ['./biome.law.json'], linter: { rules: { preset: 'none' } } }

/** One refusal, as Biome reports it to a code host: there are thousands, and this form is the shortest. */
const REFUSAL = /::\w+ title=lint\/\w+\/\w+,file=([^,]+),line=(\d+)/g

/** An import, without the statement. */
type Line = { readonly file: string; readonly path: string }

/** Imports that the linter refuses, see `keyOf`. */
type Refusals = ReadonlySet<string>

const keyOf = ({ file, path }: Line, statement: string): string => `${file} ${path} ${statement}`

const keysOf = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => Object.keys(STATEMENTS).map((statement) => keyOf(line, statement)))

/** A file of a room, `depth` folders below its root. */
const fileIn = (room: string, depth: number): string =>
  `${room}/${Array.from({ length: depth }, (_, index) => `f${index}/`).join('')}a.ts`

/** Imports of a path from the project's root, by a room at every depth. */
const linesTo = (room: Room, target: string): Line[] =>
  DEPTHS.map((depth) => ({ file: fileIn(room.name, depth), path: `${'../'.repeat(depth + 1)}${target}` }))

/** Imports of a package. */
const linesOf = (room: Room, name: string): Line[] =>
  DEPTHS.map((depth) => ({ file: fileIn(room.name, depth), path: name }))

const othersOf = (room: Room): Room[] => ROOMS.filter(({ name }) => name !== room.name)

/** Parts of rooms that the table names, as `cli/lib`. */
const PARTS = [...new Set(ROOMS.flatMap(({ imports }) => imports.filter((name) => name.includes('/'))))]

/** Each package that the table names, as a program imports it. */
const PACKAGES = [...new Set(ROOMS.flatMap(({ never }) => never))].map((pattern) => ({
  pattern,
  name: pattern.replace('**', 'x'),
}))

const pairs = ROOMS.flatMap((room) =>
  othersOf(room).map((target) => ({
    from: room.name,
    to: target.name,
    isAllowed: room.imports.includes(target.name),
    lines: linesTo(room, `${target.name}/x.ts`),
  })),
)

const parts = ROOMS.flatMap((room) =>
  PARTS.filter((part) => !part.startsWith(`${room.name}/`)).map((part) => ({
    from: room.name,
    to: part,
    isAllowed: room.imports.includes(part) || room.imports.includes(part.split('/')[0] ?? ''),
    lines: [`${part}/x.ts`, `${part}/deep/x.ts`].flatMap((target) => linesTo(room, target)),
  })),
)

/** Folders of a room whose parts are named, that are not such a part. */
const otherParts = ROOMS.flatMap((room) =>
  [...new Set(PARTS.map((part) => `${part.split('/')[0]}/commands`))]
    .filter((folder) => !folder.startsWith(`${room.name}/`))
    .map((folder) => ({
      from: room.name,
      to: folder,
      isAllowed: room.imports.includes(folder.split('/')[0] ?? ''),
      lines: linesTo(room, `${folder}/x.ts`),
    })),
)

const packages = ROOMS.flatMap((room) =>
  PACKAGES.map(({ pattern, name }) => ({
    from: room.name,
    to: name,
    isAllowed: !room.never.includes(pattern),
    lines: linesOf(room, name),
  })),
)

const builtIns = ROOMS.flatMap((room) =>
  ['node:fs', 'node:crypto', 'node:fs/promises'].map((name) => ({
    from: room.name,
    to: name,
    isAllowed: room.usesNode,
    lines: linesOf(room, name),
  })),
)

const bytecode = ROOMS.flatMap((room) => {
  const inner = (depth: number): string => `${'../'.repeat(depth) || './'}${BYTECODE.slice('shared/'.length)}A.json`
  return {
    from: room.name,
    to: BYTECODE,
    isAllowed: room.usesBytecode,
    lines:
      room.name === 'shared'
        ? DEPTHS.map((depth) => ({ file: fileIn('shared', depth), path: inner(depth) }))
        : linesTo(room, `${BYTECODE}A.json`),
  }
})

const abis = othersOf(ROOMS.find(({ name }) => name === 'shared') as Room).map((room) => ({
  from: room.name,
  to: 'shared/contracts/aAbi.ts',
  isAllowed: true,
  lines: linesTo(room, 'shared/contracts/aAbi.ts'),
}))

const own = ROOMS.map((room) => ({
  from: room.name,
  to: '@muster/client',
  isAllowed: false,
  lines: linesOf(room, '@muster/client'),
}))

/** Tests of the package import it as its users do. */
const packageTests = [
  {
    from: 'test/client/package',
    to: '@muster/client',
    isAllowed: true,
    lines: [{ file: 'test/client/package/a.ts', path: '@muster/client' }],
  },
]

const CASES = {
  rooms: pairs,
  'parts of rooms': [...parts, ...otherParts],
  packages,
  'modules of Node': builtIns,
  'bytecode and ABI': [...bytecode, ...abis],
  'packages of this repository': [...own, ...packageTests],
}

/** Writes the imports of each file into one file for each kind of statement, and lints them all in one run. */
const lint = (folder: string): Refusals => {
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(SETTINGS))
  copyFileSync(join(ROOT, 'biome.law.json'), join(folder, 'biome.law.json'))
  const byFile = Map.groupBy(
    Object.values(CASES).flatMap((cases) => cases.flatMap(({ lines }) => lines)),
    ({ file }) => file,
  )
  const keys = new Map<string, string[]>()
  for (const [file, lines] of byFile) {
    for (const [index, [statement, write]] of Object.entries(STATEMENTS).entries()) {
      const path = join(folder, file.replace('a.ts', `a${index}.ts`))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${lines.map((line) => write(line.path)).join('\n')}\n`)
      const written = lines.map((line) => keyOf(line, statement))
      keys.set(path, written)
    }
  }
  const refused = [...report(folder).matchAll(REFUSAL)].map(([, path = '', row]) => keys.get(path)?.[Number(row) - 1])
  return new Set(refused.filter((key) => key !== undefined))
}

const report = (folder: string): string => {
  const args = [
    join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
    'lint',
    '--max-diagnostics=none',
    '--reporter=github',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
  })
  return `${stdout}${stderr}`
}

describe('the linter', () => {
  let folder: string
  let refusals: Refusals

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'muster-law-')))
    refusals = lint(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe.each(Object.entries(CASES))('given %s', (_, cases) => {
    it.each(cases.filter(({ isAllowed }) => isAllowed))('accepts $to when $from imports it', ({ lines }) => {
      expect(keysOf(lines).filter((key) => refusals.has(key))).toEqual([])
    })

    it.each(cases.filter(({ isAllowed }) => !isAllowed))('refuses $to when $from imports it', ({ lines }) => {
      expect(keysOf(lines).filter((key) => !refusals.has(key))).toEqual([])
    })
  })

  it('obeys the law when it lints the project', () => {
    const { extends: names } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as { extends: string[] }
    expect(names).toContain('./biome.law.json')
  })
})
