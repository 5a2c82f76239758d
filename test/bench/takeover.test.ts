import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../bench/takeover/defenders.ts'
import { type Attempt, createNetworkModel, EPOCH_SECONDS, SECOND_EDITION } from '../../bench/takeover/networkModel.ts'
import { hoursOfOutage } from '../../bench/takeover/outage.ts'
import { playAttack, SIMPLE_PLAN } from '../../bench/takeover/playAttack.ts'
import { type Row, settingOf } from '../../bench/takeover/rows.ts'
import { allRows, formatSchedules, notesOf, SCHEDULES, tableOf } from '../../bench/takeover.ts'
import { readPage } from '../docs/readPage.ts'

/** Hours within which a quorum suspends a fifth of the network. */
const OUTAGE_HOURS_MAX = 48

describe('takeover in the simulation', () => {
  let rows: readonly Row[]
  beforeAll(() => {
    rows = allRows()
  })

  it('takes longer than the design asks for, on every network', () => {
    const tooFast = rows.filter(
      ({ bars, control, alone }) =>
        (bars.control !== undefined && (control?.hours ?? 0) < bars.control) ||
        (bars.alone !== undefined && (alone?.hours ?? 0) < bars.alone),
    )
    expect(tooFast).toEqual([])
  })

  it('would be faster than the design allows without each of the three rules', () => {
    const without = (id: string) => rows.filter((row) => row.id === id).map(({ withoutRule }) => withoutRule)
    expect(without('b')[0]).toBeLessThan(336)
    for (const hours of without('c')) expect(hours).toBeLessThan(648)
    expect(without('c')[0]).toBeLessThan(360)
    for (const hours of without('e')) expect(hours).toBe(1)
  })

  it('takes no time in the first edition', () => {
    const first = rows.filter(({ id }) => id === 'a')
    expect(first.map(({ control, alone }) => [control?.hours, alone?.hours])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
  })

  it('prints the table of docs/security.md', () => {
    const page = readPage('security.md')
    expect(page).toContain(tableOf(rows))
    for (const note of notesOf().trim().split('\n')) expect(page).toContain(note)
  })

  it('plays on 12 nodes what the contracts play, call by call', () => {
    expect(formatSchedules(), 'run node bench/takeover.ts --write').toBe(readFileSync(SCHEDULES, 'utf8'))
  })
})

describe('outage of a fifth of the network', () => {
  it('ends within two days on networks of every size', () => {
    const sizes = [...Array.from({ length: 89 }, (_, index) => 12 + index), 500, 1_500, 10_000]
    expect(sizes.filter((nodes) => hoursOfOutage(nodes) > OUTAGE_HOURS_MAX)).toEqual([])
  })
})

describe('rules of the simulated network', () => {
  it('refuse each activation beyond the larger of two and a sixteenth of the active nodes', () => {
    for (const [honestNodes, allowed] of [
      [12, 2],
      [47, 2],
      [48, 3],
      [1_500, 93],
    ] as const) {
      const attempts: Attempt[] = []
      playAttack({ ...settingOf(honestNodes), horizon: 0 }, { ...SIMPLE_PLAN, evictsAfter: 1 }, (attempt) =>
        attempts.push(attempt),
      )
      const outcomes = attempts.map(({ refusal }) => refusal)
      expect(outcomes).toEqual([...Array.from({ length: allowed }, () => undefined), 'ActivationLimitReached'])
    }
  })

  it('keep the attacker below a third when the honest answer and no suspended node comes back', () => {
    const plan = { ...SIMPLE_PLAN, returnsAfter: Number.POSITIVE_INFINITY, evictsAfter: 1 }
    for (const honestNodes of [12, 100]) {
      const outcome = playAttack({ ...settingOf(honestNodes), defence: answer }, plan)
      expect([outcome.third, outcome.control]).toEqual([undefined, undefined])
    }
  })

  it('refuse a suspension by the set before the node rested for two epochs', () => {
    const network = createNetworkModel({ rules: { ...SECOND_EDITION, activationLimit: false }, launchEnd: 0 })
    const ids = Array.from({ length: 12 }, () => network.register('honest'))
    network.advance(0)
    for (const nodeId of ids) network.activate(nodeId)
    const signed = { epoch: 1, by: 'honest' } as const
    network.advance(EPOCH_SECONDS)
    expect(network.suspend(1, signed)).toBe('StatusTooRecent')
    network.advance(2 * EPOCH_SECONDS)
    expect(network.suspend(1, signed)).toBe(undefined)
  })
})
