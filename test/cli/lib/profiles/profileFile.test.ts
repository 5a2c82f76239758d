import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applySettings } from '../../../../cli/lib/profiles/applySettings.ts'
import { checkProfileName, type Profile } from '../../../../cli/lib/profiles/profile.ts'
import { readProfile, writeProfile } from '../../../../cli/lib/profiles/profileFile.ts'

const PROFILE: Profile = {
  rpcUrls: ['https://rpc.example/v2/KEY', 'http://127.0.0.1:8545'],
  beaconUrls: ['https://beacon.example'],
  apiUrl: 'https://api.example',
  chainId: 1,
  registry: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
  epochSeconds: 3_600,
  account: '/keys/account.key',
}

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('profiles', () => {
  let folder: string
  const file = (): string => join(folder, 'profiles', 'main.json')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-profiles-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('writeProfile writes a file that readProfile reads when only the owner has rights', async () => {
    await writeProfile('main', file(), PROFILE)
    expect(await readProfile('main', file())).toEqual(PROFILE)
    expect(modeOf(file())).toBe(0o600)
    expect(modeOf(join(folder, 'profiles'))).toBe(0o700)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ format: 'muster-profile', version: 1 })
  })

  it('writeProfile replaces the file by another one when it exists', async () => {
    const before = statSync(file()).ino
    await writeProfile('main', file(), { ...PROFILE, apiUrl: null, registry: null, epochSeconds: null, account: null })
    expect(statSync(file()).ino).not.toBe(before)
    expect(await readProfile('main', file())).toMatchObject({ apiUrl: null, account: null })
    expect(readdirSync(join(folder, 'profiles'))).toEqual(['main.json'])
  })

  it('readProfile throws when others have a right on the file or its folder', async () => {
    await writeProfile('main', file(), PROFILE)
    for (const mode of [0o640, 0o604, 0o620, 0o602, 0o666]) {
      chmodSync(file(), mode)
      await expect(readProfile('main', file())).rejects.toThrow(`chmod 600 ${file()}`)
    }
    chmodSync(file(), 0o600)
    for (const mode of [0o750, 0o701, 0o770, 0o777]) {
      chmodSync(join(folder, 'profiles'), mode)
      await expect(readProfile('main', file())).rejects.toThrow(`chmod 700 ${join(folder, 'profiles')}`)
      await expect(writeProfile('main', file(), PROFILE)).rejects.toThrow('Other users can read or change')
    }
    chmodSync(join(folder, 'profiles'), 0o700)
    expect(await readProfile('main', file())).toEqual(PROFILE)
  })

  it('readProfile names the field when a value is missing, unknown or wrong', async () => {
    const whole = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>
    const { account: _, ...withoutAccount } = whole
    const cases: [value: unknown, sentence: string][] = [
      [{ ...whole, format: 'other' }, 'it is not a muster-profile file'],
      [{ ...whole, version: 2 }, 'this program reads version 1 of muster-profile only'],
      [withoutAccount, '"account" is missing'],
      [{ ...whole, password: 'x' }, '"password" is not a field of such a file'],
      [{ ...whole, rpcUrls: 'https://rpc.example' }, '"rpcUrls" must be a list of at most 16'],
      [{ ...whole, rpcUrls: [7] }, '"rpcUrls[0]" must be a text'],
      [{ ...whole, rpcUrls: [] }, 'would have no rpcUrls'],
      [{ ...whole, rpcUrls: ['file:///etc/passwd'] }, 'rpcUrls must be a URL that begins with http:// or https://.'],
      [{ ...whole, chainId: '1' }, '"chainId" must be a whole number'],
      [{ ...whole, chainId: 0 }, '"chainId" must be a whole number'],
      [{ ...whole, epochSeconds: 9 }, 'epochSeconds must be a whole number from 10 to 3600'],
      [{ ...whole, registry: '0x12' }, 'registry must be an address'],
      [{ ...whole, registry: '0x5FBDB2315678afecb367f032d93F642f64180aa3' }, 'registry has a wrong checksum'],
      [{ ...whole, account: 'relative.key' }, 'account must be an address or an absolute path'],
      [{ ...whole, account: 'ab'.repeat(32) }, 'account looks like a secret key'],
      ['text', 'it is not a muster-profile file'],
    ]
    for (const [value, sentence] of cases) {
      writeFileSync(file(), JSON.stringify(value))
      await expect(readProfile('main', file())).rejects.toThrow(sentence)
    }
    writeFileSync(file(), '{')
    await expect(readProfile('main', file())).rejects.toThrow('it is not JSON')
    await expect(readProfile('main', join(folder, 'none.json'))).rejects.toThrow('cannot be read (ENOENT)')
  })

  it('writeProfile leaves the older file and no other when the profile is invalid', async () => {
    await writeProfile('main', file(), PROFILE)
    await expect(writeProfile('main', file(), { ...PROFILE, chainId: -1 })).rejects.toThrow('chainId must be')
    expect(await readProfile('main', file())).toEqual(PROFILE)
    const other = join(folder, 'unwritten', 'main.json')
    await expect(writeProfile('main', other, { ...PROFILE, rpcUrls: [] })).rejects.toThrow('no rpcUrls')
    expect(existsSync(other)).toBe(false)
    mkdirSync(join(folder, 'open'), { mode: 0o755 })
    await expect(writeProfile('main', join(folder, 'open', 'main.json'), PROFILE)).rejects.toThrow('chmod 700')
  })

  it.each(['', 'Main', 'a b', '../x', 'a'.repeat(33), 'ä', 'a.b', 'a/b'])(
    'checkProfileName throws when the name is "%s"',
    (name) => expect(() => checkProfileName(name)).toThrow('is not a name for a profile'),
  )
})

describe('applySettings', () => {
  it('applySettings makes a profile when it has an endpoint and a chain', () => {
    expect(applySettings('main', undefined, ['rpcUrls=http://a', 'chainId=5'])).toEqual({
      rpcUrls: ['http://a'],
      beaconUrls: [],
      apiUrl: null,
      chainId: 5,
      registry: null,
      epochSeconds: null,
      account: null,
    })
  })

  it('applySettings replaces the named fields and keeps the others when there is a profile', () => {
    const settings = ['rpcUrls=http://a', 'rpcUrls=http://b?c=d', 'epochSeconds=', 'apiUrl=', 'account=/other.key']
    expect(applySettings('main', PROFILE, settings)).toEqual({
      ...PROFILE,
      rpcUrls: ['http://a', 'http://b?c=d'],
      epochSeconds: null,
      apiUrl: null,
      account: '/other.key',
    })
    expect(applySettings('main', PROFILE, ['account=keys/x.key']).account).toBe(join(process.cwd(), 'keys/x.key'))
  })

  it.each([
    [['chainId=5'], 'would have no rpcUrls'],
    [['rpcUrls=http://a'], 'would have no chainId'],
    [['apiUrl=http://a'], 'would have no rpcUrls and no chainId'],
    [['rpcUrls'], '--set must be FIELD=VALUE'],
    [['colour=red'], '--set must be FIELD=VALUE, with a field of rpcUrls'],
    [['rpcUrls=http://a', 'chainId=1e3'], 'chainId must be a whole number'],
    [['rpcUrls=http://a', 'chainId=1', `account=0x${'ab'.repeat(32)}`], 'account looks like a secret key'],
  ])('applySettings throws when the settings are %j', (settings, sentence) => {
    expect(() => applySettings('main', undefined, settings)).toThrow(sentence)
  })
})
