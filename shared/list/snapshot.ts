import { decodeEpochProof, EPOCH_PROOF_TEXT_MAX, type EpochProof, encodeEpochProof } from './epochProof.ts'
import { SnapshotMalformedError } from './errors.ts'
import { LIST_COUNT_MAX, LIST_HEADER_BYTES, LIST_ROW_BYTES } from './wire.ts'

/** A list with the proof of its epoch. A client starts from it when it cannot fetch. */
export type MusterSnapshot = {
  proof: EpochProof
  /** The list on the wire, `application/vnd.muster.list.v2`. */
  list: Uint8Array
}

const FORMAT = 'muster-snapshot-v2'

/** The longest list on the wire. */
const LIST_BYTES_MAX = LIST_HEADER_BYTES + LIST_COUNT_MAX * LIST_ROW_BYTES

/** The longest text of a snapshot accepted, in characters: the proof, the list in base64, and the keys around them. */
export const SNAPSHOT_TEXT_MAX = EPOCH_PROOF_TEXT_MAX + 4 * Math.ceil(LIST_BYTES_MAX / 3) + 128

/** Bytes turned into characters at a time. The stack limits the arguments of a call. */
const CHUNK_BYTES = 8_192

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += CHUNK_BYTES)
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK_BYTES))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array {
  let binary: string
  try {
    binary = atob(text)
  } catch (cause) {
    throw new SnapshotMalformedError({ reason: '"list" is not base64', cause })
  }
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  // The decoder accepts white space and stray bits. Canonical base64 has neither.
  if (toBase64(bytes) !== text) throw new SnapshotMalformedError({ reason: '"list" is not canonical base64' })
  return bytes
}

/** Writes the canonical text: JSON of `format`, `proof` as `encodeEpochProof` writes it, and `list` in base64. */
export function encodeSnapshot({ proof, list }: MusterSnapshot): string {
  return `{"format":"${FORMAT}","proof":${encodeEpochProof(proof)},"list":"${toBase64(list)}"}`
}

/**
 * Reads a snapshot and checks its form. The client checks what it proves.
 *
 * @param text may have any order of keys and any white space
 * @throws SnapshotMalformedError, and EpochProofMalformedError for its proof
 */
export function parseSnapshot(text: string): MusterSnapshot {
  if (text.length > SNAPSHOT_TEXT_MAX)
    throw new SnapshotMalformedError({ reason: `it has ${text.length} characters, more than ${SNAPSHOT_TEXT_MAX}` })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new SnapshotMalformedError({ reason: 'it is not JSON', cause })
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new SnapshotMalformedError({ reason: 'it is not a JSON object' })
  const { format, proof, list, ...others } = document as Record<'format' | 'proof' | 'list', unknown>
  const [unknownKey] = Object.keys(others)
  if (unknownKey !== undefined)
    throw new SnapshotMalformedError({ reason: `it has the unknown key "${unknownKey.slice(0, 64)}"` })
  if (format !== FORMAT) throw new SnapshotMalformedError({ reason: `its format is not "${FORMAT}"` })
  if (typeof list !== 'string') throw new SnapshotMalformedError({ reason: '"list" is not a text' })
  if (typeof proof === 'string') throw new SnapshotMalformedError({ reason: '"proof" is a text, not an object' })
  const snapshot = { proof: decodeEpochProof(proof), list: fromBase64(list) }
  // As for an epoch proof: without white space, only a repeated key or an escaped character changes the length.
  if (text.replace(/[ \t\r\n]/g, '').length !== encodeSnapshot(snapshot).length)
    throw new SnapshotMalformedError({ reason: 'a key stands twice, or a character is written as an escape' })
  return snapshot
}
