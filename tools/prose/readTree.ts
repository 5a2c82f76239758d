import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOMS } from '../law/rooms.ts'
import { type Breach, EXTENSIONS, findBreaches } from './findBreaches.ts'

/** Rooms that the import law does not name. Files at the root of the project are the room `.`. */
const OTHER_ROOMS = ['contracts', 'docs', 'examples', '.github']

/** Generated files and data. */
const GENERATED =
  /(?:^|\/)(?:node_modules|dist|coverage)(?:\/|$)|^(?:shared\/contracts|test\/vectors|test\/data)(?:\/|$)/

/** Finds the breaches in all files of the project, in order of their paths. */
export const readTree = (root: string): Breach[] =>
  listFiles(root).flatMap((file) => findBreaches(file, readFileSync(join(root, file), 'utf8')))

/** The room of a file: its first folder, or `.`. */
export const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '.') : '.')

const listFiles = (root: string): string[] => {
  const rooms = [...ROOMS.map(({ name }) => name), ...OTHER_ROOMS]
  const entries = readdirSync(root, { withFileTypes: true })
  return [
    ...entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    ...entries.filter(({ name }) => rooms.includes(name)).flatMap(({ name }) => listFolder(root, name)),
  ]
    .filter((file) => EXTENSIONS.includes(file.split('.').at(-1) ?? ''))
    .sort()
}

const listFolder = (root: string, folder: string): string[] =>
  GENERATED.test(folder)
    ? []
    : readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? listFolder(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
      )
