import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { G2Point } from '../../scripts/lib/bls.ts'
import type { SignPool } from '../../scripts/lib/createSignPool.ts'

type Signatures = Record<string, G2Point>

/**
 * A pool that keeps its BLS signatures in a file from run to run. The name of each is a hash of key and digest, so that a
 * signature is never used for another key or digest. The file holds those of the last run only.
 *
 * @param createPool called when the first signature is missing; an unused pool costs a second of CPU
 */
export const rememberSignatures = (file: string, createPool: () => SignPool): SignPool => {
  const known = read(file)
  const used: Signatures = {}
  let isNew = false
  let pool: SignPool | undefined
  return {
    sign: async (digest, secretKey) => {
      const name = createHash('sha256').update(secretKey).update(digest).digest('hex')
      let signature = known[name]
      if (signature === undefined) {
        pool ??= createPool()
        signature = await pool.sign(digest, secretKey)
        isNew = true
      }
      used[name] = signature
      return signature
    },
    close: async () => {
      await pool?.close()
      if (isNew) write(file, used)
    },
  }
}

const read = (file: string): Signatures => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Signatures
  } catch {
    // There is none yet, or a killed run left half of it: all are signed anew.
    return {}
  }
}

/** Whole or not at all: runs beside this one read it. */
const write = (file: string, signatures: Signatures): void => {
  mkdirSync(dirname(file), { recursive: true })
  const half = `${file}.${process.pid}.half`
  writeFileSync(half, JSON.stringify(signatures))
  renameSync(half, file)
}
