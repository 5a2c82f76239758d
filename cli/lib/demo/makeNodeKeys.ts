import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex } from 'viem'
import { blsSecretKey } from '../../../shared/signing/bls.ts'

/** Fresh keys of a demo node in files that `--bls-key-file` and `--ed25519-key-file` read. */
export type NodeKeyFiles = {
  readonly bls: string
  readonly ed25519: string
  /** Removes both files. */
  readonly remove: () => Promise<void>
}

const KEY_BYTES = 32

/** Makes keys of one node. */
export const makeNodeKeys = async (): Promise<NodeKeyFiles> => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-life-'))
  const write = async (name: string, key: Uint8Array): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, `${bytesToHex(key).slice(2)}\n`, { mode: 0o600 })
    return file
  }
  return {
    bls: await write('bls.key', blsSecretKey(bytesToHex(randomBytes(KEY_BYTES)))),
    ed25519: await write('ed25519.key', randomBytes(KEY_BYTES)),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
