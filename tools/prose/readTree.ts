import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../law/listFiles.ts'
import { type Breach, EXTENSIONS, findBreaches } from './findBreaches.ts'

/** Generated files and data. */
const GENERATED = /^(?:shared\/contracts|test\/vectors|test\/data)\//

/** Finds the breaches in all files of the project, in order of their paths. */
export const readTree = (root: string): Breach[] =>
  listFiles(root)
    .filter((file) => !GENERATED.test(file) && EXTENSIONS.includes(file.split('.').at(-1) ?? ''))
    .flatMap((file) => findBreaches(file, readFileSync(join(root, file), 'utf8')))

/** The room of a file: its first folder, or `.`. */
export const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '.') : '.')
