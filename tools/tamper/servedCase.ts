import { createMusterClient, NodeListRefusedError, pinnedHash } from '../../client/index.ts'
import { equalBytes, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { readEpochVectors, readListVectors } from '../support/readData.ts'

const epochVectors = readEpochVectors()
const listVectors = readListVectors()

export type Answer = { proof: Uint8Array; list: Uint8Array }
export type Mutant = { name: string; answer: Answer }

export const utf8 = (text: string) => new TextEncoder().encode(text)

/** True answers of the vectors of a real chain, and a client that gets others. */
export function caseOf(client: string, name = 'branches') {
  const epoch = epochVectors.epochs.find((vector) => vector.client === client && vector.name.includes(name))
  const list = listVectors.lists.find(({ root }) => root === epoch?.expected.root)
  if (epoch === undefined || list === undefined) throw new Error(`no vectors of ${client}`)
  const original: Answer = { proof: utf8(JSON.stringify(epoch.proof)), list: hexToBytes(list.bytes) }
  /** Serves one answer. The trusted block is the true child. Each client is new, so it has accepted no list before. */
  const accept = (answer: Answer) =>
    createMusterClient({
      sources: ['http://mirror.test'],
      chainId: BigInt(epoch.chainId),
      registry: epoch.registry as Hex,
      epochSeconds: epoch.epochSeconds,
      trust: pinnedHash(epoch.expected.childHash as Hex),
      fetch: async (url) => {
        const path = new URL(url).pathname
        // Serves a list for any root: a liar does not answer 404.
        return new Response((path === '/v1/epochs/latest' ? answer.proof : answer.list).slice().buffer)
      },
    }).getNodeList()
  return { epoch, original, accept }
}

export const flipBit = (bytes: Uint8Array, position: number, bit: number): Uint8Array =>
  bytes.with(position, (bytes[position] as number) ^ (1 << bit))

/** Serves each mutant to a new client and counts the codes of the refusals. Fails at the first that is accepted. */
export async function refuseAll(
  { original, accept }: ReturnType<typeof caseOf>,
  mutants: Iterable<Mutant>,
  onProgress: (done: number) => void = () => undefined,
): Promise<{ count: number; codes: Map<string, number> }> {
  const codes = new Map<string, number>()
  let count = 0
  for (const { name, answer } of mutants) {
    if (equalBytes(answer.proof, original.proof) && equalBytes(answer.list, original.list)) continue
    const outcome = await accept(answer).then(
      () => 'accepted',
      (error: unknown) => error,
    )
    if (!(outcome instanceof NodeListRefusedError)) throw new Error(`"${name}" was not refused: ${outcome}`)
    const [failure, ...others] = outcome.failures
    if (!(failure?.error instanceof BaseError) || others.length > 0) throw new Error(`"${name}": ${outcome}`)
    codes.set(failure.error.code, (codes.get(failure.error.code) ?? 0) + 1)
    count++
    if (count % 1_000 === 0) onProgress(count)
  }
  return { count, codes }
}
