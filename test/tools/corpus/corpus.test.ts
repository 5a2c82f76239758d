import { beforeAll, describe, expect, it } from 'vitest'
import { pinnedHash } from '../../../client/index.ts'
import { bytesToHex, hexToBytes } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { artifacts } from '../../../tools/corpus/artifacts/artifacts.ts'
import { proofOf, utf8 } from '../../../tools/corpus/artifacts/proofJson.ts'
import { createMutants } from '../../../tools/corpus/createMutants.ts'
import { drawMutant, type Mutant } from '../../../tools/corpus/drawMutant.ts'
import { MutantNotRefusedError } from '../../../tools/corpus/errors.ts'
import { formatCorpus } from '../../../tools/corpus/formatCorpus.ts'
import { meaningOf } from '../../../tools/corpus/meaningOf.ts'
import { createVisitor, offerTo, type Visitor } from '../../../tools/corpus/offer.ts'
import { regressions } from '../../../tools/corpus/regressions.ts'
import { refuse, runCorpus } from '../../../tools/corpus/runCorpus.ts'
import { type Answers, servedFor } from '../../../tools/corpus/world/answers.ts'
import { createWorld, type Epoch, type World } from '../../../tools/corpus/world/createWorld.ts'

/** Seed of the corpus. `npm run campaign -- corpus` tries many, 10,000 mutants each. */
const SEED = 'corpus 1'
const MUTANTS = 1_500

/** The real network's list takes some 20 ms to hash. `npm run campaign -- corpusNetwork` offers 1,000. */
const NETWORK_MUTANTS = 60

/** Minimum of error kinds in a corpus of this size. Fewer would mean that whole checks are never reached. */
const CODES_MIN = 20

/** A minute on an idle machine is far more than needed. Half of the cores may be busy. */
const TIMEOUT_MS = 300_000

const firstMutants = (world: World, count: number): Mutant[] => {
  const mutants: Mutant[] = []
  for (const mutant of createMutants(world)) {
    mutants.push(mutant)
    if (mutants.length === count) break
  }
  return mutants
}

describe('a client with a tampered answer', () => {
  it(
    `refuses each of ${MUTANTS} answers with a named error (seed "${SEED}")`,
    async () => {
      const result = await runCorpus({ seed: SEED, mutants: MUTANTS, records: 'small' })
      process.stdout.write(`${formatCorpus(result)}\n`)
      expect(result.refused).toBe(MUTANTS)
      const perArtifact = [...result.counts.values()].map((of) => [...of.values()].reduce((sum, n) => sum + n, 0))
      expect(perArtifact).toHaveLength(artifacts.length)
      expect(Math.max(...perArtifact) - Math.min(...perArtifact)).toBeLessThanOrEqual(1)
      for (const { name, operators } of artifacts)
        expect([name, ...(result.counts.get(name)?.keys() ?? [])].sort()).toEqual(
          [name, ...reached(name, operators)].sort(),
        )
      expect(result.codes.size).toBeGreaterThanOrEqual(CODES_MIN)
    },
    TIMEOUT_MS,
  )

  it(
    `refuses each of ${NETWORK_MUTANTS} answers over the list of a real network of 1,553 nodes`,
    async () => {
      const result = await runCorpus({ seed: SEED, mutants: NETWORK_MUTANTS, records: 'network' })
      process.stdout.write(`${formatCorpus(result).split('\n').slice(-2).join('\n')}\n`)
      expect(result.refused).toBe(NETWORK_MUTANTS)
    },
    TIMEOUT_MS,
  )

  for (const { records, was, ...id } of regressions) {
    it(`refuses a mutant that was once accepted: ${was} (${JSON.stringify(id)})`, async () => {
      const world = await createWorld({ seed: id.seed, records })
      const mutant = drawMutant(world, id)
      expect(mutant).not.toBeNull()
      await refuse(await createVisitor(world), mutant as Mutant, records)
    })
  }
})

/** Operators that find a place in the world of a corpus. On one chain, all registries have one chain id. */
const reached = (artifact: string, operators: object): string[] =>
  Object.keys(operators).filter((name) => {
    if (artifact === 'proof: chainId') return !['older', 'newer', 'other registry'].includes(name)
    if (artifact === 'proof: registry') return !['older', 'newer', 'other chain'].includes(name)
    return true
  })

describe('the corpus', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ seed: SEED, records: 'small' })
  })

  it('has mutants that differ in bytes and in meaning', () => {
    const mutants = firstMutants(world, MUTANTS)
    expect(new Set(mutants.map(({ at, start, ask, meaning }) => `${at} ${start} ${ask} ${meaning}`)).size).toBe(
      mutants.length,
    )
    for (const { at, ask, answers } of mutants) {
      const original = servedFor(ask, (world.epochs[at] as Epoch).answers)
      expect(meaningOf(answers)).not.toBe(meaningOf(original))
      const isSame = Object.entries(original).map(
        ([kind, bytes]) => Buffer.compare(answers[kind as keyof Answers] ?? utf8('404'), bytes) === 0,
      )
      expect(isSame).toContain(false)
    }
  })

  it('repeats for the same seed, and finds each mutant by its name', async () => {
    const again = await createWorld({ seed: SEED, records: 'small' })
    const mutants = firstMutants(world, 300)
    expect(firstMutants(again, 300).map(({ meaning }) => meaning)).toEqual(mutants.map(({ meaning }) => meaning))
    for (const { id, meaning } of mutants) expect(drawMutant(again, id)?.meaning).toBe(meaning)
  })

  it('accepts the freedom of the format: white space and the order of keys', async () => {
    const visitor = await createVisitor(world)
    for (const at of world.tampered) {
      const { answers } = world.epochs[at] as World['epochs'][number]
      const proof = proofOf(answers)
      for (const text of [
        JSON.stringify(proof, null, 2),
        JSON.stringify(Object.fromEntries(Object.entries(proof).reverse())),
      ]) {
        const free = { ...answers, proof: utf8(text) }
        expect(meaningOf(free)).toBe(meaningOf(answers))
        for (const start of ['first', 'returning'] as const)
          expect(await visitor.offer({ answers: free, at, start, ask: 'list' })).toBe('accepted')
      }
    }
  })

  it('finds a client that trusts the wrong block, and prints how to keep the mutant', async () => {
    const visitor = await createVisitor(world)
    let found = 0
    for (let draw = 0; draw < 60; draw++) {
      const mutant = drawMutant(world, { seed: SEED, artifact: 'proof and list', operator: 'forge', draw })
      if (mutant === null || mutant.start !== 'first') continue
      const child = String(proofOf(mutant.answers as Required<Answers>)['childHeader'])
      const trust = pinnedHash(bytesToHex(keccak256(hexToBytes(child))))
      const fooled: Visitor = {
        ...visitor,
        offer: async ({ answers }) => (await offerTo({ world, trust, answers, document: null })).outcome,
      }
      expect(await visitor.offer(mutant)).not.toBe('accepted')
      if ((await fooled.offer(mutant)) !== 'accepted') continue
      found++
      await expect(refuse(fooled, mutant, 'small')).rejects.toThrow(MutantNotRefusedError)
      await expect(refuse(fooled, mutant, 'small')).rejects.toThrow(
        `{ seed: "${SEED}", artifact: "proof and list", operator: "forge", draw: ${draw}, records: "small", was: "accepted" }`,
      )
    }
    expect(found).toBeGreaterThan(0)
  })
})
