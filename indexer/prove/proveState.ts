import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { decodeHeader } from '../../shared/ethereum/header.ts'
import { readAccount, readStorageSlot } from '../../shared/ethereum/stateProof.ts'
import { EVENT_COUNTERS } from '../contracts.ts'
import type { Block } from '../project/types.ts'
import type { SyncContext } from '../sync/types.ts'
import { ProvenBlockGoneError } from './errors.ts'
import type { ProvenContract } from './types.ts'

/** Root of an empty trie: the storage of a contract that is not deployed yet. */
export const EMPTY_STORAGE: Hex = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'

/**
 * Asks one endpoint for proofs of all contracts in the state after a block, and verifies them under the block's hash.
 *
 * @param block one that we hold
 * @throws ProvenBlockGoneError if the endpoint has another block at that height
 * @throws StateProofInvalidError, HeaderFormUnknownError, RpcExhaustedError
 */
export async function proveState(
  { reader, contracts }: SyncContext,
  { block, endpoint }: { block: Block; endpoint: number },
): Promise<ProvenContract[]> {
  const where = { endpoint, once: true }
  const { value: found } = await reader.blockByHash(block.hash, where)
  if (found === null) throw new ProvenBlockGoneError({ number: block.number, endpoint })
  const { stateRoot } = decodeHeader(await reader.headerOf(found, endpoint))
  const all: ProvenContract[] = []
  for (const { name, address } of contracts) {
    const counter = EVENT_COUNTERS[name]
    const slot = counter?.slot ?? ZERO_SLOT
    const { value: proof } = await reader.slotProof({ address, slot, number: block.number }, where)
    const account = readAccount(stateRoot, address, proof.accountProof.map(hexToBytes))
    const storageHash = account?.storageHash ?? EMPTY_STORAGE
    if (counter === undefined) {
      all.push({ name, events: null, storageHash })
      continue
    }
    const word = account === null ? null : readStorageSlot(storageHash, slot, proof.storageProof.map(hexToBytes))
    const value = word === null ? 0n : BigInt(bytesToHex(word))
    all.push({ name, events: (value >> counter.shift) & ((1n << counter.bits) - 1n), storageHash })
  }
  return all
}

/** Proven along with an account whose storage does not matter. */
const ZERO_SLOT: Hex = `0x${'00'.repeat(32)}`
