import { createMusterClient, type MusterClientArgs, pinnedHash, rpcQuorum, type Trust } from '../../../client/index.ts'
import { openDataFolder, readDeployment, readEndpoints } from '../../../devnet/stack/dataFolder.ts'
import { type Hex, isLowerHex } from '../../../shared/bytes.ts'
import { OptionInvalidError } from '../input/errors.ts'
import type { OptionValues } from '../input/options.ts'

/** Options of every command that fetches a list, for `parseArgs`. */
export const TARGET_OPTIONS = {
  api: { type: 'string', multiple: true },
  rpc: { type: 'string', multiple: true },
  k: { type: 'string' },
  'chain-id': { type: 'string' },
  registry: { type: 'string' },
  'epoch-seconds': { type: 'string' },
} as const

/** A registry, as a verifier must know it. */
export type Network = {
  readonly chainId: number
  /** Lower-case address. */
  readonly registry: Hex
  readonly epochSeconds: number
}

/** The endpoints that are trusted for a block hash where `k` of them agree. */
export type Quorum = { readonly rpcs: readonly string[]; readonly k: number }

/** Where to fetch from, whom to trust for a hash, and which registry. */
export type Target = Network & Quorum & { readonly apis: readonly string[] }

/**
 * The target that options name; what they leave out is that of the network which `npm start` runs on this machine.
 *
 * @param not.api, not.rpc that the command can do without
 * @throws OptionInvalidError, and with a sentence where one is missing and no network runs here
 */
export const readTarget = (
  values: OptionValues,
  not: { readonly api?: boolean; readonly rpc?: boolean } = {},
): Target => {
  const folder = openDataFolder(process.env['MUSTER_DATA'])
  const local = readDeployment(folder)
  const endpoints = readEndpoints(folder)
  const missing = (option: string): never => {
    throw new Error(`Say ${option}, or run npm start in another terminal: no network runs on this machine now.`)
  }
  const rpcs = texts(values['rpc']) ?? (not.rpc ? [] : endpoints ? [endpoints.rpcUrl] : missing('--rpc'))
  return {
    apis: texts(values['api']) ?? (not.api ? [] : endpoints ? [endpoints.apiUrl] : missing('--api')),
    rpcs,
    k: wholeNumber(values, 'k') ?? Math.floor(rpcs.length / 2) + 1,
    chainId: wholeNumber(values, 'chain-id') ?? local?.chainId ?? missing('--chain-id'),
    registry: address(values['registry'] ?? local?.registry ?? missing('--registry')),
    epochSeconds: wholeNumber(values, 'epoch-seconds') ?? local?.epochSeconds ?? missing('--epoch-seconds'),
  }
}

const texts = (value: OptionValues[string]): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined

/** A whole number above 0, where the option is given. @throws OptionInvalidError */
export const wholeNumber = (values: OptionValues, name: string): number | undefined => {
  const value = values[name]
  if (typeof value !== 'string') return undefined
  if (!/^[1-9]\d{0,14}$/.test(value))
    throw new OptionInvalidError({ option: `--${name}`, reason: 'must be a whole number above 0', value })
  return Number(value)
}

const address = (value: NonNullable<OptionValues[string]>): Hex => {
  const text = String(value).toLowerCase()
  if (isLowerHex(text, 20)) return text
  throw new OptionInvalidError({
    option: '--registry',
    reason: 'must be an address, 0x and 40 hex digits',
    value: text,
  })
}

/** The hash of `--pinned`, where it is given. @throws OptionInvalidError */
export const readPinned = (values: OptionValues): Hex | undefined => {
  const value = values['pinned']
  if (typeof value !== 'string') return undefined
  const text = value.toLowerCase()
  if (isLowerHex(text, 32)) return text
  throw new OptionInvalidError({ option: '--pinned', reason: 'must be a hash, 0x and 64 hex digits', value })
}

/** What is trusted: one pinned block hash, else the quorum of endpoints. */
export const trustOf = ({ rpcs, k }: Quorum, pinned: Hex | undefined): Trust =>
  pinned === undefined ? rpcQuorum({ urls: rpcs, k }) : pinnedHash(pinned)

/** A client of the target with what else it needs. */
export const clientOf = (
  target: Network,
  rest: Omit<MusterClientArgs, 'chainId' | 'registry' | 'epochSeconds'>,
): ReturnType<typeof createMusterClient> => {
  const { chainId, registry, epochSeconds } = target
  return createMusterClient({ chainId, registry, epochSeconds, ...rest })
}
