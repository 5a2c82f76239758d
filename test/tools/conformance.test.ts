import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExpectSame } from '../../tools/conformance/check.ts'
// The compiler adds listeners to the process when it is loaded. Load it before the file's traces are checked.
import '../../tools/conformance/compileHarness.ts'
import { checkRecordsOnChain } from '../../tools/conformance/checkRecords.ts'
import { checkTreeOnChain } from '../../tools/conformance/checkTree.ts'
import {
  CaseRefusedError,
  ConformanceDifferenceError,
  VectorFileInvalidError,
  VectorFolderInvalidError,
} from '../../tools/conformance/errors.ts'
import { createLocalChain, type LocalChain } from '../../tools/conformance/localChain.ts'
import { readVectorFile } from '../../tools/conformance/vectorFile.ts'
import { conformance } from '../../tools/conformance.ts'

const VECTORS = fileURLToPath(new URL('../vectors', import.meta.url))
const SCRIPT = fileURLToPath(new URL('../../tools/conformance.ts', import.meta.url))

/** Maximum of values changed in each file. */
const CHANGES_PER_FILE_MAX = 800

/** Interval of changed values: a prime, so that no key is skipped when objects have a multiple of it. */
const STRIDES = [1, 17, 31, 61]

/** Names the node at a leaf. No hash depends on it, and an insert may name any node. */
const UNCHECKED: readonly RegExp[] = [/^(name|client)$/, /^operations\.\d+\.nodeId$/]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Leaf = { path: (string | number)[]; value: number | string }

function leavesOf(value: Json, path: (string | number)[] = []): Leaf[] {
  if (typeof value === 'number' || typeof value === 'string') return [{ path, value }]
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, i]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
}

/** Another value of the same kind, as near as possible. */
function changed(value: number | string): number | string {
  if (typeof value === 'number') return value + 1
  if (/^\d+$/.test(value)) return (BigInt(value) + 1n).toString()
  const last = value.at(-1) ?? ''
  return value.slice(0, -1) + (last === '1' ? '2' : '1')
}

/** The value at a path. Typed access would need a type for each file. */
function leafAt(document: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((at, key) => (at as Record<string | number, Json>)[key] as Json, document)
}

function setLeaf(document: Json, path: readonly (string | number)[], value: Json): void {
  const parent = leafAt(document, path.slice(0, -1)) as Record<string | number, Json>
  parent[path.at(-1) as string | number] = value
}

function withLeaf(document: Json, path: readonly (string | number)[], value: Json): Json {
  const copy = structuredClone(document)
  setLeaf(copy, path, value)
  return copy
}

