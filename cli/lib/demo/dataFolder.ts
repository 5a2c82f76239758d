import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Name of the folder in the data folder that holds a key file of each demo operator. */
export const OPERATOR_KEYS_FOLDER = 'operator-keys'

/** File of the secret key of a demo operator. @param operator its number, from 1 */
export const operatorKeyFile = (dataFolder: string, operator: number): string =>
  join(dataFolder, OPERATOR_KEYS_FOLDER, `operator-${operator}.key`)

/** Data folder of a devnet: the folder that `MUSTER_DATA` names, else `.muster/data` of this clone. */
export const dataFolderOf = (chosen: string | undefined): string => resolve(chosen ?? join(ROOT, '.muster', 'data'))
