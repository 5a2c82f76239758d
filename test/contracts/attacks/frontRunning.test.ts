import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changingFunctions, readContracts } from '../governance/contracts.ts'
import type { Griefing } from './frontRunning/frontRun.ts'
import { FRONT_RUNS } from './frontRunning/frontRuns.ts'

const ROOT = new URL('../../../', import.meta.url)
const sourceOf = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8')

// Roles alone call the manager's functions. `governance.test.ts` has the callers and times.
const contracts = (await readContracts()).filter(({ name }) => name !== 'AccessManager')
const functions = changingFunctions(contracts)

const remaining = FRONT_RUNS.flatMap(({ remains }) => (remains === undefined ? [] : [remains]))

describe('table of front-runs', () => {
  it('has an entry for every function that changes state, and for no other', () => {
    expect([...new Set(FRONT_RUNS.map(({ call }) => call))].sort()).toEqual([...functions].sort())
  })

  it.each(FRONT_RUNS)('names an existing test for $call by $first: $outcome', ({ file, test }) => {
    const source = sourceOf(file)
    const declared = file.endsWith('.sol') ? [`function ${test}(`] : [`it('${test}'`, `describe('${test}'`]
    expect(
      declared.some((text) => source.includes(text)),
      `${file} has no test "${test}"`,
    ).toBe(true)
  })

  it('matches the griefing table of docs/security.md', () => {
    const rowOf = ({ what, costs, ends }: Griefing) => `| ${what} | ${costs} | ${ends} |`
    const [, section = ''] = sourceOf('docs/security.md').split('\n## Griefing that remains\n')
    const [table = ''] = section.split('\n## ')
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    expect(rows.slice(1)).toEqual(remaining.map(rowOf))
  })
})

describe('CallingWorld', () => {
  it('calls every function of every contract that holds money or nodes', () => {
    const world = sourceOf('test/contracts/attacks/CallingWorld.sol')
    const tried = [
      ...world.matchAll(/"((?:ServiceNodeRegistry|BeaconRandomness|RewardsPool|SignerSets|ContributionPools)\.\w+)"/g),
    ]
    const expected = functions.filter((name) => !name.startsWith('StakingToken.'))
    expect(tried.map(([, name]) => name).sort()).toEqual([...expected].sort())
  })
})
