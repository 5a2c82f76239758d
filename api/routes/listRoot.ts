import { ListRootInvalidError } from '../errors.ts'
import { LIST_MAX_AGE_SECONDS } from '../limits.ts'

const ROOT = /^0x[0-9a-f]{64}$/

/** For everything that is named by list roots: its bytes never change. */
export const IMMUTABLE = `public, max-age=${LIST_MAX_AGE_SECONDS}, immutable`

/** The 32 bytes of a root in a path. @throws ListRootInvalidError */
export function parseRoot(text: string): Buffer {
  if (!ROOT.test(text)) throw new ListRootInvalidError()
  return Buffer.from(text.slice(2), 'hex')
}
