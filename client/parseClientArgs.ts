import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { DEPTH_MAX } from '../shared/list/tree.ts'
import { LIST_COUNT_MAX, type ListLimits } from '../shared/list/wire.ts'
import { UINT64_MAX } from '../shared/uint.ts'
import type { MusterClientArgs } from './clientArgs.ts'
import { ClientConfigError } from './errors.ts'
import { originOf } from './transport/originOf.ts'

/** Sources are asked one after another, each within its time limits. More would only prolong a failure. */
const SOURCES_MAX = 16

/** A client follows the list due. A source that waits for finality may be one epoch behind. */
const MAX_EPOCH_LAG_DEFAULT = 1

/** Muster is made for some 10,000 nodes. Hashing this many rows at the default depth takes an eighth of a second. */
const LIST_COUNT_MAX_DEFAULT = 16_384

/** 4^7 = 16,384 leaves: the least depth that holds as many rows as are taken. */
const LIST_DEPTH_MAX_DEFAULT = 7

/** Characters of an invalid URL that an error quotes. */
const URL_LENGTH_MAX = 80

/** The checked values among `MusterClientArgs`, with defaults filled in. */
export type ClientValues = {
  chainId: bigint
  /** Lower-case address. */
  registry: Hex
  epochSeconds: number
  maxEpochLag: number
  limits: Required<ListLimits>
  /** http(s) URLs. */
  sourceUrls: readonly string[]
  /** http(s) URLs. */
  stateRpcUrls: readonly string[]
}

function checkUrls(name: string, urls: readonly string[]): readonly string[] {
  for (const text of urls)
    if (originOf(text) === null) {
      const quoted = text.slice(0, URL_LENGTH_MAX)
      throw new ClientConfigError({ name, reason: `holds "${quoted}", which is not an http or https URL` })
    }
  return urls
}

function checkInteger(name: string, value: number, [min, max]: readonly [min: number, max: number]): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new ClientConfigError({ name, reason: `is ${value}; expected an integer from ${min} to ${max}` })
  return value
}

function parseChainId(value: bigint | number): bigint {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value))
    throw new ClientConfigError({ name: 'chainId', reason: 'is not an integer' })
  const chainId = BigInt(value)
  if (chainId < 0n || chainId > UINT64_MAX)
    throw new ClientConfigError({ name: 'chainId', reason: 'is not an unsigned 64-bit integer' })
  return chainId
}

/** @throws ClientConfigError */
export function parseClientArgs(args: MusterClientArgs): ClientValues {
  const { sources, stateRpcs = [], storage, listStorage } = args
  const chainId = parseChainId(args.chainId)
  const registry = args.registry.toLowerCase()
  if (!isLowerHex(registry, 20)) throw new ClientConfigError({ name: 'registry', reason: 'is not an address' })
  const limits = {
    countMax: checkInteger('listCountMax', args.listCountMax ?? LIST_COUNT_MAX_DEFAULT, [1, LIST_COUNT_MAX]),
    depthMax: checkInteger('listDepthMax', args.listDepthMax ?? LIST_DEPTH_MAX_DEFAULT, [1, DEPTH_MAX]),
  }
  if (sources.length < 1 || sources.length > SOURCES_MAX)
    throw new ClientConfigError({
      name: 'sources',
      reason: `has ${sources.length} URLs; expected 1 to ${SOURCES_MAX}`,
    })
  if (stateRpcs.length > SOURCES_MAX)
    throw new ClientConfigError({
      name: 'stateRpcs',
      reason: `has ${stateRpcs.length} URLs; expected at most ${SOURCES_MAX}`,
    })
  if (listStorage !== undefined && storage === undefined)
    throw new ClientConfigError({ name: 'listStorage', reason: 'needs storage, which keeps the epoch of its list' })
  const maxEpochLag = args.maxEpochLag ?? MAX_EPOCH_LAG_DEFAULT
  return {
    chainId,
    registry,
    epochSeconds: checkInteger('epochSeconds', args.epochSeconds, [1, Number.MAX_SAFE_INTEGER]),
    maxEpochLag: checkInteger('maxEpochLag', maxEpochLag, [0, Number.MAX_SAFE_INTEGER]),
    limits,
    sourceUrls: checkUrls('sources', sources),
    stateRpcUrls: checkUrls('stateRpcs', stateRpcs),
  }
}
