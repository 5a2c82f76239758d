import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderMetrics } from '../../indexer/health/renderMetrics.ts'
import type { EndpointStatus } from '../../indexer/rpc/types.ts'
import { fine, NOW } from '../indexer/support/fineStatus.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const endpoint: EndpointStatus = {
  requests: 1,
  failures: 0,
  failuresInARow: 0,
  banned: false,
  behind: false,
  calls: { eth_getLogs: 1 },
  callsLastHour: 1,
  examination: undefined,
}
const examined = { ...endpoint, examination: { proofWindow: 128n } } as unknown as EndpointStatus
const text = renderMetrics({ status: fine, endpoints: [examined], nowMs: NOW })
const served = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name))

const namesIn = (source: string): string[] => [...source.matchAll(/muster_indexer_\w+/g)].map(([name]) => name)

describe('ops', () => {
  it.each(['ops/alerts.yml', 'ops/dashboard.json'])('%s names only metrics that the indexer serves', (path) => {
    const names = namesIn(read(path))
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => !served.has(name))).toEqual([])
  })

  it('the dashboard shows every metric that the indexer serves', () => {
    const shown = new Set(namesIn(read('ops/dashboard.json')))
    expect([...served].filter((name) => !shown.has(name ?? ''))).toEqual([])
  })

  it('docs/operations.md says what to do about every alert, and about no other', () => {
    const alerts = [...read('ops/alerts.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => name)
    const [, section = ''] = read('docs/operations.md').split('\n## Alerts and dashboard\n')
    const [table = ''] = section.split('\n## ')
    const rows = table.split('\n').filter((line) => line.startsWith('| `'))
    const documented = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(documented.sort()).toEqual(alerts.sort())
  })
})
