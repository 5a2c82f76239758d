import type { Examination } from '../../../shared/rpc/examineEndpoint.ts'

/** A lack of an endpoint. `isFatal`: an indexer cannot work with it. */
export type Lack = { readonly text: string; readonly isFatal: boolean }

/** Window of proofs with which one is found after the boundary, on chains of slow blocks and after some minutes away. */
const WINDOW_BLOCKS_MIN = 128n

/** Names what an indexer lacks. @param chainId the chain that is wanted; any if left out */
export function findLacks(found: Examination, chainId: number | undefined): Lack[] {
  const lacks: Lack[] = []
  const add = (isFatal: boolean, text: string): void => {
    lacks.push({ isFatal, text })
  }
  if (chainId !== undefined && found.chainId !== BigInt(chainId)) {
    add(true, `It serves chain ${found.chainId}, and chain ${chainId} is wanted.`)
  }
  if (found.header.kind === 'fault') add(true, found.header.fault)
  if (found.finalized === undefined) add(false, 'It does not know the final block: set FINALITY_DEPTH.')
  if (found.proofWindow === 0n) add(false, 'It gives no state proofs: another endpoint must, or every epoch is missed.')
  else if (found.proofWindow < WINDOW_BLOCKS_MIN) {
    add(false, `Its state proofs reach ${found.proofWindow} blocks: an indexer that is away for longer misses epochs.`)
  }
  if (!found.hasBlockReceipts) add(false, 'It gives no receipts of blocks: logs are checked by a second endpoint only.')
  if (found.batchMax === 1) add(false, 'It takes no batches: history is read call by call.')
  return lacks
}
