import { type Hex, keccak256 } from 'viem'
import { isHashText } from '../input/options.ts'
import { readBoundedFile } from '../input/readBoundedFile.ts'

/** Evidence is logs and answers of a node. Larger evidence goes into a file that names it by hash. */
const EVIDENCE_BYTES_MAX = 67_108_864

/** keccak of a file of evidence. */
export const hashEvidence = async (file: string): Promise<Hex> =>
  keccak256(await readBoundedFile(file, EVIDENCE_BYTES_MAX))

/** A hash as it is, or the hash of the file that the text names. */
export const readEvidence = async (text: string): Promise<Hex> =>
  isHashText(text) ? (text.toLowerCase() as Hex) : hashEvidence(text)
