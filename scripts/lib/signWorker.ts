/** Worker thread: signs one digest a message, so that the slow BLS signatures of a network use every core. */
import { parentPort } from 'node:worker_threads'
import type { Hex } from 'viem'
import { blsSign } from './bls.ts'

if (!parentPort) throw new Error('signWorker.ts runs as a worker thread only.')
const port = parentPort
port.on('message', ({ id, digest, secretKey }: { id: number; digest: Hex; secretKey: Uint8Array }) => {
  port.postMessage({ id, signature: blsSign(digest, secretKey) })
})
