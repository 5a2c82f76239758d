import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findThreat } from '../../tools/where/describeThreat.ts'
import { readThreats } from '../../tools/where/readThreats.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const where = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['tools/where.ts', ...args], { cwd: ROOT, encoding: 'utf8' })

/** Ids in the first column of the real table. */
const IDS =
  readFileSync(`${ROOT}docs/security.md`, 'utf8')
    .match(/^\| T\d+(?= \|)/gm)
    ?.map((cell) => cell.slice(2)) ?? []

const TABLE = [
  '| id | threat | how it is closed | code | test |',
  '| --- | --- | --- | --- | --- |',
  '| T1 | One | Closed | `shared/a.ts` › `a`<br>`b.sol` › `_b` | `test/a.test.ts` › `does not` |',
  '| T3 | Three | Closed | – | – |',
  '| T9 | Nine | Closed | – | – |',
].join('\n')

describe('npm run where', () => {
  it('prints page, code and tests of a threat when its id is known', () => {
    const { status, stdout } = where('T44')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^T44 {2}List versions tell clients apart\n/)
    expect(stdout).toMatch(/^ {2}docs\/security\.md:\d+$/m)
    expect(stdout).toMatch(/^Code\n {2}client\/\S+\.ts:\d+\n/m)
    expect(stdout).toMatch(/^Tests\n {2}test\/\S+\.test\.ts:\d+\n/m)
  })

  it('lists all threats when no id is given', () => {
    const { status, stdout } = where()
    expect(status).toBe(0)
    const listed = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])
    expect(listed).toEqual(IDS)
  })

  it('fails with a sentence when the id is unknown', () => {
    const { status, stderr } = where('T404')
    expect(status).toBe(1)
    expect(stderr).toContain(
      `There is no threat T404. Ids go from T1 to ${IDS.at(-1)}. The nearest are:\n  ${IDS.at(-1)}  `,
    )
  })
})

describe('readThreats', () => {
  it('returns places and the line when the table has them', () => {
    expect(readThreats(TABLE)[0]).toEqual({
      id: 'T1',
      title: 'One',
      answer: 'Closed',
      code: [
        { path: 'shared/a.ts', name: 'a' },
        { path: 'b.sol', name: '_b' },
      ],
      tests: [{ path: 'test/a.test.ts', name: 'does not' }],
      line: 3,
    })
  })

  it('throws when a cell holds more than places', () => {
    expect(() => readThreats(TABLE.replace('`shared/a.ts`', 'see `shared/a.ts`'))).toThrow(
      'Line 3 of docs/security.md has a cell with more than places.',
    )
  })
})

describe('findThreat', () => {
  const threats = readThreats(TABLE)

  it.each(['T3', 't3', '3', ' T3 '])('returns the threat when the id is written as "%s"', (id) => {
    expect(findThreat(threats, id)).toMatchObject({ title: 'Three' })
  })

  it('names the nearest ids when there is no such threat', () => {
    expect(findThreat(threats, 'T4')).toBe(
      'There is no threat T4. Ids go from T1 to T9. The nearest are:\n  T3   Three\n  T1   One\n  T9   Nine',
    )
  })

  it('says how ids look when it gets another word', () => {
    expect(findThreat(threats, 'fire')).toBe('"fire" is not the id of a threat. Ids go from T1 to T9.')
  })
})
