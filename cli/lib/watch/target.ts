import { createMusterClient, type MusterClientArgs, pinnedHash, rpcQuorum, type Trust } from '../../../client/index.ts'
import { type Hex, isLowerHex } from '../../../shared/bytes.ts'
import { OptionInvalidError } from '../input/errors.ts'
import type { Options } from '../input/options.ts'
import type { Network as CallNetwork } from '../network/network.ts'

/** A registry, as a verifier must know it. */
export type Network = {
  readonly chainId: number
  /** Lower-case address. */
  readonly registry: Hex
  readonly epochSeconds: number
}

/** Endpoints that are trusted for a block hash if `k` of them agree. */
export type Quorum = { readonly rpcs: readonly string[]; readonly k: number }

/** Servers to fetch from, endpoints to trust for a hash, and the registry. */
export type Target = Network & Quorum & { readonly apis: readonly string[] }

/** More than any quorum has endpoints. */
const QUORUM_MAX = 1_000

/** More than half of the endpoints, or as many as `--k` says. */
export const quorumOf = (options: Options, rpcs: readonly string[]): Quorum => ({
  rpcs,
  k: options.optionalInteger('k', 1, QUORUM_MAX) ?? Math.floor(rpcs.length / 2) + 1,
})

/**
 * The target of a command that verifies lists. Endpoints and servers that it does not need are left out.
 *
 * @throws OptionInvalidError
 */
export const readTarget = (options: Options, network: CallNetwork): Target => ({
  apis: network.found.api?.value ?? [],
  ...quorumOf(options, network.found.rpc?.value ?? []),
  chainId: network.get('chainId'),
  registry: network.get('registry'),
  epochSeconds: network.get('epochSeconds'),
})

/** The hash of `--pinned`; undefined if it was not given. @throws OptionInvalidError */
export const readPinned = (options: Options): Hex | undefined => {
  const value = options.optionalText('pinned')
  if (value === undefined) return undefined
  const text = value.toLowerCase()
  if (isLowerHex(text, 32)) return text
  throw new OptionInvalidError({ option: '--pinned', reason: 'must be a hash: 0x and 64 hex digits', value })
}

/** The source of trust: one pinned block hash, else the quorum of endpoints. */
export const trustOf = ({ rpcs, k }: Quorum, pinned: Hex | undefined): Trust =>
  pinned === undefined ? rpcQuorum({ urls: rpcs, k }) : pinnedHash(pinned)

/** A client of the target. */
export const clientOf = (
  target: Network,
  rest: Omit<MusterClientArgs, 'chainId' | 'registry' | 'epochSeconds'>,
): ReturnType<typeof createMusterClient> => {
  const { chainId, registry, epochSeconds } = target
  return createMusterClient({ chainId, registry, epochSeconds, ...rest })
}
