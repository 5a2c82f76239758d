import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Data folder of a devnet: the folder that `MUSTER_DATA` names, else `.muster/data` of this clone. */
export const dataFolderOf = (chosen: string | undefined): string => resolve(chosen ?? join(ROOT, '.muster', 'data'))
