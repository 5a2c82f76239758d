import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proofOf, utf8 } from '../../tools/corpus/artifacts/proofJson.ts'
import { createMutants } from '../../tools/corpus/createMutants.ts'
import type { Mutant } from '../../tools/corpus/drawMutant.ts'
import { createVisitor, type Visitor } from '../../tools/corpus/offer.ts'
import { createWorld, type Epoch, type World } from '../../tools/corpus/world/createWorld.ts'
import type { RecordSource } from '../../tools/corpus/world/drawList.ts'
import { pythonVersion, runVerifier, spawnVerifier } from './runVerifier.ts'

const VECTORS = fileURLToPath(new URL('../vectors', import.meta.url))

const SEED = 'second verifier 1'

/** Python hashes a small list in some 50 ms, that of the real network in a second. */
const MUTANTS: Readonly<Record<RecordSource, number>> = { small: 300, network: 12 }
const TRUE_CASES_MAX: Readonly<Record<RecordSource, number>> = { small: 100, network: 2 }

/** Half a minute on an idle machine; half of the cores may be taken. */
const TIMEOUT_MS = 300_000

type Case = Pick<Mutant, 'at' | 'start' | 'ask' | 'answers'> & { readonly name: string }
type Verdict = { readonly accepted: boolean; readonly reason: string }

const base64 = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : Buffer.from(bytes).toString('base64')

/** The true answers, for a first start and a later one, and again with what the format leaves free. */
const trueCases = (world: World): Case[] =>
  world.tampered.flatMap((at) => {
    const { answers } = world.epochs[at] as Epoch
    const spread = { ...answers, proof: utf8(JSON.stringify(proofOf(answers), null, '\t')) }
    return (['first', 'returning'] as const).flatMap((start) => [
      { name: 'true', at, start, ask: 'list' as const, answers },
      { name: 'true, with white space', at, start, ask: 'list' as const, answers: spread },
    ])
  })

const mutantCases = (world: World, count: number): Case[] => {
  const cases: Case[] = []
  for (const mutant of createMutants(world)) {
    // Deltas and single records are other ways to the same list.
    if (mutant.ask !== 'list') continue
    cases.push({ ...mutant, name: JSON.stringify(mutant.id) })
    if (cases.length === count) break
  }
  return cases
}

const judge = (file: string, world: World, visitor: Visitor, cases: readonly Case[]): Verdict[] => {
  const hashes = Object.fromEntries(world.blocks.map(({ hash }, number) => [number, hash]))
  const trusts = world.epochs.map((_, at) => {
    const finalized = world.latestAt(at)
    return { finalized, latestTimestamp: Number(world.blocks[finalized]?.timestamp), hashes }
  })
  const document = {
    chainId: world.chainId.toString(),
    registry: world.registry,
    epochSeconds: world.epochSeconds,
    trusts,
    cases: cases.map(({ at, start, answers }) => ({
      at,
      accepted: start === 'first' ? null : (JSON.parse(visitor.documentAt(at) as string) as unknown),
      proof: base64(answers.proof),
      list: base64(answers.list),
    })),
  }
  writeFileSync(file, JSON.stringify(document))
  const lines = runVerifier('cases', file).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Verdict)
}

describe.skipIf(pythonVersion === null)(
  pythonVersion === null
    ? 'a second verifier (skipped: no python3 of 3.8 or newer here)'
    : `a second verifier, in Python ${pythonVersion}`,
  () => {
    let folder: string
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'muster-second-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it('agrees with the vectors of records, tree, lists, extensions, epoch proofs, the epoch clock, metrics and histograms', () => {
      const report = runVerifier('vectors', VECTORS)
      process.stdout.write(report)
      expect(report).toMatch(
        /^records\.json: \d+ cases\ntree\.json: \d+ cases\nlist\.json: \d+ cases\nextension-documents\.json: \d+ cases\nextension-blocks\.json: \d+ cases\nepoch\.json: \d+ cases\nepoch-clock\.json: \d+ cases\nmetrics\.json: \d+ cases\nhistograms\.json: \d+ cases\n$/,
      )
    })

    it.each([
      'records',
      'tree',
      'list',
      'extension-documents',
      'extension-blocks',
      'epoch',
      'epoch-clock',
      'metrics',
      'histograms',
    ])('finds a single changed digit in the vectors of %s', (name) => {
      const changed = join(folder, `changed ${name}`)
      cpSync(VECTORS, changed, { recursive: true })
      const file = join(changed, `${name}.json`)
      // The first hash, boundary or total that is an outcome.
      const text = readFileSync(file, 'utf8').replace(
        /("(?:leaf|root|hash|inputHash)": "0x.{63}|"(?:boundary|total)": ")(.)"/,
        (_, hash: string, digit: string) => `${hash}${digit === '0' ? '1' : '0'}"`,
      )
      writeFileSync(file, text)
      const { status, stderr } = spawnVerifier('vectors', changed)
      expect(status).not.toBe(0)
      expect(stderr).toMatch(/Difference|Refused/)
    })

    it.each(['small', 'network'] as const)(
      'accepts what our client accepts and refuses what it refuses, each with a reason (%s lists)',
      async (records) => {
        const world = await createWorld({ seed: SEED, records })
        const visitor = await createVisitor(world)
        const cases = [...trueCases(world).slice(0, TRUE_CASES_MAX[records]), ...mutantCases(world, MUTANTS[records])]
        const verdicts = judge(join(folder, `${records}.json`), world, visitor, cases)
        expect(verdicts).toHaveLength(cases.length)
        const reasons = new Map<string, number>()
        for (const [i, { name, ...offered }] of cases.entries()) {
          const ours = await visitor.offer(offered)
          const { accepted, reason } = verdicts[i] as Verdict
          expect({ name, ours, reason, accepted }).toEqual({ name, ours, reason, accepted: ours === 'accepted' })
          expect(accepted).toBe(name.startsWith('true'))
          const kind = accepted ? 'accepted' : reason.replace(/\d+|:.*/g, '')
          reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
        }
        const lines = [...reasons].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count} ${reason}`)
        process.stdout.write(`${cases.length} cases (seed "${SEED}", ${records}):\n${lines.join('\n')}\n`)
        expect(reasons.size).toBeGreaterThan(5)
      },
      TIMEOUT_MS,
    )
  },
)
