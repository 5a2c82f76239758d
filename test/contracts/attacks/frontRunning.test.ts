import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changingFunctions, readContracts } from '../governance/contracts.ts'
import type { Griefing } from './frontRunning/frontRun.ts'
import { FRONT_RUNS } from './frontRunning/frontRuns.ts'

const ROOT = new URL('../../../', import.meta.url)
const sourceOf = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8')

// The manager's functions are roles' alone: `governance.test.ts` has who may call them, and when.
const contracts = (await readContracts()).filter(({ name }) => name !== 'AccessManager')
const functions = changingFunctions(contracts)

const remaining = FRONT_RUNS.flatMap(({ remains }) => (remains === undefined ? [] : [remains]))

describe('front-running', () => {
  it('has been thought of for every function that changes anything, and for no other', () => {
    expect([...new Set(FRONT_RUNS.map(({ call }) => call))].sort()).toEqual([...functions].sort())
  })

  it.each(FRONT_RUNS)('of $call by $first: $outcome', ({ file, test }) => {
    const source = sourceOf(file)
    const declared = file.endsWith('.sol') ? [`function ${test}(`] : [`it('${test}'`, `describe('${test}'`]
    expect(
      declared.some((text) => source.includes(text)),
      `${file} has no test "${test}"`,
    ).toBe(true)
  })

  it('leaves the griefing that docs/security.md has, each with its cost and its end, and no other', () => {
    const rowOf = ({ what, costs, ends }: Griefing) => `| ${what} | ${costs} | ${ends} |`
    const [, section = ''] = sourceOf('docs/security.md').split('\n## Griefing that remains\n')
    const [table = ''] = section.split('\n## ')
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    expect(rows.slice(1)).toEqual(remaining.map(rowOf))
  })
})

describe('reentrancy', () => {
  it('is tried with every function of every contract that holds money or nodes', () => {
    const world = sourceOf('test/contracts/attacks/CallingWorld.sol')
    const tried = [...world.matchAll(/"((?:ServiceNodeRegistry|RewardsPool|SignerSets|ContributionPools)\.\w+)"/g)]
    const expected = functions.filter((name) => !name.startsWith('StakingToken.'))
    expect(tried.map(([, name]) => name).sort()).toEqual([...expected].sort())
  })
})
