import { createEndpoint } from '../../../shared/rpc/createEndpoint.ts'
import { RpcAnswerInvalidError, RpcCallFailedError } from '../../../shared/rpc/errors.ts'
import { type Examination, examineEndpoint } from '../../../shared/rpc/examineEndpoint.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { EXIT } from '../../frame/exitCodes.ts'
import { findLacks, type Lack } from '../../lib/rpc/findLacks.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'
import { originOf } from '../../output/redactUrls.ts'

/** Longest wait for one call. An examination has some twenty. */
const TIMEOUT_MS = 5_000

/** One endpoint by its place in the call. Either it was examined, or `failure` says why not. */
type EndpointData = {
  readonly number: number
  readonly origin: string
  readonly failure: string | null
  readonly found: Examination | null
  readonly lacks: readonly Lack[]
}

type Data = { readonly endpoints: readonly EndpointData[] }

const examine = async (call: Call, url: string, index: number): Promise<EndpointData> => {
  const { registry, chainId } = call.network.found
  const named = { number: index + 1, origin: originOf(url) }
  const endpoint = createEndpoint({ url, fetch: (to, init) => fetch(to, init), timeoutMs: TIMEOUT_MS })
  try {
    const found = await examineEndpoint(endpoint, registry?.value)
    return { ...named, failure: null, found, lacks: findLacks(found, chainId?.value) }
  } catch (error) {
    if (!(error instanceof RpcCallFailedError || error instanceof RpcAnswerInvalidError)) throw error
    return { ...named, failure: error.message, found: null, lacks: [] }
  }
}

const exitCodeOf = ({ endpoints }: Data): number => {
  if (endpoints.some(({ failure }) => failure !== null)) return EXIT.unreachable
  return endpoints.some(({ lacks }) => lacks.some(({ isFatal }) => isFatal)) ? EXIT.failed : EXIT.ok
}

const describeHeader = ({ header }: Examination): string => {
  if (header.kind === 'fields') return `${header.fieldCount} fields`
  return header.kind === 'raw' ? 'unknown fields, but raw headers are served' : 'unknown'
}

const rowsOf = (found: Examination): Row[] => [
  ['chain', `${found.chainId}`],
  ['newest block', `${found.number}`],
  ['final block', found.finalized === undefined ? 'not known' : `${found.number - found.finalized} blocks behind`],
  ['batches', found.batchMax === 1 ? 'no' : 'yes'],
  ['receipts of blocks', found.hasBlockReceipts ? 'yes' : 'no'],
  ['state proofs', found.proofWindow === 0n ? 'no' : `${found.proofWindow} blocks and more`],
  ['header', describeHeader(found)],
  ['times in logs', found.hasLogTimestamps === undefined ? 'no log was found' : found.hasLogTimestamps ? 'yes' : 'no'],
  ['calls made', `${found.calls}`],
]

const render = ({ endpoints }: Data): Block[] =>
  endpoints.flatMap(({ number, origin, failure, found, lacks }) => [
    table(found === null ? [['failed', failure ?? '']] : rowsOf(found), `Endpoint ${number}: ${origin}`),
    ...lacks.map(({ text, isFatal }) => paragraph(text, isFatal ? 'bad' : 'warning')),
  ])

/** Examines RPC endpoints one after another. */
export const check = defineAction<Data>({
  run: async (call) => {
    const endpoints: EndpointData[] = []
    for (const [index, url] of call.network.get('rpc').entries()) endpoints.push(await examine(call, url, index))
    const data = { endpoints }
    return { data, exitCode: exitCodeOf(data) }
  },
  render,
})
