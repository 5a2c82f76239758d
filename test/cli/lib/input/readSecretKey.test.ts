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

/** An order above 1 and KEY, and not above 2^256 - 1. */
const ORDER = 2n ** 256n - 1n

describe('readSecretKey', () => {
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

  it('readSecretKey gives 32 bytes when 0x, case and end of line differ', async () => {
    for (const text of [KEY, KEY.slice(2), `${KEY}\n`, KEY.slice(2).toUpperCase()]) {
      expect(await readSecretKey(write(text), ORDER)).toEqual(hexToBytes(KEY))
    }
    expect(await readSecretKey(write(KEY, 0o400), ORDER)).toEqual(hexToBytes(KEY))
  })

  it('readSecretKey throws when group or others have a right on the file, also through a link', async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o601, 0o644, 0o777]) {
      const file = write(KEY, mode)
      await expect(readSecretKey(file, ORDER)).rejects.toThrow(KeyFileOpenError)
      await expect(readSecretKey(file, ORDER)).rejects.toThrow(`chmod 600 ${file}`)
    }
    const link = join(folder, 'link.key')
    symlinkSync(write(KEY, 0o644), link)
    await expect(readSecretKey(link, ORDER)).rejects.toThrow(KeyFileOpenError)
  })

  it('readSecretKey throws without showing the content when the file does not hold a key', async () => {
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

  it('readSecretKey throws when the path is not a file or the file is too large', async () => {
    await expect(readSecretKey(folder, ORDER)).rejects.toThrow(FileUnreadableError)
    await expect(readSecretKey(join(folder, 'nowhere'), ORDER)).rejects.toThrow(FileUnreadableError)
    await expect(readSecretKey(write('0'.repeat(16_385)), ORDER)).rejects.toThrow(FileTooLargeError)
  })
})
