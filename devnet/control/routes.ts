import { CONTROL_VERSION, type StatusAnswer } from '../../cli/lib/demo/protocol.ts'
import { parseNetworkFile } from '../replay/parseNetworkFile.ts'
import { planNetwork } from '../replay/planNetwork.ts'
import { replayNetwork } from '../replay/replayNetwork.ts'
import { summarizeReplay } from '../replay/summarizeReplay.ts'
import type { Stack } from '../stack/startStack.ts'
import type { Jobs } from './createJobs.ts'

/** Everything that routes work with. */
export type ControlContext = {
  readonly stack: Pick<Stack, 'apiUrl' | 'rpcUrl' | 'indexerUrl' | 'deployment'>
  /** Unix seconds at which the stack was up. */
  readonly startedAt: number
  readonly jobs: Jobs
  /** Prints a line on the devnet's terminal. */
  readonly say: (line: string) => void
}

/** A request that passed the checks. */
export type ControlRequest = {
  /** Values of the parts of the path that begin with a colon. */
  readonly params: Readonly<Record<string, string>>
  /** Reads the body of a POST. @throws ControlRefusedError if it has too many bytes or is not JSON by its type */
  readonly body: () => Promise<string>
}

/** An answer: one JSON value, or JSON lines until the signal says that the reader is gone. */
export type ControlAnswer =
  | { readonly status: 200 | 202; readonly json: unknown }
  | { readonly status: 200; readonly lines: (signal: AbortSignal) => AsyncIterable<unknown> }

export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** A part that begins with a colon takes any value without a slash. */
  readonly path: string
  readonly answer: (request: ControlRequest, context: ControlContext) => Promise<ControlAnswer> | ControlAnswer
}

/** Every route of the control port. A new one is a line here and the shape of its answer in `protocol.ts`. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/status', answer: (_, context) => ({ status: 200, json: statusOf(context) }) },
  {
    method: 'POST',
    path: '/replay',
    answer: async ({ body }, context) => ({ status: 202, json: startReplay(await body(), context) }),
  },
  {
    method: 'GET',
    path: '/jobs/:id',
    answer: ({ params: { id = '' } }, { jobs }) => ({ status: 200, lines: jobs.events(id) }),
  },
  {
    method: 'DELETE',
    path: '/jobs/:id',
    answer: ({ params: { id = '' } }, { jobs }) => {
      jobs.cancel(id)
      return { status: 202, json: {} }
    },
  },
]

const statusOf = ({ stack, startedAt, jobs }: ControlContext): StatusAnswer => {
  const { apiUrl, rpcUrl, indexerUrl, deployment } = stack
  const { chainId, registry, epochSeconds } = deployment
  return {
    version: CONTROL_VERSION,
    pid: process.pid,
    ...{ startedAt, apiUrl, rpcUrl, indexerUrl, chainId, registry, epochSeconds },
    job: jobs.running(),
  }
}

/** Starts the replay of a network file on a fresh chain, with processes, ports and folders of its own. */
const startReplay = (networkFile: string, { jobs, say }: ControlContext) => {
  const nodes = parseNetworkFile(networkFile)
  return jobs.start('replay', async ({ signal, onProgress }) => {
    const startedAt = performance.now()
    say(`replay of ${nodes.length} nodes begins, asked by the control port`)
    try {
      const { plans, operatorCount } = await planNetwork(nodes, { onProgress })
      const report = await replayNetwork({ plans, onProgress, signal })
      const totalSeconds = (performance.now() - startedAt) / 1_000
      return summarizeReplay(report, { nodeCount: nodes.length, operatorCount, totalSeconds })
    } finally {
      say('replay has ended')
    }
  })
}
