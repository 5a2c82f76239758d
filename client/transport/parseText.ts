import { decodeUtf8 } from '../../shared/utf8.ts'
import { ServerTextInvalidError } from './errors.ts'

/** @throws ServerTextInvalidError if the bytes are not UTF-8 */
export function parseText(server: string, bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes)
  } catch (cause) {
    throw new ServerTextInvalidError({ server, cause })
  }
}
