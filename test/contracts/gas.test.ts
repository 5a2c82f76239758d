import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatSnapshot } from '../../bench/gas/formatSnapshot.ts'
import { GAS_TARGETS, GAS_TARGETS_MISSED } from '../../bench/gas/gasTargets.ts'
import { type GasReport, GENESIS_TIMESTAMP, measureGas } from '../../bench/gas/measureGas.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'

/** A hang guard: the measurement takes some twenty seconds. */
const MEASURE_TIMEOUT_MS = 240_000

const REWRITE = 'Gas or code size changed. Where that is meant: `node bench/gas.ts --write`, and commit the file.'

const text = readFileSync(new URL('../../bench/gas/snapshot.json', import.meta.url), 'utf8')
const protocolPage = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')

const snapshot = JSON.parse(text) as GasReport

const targets = Object.entries(snapshot.rows).flatMap(([name, { target }]) =>
  target === undefined ? [] : [[name, target] as const],
)
const limits = Object.entries(snapshot.sizes).map(([name, { limit }]) => [name, limit] as const)

describe('the gas of operations on a network of 1,000 nodes', () => {
  let chain: EmbeddedChain
  let report: GasReport

  beforeAll(async () => {
    const opened = await openHardhatChain({ initialTimestamp: GENESIS_TIMESTAMP })
    chain = opened
    report = await measureGas({ client: opened.client })
  }, MEASURE_TIMEOUT_MS)
  afterAll(() => chain?.stop())

  it('is exactly what bench/gas/snapshot.json says', () => {
    expect(formatSnapshot(report), REWRITE).toBe(text)
  })

  it('has a row for each target', () => {
    expect(targets).toEqual(Object.entries(GAS_TARGETS).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

  it.each(targets.filter(([name]) => !GAS_TARGETS_MISSED.has(name)))('of "%s" is at most %i', (name, target) => {
    expect(report.rows[name]?.gas).toBeLessThanOrEqual(target)
  })

  it.each(targets.filter(([name]) => GAS_TARGETS_MISSED.has(name)))(
    'of "%s" is above its target of %i, as docs/protocol.md owns up to',
    (name, target) => {
      expect(report.rows[name]?.gas).toBeGreaterThan(target)
      expect(protocolPage).toContain(report.rows[name]?.gas.toLocaleString('en'))
    },
  )

  it.each(limits)('leaves the code of "%s" at most %i bytes (trap 22)', (name, limit) => {
    expect(report.sizes[name]?.bytes).toBeLessThanOrEqual(limit)
  })
})
