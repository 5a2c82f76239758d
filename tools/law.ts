/**
 * Renders files from the import law: the linter's rules.
 *
 *     node tools/law.ts            writes
 *     node tools/law.ts --check    fails if a file is out of date
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { renderLint } from './law/renderLint.ts'

const ROOT = new URL('../', import.meta.url)
const isCheck = process.argv.includes('--check')

const files = { 'biome.law.json': renderLint() }
const stale = Object.entries(files).filter(([path, text]) => read(path) !== text)

if (isCheck && stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.map(([path]) => path).join(', ')}. Run: npm run law\n`)
  process.exitCode = 1
}
if (!isCheck) for (const [path, text] of stale) writeFileSync(new URL(path, ROOT), text)

function read(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, ROOT), 'utf8')
  } catch {
    return undefined
  }
}
