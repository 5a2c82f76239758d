import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createOptions, type OptionValues } from '../../../../cli/lib/input/options.ts'
import { NEED_NAMES, NEEDS, type Need } from '../../../../cli/lib/network/needs.ts'
import type { FoundValues } from '../../../../cli/lib/network/network.ts'
import { resolveNetwork } from '../../../../cli/lib/network/resolveNetwork.ts'
import type { Profile } from '../../../../cli/lib/profiles/profile.ts'
import { writeProfile } from '../../../../cli/lib/profiles/profileFile.ts'
import { writeChoice } from '../../../../cli/lib/profiles/profiles.ts'

/** A profile whose values all contain its number, so that a mixture shows. */
const profileOf = (number: number): Profile => ({
  rpcUrls: [`http://rpc-${number}.example`],
  beaconUrls: [`http://beacon-${number}.example`],
  apiUrl: `http://api-${number}.example`,
  chainId: number,
  registry: `0x${String(number).repeat(40)}`,
  epochSeconds: number * 10,
  account: `/account-${number}.key`,
})

const valuesOf = (number: number): Readonly<Record<Need, unknown>> => {
  const { rpcUrls, beaconUrls, apiUrl, chainId, registry, epochSeconds, account } = profileOf(number)
  return { rpc: rpcUrls, beacon: beaconUrls, api: [apiUrl], chainId, registry, epochSeconds, account }
}

/** Text of a value, as a flag or variable has it. */
const textOf = (need: Need, number: number): string => String([valuesOf(number)[need]].flat()[0])

const seen = (found: FoundValues) => Object.fromEntries(NEED_NAMES.map((need) => [need, found[need]?.value]))

const NUMBERS = { named: 1, variable: 2, chosen: 3, demo: 4, flag: 5, environment: 6 }

