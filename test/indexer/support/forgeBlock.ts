import type { Hex } from 'viem'
import { bytesToHex } from '../../../shared/bytes.ts'
import { BASE_FIELDS, encodeField, FORK_FIELDS } from '../../../shared/ethereum/encodeHeader.ts'
import { encodeRlp } from '../../../shared/ethereum/rlp.ts'
import { keccak256 } from '../../../shared/keccak.ts'

export type BlockJson = Record<string, unknown> & { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex }

/** An empty block on top of another one, invented. Its header gives its hash, as that of a real block does. */
export function forgeBlock(parent: BlockJson): BlockJson {
  const block = {
    ...parent,
    parentHash: parent.hash,
    number: `0x${(BigInt(parent.number) + 1n).toString(16)}`,
    timestamp: `0x${(BigInt(parent.timestamp) + 1n).toString(16)}`,
    logsBloom: `0x${'00'.repeat(256)}`,
    extraData: '0x666f72676564',
    transactions: [],
  }
  const fields = [...BASE_FIELDS, ...FORK_FIELDS.flat()].flatMap((field) => encodeField(field, block) ?? [])
  return { ...block, hash: bytesToHex(keccak256(encodeRlp(fields))) } as BlockJson
}
