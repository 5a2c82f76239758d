import { parseArgs } from 'node:util'
import { encodeSnapshot, type MusterSnapshot, parseSnapshot, pinnedHash } from '../../client/index.ts'
import { createOptions } from '../lib/cli/options.ts'
import { describeList } from '../lib/watch/describe.ts'
import { keepText } from '../lib/watch/keepText.ts'
import { EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_VERIFIED, orExitCode } from '../lib/watch/refusal.ts'
import { childOf, SNAPSHOT_URL, serveSnapshot } from '../lib/watch/snapshotFile.ts'
import { clientOf, type Network, readTarget, TARGET_OPTIONS, TARGET_USAGE, trustOf } from '../lib/watch/target.ts'
import { writeWhole } from '../lib/watch/writeWhole.ts'
import type { Command } from './command.ts'

const USAGE = `npm run muster -- snapshot --out FILE [options]

Fetches the node list that is due, verifies all of it from a block hash, and writes it with its proof into one file, which a
client starts from where nothing can be fetched (\`bundled\`). What does not verify is not written, and a file that is there
already is replaced whole or not at all. Without further options: of the network that \`npm start\` runs on this machine.

  --out FILE            where to write it
  --api URL             server or mirror to fetch from; may be given several times, asked in turn
${TARGET_USAGE}
Exit code: ${EXIT_VERIFIED} written; ${EXIT_REFUSED} what was sent was refused; ${EXIT_UNREACHABLE} nobody could be reached; 1 anything else.
`

/** What was taken from the servers is read once more, as a client that starts from the file would. */
const readAgain = (network: Network, snapshot: MusterSnapshot): Promise<unknown> =>
  clientOf(network, {
    sources: [SNAPSHOT_URL],
    fetch: serveSnapshot(snapshot),
    trust: pinnedHash(childOf(snapshot).hash),
  }).getNodeList()

/** Writes what a client can start from offline. */
export const snapshot: Command = {
  summary: 'write the verified node list with its proof into a file',
  usage: USAGE,
  run: async (args) => {
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
  },
}
