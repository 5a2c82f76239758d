import {
  createMusterClient,
  type MusterClient,
  NodeListRefusedError,
  RecordRefusedError,
  type SourceFailure,
  type Trust,
} from '../../client/index.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import type { Start } from './operators/operator.ts'
import { type Answers, type Ask, serve, servedFor } from './world/answers.ts'
import type { Epoch, World } from './world/createWorld.ts'

/** Errors that wrap foreign errors. Only our own code runs here, so it is the cause. */
const FOREIGN_CODES = ['SERVER_UNREACHABLE', 'TRUST_FAILED', 'STORAGE_INVALID']

/** Reason of a refusal. That of a delta is only reported, because the whole list is requested next. */
const nameOf = (error: unknown, reported: readonly SourceFailure[]): string => {
  if (!(error instanceof NodeListRefusedError || error instanceof RecordRefusedError))
    return `not a refusal: ${String(error)}`
  const [failure, ...others] = error.failures
  if (!(failure?.error instanceof BaseError) || others.length > 0) return `not one named error: ${String(error)}`
  const { code, cause, message } = reported[0]?.error ?? failure.error
  return FOREIGN_CODES.includes(code) ? `not an error of ours: ${message} ${String(cause)}` : code
}

/** View of the world that a client has at one time. */
type View = { readonly trust: Trust; readonly answers: Answers }

/**
 * Lets a new client ask, and gives it these answers. Client and trust source are real; only the wire is not.
 *
 * @param args.document content of the client's storage; `null` before its first start
 * @param args.before answers that it sees first, and whose list it holds
 * @returns `accepted`, the code of our error that refused them, or a foreign error; and the content of the storage then
 */
export const offerTo = async (
  args: View & {
    world: World
    document: string | null
    before?: View
    ask?: (client: MusterClient) => Promise<unknown>
  },
): Promise<{ outcome: string; document: string | null }> => {
  const { world, before, ask = (client) => client.getNodeList() } = args
  let { document } = args
  let view: View = before ?? args
  const reported: SourceFailure[] = []
  const client = createMusterClient({
    sources: ['http://mirror.test'],
    chainId: world.chainId,
    registry: world.registry,
    epochSeconds: world.epochSeconds,
    trust: {
      latest: (context) => view.trust.latest(context),
      blockHash: (number, context) => view.trust.blockHash(number, context),
    },
    fetch: (url) => serve(view.answers)(url),
    storage: {
      get: () => document,
      set: (value) => {
        document = value
      },
    },
    onSourceError: (failure) => reported.push(failure),
  })
  if (before !== undefined) await client.getNodeList()
  view = args
  const outcome = await ask(client).then(
    () => 'accepted',
    (error: unknown) => nameOf(error, reported),
  )
  return { outcome, document }
}

/** Offers answers to clients in a world, each when one of its epochs is due. */
export type Visitor = {
  offer(args: { answers: Answers; at: number; start: Start; ask: Ask }): Promise<string>
  /** Content of a client's storage after it accepted the true answers of an epoch. */
  documentAt(at: number): string | null
}

/** @throws if the true answers of the world are refused. So later refusals are caused by the change. */
export const createVisitor = async (world: World): Promise<Visitor> => {
  const trusts = world.epochs.map((_, at) => world.trustAt(at))
  const viewAt = (at: number): View => ({ trust: trusts[at] as Trust, answers: (world.epochs[at] as Epoch).answers })
  const documents = new Map<number, string | null>()
  const documentAt = (at: number): string | null => documents.get(at) ?? null
  const offerAt = (at: number, answers: Answers, ask: Ask, document: string | null) => {
    const args = { world, trust: trusts[at] as Trust, answers, document }
    if (ask === 'list') return offerTo(args)
    const { leafIndex } = world.epochs[at] as Epoch
    if (ask === 'leaf') return offerTo({ ...args, ask: (client) => client.verifiedRecord(leafIndex) })
    const before = viewAt(at - 1)
    // A client with an accepted epoch cannot hold the list before.
    return offerTo({ ...args, document: null, before, ask: (client) => client.refresh() })
  }
  for (const at of world.tampered)
    for (const ask of ['list', 'delta', 'leaf'] as const) {
      const { outcome, document } = await offerAt(at, servedFor(ask, viewAt(at).answers), ask, null)
      if (outcome !== 'accepted') throw new Error(`The true ${ask} of epoch ${at} was refused: ${outcome}.`)
      documents.set(at, document)
    }
  return {
    documentAt,
    offer: async ({ answers, at, start, ask }) =>
      (await offerAt(at, answers, ask, start === 'first' ? null : documentAt(at))).outcome,
  }
}
