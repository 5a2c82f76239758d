import { artifacts } from './artifacts/artifacts.ts'
import { createMutants } from './createMutants.ts'
import type { Mutant, MutantId } from './drawMutant.ts'
import { MutantNotRefusedError, MutantTooDearError } from './errors.ts'
import { createVisitor, type Visitor } from './offer.ts'
import { processorMs } from './processorMs.ts'
import { createWorld } from './world/createWorld.ts'
import type { RecordSource } from './world/drawList.ts'

/** Processor time for refusing one mutant. Beyond five times as much it is a failure on a slow machine, too. */
const REFUSAL_MS_MAX = 100
const GUARD_MS = 5 * REFUSAL_MS_MAX

/** Heap and buffers that refusing one mutant may leave, before garbage collection. */
const REFUSAL_BYTES_MAX = 50 * 2 ** 20

/** A mutant that took too long is offered again, because the first on a new code path pays for the compiler. */
const TIMINGS_MAX = 3

export type CorpusOptions = {
  readonly seed: string
  readonly mutants: number
  readonly records: RecordSource
  readonly onProgress?: (done: number) => void
}

/** Outcome of a mutant. */
export type Refusal = { readonly id: MutantId; readonly code: string; readonly ms: number; readonly bytes: number }

export type CorpusResult = {
  readonly seed: string
  readonly refused: number
  /** By artifact, then by operator. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By code of the error. */
  readonly codes: ReadonlyMap<string, number>
  readonly slowest: Refusal
  readonly largest: Refusal
}

const bytesHeld = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const offerTimed = async (visitor: Visitor, mutant: Mutant): Promise<Refusal> => {
  const before = bytesHeld()
  const startedAt = processorMs()
  const code = await visitor.offer(mutant)
  const ms = processorMs() - startedAt
  return { id: mutant.id, code, ms, bytes: Math.max(0, bytesHeld() - before) }
}

/**
 * Offers one mutant to a real client.
 *
 * @throws MutantNotRefusedError, MutantTooDearError
 */
export const refuse = async (visitor: Visitor, mutant: Mutant, records: RecordSource): Promise<Refusal> => {
  let best = await offerTimed(visitor, mutant)
  for (let timing = 1; timing < TIMINGS_MAX && best.ms > REFUSAL_MS_MAX; timing++) {
    const again = await offerTimed(visitor, mutant)
    if (again.ms < best.ms) best = again
  }
  const { id } = mutant
  if (!/^[A-Z_]+$/.test(best.code)) throw new MutantNotRefusedError({ id, records, outcome: best.code })
  if (best.ms > GUARD_MS) throw new MutantTooDearError({ id, records, what: `${Math.round(best.ms)} ms` })
  if (best.bytes > REFUSAL_BYTES_MAX) throw new MutantTooDearError({ id, records, what: `${best.bytes} bytes` })
  return best
}

/**
 * Tampers with everything a server can send, in every known way, and offers each mutant to a client. The client must
 * refuse it with a named error.
 *
 * @throws MutantNotRefusedError, MutantTooDearError, which say how to keep the mutant
 */
export const runCorpus = async (options: CorpusOptions): Promise<CorpusResult> => {
  const { seed, mutants, records, onProgress = () => undefined } = options
  const world = await createWorld({ seed, records })
  const visitor = await createVisitor(world)
  const counts = new Map(artifacts.map(({ name }) => [name, new Map<string, number>()]))
  const codes = new Map<string, number>()
  let slowest: Refusal | undefined
  let largest: Refusal | undefined
  let refused = 0
  for (const mutant of createMutants(world)) {
    if (refused === mutants) break
    const refusal = await refuse(visitor, mutant, records)
    const { artifact, operator } = mutant.id
    const row = counts.get(artifact) as Map<string, number>
    row.set(operator, (row.get(operator) ?? 0) + 1)
    codes.set(refusal.code, (codes.get(refusal.code) ?? 0) + 1)
    if (slowest === undefined || refusal.ms > slowest.ms) slowest = refusal
    if (largest === undefined || refusal.bytes > largest.bytes) largest = refusal
    onProgress(++refused)
  }
  if (refused < mutants || slowest === undefined || largest === undefined)
    throw new Error(`The world of seed "${seed}" has ${refused} different mutants, not ${mutants}.`)
  return { seed, refused, counts, codes, slowest, largest }
}
