import type { Fetch, Trust } from '../../../client/index.ts'

/** One step of a client, in order. */
export type Step = { readonly name: string; readonly milliseconds: number; readonly detail: string }

/** A client seen from outside. Between two exchanges it computes. */
export type Observer = {
  readonly fetch: Fetch
  readonly trust: Trust
  /** All steps until now. The last computation ends now. */
  readonly steps: () => readonly Step[]
}

type Seen = { name: string; afterwards: string | undefined; startedMs: number; endedMs: number; detail: string }

/** The computation of a client after it received an artifact, by the artifact's path. */
const ARTIFACTS: readonly (readonly [path: RegExp, name: string, afterwards: string])[] = [
  [/\/v1\/epochs\/[^/]+$/, 'fetch epoch proof', 'check headers, epoch boundary and state proofs'],
  [/\/v1\/lists\/[^/]+$/, 'fetch list', 'decode the list, compute its root'],
]

/** Counts the bytes of a body on its way to the reader, and reports the end. */
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
 * Wraps the arguments of a client, so that each of its steps can be shown with its time. The client fetches an epoch proof,
 * checks it, asks for the block's hash, fetches the list and computes its root, in this order.
 *
 * @param args.trusted name of the source of trust, such as "2 of 3 RPC endpoints"
 * @param args.source name of the source of the list if it is not a server
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
        // The client does not read a body that breaks off.
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
