import { type Fetch, type MusterSnapshot, parseSnapshot } from '../../../client/index.ts'
import { hexToBytes } from '../../../shared/bytes.ts'
import { type BlockHeader, decodeHeader } from '../../../shared/ethereum/header.ts'
import { encodeEpochProof } from '../../../shared/list/epochProof.ts'
import { SNAPSHOT_TEXT_MAX } from '../../../shared/list/snapshot.ts'
import { readBoundedFile } from '../input/readBoundedFile.ts'

/** URL of a snapshot in place of a server. Names that end in `.invalid` lead to no server. */
export const SNAPSHOT_URL = 'http://snapshot.invalid'

/** @throws FileUnreadableError, FileTooLargeError, SnapshotMalformedError, EpochProofMalformedError */
export const readSnapshotFile = async (file: string): Promise<MusterSnapshot> =>
  parseSnapshot((await readBoundedFile(file, SNAPSHOT_TEXT_MAX)).toString('utf8'))

/** Serves the proof and the list of a snapshot, so that a client verifies the file like a server's answers. */
export const serveSnapshot =
  ({ proof, list }: MusterSnapshot): Fetch =>
  async (url) => {
    const path = new URL(url).pathname
    if (path === '/v1/epochs/latest') return new Response(encodeEpochProof(proof))
    if (path === `/v1/lists/${proof.root}`) return new Response(Uint8Array.from(list))
    return new Response(null, { status: 404 })
  }

/** The block that a snapshot's proof rests on. A client that trusts its hash can trust the list. */
export const childOf = ({ proof }: MusterSnapshot): BlockHeader => decodeHeader(hexToBytes(proof.childHeader))
