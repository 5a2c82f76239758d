/**
 * Writes what is made from the import law: the linter's rules, and the drawing in docs/architecture.md.
 *
 *     node tools/law.ts            writes
 *     node tools/law.ts --check    fails if a file is out of date
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isSource, listFiles } from './law/listFiles.ts'
import { readImports } from './law/readImports.ts'
import { placeDrawing, renderDrawing } from './law/renderDrawing.ts'
import { renderLint } from './law/renderLint.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PAGE = 'docs/architecture.md'

const read = (path: string): string => {
  try {
    return readFileSync(`${ROOT}${path}`, 'utf8')
  } catch {
    return ''
  }
}

const args = process.argv.slice(2)
const isCheck = args[0] === '--check'
if (args.length > (isCheck ? 1 : 0)) {
  process.stderr.write(`Unknown arguments: ${args.join(' ')}. Usage: npm run law -- [--check]\n`)
  process.exit(1)
}

const projectFiles = listFiles(ROOT)
const imports = readImports(ROOT, projectFiles.filter(isSource))
const files = {
  'biome.law.json': renderLint(),
  [PAGE]: placeDrawing(read(PAGE), renderDrawing(projectFiles, imports)),
}
const stale = Object.entries(files).filter(([path, text]) => read(path) !== text)

if (!isCheck) {
  for (const [path, text] of stale) writeFileSync(`${ROOT}${path}`, text)
} else if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.map(([path]) => path).join(', ')}. Run: npm run law\n`)
  process.exitCode = 1
}
