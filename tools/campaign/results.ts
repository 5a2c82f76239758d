import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ResultInvalidError } from './errors.ts'

/** Fields of every line of a result file. */
type Result = { readonly campaign: string }

/** Reads the results of a campaign so far, in their order. Without a file: none. */
export const readResults = async <R extends Result>(folder: string, name: string): Promise<R[]> => {
  const file = fileOf(folder, name)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n')
  return lines.flatMap((line, index) => (line === '' ? [] : [parse<R>(line, { file, line: index + 1, name })]))
}

const parse = <R extends Result>(text: string, { name, ...place }: { file: string; line: number; name: string }): R => {
  try {
    const result = JSON.parse(text) as R
    if (result.campaign === name) return result
  } catch {
    // The error below names the line.
  }
  throw new ResultInvalidError(place)
}

/** Adds one line. */
export const appendResult = async (folder: string, result: Result): Promise<void> => {
  const file = fileOf(folder, result.campaign)
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, `${JSON.stringify(result)}\n`)
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.jsonl`)
