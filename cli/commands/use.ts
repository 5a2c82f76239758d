import { type Call, defineAction } from '../frame/action.ts'
import { UsageError } from '../frame/errors.ts'
import { NEED_NAMES, NEEDS } from '../lib/network/needs.ts'
import { requireProfile, resolveNetwork } from '../lib/network/resolveNetwork.ts'
import { applySettings } from '../lib/profiles/applySettings.ts'
import { readProfile, writeProfile } from '../lib/profiles/profileFile.ts'
import { hasProfile, listProfiles, profileFile, readChoice, writeChoice } from '../lib/profiles/profiles.ts'
import { type Block, paragraph, type Row, table } from '../output/blocks.ts'

/** A value of the network, and where it came from. */
type ValueData = { readonly name: string; readonly value: string | number | readonly string[]; readonly from: string }

type Data = {
  /** Effect of the call: nothing changed, or the choice, or a profile. */
  readonly done: 'shown' | 'chosen' | 'written' | 'none'
  /** The profile that calls without --profile use; null if there is none. */
  readonly choice: string | null
  readonly profile: { readonly name: string; readonly source: string; readonly file: string } | null
  readonly values: readonly ValueData[]
  /** Names of all profiles of the user. */
  readonly profiles: readonly string[]
}

/** Creates or changes a profile. @throws as `applySettings` and `writeProfile` */
const write = async (name: string, settings: readonly string[]): Promise<void> => {
  const file = profileFile(name)
  const before = (await hasProfile(name)) ? await readProfile(name, file) : undefined
  await writeProfile(name, file, applySettings(name, before, settings))
}

const change = async ({ options, words }: Call): Promise<Data['done']> => {
  const [name] = words
  const settings = options.texts('set')
  if (options.flag('none')) {
    if (name !== undefined || settings.length > 0)
      throw new UsageError({ message: '--none takes no name and no --set.' })
    await writeChoice(undefined)
    return 'none'
  }
  if (name === undefined) {
    if (settings.length > 0) throw new UsageError({ message: '--set needs the NAME of a profile.' })
    return 'shown'
  }
  if (settings.length > 0) await write(name, settings)
  else await requireProfile(name)
  await writeChoice(name)
  return settings.length > 0 ? 'written' : 'chosen'
}

const run = async (call: Call) => {
  const done = await change(call)
  const { profile, found } = await resolveNetwork(call.options)
  const values = NEED_NAMES.flatMap((need): ValueData[] => {
    const value = found[need]
    return value === undefined ? [] : [{ name: NEEDS[need].field, ...value }]
  })
  const shown = profile === undefined ? null : { name: profile.name, source: profile.source, file: profile.file }
  const choice = (await readChoice()) ?? null
  return { data: { done, choice, profile: shown, values, profiles: await listProfiles() } }
}

const FIRST_LINES = {
  shown: '',
  chosen: 'Chosen.',
  written: 'Written and chosen.',
  none: 'No profile is chosen now.',
} as const

const render = ({ done, choice, profile, values, profiles }: Data): Block[] => [
  ...(done === 'shown' ? [] : [paragraph(FIRST_LINES[done], 'good')]),
  table([
    ['profile', profile === null ? 'none' : `${profile.name} (${profile.source})`],
    ...(profile === null ? [] : [['file', profile.file] as const]),
    ['chosen', choice ?? 'none'],
    ['profiles', profiles.length === 0 ? 'none' : profiles.join(', ')],
  ]),
  values.length === 0
    ? paragraph('A call without flags has no network now.')
    : table(
        values.map(({ name, value, from }): Row => [name, `${[value].flat().join(' ')}  from ${from}`]),
        'Values',
      ),
]

/** Shows, chooses, creates or changes profiles. */
export const use = defineAction<Data>({ run, render })
