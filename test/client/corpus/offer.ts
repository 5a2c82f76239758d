import { createMusterClient, NodeListRefusedError, type Trust } from '../../../client/index.ts'
import { BaseError } from '../../../shared/errors.ts'
import type { Start } from './operators/operator.ts'
import { type Answers, serve } from './world/answers.ts'
import type { Epoch, World } from './world/createWorld.ts'

/** Errors that wrap what somebody else threw: here nobody else is there, so it was our own code. */
const FOREIGN_CODES = ['SERVER_UNREACHABLE', 'TRUST_FAILED', 'STORAGE_INVALID']

const nameOf = (error: unknown): string => {
  if (!(error instanceof NodeListRefusedError)) return `not a refusal: ${String(error)}`
  const [failure, ...others] = error.failures
  if (!(failure?.error instanceof BaseError) || others.length > 0) return `not one named error: ${String(error)}`
  const { code, cause, message } = failure.error
  return FOREIGN_CODES.includes(code) ? `not an error of ours: ${message} ${String(cause)}` : code
}

/**
 * A client of its own asks for the list, and gets these answers. Client and trust source are real; what is not is the wire.
 *
 * @param args.document what the client's storage holds; `null` before its first start
 * @returns the code of the named error with which they were refused, `accepted`, or an error that is none of ours; and
 * what the storage holds then
 */
export const offerTo = async (args: {
  world: World
  trust: Trust
  answers: Answers
  document: string | null
}): Promise<{ outcome: string; document: string | null }> => {
  const { world, trust, answers } = args
  let document = args.document
  const storage = {
    get: () => document,
    set: (value: string) => {
      document = value
    },
  }
  const client = createMusterClient({
    sources: ['http://mirror.test'],
    chainId: world.chainId,
    registry: world.registry,
    epochSeconds: world.epochSeconds,
    trust,
    fetch: serve(answers),
    storage,
  })
  const outcome = await client.getNodeList().then(() => 'accepted', nameOf)
  return { outcome, document }
}

/** Offers answers to clients in a world, each at the time when one of its epochs is due. */
export type Visitor = {
  offer(args: { answers: Answers; at: number; start: Start }): Promise<string>
  /** What a client's storage holds after it accepted the true answers of an epoch. */
  documentAt(at: number): string | null
}

/** @throws when the true answers of the world are not accepted: what is refused later is refused for what was changed. */
export const createVisitor = async (world: World): Promise<Visitor> => {
  const trusts = world.epochs.map((_, at) => world.trustAt(at))
  const trustAt = (at: number): Trust => trusts[at] as Trust
  const documents = new Map<number, string | null>()
  for (const at of world.tampered) {
    const { answers } = world.epochs[at] as Epoch
    const { outcome, document } = await offerTo({ world, trust: trustAt(at), answers, document: null })
    if (outcome !== 'accepted') throw new Error(`The true answers of epoch ${at} were refused: ${outcome}.`)
    documents.set(at, document)
  }
  const documentAt = (at: number): string | null => documents.get(at) ?? null
  return {
    documentAt,
    offer: async ({ answers, at, start }) => {
      const document = start === 'first' ? null : documentAt(at)
      return (await offerTo({ world, trust: trustAt(at), answers, document })).outcome
    },
  }
}
