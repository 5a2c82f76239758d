import type { Hex } from 'viem'
import { type G1Point, type G2Point, g1ToHex } from '../../../shared/signing/bls.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import { type FileKind, readJsonFile } from '../input/readJsonFile.ts'
import { writeNewFile } from '../input/writeNewFile.ts'
import { KEY_BYTES, keyFromHex, SIGNATURE_BYTES, signatureFromHex, signatureToHex } from './points.ts'

/** A signature file is about a kilobyte. */
const SIGNATURE_FILE_BYTES_MAX = 16_384

const KIND: FileKind = {
  format: 'muster-quorum-signature',
  version: 1,
  fields: ['digest', 'nodeId', 'blsKey', 'signature'],
}

/** One operator's signature of a proposal. */
export type SignatureFile = {
  /** The signed digest. It tells another proposal from a bad signature. */
  readonly digest: Hex
  /** The node that the signer named; 0 if none. */
  readonly nodeId: number
  readonly blsKey: G1Point
  readonly signature: G2Point
}

/** @throws FileExistsError */
export const writeSignature = (file: string, { digest, nodeId, blsKey, signature }: SignatureFile): Promise<void> =>
  writeNewFile(file, {
    format: KIND.format,
    version: KIND.version,
    digest,
    nodeId,
    blsKey: g1ToHex(blsKey),
    signature: signatureToHex(signature),
  })

/** @throws FileMalformedError, FileTooLargeError, FileUnreadableError */
export const readSignature = async (file: string): Promise<SignatureFile> => {
  const object = await readJsonFile(file, SIGNATURE_FILE_BYTES_MAX, KIND)
  return {
    digest: object.hex('digest', 32),
    nodeId: object.integer('nodeId', 0, UINT32_MAX),
    blsKey: keyFromHex(object.hex('blsKey', KEY_BYTES)),
    signature: signatureFromHex(object.hex('signature', SIGNATURE_BYTES)),
  }
}
