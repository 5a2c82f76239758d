import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the clone. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Folder of generated files that are not committed: Node, locks, bundles, the data of `npm start`. */
export const WORK_FOLDER = join(ROOT, '.muster')
