import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SeedResult } from './campaign.ts'
import { ResultInvalidError } from './errors.ts'

const SUFFIX = '.jsonl'

/** The results of a campaign so far, in the order in which they came. No file: none. */
export const readResults = async (folder: string, name: string): Promise<SeedResult[]> => {
  const file = join(folder, `${name}${SUFFIX}`)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n')
  return lines.flatMap((line, index) => (line === '' ? [] : [parse(line, file, index + 1)]))
}

const parse = (line: string, file: string, number: number): SeedResult => {
  try {
    const result = JSON.parse(line) as SeedResult
    if (typeof result.seed === 'string' && typeof result.passed === 'boolean') return result
  } catch {
    // Said below.
  }
  throw new ResultInvalidError({ file, line: number })
}

/** The results of all campaigns. */
export const readAllResults = async (folder: string): Promise<SeedResult[]> => {
  const files = await readdir(folder).catch(() => [])
  const names = files.filter((file) => file.endsWith(SUFFIX)).sort()
  const all = await Promise.all(names.map((file) => readResults(folder, file.slice(0, -SUFFIX.length))))
  return all.flat()
}

/** Adds one line. */
export const appendResult = async (folder: string, result: SeedResult): Promise<void> => {
  const file = join(folder, `${result.campaign}${SUFFIX}`)
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, `${JSON.stringify(result)}\n`)
}
