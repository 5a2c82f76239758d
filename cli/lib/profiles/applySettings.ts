import { resolve } from 'node:path'
import type { Hex } from 'viem'
import { ProfileIncompleteError, ProfileValueError } from './errors.ts'
import { checkProfile, PROFILE_FIELDS, type Profile, type ProfileField } from './profile.ts'

/** Values of one field, in the order they were given. An empty text removes the field. */
type Settings = ReadonlyMap<ProfileField, readonly string[]>

const parse = (texts: readonly string[]): Settings => {
  const settings = new Map<ProfileField, string[]>()
  for (const text of texts) {
    const at = text.indexOf('=')
    const name = at < 0 ? text : text.slice(0, at)
    const field = PROFILE_FIELDS.find((candidate) => candidate === name)
    if (at < 0 || field === undefined) {
      // The text may hold a key, so the error shows the name only.
      const reason = `must be FIELD=VALUE, with a field of ${PROFILE_FIELDS.join(', ')}`
      throw new ProfileValueError({ field: '--set', reason, value: at < 0 ? '' : name })
    }
    settings.set(field, [...(settings.get(field) ?? []), text.slice(at + 1)])
  }
  return settings
}

/** The URLs of a list field. One empty text empties the list. */
const listOf = (settings: Settings, field: ProfileField, before: readonly string[]): readonly string[] =>
  settings.get(field)?.filter((text) => text !== '') ?? before

/** The last text of a field; null if it is empty. */
const textOf = (settings: Settings, field: ProfileField, before: string | null): string | null => {
  const text = settings.get(field)?.at(-1)
  if (text === undefined) return before
  return text === '' ? null : text
}

/** A number field. Digits only: JavaScript would read "1e3" and "" as numbers, too. */
const numberOf = (settings: Settings, field: ProfileField, before: number | null): number | null => {
  const text = textOf(settings, field, before === null ? null : String(before))
  if (text === null) return null
  if (!/^\d{1,15}$/.test(text)) throw new ProfileValueError({ field, reason: 'must be a whole number', value: text })
  return Number(text)
}

/** A path is kept in full, since commands run in other folders. */
const accountOf = (text: string | null): string | null =>
  text === null || /^(?:0x)?[0-9a-fA-F]{40,}$/.test(text) ? text : resolve(text)

/**
 * A profile with some of its fields changed, or a new one.
 *
 * @param texts `FIELD=VALUE`; a list field takes several
 * @throws ProfileValueError, ProfileIncompleteError, OptionInvalidError if an address is wrong
 */
export const applySettings = (name: string, before: Profile | undefined, texts: readonly string[]): Profile => {
  const settings = parse(texts)
  const rpcUrls = listOf(settings, 'rpcUrls', before?.rpcUrls ?? [])
  const chainId = numberOf(settings, 'chainId', before?.chainId ?? null)
  const missing = [...(rpcUrls.length === 0 ? ['rpcUrls'] : []), ...(chainId === null ? ['chainId'] : [])]
  if (chainId === null || missing.length > 0) throw new ProfileIncompleteError({ name, missing })
  return checkProfile(name, {
    ...{ rpcUrls, chainId },
    beaconUrls: listOf(settings, 'beaconUrls', before?.beaconUrls ?? []),
    apiUrl: textOf(settings, 'apiUrl', before?.apiUrl ?? null),
    registry: textOf(settings, 'registry', before?.registry ?? null) as Hex | null,
    epochSeconds: numberOf(settings, 'epochSeconds', before?.epochSeconds ?? null),
    account: accountOf(textOf(settings, 'account', before?.account ?? null)),
  })
}
