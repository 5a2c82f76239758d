import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { SyncContext } from './types.ts'

/** Endpoints of one group are one witness. */
type Voter = { endpoint: number; group: string }

/** A block by the word of one endpoint. Its header gives its hash. */
type Given = Voter & { block: RpcBlock }

/** Counts the independent endpoints. */
export const countGroups = (voters: readonly { group: string }[]): number =>
  new Set(voters.map(({ group }) => group)).size

/** Returns how many independent endpoints a block needs, of those that have a vote. */
export const countNeeded = ({ isWitnessRequired }: SyncContext, voters: readonly { group: string }[]): number =>
  isWitnessRequired ? 2 : Math.min(2, countGroups(voters))

/** Asks one endpoint for its block with a number. Null: it has none. Undefined: it did not give one that holds. */
export async function askForBlock(
  { reader, signal }: SyncContext,
  { endpoint, group }: Voter,
  number: bigint,
): Promise<(Voter & { block: RpcBlock | null }) | undefined> {
  try {
    const { value: block } = await reader.blockByNumber(number, { endpoint, once: true })
    if (block !== null) await reader.headerOf(block, endpoint)
    return { endpoint, group, block }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}

/** Returns those of the endpoints that gave a block. */
export const withBlocks = (told: readonly (Voter & { block: RpcBlock | null })[]): Given[] =>
  told.flatMap(({ block, ...voter }) => (block === null ? [] : [{ ...voter, block }]))

/** Finds a block whose hash `needed` independent endpoints gave, and those that did. */
export function findAgreed(given: readonly Given[], needed: number): { block: RpcBlock; by: Given[] } | undefined {
  for (const { block } of given) {
    const by = given.filter((other) => other.block.hash === block.hash)
    if (countGroups(by) >= needed) return { block, by }
  }
  return undefined
}
