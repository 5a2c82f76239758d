import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatSnapshot } from '../../bench/gas/formatSnapshot.ts'
import { GAS_TARGETS, GAS_TARGETS_MISSED } from '../../bench/gas/gasTargets.ts'
import { type GasReport, GENESIS_TIMESTAMP, measureGas } from '../../bench/gas/measureGas.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'

/** Guards against a hang: the measurement takes some twenty seconds. */
const MEASURE_TIMEOUT_MS = 240_000

const REWRITE = 'Gas or code size changed. If that is intended, run `node bench/gas.ts --write` and commit the file.'

const text = readFileSync(new URL('../../bench/gas/snapshot.json', import.meta.url), 'utf8')
const protocolPage = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')

const snapshot = JSON.parse(text) as GasReport

const targets = Object.entries(snapshot.rows).flatMap(([name, { target }]) =>
  target === undefined ? [] : [[name, target] as const],
)
const limits = Object.entries(snapshot.sizes).map(([name, { limit }]) => [name, limit] as const)

describe('gas on a network of 1,000 nodes', () => {
  let chain: EmbeddedChain
  let report: GasReport

  beforeAll(async () => {
    const opened = await openHardhatChain({ initialTimestamp: GENESIS_TIMESTAMP })
    chain = opened
    report = await measureGas({ client: opened.client })
  }, MEASURE_TIMEOUT_MS)
  afterAll(() => chain?.stop())

  it('equals bench/gas/snapshot.json', () => {
    expect(formatSnapshot(report), REWRITE).toBe(text)
  })

  it('has a row for each target', () => {
    expect(targets).toEqual(Object.entries(GAS_TARGETS).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

  it.each(targets.filter(([name]) => !GAS_TARGETS_MISSED.has(name)))('keeps "%s" at most %i', (name, target) => {
    expect(report.rows[name]?.gas).toBeLessThanOrEqual(target)
  })

  it.each(targets.filter(([name]) => GAS_TARGETS_MISSED.has(name)))(
    'keeps "%s" above its target of %i, as docs/protocol.md admits',
    (name, target) => {
      expect(report.rows[name]?.gas).toBeGreaterThan(target)
      expect(protocolPage).toContain(report.rows[name]?.gas.toLocaleString('en'))
    },
  )

  it.each(limits)('keeps the code of "%s" at most %i bytes (trap 22)', (name, limit) => {
    expect(report.sizes[name]?.bytes).toBeLessThanOrEqual(limit)
  })
})
