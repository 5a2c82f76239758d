import type { Fetch, MusterClientArgs } from '../../client/index.ts'
import { globalFetch } from '../../client/transport/fetchBounded.ts'
import { type Call, defineAction } from '../frame/action.ts'
import { type ListData, listData, renderList, renderSteps, type StepData } from '../lib/watch/describe.ts'
import { type Observer, observe } from '../lib/watch/observe.ts'
import { orRefusal, reportSource } from '../lib/watch/refusal.ts'
import { readSnapshotFile, SNAPSHOT_URL, serveSnapshot } from '../lib/watch/snapshotFile.ts'
import { clientOf, readPinned, readTarget, trustOf } from '../lib/watch/target.ts'
import { paragraph } from '../output/blocks.ts'

/** The source of the list and its greatest age: servers, or a file of any age. */
const originOf = async (
  file: string | undefined,
  apis: readonly string[],
): Promise<{ client: Pick<MusterClientArgs, 'sources' | 'maxEpochLag'>; fetch: Fetch }> => {
  if (file === undefined) return { client: { sources: apis }, fetch: globalFetch }
  const fetch = serveSnapshot(await readSnapshotFile(file))
  return { client: { sources: [SNAPSHOT_URL], maxEpochLag: Number.MAX_SAFE_INTEGER }, fetch }
}

type Data = { readonly list: ListData; readonly steps: readonly StepData[] }

const stepsOf = (observer: Observer, startedAt: number): StepData[] => [
  ...observer.steps(),
  { name: 'all', milliseconds: performance.now() - startedAt, detail: '' },
]

const run = async ({ options, network, output }: Call) => {
  const file = options.optionalText('snapshot')
  const pinned = readPinned(options)
  const target = readTarget(options, network)
  const { client, fetch } = await originOf(file, target.apis)
  const trusted = pinned === undefined ? `${target.k} of ${target.rpcs.length} RPC endpoints` : 'the pinned hash'
  const observer = observe({ fetch, trust: trustOf(target, pinned), trusted, source: file })
  const startedAt = performance.now()
  const { fetch: observed, trust } = observer
  const onSourceError = reportSource(output, file)
  try {
    const list = await orRefusal(() =>
      clientOf(target, { ...client, fetch: observed, trust, onSourceError }).getNodeList(),
    )
    const source = file ?? list.source
    return { data: { list: listData(target, list, { trusted, source }), steps: stepsOf(observer, startedAt) } }
  } catch (error) {
    const steps = stepsOf(observer, startedAt)
    output.note('Steps until the refusal:', [renderSteps(steps)], { steps })
    throw error
  }
}

/** Fetches a list or reads it from a file, verifies it, and reports each step. */
export const verify = defineAction<Data>({
  run,
  render: ({ list, steps }) => [
    paragraph('Verified: every node of this list is registered, and none is missing.', 'good'),
    renderList(list),
    renderSteps(steps),
  ],
})
