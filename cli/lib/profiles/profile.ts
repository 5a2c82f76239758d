import type { Hex } from 'viem'
import { EPOCH_SECONDS_MAX, EPOCH_SECONDS_MIN } from '../../../shared/epoch/bounds.ts'
import { isHttpUrl } from '../../../shared/isHttpUrl.ts'
import { checkAddress } from '../input/address.ts'
import { ProfileIncompleteError, ProfileNameInvalidError, ProfileValueError } from './errors.ts'

/** Values of one network. A profile never holds a key or a password. */
export type Profile = {
  /** RPC endpoints, at least one. Commands that send use the first. */
  readonly rpcUrls: readonly string[]
  /** Endpoints of randomness beacons. */
  readonly beaconUrls: readonly string[]
  /** Server of the node list. */
  readonly apiUrl: string | null
  readonly chainId: number
  /** Lower case. */
  readonly registry: Hex | null
  /** Length of an epoch in seconds. */
  readonly epochSeconds: number | null
  /** Path of a key file, or an address. */
  readonly account: string | null
}

/** Fields of a profile, in the order of its file. */
export const PROFILE_FIELDS = [
  'rpcUrls',
  'beaconUrls',
  'apiUrl',
  'chainId',
  'registry',
  'epochSeconds',
  'account',
] as const satisfies readonly (keyof Profile)[]

export type ProfileField = (typeof PROFILE_FIELDS)[number]

/** More endpoints than any quorum of one person asks. */
export const PROFILE_URLS_MAX = 16

/** Longest URL or path. */
export const PROFILE_TEXT_MAX = 2_048

/** @throws ProfileNameInvalidError */
export const checkProfileName = (name: string): string => {
  if (!/^[a-z0-9-]{1,32}$/.test(name)) throw new ProfileNameInvalidError({ name })
  return name
}

const checkUrl = (field: string, value: string): string => {
  // The value may hold a key, so the error does not repeat it.
  if (!isHttpUrl(value) || value.length > PROFILE_TEXT_MAX) {
    throw new ProfileValueError({ field, reason: 'must be a URL that begins with http:// or https://' })
  }
  return value
}

const checkUrls = (field: string, values: readonly string[]): readonly string[] => {
  if (values.length > PROFILE_URLS_MAX) {
    throw new ProfileValueError({
      field,
      reason: `holds ${values.length} URLs, and at most ${PROFILE_URLS_MAX} are read`,
    })
  }
  return values.map((value) => checkUrl(field, value))
}

const checkInteger = (field: string, value: number, min: number, max: number): number => {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new ProfileValueError({ field, reason: `must be a whole number from ${min} to ${max}` })
  }
  return value
}

/** A secret key as text, by mistake. It is refused and never repeated. */
const SECRET = /^(?:0x)?[0-9a-fA-F]{64}$/

const checkAccount = (value: string): string => {
  if (SECRET.test(value)) {
    throw new ProfileValueError({
      field: 'account',
      reason: 'looks like a secret key. A profile holds the path of a key file or an address, and never a key',
    })
  }
  if (/^0x[0-9a-fA-F]{40}$/.test(value)) return checkAddress('account', value)
  if (value === '' || value.length > PROFILE_TEXT_MAX || !value.startsWith('/')) {
    throw new ProfileValueError({ field: 'account', reason: 'must be an address or an absolute path of a key file' })
  }
  return value
}

/**
 * Checks every value of a profile.
 *
 * @throws ProfileValueError, ProfileIncompleteError, OptionInvalidError if an address is wrong
 */
export const checkProfile = (name: string, profile: Profile): Profile => {
  const missing = profile.rpcUrls.length === 0 ? ['rpcUrls'] : []
  if (missing.length > 0) throw new ProfileIncompleteError({ name, missing })
  return {
    rpcUrls: checkUrls('rpcUrls', profile.rpcUrls),
    beaconUrls: checkUrls('beaconUrls', profile.beaconUrls),
    apiUrl: profile.apiUrl === null ? null : checkUrl('apiUrl', profile.apiUrl),
    chainId: checkInteger('chainId', profile.chainId, 1, Number.MAX_SAFE_INTEGER),
    registry: profile.registry === null ? null : checkAddress('registry', profile.registry),
    epochSeconds:
      profile.epochSeconds === null
        ? null
        : checkInteger('epochSeconds', profile.epochSeconds, EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX),
    account: profile.account === null ? null : checkAccount(profile.account),
  }
}
