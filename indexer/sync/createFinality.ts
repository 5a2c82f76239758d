import type { Hex } from 'viem'
import { BaseError } from '../../shared/errors/baseError.ts'
import { bigintMax, bigintMin } from '../bigintMath.ts'
import { FinalityUnknownError } from '../rpc/errors.ts'
import { readBlockAtOrBelow } from '../store/blocks.ts'
import { countGroups, withBlocks } from './agreement.ts'
import type { Witness, WitnessedBlock } from './createWitness.ts'
import { ReorgTooDeepError } from './errors.ts'
import type { Cursor, SyncContext } from './types.ts'

/** How often finality is asked for while the head stands still. */
const ASK_EVERY_MS = 12_000

/** Finality by the word of one endpoint: its newest final block, or null if it does not know the tag. */
type Word = { endpoint: number; group: string; block: { number: bigint; hash: Hex } | null }

export type Finality = {
  /**
   * Returns the number of the highest final block: more than half of the independent endpoints that answer call it, or
   * one above it, final. It never goes back. It may be above the cursor while that is behind.
   *
   * @throws ReorgTooDeepError if as many say that the chain has another block where ours is final
   */
  look(head: WitnessedBlock): Promise<bigint>
  /** Throws if more than half of the endpoints have another block at the final height. */
  requireFinal(): Promise<void>
}

/** Creates the judge of finality. No single endpoint of three can move it. */
export function createFinality(context: SyncContext, cursor: Cursor, witness: Witness): Finality {
  const { reader, writer, log, signal } = context
  const { finalityDepth } = reader
  let asked: { headHash: Hex; at: number } | undefined

  async function ask(endpoint: number, group: string): Promise<Word | undefined> {
    try {
      return { endpoint, group, block: (await reader.finalizedBlock({ endpoint, once: true })) ?? null }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof FinalityUnknownError && reader.endpointCount === 1) throw error
      if (!(error instanceof BaseError)) throw error
      log.debug({ err: error, endpoint: endpoint + 1 }, 'endpoint did not tell its final block')
      return undefined
    }
  }

  /** Returns up to which number an endpoint calls our chain final. Null: it calls another block final. */
  async function support({ block }: Word, byDepth: bigint): Promise<bigint | null> {
    if (block === null) return byDepth
    if (block.number > cursor.head.number) return block.number
    const held = await writer.read((sql) => readBlockAtOrBelow(sql, block.number))
    return held?.number === block.number && held.hash !== block.hash ? null : block.number
  }

  async function requireFinal(): Promise<void> {
    const number = cursor.finalizedNumber
    const held = await writer.read((sql) => readBlockAtOrBelow(sql, number))
    if (held?.number !== number) return
    const told = withBlocks(await witness.blocksAt(number))
    const others = told.filter(({ block }) => block.hash !== held.hash)
    const [seen] = others
    if (seen === undefined || countGroups(others) < majorityOf(told)) return
    throw new ReorgTooDeepError({ number, finalizedNumber: number, held: held.hash, seen: seen.block.hash })
  }

  async function look({ block: head }: WitnessedBlock): Promise<bigint> {
    const now = performance.now()
    if (asked?.headHash === head.hash && now - asked.at < ASK_EVERY_MS) return cursor.finalizedNumber
    const byDepth = bigintMax(head.number - (finalityDepth ?? 0n), 0n)
    const words = (await Promise.all(witness.votes().map(({ endpoint, group }) => ask(endpoint, group)))).flatMap(
      (word) => word ?? [],
    )
    asked = { headHash: head.hash, at: now }
    /** The lowest number that an endpoint of each group supports. */
    const supports = new Map<string, bigint>()
    for (const word of words) {
      const number = await support(word, byDepth)
      if (number === null) await requireFinal()
      supports.set(word.group, bigintMin(supports.get(word.group) ?? head.number, number ?? cursor.finalizedNumber))
    }
    const descending = [...supports.values()].sort((a, b) => Number(b - a))
    const agreed = descending[majorityOf(words) - 1] ?? 0n
    return bigintMax(bigintMin(agreed, byDepth), cursor.finalizedNumber)
  }

  return { look, requireFinal }
}

/** More than half of the independent endpoints that answered. */
const majorityOf = (told: readonly { group: string }[]): number => Math.floor(countGroups(told) / 2) + 1
