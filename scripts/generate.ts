/**
 * Writes the ABI, bytecode and storage layout of every deployed contract to `shared/contracts`, so that using them needs
 * no compiler. Writes the size of every package too, which budgets and progress need.
 *
 *     npm run generate
 *
 * With `--check` it writes and compiles nothing: it compares the digests of the sources with the committed ones. With
 * `--verify` it writes nothing: it compiles, and compares every committed byte.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BaseError } from '../shared/errors/baseError.ts'
import { findDifferent, findStale } from './generate/committed.ts'
import { compileContracts } from './generate/compileContracts.ts'
import { writePackageSizes } from './generate/packageSizes.ts'
import { renderAll } from './generate/renderFiles.ts'

const ROOT = new URL('../', import.meta.url)
const ARTIFACTS = fileURLToPath(new URL('artifacts', ROOT))

const check = (): string[] =>
  findStale(ROOT).map((name) => `The committed bytecode of ${name} is out of date. Run npm run generate.`)

const verify = (): string[] => {
  if (!compileContracts()) return ['The contracts do not compile: see above.']
  return findDifferent(ROOT, renderAll(ARTIFACTS)).map(
    (path) => `${path} differs from what the contracts compile to. Run npm run generate.`,
  )
}

const write = async (): Promise<string[]> => {
  await writePackageSizes()
  if (!compileContracts()) return ['The contracts do not compile: see above.']
  const files = renderAll(ARTIFACTS)
  const different = findDifferent(ROOT, files)
  mkdirSync(new URL('shared/contracts/bytecode/', ROOT), { recursive: true })
  for (const { path, text } of files) {
    if (!different.includes(path)) continue
    writeFileSync(new URL(path, ROOT), text)
    process.stdout.write(`wrote ${path}\n`)
  }
  if (different.length === 0) process.stdout.write('shared/contracts is up to date\n')
  const known = new Set(files.map(({ path }) => path))
  return different.filter((path) => !known.has(path)).map((path) => `${path} belongs to no contract. Delete it.`)
}

const MODES: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  '': write,
  '--check': check,
  '--verify': verify,
}

const run = async (): Promise<string[]> => {
  const mode = MODES[process.argv.slice(2).join(' ')]
  if (mode === undefined) return ['Use npm run generate alone, or with --check or --verify.']
  try {
    return await mode()
  } catch (error) {
    if (error instanceof BaseError) return [error.message]
    throw error
  }
}

const problems = await run()
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1
