import { type Hex, parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { nextSteps, whyOver } from '../../../../cli/lib/pool/nextSteps.ts'
import type { PoolPlace, PoolView } from '../../../../cli/lib/pool/readPool.ts'
import { renderPool } from '../../../../cli/lib/pool/renderPool.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'

const DAY = 86_400

/** 2090-01-01. */
const NOW = 3_786_912_000

const address = (name: string): Hex => seededAccount('steps of a pool', name).address.toLowerCase() as Hex

const place = (slot: number, tokens: string, rest: Partial<PoolPlace> = {}): PoolPlace => {
  const contributor = address(String(slot))
  const amount = parseEther(tokens)
  const unearned = { due: 0n, offeredTo: null }
  return { slot, contributor, beneficiary: contributor, amount, contributedAt: NOW - DAY, ...unearned, ...rest }
}

const OPEN: PoolView = {
  poolId: 7n,
  state: 'Open',
  opener: address('0'),
  feeBps: 500,
  deadline: NOW + 3 * DAY,
  requirement: parseEther('100'),
  requirementNow: parseEther('100'),
  total: parseEther('25'),
  termsHash: `0x${'11'.repeat(32)}`,
  registrationHash: `0x${'22'.repeat(32)}`,
  isOver: false,
  places: [place(0, '25')],
  slotsMax: 10,
  boundsOfNew: { min: parseEther('8'), max: parseEther('75') },
  withdrawalRest: DAY,
  exitRequestableAt: 0,
  pausedUntil: 0,
  node: undefined,
}

const NODE: NonNullable<PoolView['node']> = {
  nodeId: 5,
  status: 'Active',
  operator: address('operator'),
  principal: OPEN.requirement,
  activatableAt: NOW - DAY,
  firstActivatedAt: NOW - DAY,
  ticket: { source: 0, round: 7 },
  exitDueAt: 0,
  accrued: 0n,
  paid: 0n,
}

const REGISTERED: PoolView = {
  ...OPEN,
  state: 'Registered',
  total: OPEN.requirement,
  places: [place(0, '60'), place(1, '24.9'), place(2, '15.1')],
  boundsOfNew: { min: 0n, max: 0n },
  exitRequestableAt: NOW + 30 * DAY,
  node: NODE,
}

/** Lines with account and step. */
const stepsOf = (pool: PoolView, now = NOW): string[] => nextSteps(pool, now).map(({ who, what }) => `${who}: ${what}`)

describe('nextSteps', () => {
  it('nextSteps offers contributions up to what is reserved for others when a pool is open', () => {
    const reserved = place(1, '20', { contributedAt: 0 })
    const boundsOfNew = { min: parseEther('7'), max: parseEther('55') }
    expect(stepsOf({ ...OPEN, places: [place(0, '25'), reserved], boundsOfNew })).toEqual([
      `${address('1')}: contribute at least 20 tokens: reserved`,
      'anyone new: contribute 7 tokens to 55 tokens',
      'contributors: contribute more, at most 55 tokens',
      'contributors: withdraw',
      'opener: replace-registration; cancel, which closes the pool',
    ])
  })

  it('nextSteps names the time of withdrawals when a contribution is younger than 24 epochs', () => {
    const places = [place(0, '25'), place(1, '10', { contributedAt: NOW - 3_600 })]
    expect(stepsOf({ ...OPEN, places, total: parseEther('35') })).toContain(
      'contributors: withdraw, 1.0 days after their last contribution; all of them from 2090-01-01 23:00:00 UTC (in 23.0 hours)',
    )
  })

  it('nextSteps offers no contribution when no place is free or the rest is reserved', () => {
    const none = { min: 0n, max: 0n }
    const places = [place(0, '25'), place(1, '75', { contributedAt: 0 })]
    expect(stepsOf({ ...OPEN, places, boundsOfNew: none }).join()).not.toMatch(/anyone new|contribute more/)
    expect(stepsOf({ ...OPEN, boundsOfNew: none })).toContain('contributors: contribute more, at most 75 tokens')
  })

  it('nextSteps offers finalize when a pool is full', () => {
    const full = { ...OPEN, total: OPEN.requirement }
    expect(stepsOf(full)[0]).toBe('anyone: finalize, until 2090-01-04 00:00:00 UTC (in 3.0 days)')
    expect(stepsOf({ ...full, pausedUntil: NOW + DAY })[0]).toMatch(/^anyone: finalize, once .* until 2090-01-02/)
    expect(stepsOf(full).join()).not.toMatch(/cancel/)
  })

  it('nextSteps offers a withdrawal to each contributor when a pool is over', () => {
    const places = [place(1, '30'), place(2, '9', { contributedAt: 0 })]
    const over = { ...OPEN, isOver: true, places }
    expect(stepsOf(over)).toEqual([`${address('1')}: withdraw: 30 tokens`])
    const empty: PoolView = { ...over, state: 'Closed', places: [] }
    expect(stepsOf(empty)).toEqual([])
    const blocks = renderPool({ ...empty, node: null, now: NOW, steps: [] })
    expect(blocks.at(-1)).toEqual({ kind: 'text', text: 'Nothing is left to be done.', tone: 'plain' })
    expect(whyOver(empty)).toBe('it was closed')
    expect(whyOver(over)).toBe('its deadline was 2090-01-04 00:00:00 UTC')
    expect(whyOver({ ...over, requirementNow: parseEther('90') })).toBe(
      'the registry asks for 90 tokens by now, and the pool for 100 tokens',
    )
  })

  it('nextSteps offers claim and request-exit when a pool is registered', () => {
    const later = 'contributors: request-exit, from 2090-01-31 00:00:00 UTC (in 30.0 days)'
    expect(stepsOf(REGISTERED)).toEqual([
      'beneficiaries: claim',
      `${address('0')}: request-exit`,
      later,
      'contributors: beneficiary; offer-place, all but the opener',
    ])
    const quarter = { ...REGISTERED, places: [place(0, '75'), place(1, '25')] }
    expect(stepsOf(quarter)).toContain(`${address('1')}: request-exit`)
    expect(stepsOf(REGISTERED, NOW + 30 * DAY)).toContain('contributors: request-exit')
    expect(stepsOf(REGISTERED, NOW + 30 * DAY)).not.toContain(later)
  })

  it('nextSteps offers activation and exit when the node is ready for them', () => {
    const steps = (node: Partial<typeof NODE>) => stepsOf({ ...REGISTERED, node: { ...NODE, ...node } }).join('\n')
    expect(steps({ status: 'Pending' })).toContain('anyone: node activate 5, from ')
    const exit = 'anyone: node exit 5, from 2090-01-02'
    for (const status of ['Active', 'Removed'] as const) {
      const leaving = steps({ status, exitDueAt: NOW + DAY })
      expect(leaving).toContain(exit)
      expect(leaving).not.toContain('request-exit')
    }
    const gone = steps({ status: 'Exited', exitDueAt: NOW - DAY, paid: OPEN.requirement })
    expect(gone).not.toMatch(/node exit|request-exit/)
    expect(gone).toContain('beneficiaries: claim')
  })
})
