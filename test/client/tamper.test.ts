import { describe, expect, it } from 'vitest'
import { bitMutants, bytesChanged, ONE_BIT } from '../../tools/tamper/bitMutants.ts'
import { mutantsOf } from '../../tools/tamper/mutants.ts'
import { caseOf, refuseAll } from '../../tools/tamper/servedCase.ts'

/**
 * Tampers with all parts of a server's answer. The client must refuse each change with a named error. Headers and proofs
 * come from real chains. `npm run campaign -- bits` changes every single bit.
 */

function report(title: string, { count, codes }: { count: number; codes: Map<string, number> }): void {
  const table = [...codes].sort(([, a], [, b]) => b - a).map(([code, refusals]) => `  ${refusals} ${code}`)
  process.stdout.write(`${title}: ${count} of ${count} tampered answers refused\n${table.join('\n')}\n`)
}

describe('createMusterClient', () => {
  it.each([
    ['hardhat', 3_000],
    ['anvil', 3_000],
  ])(
    'createMusterClient refuses each of thousands of tampered answers with a named error on a chain of %s',
    async (client, countMin) => {
      const served = caseOf(client)
      expect((await served.accept(served.original)).records).toHaveLength(64)
      const refused = await refuseAll(served, mutantsOf(client))
      report(client, refused)
      expect(refused.count).toBeGreaterThanOrEqual(countMin)
      expect(refused.codes.size).toBeGreaterThanOrEqual(12)
    },
  )

  it('createMusterClient refuses the answer when a bit of any byte of list, headers or proofs is flipped', async () => {
    const served = caseOf('hardhat', 'one leaf')
    expect((await served.accept(served.original)).records).toHaveLength(5)
    const { proof } = served.epoch
    const refused = await refuseAll(served, bitMutants(served.original, proof, ONE_BIT))
    report('a bit of each byte', refused)
    expect(refused.count).toBe(bytesChanged(served.original, proof))
  })
})
