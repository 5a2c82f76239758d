import { BASE_FIELDS, type Field, FORK_FIELDS } from './encodeHeader.ts'

/** A field of a header. `isLoose`: some clients write it without 0x, and a quantity as a decimal or a JSON number. */
export type HeaderField = Field & { readonly isLoose?: true }

/** The fields of a header in their order. */
export type HeaderForm = readonly HeaderField[]

/** A known kind of header: fields that all its blocks have, then those that forks appended, in their order. */
export type HeaderFamily = { readonly base: HeaderForm; readonly forks: readonly HeaderForm[] }

/** Fields before the seal, which is mixHash and nonce in Ethereum. */
const UNSEALED_COUNT = 13

const LONDON: HeaderForm = [{ name: 'baseFeePerGas', form: 'quantity' }]
const CANCUN: HeaderForm = FORK_FIELDS.find((fork) => fork.some(({ name }) => name === 'blobGasUsed')) ?? []
const EXT_DATA_HASH: HeaderField = { name: 'extDataHash', form: 'data', byteLength: 32 }
const EXT_DATA_GAS_USED: HeaderField = { name: 'extDataGasUsed', form: 'quantity' }
const BLOCK_GAS_COST: HeaderField = { name: 'blockGasCost', form: 'quantity' }
const STEP: HeaderField = { name: 'step', aliases: ['auRaStep'], form: 'quantity', isLoose: true }
const SIGNATURE: HeaderField = {
  name: 'signature',
  aliases: ['auRaSignature'],
  form: 'data',
  byteLength: 65,
  isLoose: true,
}

/** The headers known here, the most common first. Others are found by trying. */
export const HEADER_FAMILIES: readonly HeaderFamily[] = [
  { base: BASE_FIELDS, forks: FORK_FIELDS },
  // Avalanche's C-Chain.
  {
    base: [...BASE_FIELDS, EXT_DATA_HASH],
    forks: [LONDON, [EXT_DATA_GAS_USED, BLOCK_GAS_COST], CANCUN],
  },
  // Avalanche's subnets.
  { base: BASE_FIELDS, forks: [LONDON, [BLOCK_GAS_COST], CANCUN] },
  // Authority round.
  { base: [...BASE_FIELDS.slice(0, UNSEALED_COUNT), STEP, SIGNATURE], forks: FORK_FIELDS },
]

/** Fields of a block's JSON that no chain hashes as a part of the header. */
export const NOT_HEADER_FIELDS: ReadonlySet<string> = new Set([
  'hash',
  'size',
  'totalDifficulty',
  'transactions',
  'uncles',
  'withdrawals',
  'sealFields',
])
