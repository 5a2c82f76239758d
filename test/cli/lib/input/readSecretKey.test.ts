import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexToBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  FileTooLargeError,
  FileUnreadableError,
  KeyFileInvalidError,
  KeyFileOpenError,
} from '../../../../cli/lib/input/errors.ts'
import { readSecretKey } from '../../../../cli/lib/input/readSecretKey.ts'
import { seededBytes } from '../../../../devnet/demo/seededKeys.ts'

const KEY = seededBytes('read secret key', 1)

/** Below it 1 and KEY, and not 2^256 - 1. */
const ORDER = 2n ** 256n - 1n

describe('a key file', () => {
  let folder: string
  const write = (content: string, mode = 0o600): string => {
    const file = join(folder, `${Math.abs(mode)}-${content.length}.key`)
    writeFileSync(file, content)
    chmodSync(file, mode)
    return file
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-key-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('gives its 32 bytes, with or without 0x, in either case, with or without an end of line', async () => {
    for (const text of [KEY, KEY.slice(2), `${KEY}\n`, KEY.slice(2).toUpperCase()]) {
      expect(await readSecretKey(write(text), ORDER)).toEqual(hexToBytes(KEY))
    }
    expect(await readSecretKey(write(KEY, 0o400), ORDER)).toEqual(hexToBytes(KEY))
  })

  it('is refused where group or others may do anything with it, through a link as well', async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o601, 0o644, 0o777]) {
      const file = write(KEY, mode)
      await expect(readSecretKey(file, ORDER)).rejects.toThrow(KeyFileOpenError)
      await expect(readSecretKey(file, ORDER)).rejects.toThrow(`chmod 600 ${file}`)
    }
    const link = join(folder, 'link.key')
    symlinkSync(write(KEY, 0o644), link)
    await expect(readSecretKey(link, ORDER)).rejects.toThrow(KeyFileOpenError)
  })

  it('is refused where it holds no key, and what it holds is never shown', async () => {
    const texts = [
      KEY.slice(0, -1),
      `${KEY}00`,
      `g${KEY.slice(3)}`,
      `${KEY} ${KEY}`,
      '',
      '0'.repeat(64),
      'f'.repeat(64),
    ]
    for (const text of texts) {
      const error = await readSecretKey(write(text), ORDER).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(KeyFileInvalidError)
      expect(String(error)).not.toContain(KEY.slice(4, 20))
    }
    await expect(readSecretKey(write('f'.repeat(64)), ORDER)).rejects.toThrow('not below the order of the group')
  })

  it('is refused where it is no file, or far too large for a key', async () => {
    await expect(readSecretKey(folder, ORDER)).rejects.toThrow(FileUnreadableError)
    await expect(readSecretKey(join(folder, 'nowhere'), ORDER)).rejects.toThrow(FileUnreadableError)
    await expect(readSecretKey(write('0'.repeat(257)), ORDER)).rejects.toThrow(FileTooLargeError)
  })
})