describe('conformance', () => {
  const folders: string[] = []
  let chain: LocalChain
  const folderWith = async (files: Record<string, string>): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-conformance-'))
    folders.push(folder)
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return folder
  }
  const check = async (folder: string): Promise<{ total: number; lines: string[] }> => {
    const lines: string[] = []
    return { total: await conformance({ folder, write: (line) => lines.push(line) }), lines }
  }
  const vectors = async (name: string) =>
    JSON.parse(await readFile(join(VECTORS, name), 'utf8')) as Record<string, Json>
  beforeAll(async () => {
    chain = await createLocalChain()
  })
  afterAll(async () => {
    await chain.close()
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))
  })

  it('passes on our own vectors, with a count for each file and implementation', async () => {
    const folder = await folderWith({ 'later.json': '{', 'notes.txt': 'x' })
    for (const name of ['records.json', 'tree.json', 'list.json', 'epoch.json'])
      await cp(join(VECTORS, name), join(folder, name))
    const { total, lines } = await check(folder)
    const operations = leafAt(await vectors('tree.json'), ['operations']) as Json[]
    expect(lines).toContain(
      `${'tree.json'.padEnd(24)} TypeScript  ${operations.length} of ${operations.length} cases agree`,
    )
    expect(lines).toContain(
      `${'tree.json'.padEnd(24)} Solidity    ${operations.length} of ${operations.length} cases agree`,
    )
    expect(lines.filter((line) => line.endsWith('agree'))).toHaveLength(6)
    expect(lines.at(-1)).toBe(`${'later.json'.padEnd(24)} ignored: no vectors of this name are known here`)
    expect(total).toBeGreaterThan(300)
  })

  it.each([
    ['records.json', 'records'],
    ['tree.json', 'operations'],
    ['list.json', 'lists'],
    ['epoch.json', 'epochs'],
    ['epoch-clock.json', 'clocks'],
    ['delta.json', 'deltas'],
    ['leaves.json', 'leaves'],
    ['extension-documents.json', 'documents'],
    ['extension-blocks.json', 'blocks'],
    ['identity.json', 'identities'],
    ['snapshot.json', 'snapshots'],
  ])('finds any changed value in %s, under %s', async (name, part) => {
    const document = await vectors(name)
    const leaves = leavesOf(document[part] as Json, [part]).filter(
      ({ path }) => !UNCHECKED.some((pattern) => pattern.test(path.join('.')) || pattern.test(String(path.at(-1)))),
    )
    const stride = STRIDES.find((candidate) => leaves.length / candidate <= CHANGES_PER_FILE_MAX) ?? 61
    const picked = leaves.filter((_, i) => i % stride === 0)
    expect(picked.length).toBeGreaterThanOrEqual(Math.min(leaves.length, 60))
    expect(new Set(picked.map(({ path }) => path.at(-1))).size).toBeGreaterThanOrEqual(6)
    const folder = await folderWith({})
    for (const { path, value } of picked) {
      // Changed in place and changed back, because copies of the whole document would take most of the time.
      setLeaf(document, path, changed(value))
      await writeFile(join(folder, name), JSON.stringify(document))
      setLeaf(document, path, value)
      const outcome = await check(folder).catch((error: unknown) => error)
      const isNamed = [ConformanceDifferenceError, CaseRefusedError, VectorFileInvalidError].some(
        (kind) => outcome instanceof kind,
      )
      expect(isNamed, `${path.join('.')}: ${outcome}`).toBe(true)
      expect(String(outcome)).toContain(name)
    }
  })

  it.each([
    'list.json',
    'epoch.json',
    'epoch-clock.json',
    'delta.json',
    'leaves.json',
    'extension-documents.json',
    'extension-blocks.json',
    'snapshot.json',
    'identity.json',
  ])('finds another code for a refused case of %s', async (name) => {
    const document = await vectors(name)
    for (const i of [0, (leafAt(document, ['refused']) as Json[]).length - 1]) {
      const copy = withLeaf(document, ['refused', i, 'code'], 'SOME_CODE')
      await expect(check(await folderWith({ [name]: JSON.stringify(copy) }))).rejects.toThrow(
        /refused \d+ .*: TypeScript differs in code\.\nexpected SOME_CODE\ngot {6}[A-Z_]+$/,
      )
    }
  })

  it.each([
    ['records.json', checkRecordsOnChain, ['records', 5, 'leaf']],
    ['records.json', checkRecordsOnChain, ['records', 19, 'quicPort']],
    ['tree.json', checkTreeOnChain, ['operations', 2, 'leaf']],
    ['tree.json', checkTreeOnChain, ['operations', 119, 'root']],
    ['tree.json', checkTreeOnChain, ['operations', 60, 'depth']],
    ['tree.json', checkTreeOnChain, ['operations', 9, 'leafIndex']],
  ] as const)('finds a value changed in %s with the compiled Solidity, too', async (name, onChain, path) => {
    const document = await vectors(name)
    const value = leafAt(document, path)
    const copy = withLeaf(document, path, changed(value as string | number))
    const folder = await folderWith({ [name]: JSON.stringify(copy) })
    const running = onChain.run({
      vectors: await readVectorFile(join(folder, name)),
      chain: async () => chain,
      begin: () => undefined,
      expectSame: createExpectSame(name, onChain.implementation),
    })
    await expect(running).rejects.toThrow(ConformanceDifferenceError)
    await expect(running).rejects.toThrow(`${path[0]} ${path[1]}: Solidity differs in`)
  })

  it('shows the first difference of two long values', async () => {
    const document = await vectors('list.json')
    const bytes = leafAt(document, ['lists', 6, 'bytes']) as string
    const wrong = `${bytes.slice(0, 5_000)}${bytes[5_000] === '0' ? '1' : '0'}${bytes.slice(5_001)}`
    const folder = await folderWith({ 'list.json': JSON.stringify(withLeaf(document, ['lists', 6, 'bytes'], wrong)) })
    await expect(check(folder)).rejects.toThrow(
      /lists 6 .*differs in bytes\.\nexpected ….{96}… \(from character 5000 on\)/,
    )
  })

  const FILES: readonly (readonly [why: string, text: string])[] = [
    ['broken JSON', '{"records": ['],
    ['no JSON object', '[]'],
    ['no list of cases', '{}'],
    ['a text for the cases', '{"records": "x"}'],
    ['no cases', '{"records": []}'],
    ['a case that is not an object', '{"records": [5]}'],
    ['a case without its keys', '{"records": [{}]}'],
  ]
  it.each(FILES)('prints one sentence for a file that has %s', async (_why, text) => {
    const outcome = await check(await folderWith({ 'records.json': text })).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(VectorFileInvalidError)
    expect((outcome as Error).message).toMatch(/^records\.json is not a vector file: [^\n]+\.$/)
  })

  it('prints one sentence when a folder is missing, or has nothing to check', async () => {
    const missing = join(tmpdir(), 'muster-no-such-folder')
    for (const folder of [
      missing,
      join(VECTORS, 'tree.json'),
      await folderWith({}),
      await folderWith({ 'x.json': '{}' }),
    ]) {
      const outcome = await check(folder).catch((error: unknown) => error)
      expect(outcome).toBeInstanceOf(VectorFolderInvalidError)
      expect((outcome as Error).message).toMatch(/ cannot be checked: [^\n]+\.$/)
    }
  })

  describe('on the command line', () => {
    const run = (args: readonly string[], cwd?: string): Promise<{ code: number | null; out: string; err: string }> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: cwd ?? VECTORS })
        let [out, err] = ['', '']
        child.stdout.on('data', (chunk: Buffer) => {
          out += chunk.toString()
        })
        child.stderr.on('data', (chunk: Buffer) => {
          err += chunk.toString()
        })
        child.once('error', reject)
        child.once('close', (code) => resolve({ code, out, err }))
      })

    it('exits with 0 on our own vectors from any working directory', async () => {
      const { code, out, err } = await run(['.'])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(/All \d+ agree\.\n$/)
    })

    it('exits with 1 on a corrupted copy, and names file, case, expected and got', async () => {
      const document = await vectors('tree.json')
      const root = leafAt(document, ['operations', 77, 'root']) as string
      const copy = withLeaf(document, ['operations', 77, 'root'], changed(root))
      const { code, err } = await run([await folderWith({ 'tree.json': JSON.stringify(copy) })])
      expect(code).toBe(1)
      expect(err).toBe(
        `tree.json, operations 77: TypeScript differs in root.\nexpected ${changed(root)}\ngot      ${root}\n`,
      )
    })

    it('exits with 1 and one sentence when the folder is absent', async () => {
      const missing = await run(['no-such-folder'])
      expect(missing.code).toBe(1)
      expect(missing.err).toMatch(/^.*no-such-folder cannot be checked: [^\n]+\.\n$/)
      for (const args of [[], ['.', '.']]) {
        const { code, err } = await run(args)
        expect(code).toBe(1)
        expect(err).toMatch(/^Name one folder[^\n]+\n$/)
      }
    })
  })
})
