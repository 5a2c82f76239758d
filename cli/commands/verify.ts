import { parseArgs } from 'node:util'
import type { Fetch, MusterClientArgs } from '../../client/index.ts'
import { describeList, describeSteps } from '../lib/watch/describe.ts'
import { observe } from '../lib/watch/observe.ts'
import { orExitCode } from '../lib/watch/refusal.ts'
import { readSnapshotFile, SNAPSHOT_URL, serveSnapshot } from '../lib/watch/snapshotFile.ts'
import { clientOf, readPinned, readTarget, TARGET_OPTIONS, trustOf } from '../lib/watch/target.ts'
import type { Command } from './command.ts'
import { EXIT_VERIFIED } from './limits.ts'

const globalFetch: Fetch = (url, init) => fetch(url, init)

/** Where the list comes from, and how old it may be. */
const originOf = async (
  file: string | undefined,
  apis: readonly string[],
): Promise<{ client: Pick<MusterClientArgs, 'sources' | 'maxEpochLag'>; fetch: Fetch }> => {
  if (file === undefined) return { client: { sources: apis }, fetch: globalFetch }
  const fetch = serveSnapshot(await readSnapshotFile(file))
  return { client: { sources: [SNAPSHOT_URL], maxEpochLag: Number.MAX_SAFE_INTEGER }, fetch }
}

/** Fetches, verifies, and says what follows from which block. */
export const verify: Command = async (args) => {
  const options = { ...TARGET_OPTIONS, snapshot: { type: 'string' }, pinned: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const { snapshot } = values
  const pinned = readPinned(values)
  const target = readTarget(values, { api: snapshot !== undefined, rpc: pinned !== undefined })
  const { client, fetch } = await originOf(snapshot, target.apis)
  const trusted = pinned === undefined ? `${target.k} of ${target.rpcs.length} RPC endpoints` : 'the pinned hash'
  const observer = observe({ fetch, trust: trustOf(target, pinned), trusted, source: snapshot })
  const startedAt = performance.now()
  const answer = await orExitCode(() =>
    clientOf(target, {
      ...client,
      fetch: observer.fetch,
      trust: observer.trust,
      onSourceError: ({ source, error }) => process.stderr.write(`${snapshot ?? source}: ${error.message}\n`),
    }).getNodeList(),
  )
  const steps = `${describeSteps([...observer.steps(), { name: 'all', milliseconds: performance.now() - startedAt, detail: '' }])}`
  if ('code' in answer) {
    process.stdout.write(`NOT verified. What was done:\n\n${steps}`)
    return answer.code
  }
  const source = snapshot ?? answer.value.source
  process.stdout.write(
    `Verified: every node of this list is registered, and none is missing.\n\n${describeList(target, answer.value, { trusted, source })}\n${steps}`,
  )
  return EXIT_VERIFIED
}
