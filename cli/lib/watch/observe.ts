import type { Fetch, Trust } from '../../../client/index.ts'

/** One thing that a client did, in the order it was done. */
export type Step = { readonly name: string; readonly milliseconds: number; readonly detail: string }

/** What was seen of a client from outside; between two exchanges it computes. */
export type Observer = {
  readonly fetch: Fetch
  readonly trust: Trust
  /** All steps until now; the last computation ends now. */
  readonly steps: () => readonly Step[]
}

type Seen = { name: string; afterwards: string | undefined; startedMs: number; endedMs: number; detail: string }

/** What a client computes once it has an artifact, by the first two parts of its path. */
const ARTIFACTS: readonly (readonly [path: RegExp, name: string, afterwards: string])[] = [
  [/\/v1\/epochs\/[^/]+$/, 'fetch epoch proof', 'check headers, epoch boundary and state proofs'],
  [/\/v1\/lists\/[^/]+$/, 'fetch list', 'decode the list, compute its root'],
]

/** Counts the bytes of a body on its way to the reader, and tells when the last one went by. */
const counted = (response: Response, onBytes: (bytes: number, isAll: boolean) => void): Response => {
  onBytes(0, response.body === null)
  if (response.body === null) return response
  let bytes = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.length
      onBytes(bytes, false)
      controller.enqueue(chunk)
    },
    flush: () => onBytes(bytes, true),
  })
  return new Response(response.body.pipeThrough(counter), { status: response.status, headers: response.headers })
}

/**
 * Wraps what a client is given, so that each of its steps can be shown with the time it took, without a word from the
 * client: it fetches an epoch proof, checks it, asks for the block's hash, fetches the list and computes its root, one after
 * the other.
 *
 * @param args.trusted how to name what is trusted, as in "2 of 3 RPC endpoints"
 * @param args.source how to name what is fetched from, where that is not a server
 */
export const observe = (args: {
  fetch: Fetch
  trust: Trust
  trusted: string
  source?: string | undefined
}): Observer => {
  const seen: Seen[] = []
  const begin = (name: string): Seen => {
    const step: Seen = {
      name,
      afterwards: undefined,
      startedMs: performance.now(),
      endedMs: performance.now(),
      detail: '',
    }
    seen.push(step)
    return step
  }
  const ask = async <T>(name: string, question: () => Promise<T>, describe: (answer: T) => string): Promise<T> => {
    const step = begin(name)
    try {
      const answer = await question()
      step.detail = describe(answer)
      return answer
    } catch (error) {
      step.detail = 'no answer'
      throw error
    } finally {
      step.endedMs = performance.now()
    }
  }
  return {
    fetch: async (url, init) => {
      const { pathname, origin } = new URL(url)
      const server = args.source ?? origin
      const [, name = `fetch ${pathname}`, afterwards] = ARTIFACTS.find(([path]) => path.test(pathname)) ?? []
      const step = begin(name)
      step.detail = `no answer from ${server}`
      const end = (detail: string): void => {
        step.endedMs = performance.now()
        step.detail = `${detail}, ${server}`
      }
      const response = await args.fetch(url, init).finally(() => {
        step.endedMs = performance.now()
      })
      end(`status ${response.status}`)
      if (response.status !== 200) return response
      return counted(response, (bytes, isAll) => {
        end(`${bytes.toLocaleString('en')} bytes`)
        // What did not come to its end is not looked at.
        if (isAll) step.afterwards = afterwards
      })
    },
    trust: {
      latest: (context) =>
        ask(
          'ask for the newest header',
          () => args.trust.latest(context),
          (header) =>
            header === null
              ? 'none: one block is pinned'
              : `of ${new Date(Number(header.timestamp) * 1_000).toISOString()}, ${args.trusted}`,
        ),
      blockHash: (number, context) =>
        ask(
          'ask for the block hash',
          () => args.trust.blockHash(number, context),
          () => `block ${number}, ${args.trusted}`,
        ),
    },
    steps: () => {
      const now = performance.now()
      return seen.flatMap(({ name, afterwards, startedMs, endedMs, detail }, i) => {
        const step = { name, milliseconds: endedMs - startedMs, detail }
        const until = seen[i + 1]?.startedMs ?? now
        return afterwards === undefined
          ? [step]
          : [step, { name: afterwards, milliseconds: until - endedMs, detail: '' }]
      })
    },
  }
}
