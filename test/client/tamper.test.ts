import { describe, expect, it } from 'vitest'
import { bitMutants, bytesChanged, ONE_BIT } from '../../tools/tamper/bitMutants.ts'
import { mutantsOf } from '../../tools/tamper/mutants.ts'
import { caseOf, refuseAll } from '../../tools/tamper/servedCase.ts'

/**
 * Everything that a server can send is changed in every way thought of, and each change must be refused with a named
 * error. Headers and proofs are those of real chains. `npm run campaign -- bits` changes every single bit.
 */

function report(title: string, { count, codes }: { count: number; codes: Map<string, number> }): void {
  const table = [...codes].sort(([, a], [, b]) => b - a).map(([code, refusals]) => `  ${refusals} ${code}`)
  process.stdout.write(`${title}: ${count} of ${count} tampered answers refused\n${table.join('\n')}\n`)
}

describe('a tampered answer', () => {
  it.each([
    ['hardhat', 3_000],
    ['anvil', 3_000],
  ])('is refused with a named error, each of thousands, from a chain of %s', async (client, countMin) => {
    const served = caseOf(client)
    expect((await served.accept(served.original)).records).toHaveLength(64)
    const refused = await refuseAll(served, mutantsOf(client))
    report(client, refused)
    expect(refused.count).toBeGreaterThanOrEqual(countMin)
    expect(refused.codes.size).toBeGreaterThanOrEqual(12)
  })

  it('is refused when a bit of any byte of list, headers or proofs is another', async () => {
    const served = caseOf('hardhat', 'one leaf')
    expect((await served.accept(served.original)).records).toHaveLength(5)
    const { proof } = served.epoch
    const refused = await refuseAll(served, bitMutants(served.original, proof, ONE_BIT))
    report('a bit of each byte', refused)
    expect(refused.count).toBe(bytesChanged(served.original, proof))
  })
})