describe('resolveNetwork', () => {
  let folder: string
  let env: Record<string, string>
  let start: ChildProcess
  const resolve = (values: OptionValues, more: Record<string, string> = {}) =>
    resolveNetwork(createOptions(values), { ...env, ...more })
  const writeDemo = (fields: Record<string, unknown> = {}): void => {
    const demo = {
      format: 'muster-demo-profile',
      version: 1,
      ...profileOf(NUMBERS.demo),
      process: start.pid,
      ...fields,
    }
    const file = join(folder, 'data', 'profiles', 'demo.json')
    writeFileSync(file, JSON.stringify(demo), { mode: 0o600 })
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-network-'))
    vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'))
    env = { MUSTER_DATA: join(folder, 'data') }
    for (const name of ['named', 'variable', 'chosen'] as const) {
      const file = join(folder, 'config', 'muster', 'profiles', `${name}.json`)
      await writeProfile(name, file, profileOf(NUMBERS[name]))
    }
    mkdirSync(join(folder, 'data', 'profiles'), { recursive: true, mode: 0o700 })
    // Its command line looks like that of npm start, and it waits until it is ended.
    start = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', 'start.ts'])
    writeDemo()
  })
  afterAll(async () => {
    start.kill()
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })

  it('resolveNetwork takes the first source of the order when several have a profile', async () => {
    await writeChoice('chosen')
    const variable = { MUSTER_PROFILE: 'variable' }
    expect(seen((await resolve({ profile: 'named' }, variable)).found)).toEqual(valuesOf(NUMBERS.named))
    expect(seen((await resolve({}, variable)).found)).toEqual(valuesOf(NUMBERS.variable))
    expect(seen((await resolve({})).found)).toEqual(valuesOf(NUMBERS.chosen))
    await writeChoice(undefined)
    const demo = await resolve({})
    expect(seen(demo.found)).toEqual(valuesOf(NUMBERS.demo))
    expect(demo.profile).toMatchObject({ name: 'demo', source: 'demo of this clone', isNamed: true })
  })

  it.each(NEED_NAMES)(
    'resolveNetwork takes %s from the flag and the rest from --profile when both are given',
    async (need) => {
      await writeChoice('chosen')
      const flags = { [NEEDS[need].flag]: textOf(need, NUMBERS.flag) }
      const { found, profile } = await resolve({ profile: 'named', ...flags }, { MUSTER_PROFILE: 'variable' })
      expect(seen(found)).toEqual({ ...valuesOf(NUMBERS.named), [need]: valuesOf(NUMBERS.flag)[need] })
      expect(found[need]?.from).toBe(`--${NEEDS[need].flag}`)
      expect(profile?.name).toBe('named')
    },
  )

  it.each(NEED_NAMES.filter((need) => NEEDS[need].isNetwork))(
    'resolveNetwork takes nothing from a profile that was not named when %s is given by flag',
    async (need) => {
      await writeChoice('chosen')
      const flags = { [NEEDS[need].flag]: textOf(need, NUMBERS.flag) }
      const { found, profile, passedOver } = await resolve(flags)
      expect(seen(found)).toEqual({ ...seen({}), [need]: valuesOf(NUMBERS.flag)[need] })
      expect([profile, passedOver]).toEqual([undefined, 'chosen'])
    },
  )

  it.each(NEED_NAMES.filter((need) => !NEEDS[need].isNetwork))(
    'resolveNetwork keeps the chosen profile when %s alone is given by flag',
    async (need) => {
      await writeChoice('chosen')
      const { found } = await resolve({ [NEEDS[need].flag]: textOf(need, NUMBERS.flag) })
      expect(seen(found)).toEqual({ ...valuesOf(NUMBERS.chosen), [need]: valuesOf(NUMBERS.flag)[need] })
    },
  )

  it.each(NEED_NAMES)('resolveNetwork reads the variable of %s with --env only, after the flag', async (need) => {
    const variable = { [NEEDS[need].variable]: textOf(need, NUMBERS.environment) }
    expect((await resolve({ profile: 'named' }, variable)).found[need]?.value).toEqual(valuesOf(NUMBERS.named)[need])
    const read = await resolve({ profile: 'named', env: true }, variable)
    expect(read.found[need]).toEqual({ value: valuesOf(NUMBERS.environment)[need], from: NEEDS[need].variable })
    const flags = { [NEEDS[need].flag]: textOf(need, NUMBERS.flag) }
    const flagged = await resolve({ profile: 'named', env: true, ...flags }, variable)
    expect(flagged.found[need]?.value).toEqual(valuesOf(NUMBERS.flag)[need])
  })

  it('resolveNetwork splits a variable at spaces when it holds several URLs', async () => {
    const { found } = await resolve({ env: true }, { MUSTER_RPC: ' http://a http://b?c=d,e ' })
    expect(found.rpc?.value).toEqual(['http://a', 'http://b?c=d,e'])
  })

  it('resolveNetwork ignores the demo when its process ended or is another program', async () => {
    await writeChoice(undefined)
    for (const process of [2 ** 30, globalThis.process.ppid]) {
      writeDemo({ process })
      expect((await resolve({})).profile).toBeUndefined()
    }
    writeDemo()
    expect((await resolve({ profile: 'demo' })).profile?.source).toBe('--profile')
  })

  it('resolveNetwork refuses the demo when its file is open to others', async () => {
    const file = join(folder, 'data', 'profiles', 'demo.json')
    chmodSync(file, 0o644)
    await expect(resolve({})).rejects.toThrow('Other users can read or change')
    chmodSync(file, 0o600)
  })

  it('resolveNetwork prefers a profile of the user when its name is demo', async () => {
    const file = join(folder, 'config', 'muster', 'profiles', 'demo.json')
    await writeProfile('demo', file, profileOf(9))
    expect(seen((await resolve({ profile: 'demo' })).found)).toEqual(valuesOf(9))
    const fallback = await resolve({})
    expect(seen(fallback.found)).toEqual(valuesOf(NUMBERS.demo))
    expect(fallback.profile?.isNamed).toBe(false)
    await rm(file)
  })

  it('resolveNetwork throws and never falls back when the named profile is missing', async () => {
    await writeChoice('gone')
    await expect(resolve({})).rejects.toThrow('There is no profile "gone", which muster use names.')
    await writeChoice(undefined)
    await expect(resolve({}, { MUSTER_PROFILE: 'gone' })).rejects.toThrow('which MUSTER_PROFILE names')
    await expect(resolve({ profile: 'gone' })).rejects.toThrow('There are: chosen, named, variable.')
    await expect(resolve({ profile: '../../etc/x' })).rejects.toThrow('is not a name for a profile')
  })

  it('resolveNetwork throws when the choice is open to others or holds something else', async () => {
    const file = join(folder, 'config', 'muster', 'use')
    await writeChoice('chosen')
    chmodSync(file, 0o644)
    await expect(resolve({})).rejects.toThrow('Other users can read or change')
    chmodSync(file, 0o600)
    writeFileSync(file, '../x\n')
    await expect(resolve({})).rejects.toThrow('is not a name for a profile')
    await writeChoice(undefined)
  })

  it.each(['', 'relative/home'])('resolveNetwork reads the demo only when the home folder is "%s"', async (home) => {
    const config = process.env['XDG_CONFIG_HOME']
    vi.stubEnv('XDG_CONFIG_HOME', 'relative')
    vi.stubEnv('HOME', home)
    expect(seen((await resolve({})).found)).toEqual(valuesOf(NUMBERS.demo))
    expect((await resolve({ profile: 'demo' })).profile?.source).toBe('--profile')
    await expect(resolve({ profile: 'named' })).rejects.toThrow('Set XDG_CONFIG_HOME to an absolute path.')
    await expect(writeChoice('named')).rejects.toThrow('This user has no home folder.')
    vi.stubEnv('XDG_CONFIG_HOME', config)
  })

  it('resolveNetwork changes no profile and no choice when it reads them', async () => {
    const file = join(folder, 'config', 'muster', 'profiles', 'named.json')
    const before = readFileSync(file, 'utf8')
    await resolve({ profile: 'named', rpc: 'http://other' })
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it.each([
    ['rpc', 'ftp://x', '--rpc must be a URL'],
    ['rpc', 'host/SECRET', '--rpc must be a URL'],
    ['chain-id', '0', '--chain-id must be a whole number above 0'],
    ['chain-id', '1e3', '--chain-id must be a whole number above 0'],
    ['registry', '0x12', '--registry must be an address: 0x and 40 hex digits'],
    [
      'registry',
      '0x5fbdb2315678afecb367f032d93F642f64180aa3',
      'If all digits are right, write 0x5FbDB2315678afecb367f032d93F642f64180aa3 or 0x5fbdb2315678afecb367f032d93f642f64180aa3',
    ],
  ])('resolveNetwork names the flag when --%s is %s (S14)', async (flag, value, sentence) => {
    await expect(resolve({ [flag]: value })).rejects.toThrow(sentence)
    await expect(resolve({ [flag]: value })).rejects.not.toThrow('SECRET')
  })
})
