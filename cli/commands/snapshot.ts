import { parseArgs } from 'node:util'
import { encodeSnapshot, type MusterSnapshot, parseSnapshot, pinnedHash } from '../../client/index.ts'
import { createOptions } from '../lib/input/options.ts'
import { describeList } from '../lib/watch/describe.ts'
import { keepText } from '../lib/watch/keepText.ts'
import { orExitCode } from '../lib/watch/refusal.ts'
import { childOf, SNAPSHOT_URL, serveSnapshot } from '../lib/watch/snapshotFile.ts'
import { clientOf, type Network, readTarget, TARGET_OPTIONS, trustOf } from '../lib/watch/target.ts'
import { writeWhole } from '../lib/watch/writeWhole.ts'
import type { Command } from './command.ts'
import { EXIT_VERIFIED } from './limits.ts'

/** What was taken from the servers is read once more, as a client that starts from the file would. */
const readAgain = (network: Network, snapshot: MusterSnapshot): Promise<unknown> =>
  clientOf(network, {
    sources: [SNAPSHOT_URL],
    fetch: serveSnapshot(snapshot),
    trust: pinnedHash(childOf(snapshot).hash),
  }).getNodeList()

/** Writes what a client can start from offline. */
export const snapshot: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: { ...TARGET_OPTIONS, out: { type: 'string' } } })
  const out = createOptions(values).text('out')
  const target = readTarget(values)
  const kept = keepText(null)
  const answer = await orExitCode(() =>
    clientOf(target, {
      sources: target.apis,
      trust: trustOf(target, undefined),
      // The client hands a list to its storage once all of it is verified, and in the form of a snapshot.
      storage: keepText(null),
      listStorage: kept,
      onSourceError: ({ source, error }) => process.stderr.write(`${source}: ${error.message}\n`),
    }).getNodeList(),
  )
  if ('code' in answer) return answer.code
  const taken = parseSnapshot(kept.get() ?? '')
  await readAgain(target, taken)
  const text = encodeSnapshot(taken)
  await writeWhole(out, text)
  const { number, hash } = childOf(taken)
  const trusted = `${target.k} of ${target.rpcs.length} RPC endpoints`
  const { source } = answer.value
  const more = [
    ['rests on block', `${number} ${hash} (--pinned)`],
    ['file', `${out}, ${text.length.toLocaleString('en')} bytes`],
  ] as const
  process.stdout.write(`Verified and written.\n\n${describeList(target, answer.value, { trusted, source, more })}`)
  return EXIT_VERIFIED
}
