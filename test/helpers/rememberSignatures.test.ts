import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blsSign } from '../../scripts/lib/bls.ts'
import type { SignPool } from '../../scripts/lib/createSignPool.ts'
import { seededBlsKey, seededBytes } from '../../scripts/lib/identity.ts'
import { rememberSignatures } from './rememberSignatures.ts'

const [keyA, keyB] = [seededBlsKey('remember', 'a'), seededBlsKey('remember', 'b')]
const digest = seededBytes('remember', 'digest')

describe('rememberSignatures', () => {
  let folder: string
  let file: string
  let signed: number
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-signatures-'))
    file = join(folder, 'kept', 'signatures.json')
    signed = 0
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const open = (): SignPool =>
    rememberSignatures(file, () => ({
      sign: async (...args) => {
        signed++
        return blsSign(...args)
      },
      close: async () => undefined,
    }))

  it('signs once for each key and digest, over several runs', async () => {
    for (let run = 0; run < 2; run++) {
      const pool = open()
      expect(await pool.sign(digest, keyA)).toEqual(blsSign(digest, keyA))
      expect(await pool.sign(digest, keyB)).toEqual(blsSign(digest, keyB))
      await pool.close()
    }
    expect(signed).toBe(2)
  })

  it('signs anew when its file is cut off', async () => {
    const first = open()
    await first.sign(digest, keyA)
    await first.close()
    writeFileSync(file, '{"')
    const second = open()
    expect(await second.sign(digest, keyA)).toEqual(blsSign(digest, keyA))
    await second.close()
    expect(signed).toBe(2)
  })
})
