import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { ParameterRefusedError } from '../../../../cli/lib/governance/errors.ts'
import {
  amountBounds,
  applySettings,
  type Bounds,
  changeRows,
  type Parameters,
} from '../../../../cli/lib/governance/parameters.ts'

const DAY = 86_400n

const CURRENT: Parameters = {
  stakingRequirement: parseEther('25000'),
  activationDelay: 7_200n,
  exitDelay: 14n * DAY,
  removalLock: 30n * DAY,
  penaltyBps: 1_000n,
  minQuorum: 10n,
  removalReward: parseEther('100'),
}

const BOUNDS: Bounds = {
  ...amountBounds(CURRENT.stakingRequirement),
  activationDelay: [3_600n, 14_400n],
  exitDelay: [DAY, 30n * DAY],
  removalLock: [DAY, 30n * DAY],
  penaltyBps: [0n, 2_500n],
  minQuorum: [4n, 100n],
}

const set = (...settings: string[]): Parameters => applySettings(CURRENT, BOUNDS, settings)

describe('applySettings', () => {
  it('applySettings takes a value when it has the unit of the contract or a common one', () => {
    expect(set('stakingRequirement=30000tokens').stakingRequirement).toBe(parseEther('30000'))
    expect(set('stakingRequirement=30000000000000000000000').stakingRequirement).toBe(parseEther('30000'))
    expect(set('removalReward=0.5tokens').removalReward).toBe(parseEther('0.5'))
    expect(set('exitDelay=21days').exitDelay).toBe(21n * DAY)
    expect(set('exitDelay=86400').exitDelay).toBe(DAY)
    expect(set('activationDelay=3h').activationDelay).toBe(10_800n)
    expect(set('penaltyBps=0').penaltyBps).toBe(0n)
  })

  it('applySettings changes the named parameters only when others exist', () => {
    expect(set('minQuorum=12', 'penaltyBps=500')).toEqual({ ...CURRENT, minQuorum: 12n, penaltyBps: 500n })
    expect(changeRows(CURRENT, set('minQuorum=12', 'exitDelay=1d'))).toEqual([
      ['exitDelay', '1209600 (14.0 days) -> 86400 (1.0 days)'],
      ['minQuorum', '10 -> 12'],
    ])
  })

  it('applySettings throws when the removal lock would be shorter than the exit delay', () => {
    expect(set('exitDelay=30days').removalLock).toBe(30n * DAY)
    expect(set('exitDelay=2days', 'removalLock=2days').removalLock).toBe(2n * DAY)
    const expected = expect.stringContaining('a removal lock of at least the exit delay; got 1209599 (14.0 days)')
    expect(() => set('removalLock=1209599')).toThrow(expect.objectContaining({ message: expected }))
    expect(() => set('exitDelay=30days', 'removalLock=29days')).toThrow(/at least the exit delay/)
  })

  it('applySettings takes a value at its bound and throws when it is one beyond', () => {
    const values: [name: keyof Parameters, min: bigint, max: bigint][] = [
      ['stakingRequirement', parseEther('12500'), parseEther('37500')],
      ['activationDelay', 3_600n, 14_400n],
      ['exitDelay', DAY, 30n * DAY],
      ['removalLock', CURRENT.exitDelay, 30n * DAY - 1n],
      ['penaltyBps', 0n, 2_500n],
      ['minQuorum', 4n, 100n],
      ['removalReward', 0n, 2n ** 96n - 1n],
    ]
    for (const [name, min, max] of values) {
      expect(set(`${name}=${min}`)[name]).toBe(min)
      expect(set(`${name}=${max}`)[name]).toBe(max)
      expect(() => set(`${name}=${BOUNDS[name][1] + 1n}`)).toThrow('the contract takes')
      if (min > 0n) expect(() => set(`${name}=${min - 1n}`)).toThrow(ParameterRefusedError)
    }
  })

  it('applySettings throws when a setting is malformed, unknown, given twice or changes nothing', () => {
    const cases: [setting: string, reason: string][] = [
      ['exitDelay', 'write name=number'],
      ['exitDelay=', 'write name=number'],
      ['exitDelay=-1', 'write name=number'],
      ['exitDelay=1e6', 'write name=number'],
      ['exitDelay=0x10', 'write name=number'],
      ['toString=3', 'no such parameter'],
      ['exitDelay=2weeks', '"weeks" is not a unit of it'],
      ['exitDelay=constructor', 'write name=number'],
      ['exitDelay=2constructor', '"constructor" is not a unit of it'],
      ['exitDelay=2tokens', '"tokens" is not a unit of it'],
      ['exitDelay=1.5days', 'only tokens have a fraction'],
      ['minQuorum=2days', '"days" is not a unit of it'],
      ['minQuorum=10', 'it is that already'],
    ]
    for (const [setting, reason] of cases) expect(() => set(setting), setting).toThrow(reason)
    expect(() => set('minQuorum=11', 'minQuorum=12')).toThrow('minQuorum is set twice')
  })

  it('amountBounds lets the requirement move when it has any value', () => {
    expect(amountBounds(1n).stakingRequirement).toEqual([1n, 2n])
    expect(amountBounds(2n ** 96n - 1n).stakingRequirement).toEqual([2n ** 95n, 2n ** 96n - 1n])
  })
})
