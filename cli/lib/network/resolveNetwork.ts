import { isHttpUrl } from '../../../shared/isHttpUrl.ts'
import { checkAddress } from '../input/address.ts'
import { OptionInvalidError } from '../input/errors.ts'
import type { Options } from '../input/options.ts'
import { DEMO_NAME, demoProfileFile, readDemoProfile } from '../profiles/demoProfile.ts'
import { ProfileMissingError } from '../profiles/errors.ts'
import type { Profile } from '../profiles/profile.ts'
import { readProfile } from '../profiles/profileFile.ts'
import { hasProfile, listProfiles, profileFile, readChoice } from '../profiles/profiles.ts'
import { NEED_NAMES, NEEDS, type Need, URL_NEEDS } from './needs.ts'
import { type ChosenProfile, createNetwork, type FoundValues, type Network, type ProfileSource } from './network.ts'

/** Environment variables, by name. */
type Environment = Readonly<Record<string, string | undefined>>

/** Text of one value, and the flag or variable that it came from. */
type GivenText = { readonly texts: readonly string[]; readonly from: string }

const INTEGER_MAX = Number.MAX_SAFE_INTEGER

const checkUrl = (from: string, value: string): string => {
  // The value may hold a key, so the error does not repeat it.
  if (!isHttpUrl(value)) {
    throw new OptionInvalidError({ option: from, reason: 'must be a URL that begins with http:// or https://' })
  }
  return value
}

const checkInteger = (from: string, value: string): number => {
  if (!/^[1-9]\d{0,15}$/.test(value) || Number(value) > INTEGER_MAX) {
    throw new OptionInvalidError({ option: from, reason: 'must be a whole number above 0', value })
  }
  return Number(value)
}

const parse = (need: Need, { texts, from }: GivenText): FoundValues => {
  const [first = ''] = texts
  if (URL_NEEDS.has(need)) return { [need]: { value: texts.map((text) => checkUrl(from, text)), from } }
  if (need === 'registry') return { registry: { value: checkAddress(from, first), from } }
  if (need === 'account') return { account: { value: first, from } }
  return { [need]: { value: checkInteger(from, first), from } }
}

/** Values of flags, and with `--env` those of variables that no flag stands for. */
const readGiven = (options: Options, env: Environment): FoundValues =>
  Object.assign(
    {},
    ...NEED_NAMES.map((need): FoundValues => {
      const { flag, variable } = NEEDS[need]
      const texts = options.texts(flag)
      if (texts.length > 0) return parse(need, { texts, from: `--${flag}` })
      const text = options.flag('env') ? env[variable] : undefined
      if (text === undefined || text.trim() === '') return {}
      return parse(need, { texts: URL_NEEDS.has(need) ? text.trim().split(/\s+/) : [text], from: variable })
    }),
  )

type Loaded = { readonly profile: ChosenProfile; readonly values: Profile }

/** The user's profile of a name. The demo of this clone answers to its name if the user has no such profile. */
const loadNamed = async (name: string, source: ProfileSource, env: Environment): Promise<Loaded> => {
  if (await hasProfile(name)) {
    const file = profileFile(name)
    return { profile: { name, source, file, isNamed: true }, values: await readProfile(name, file) }
  }
  const demoFile = demoProfileFile(env['MUSTER_DATA'])
  const demo = name === DEMO_NAME ? await readDemoProfile(demoFile) : undefined
  if (demo !== undefined) return { profile: { name, source, file: demoFile, isNamed: true }, values: demo }
  throw new ProfileMissingError({ name, file: profileFile(name), source, known: await listProfiles() })
}

/** @throws ProfileMissingError, ProfileNameInvalidError, and what `readProfile` throws */
export const requireProfile = async (name: string, env: Environment = process.env): Promise<void> => {
  await loadNamed(name, 'the call', env)
}

const loadDemo = async (env: Environment): Promise<Loaded | undefined> => {
  const file = demoProfileFile(env['MUSTER_DATA'])
  const values = await readDemoProfile(file)
  if (values === undefined) return undefined
  const isNamed = !(await hasProfile(DEMO_NAME))
  return { profile: { name: DEMO_NAME, source: 'demo of this clone', file, isNamed }, values }
}

/** The name that a call without flags would use, and its source. */
const chosenName = async (env: Environment): Promise<{ name: string; source: ProfileSource } | undefined> => {
  const named = env['MUSTER_PROFILE']
  if (named !== undefined && named !== '') return { name: named, source: 'MUSTER_PROFILE' }
  const name = await readChoice()
  return name === undefined ? undefined : { name, source: 'muster use' }
}

const valuesOf = ({ profile: { name, source }, values }: Loaded): FoundValues => {
  const { rpcUrls, beaconUrls, apiUrl, chainId, registry, epochSeconds, account } = values
  const from = `profile ${name} (${source})`
  return {
    rpc: { value: rpcUrls, from },
    chainId: { value: chainId, from },
    ...(beaconUrls.length === 0 ? {} : { beacon: { value: beaconUrls, from } }),
    ...(apiUrl === null ? {} : { api: { value: [apiUrl], from } }),
    ...(registry === null ? {} : { registry: { value: registry, from } }),
    ...(epochSeconds === null ? {} : { epochSeconds: { value: epochSeconds, from } }),
    ...(account === null ? {} : { account: { value: account, from } }),
  }
}

/**
 * Finds the network of a call. Each value has one source, in this order:
 *
 * 1. flags, and with `--env` the variables of `NEEDS`
 * 2. the profile of `--profile`
 * 3. if no flag or variable names a network: the profile of `MUSTER_PROFILE`, else of `muster use`, else of the demo that
 *    runs from this clone
 *
 * So flags complete a profile only if the same call names it. Otherwise a call with `--rpc` could send to the registry of
 * another network.
 *
 * @throws OptionInvalidError, ProfileMissingError, and what `readProfile` throws
 */
export const resolveNetwork = async (options: Options, env: Environment = process.env): Promise<Network> => {
  const given = readGiven(options, env)
  const named = options.optionalText('profile')
  const isNamedInCall = named !== undefined || given.rpc?.from === '--rpc'
  const isOwnNetwork = NEED_NAMES.some((need) => NEEDS[need].isNetwork && given[need] !== undefined)
  if (named === undefined && isOwnNetwork) {
    const passedOver = (await chosenName(env).catch(() => undefined))?.name
    return createNetwork({ profile: undefined, found: given, passedOver, isNamedInCall })
  }
  const loaded = named === undefined ? await loadChosen(env) : await loadNamed(named, '--profile', env)
  const found = { ...(loaded === undefined ? {} : valuesOf(loaded)), ...given }
  return createNetwork({ profile: loaded?.profile, found, passedOver: undefined, isNamedInCall })
}

const loadChosen = async (env: Environment): Promise<Loaded | undefined> => {
  const chosen = await chosenName(env)
  return chosen === undefined ? loadDemo(env) : loadNamed(chosen.name, chosen.source, env)
}
