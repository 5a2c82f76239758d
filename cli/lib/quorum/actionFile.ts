import type { Hex } from 'viem'
import { type G1Point, type G2Point, g1ToHex } from '../../../shared/signing/bls.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { UINT32_MAX, UINT64_MAX } from '../../../shared/uint.ts'
import { type FileKind, readJsonFile } from '../input/readJsonFile.ts'
import { writeNewFile } from '../input/writeNewFile.ts'
import { KEY_BYTES, keyFromHex, SIGNATURE_BYTES, signatureFromHex, signatureToHex } from './points.ts'
import { readTerms, TERMS_FIELDS, writeTerms } from './terms.ts'

/** More than the gas of a block could pay for. Each costs about 3,000 gas. */
const NON_SIGNERS_MAX = 10_000

/** Each non-signer takes about 320 bytes. */
const ACTION_FILE_BYTES_MAX = 4_194_304

const KIND: FileKind = {
  format: 'muster-quorum-action',
  version: 1,
  fields: ['chainId', 'registry', 'action', 'blsKey', 'ed25519Key', 'nonSigners', 'signature'],
}

/** A member of the set that did not sign. */
export type NonSigner = { readonly nodeId: number; readonly blsKey: G1Point }

/** An action that enough members signed. Any account may send it. */
export type QuorumActionFile = {
  readonly chainId: bigint
  readonly registry: Hex
  readonly terms: QuorumTerms
  /** Registered keys of the node acted on. */
  readonly blsKey: G1Point
  readonly ed25519Key: Hex
  readonly nonSigners: readonly NonSigner[]
  readonly signature: G2Point
}

/** @throws FileExistsError */
export const writeAction = (file: string, action: QuorumActionFile): Promise<void> =>
  writeNewFile(file, {
    format: KIND.format,
    version: KIND.version,
    chainId: String(action.chainId),
    registry: action.registry,
    action: writeTerms(action.terms),
    blsKey: g1ToHex(action.blsKey),
    ed25519Key: action.ed25519Key,
    nonSigners: action.nonSigners.map(({ nodeId, blsKey }) => ({ nodeId, blsKey: g1ToHex(blsKey) })),
    signature: signatureToHex(action.signature),
  })

/** @throws FileMalformedError, FileTooLargeError, FileUnreadableError */
export const readAction = async (file: string): Promise<QuorumActionFile> => {
  const object = await readJsonFile(file, ACTION_FILE_BYTES_MAX, KIND)
  return {
    chainId: object.bigint('chainId', UINT64_MAX),
    registry: object.hex('registry', 20),
    terms: readTerms(object.object('action', TERMS_FIELDS)),
    blsKey: keyFromHex(object.hex('blsKey', KEY_BYTES)),
    ed25519Key: object.hex('ed25519Key', 32),
    nonSigners: object.objects('nonSigners', ['nodeId', 'blsKey'], NON_SIGNERS_MAX).map((nonSigner) => ({
      nodeId: nonSigner.integer('nodeId', 1, UINT32_MAX),
      blsKey: keyFromHex(nonSigner.hex('blsKey', KEY_BYTES)),
    })),
    signature: signatureFromHex(object.hex('signature', SIGNATURE_BYTES)),
  }
}
