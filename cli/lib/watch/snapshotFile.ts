import { type Fetch, type MusterSnapshot, parseSnapshot } from '../../../client/index.ts'
import { hexToBytes } from '../../../shared/bytes.ts'
import { type BlockHeader, decodeHeader } from '../../../shared/ethereum/header.ts'
import { encodeEpochProof } from '../../../shared/list/epochProof.ts'
import { SNAPSHOT_TEXT_MAX } from '../../../shared/list/snapshot.ts'
import { readBoundedFile } from '../input/readBoundedFile.ts'

/** Where a snapshot stands in for a server; no name of this kind leads anywhere. */
export const SNAPSHOT_URL = 'http://snapshot.invalid'

/** @throws FileUnreadableError, FileTooLargeError, SnapshotMalformedError, EpochProofMalformedError */
export const readSnapshotFile = async (file: string): Promise<MusterSnapshot> =>
  parseSnapshot((await readBoundedFile(file, SNAPSHOT_TEXT_MAX)).toString('utf8'))

/** A server that has the snapshot's proof and list, and nothing else: what a client makes of it is what the file is worth. */
export const serveSnapshot =
  ({ proof, list }: MusterSnapshot): Fetch =>
  async (url) => {
    const path = new URL(url).pathname
    if (path === '/v1/epochs/latest') return new Response(encodeEpochProof(proof))
    if (path === `/v1/lists/${proof.root}`) return new Response(Uint8Array.from(list))
    return new Response(null, { status: 404 })
  }

/** The block that a snapshot's proof rests on: whoever trusts its hash can trust the list. */
export const childOf = ({ proof }: MusterSnapshot): BlockHeader => decodeHeader(hexToBytes(proof.childHeader))
