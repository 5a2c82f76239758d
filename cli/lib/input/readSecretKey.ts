import { type Hex, hexToBytes } from 'viem'
import { KeyFileInvalidError, KeyFileOpenError } from './errors.ts'
import { readBoundedFile } from './readBoundedFile.ts'

/** One line of hex, and an end of line. */
const KEY_FILE_BYTES_MAX = 256

/** Anything that group or others may do. */
const OPEN_TO_OTHERS = 0o077

/**
 * The 32 bytes of a key file. Keys are never taken from the command line or the environment: other processes can read
 * those.
 *
 * @param order the key must be from 1 to below this
 * @throws KeyFileOpenError, KeyFileInvalidError, FileUnreadableError, FileTooLargeError
 */
export const readSecretKey = async (file: string, order: bigint): Promise<Uint8Array> => {
  const bytes = await readBoundedFile(file, KEY_FILE_BYTES_MAX, ({ mode }) => {
    // Windows has no such bits: Node makes them up there.
    if (process.platform !== 'win32' && (mode & OPEN_TO_OTHERS) !== 0) throw new KeyFileOpenError({ file, mode })
  })
  const digits = bytes.toString('utf8').trim().replace(/^0x/, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new KeyFileInvalidError({ file, reason: 'it is not 64 hex digits' })
  const key: Hex = `0x${digits}`
  if (BigInt(key) === 0n) throw new KeyFileInvalidError({ file, reason: 'it is zero' })
  if (BigInt(key) >= order)
    throw new KeyFileInvalidError({ file, reason: 'the number is not below the order of the group' })
  return hexToBytes(key)
}
