import { type Hex, hexToBytes } from 'viem'
import { KeyFileInvalidError, KeyFileOpenError, KeystoreAsKeyError } from './errors.ts'
import { isOpenToOthers, readBoundedFile } from './readBoundedFile.ts'

/** Larger than any keystore: a keystore is recognised, and told as one. */
const KEY_FILE_BYTES_MAX = 16_384

/** Whether a text is an encrypted key: EIP-2335, or the Web3 format of accounts. */
const isKeystore = (text: string): boolean => {
  if (!text.startsWith('{')) return false
  try {
    const value = JSON.parse(text) as { crypto?: unknown; Crypto?: unknown }
    return typeof (value.crypto ?? value.Crypto) === 'object'
  } catch {
    return false
  }
}

/**
 * The 32 bytes of a key file. Keys are never taken from the command line or the environment, which other processes can
 * read.
 *
 * @param order the key must be from 1 to below this
 * @throws KeyFileOpenError, KeyFileInvalidError, KeystoreAsKeyError, FileUnreadableError, FileTooLargeError
 */
export const readSecretKey = async (file: string, order: bigint): Promise<Uint8Array> => {
  const bytes = await readBoundedFile(file, KEY_FILE_BYTES_MAX, ({ mode }) => {
    if (isOpenToOthers(mode)) throw new KeyFileOpenError({ file, mode })
  })
  const text = bytes.toString('utf8').trim()
  if (isKeystore(text)) throw new KeystoreAsKeyError({ file })
  const digits = text.replace(/^0x/, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new KeyFileInvalidError({ file, reason: 'it is not 64 hex digits' })
  const key: Hex = `0x${digits}`
  if (BigInt(key) === 0n) throw new KeyFileInvalidError({ file, reason: 'it is zero' })
  if (BigInt(key) >= order) {
    throw new KeyFileInvalidError({ file, reason: 'the number is not below the order of the group' })
  }
  return hexToBytes(key)
}
