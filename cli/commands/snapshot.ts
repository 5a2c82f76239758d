import { encodeSnapshot, type MusterSnapshot, parseSnapshot, pinnedHash } from '../../client/index.ts'
import { type Call, defineAction } from '../frame/action.ts'
import { type ListData, listData, renderList } from '../lib/watch/describe.ts'
import { keepText } from '../lib/watch/keepText.ts'
import { orRefusal, reportSource } from '../lib/watch/refusal.ts'
import { childOf, SNAPSHOT_URL, serveSnapshot } from '../lib/watch/snapshotFile.ts'
import { clientOf, type Network, readTarget, trustOf } from '../lib/watch/target.ts'
import { writeWhole } from '../lib/watch/writeWhole.ts'
import { paragraph } from '../output/blocks.ts'

/** Reads the snapshot as a client that starts from the file does. */
const readAgain = (network: Network, snapshot: MusterSnapshot): Promise<unknown> =>
  clientOf(network, {
    sources: [SNAPSHOT_URL],
    fetch: serveSnapshot(snapshot),
    trust: pinnedHash(childOf(snapshot).hash),
  }).getNodeList()

type Data = {
  readonly list: ListData
  /** Block that the proof rests on. */
  readonly block: { readonly number: bigint; readonly hash: string }
  readonly file: string
  readonly bytes: number
}

const run = async ({ options, network, output }: Call) => {
  const file = options.text('out')
  const target = readTarget(options, network)
  const kept = keepText(null)
  const list = await orRefusal(() =>
    clientOf(target, {
      sources: target.apis,
      trust: trustOf(target, undefined),
      // The client stores a list once all of it is verified, in the form of a snapshot.
      storage: keepText(null),
      listStorage: kept,
      onSourceError: reportSource(output),
    }).getNodeList(),
  )
  const taken = parseSnapshot(kept.get() ?? '')
  await readAgain(target, taken)
  const text = encodeSnapshot(taken)
  await writeWhole(file, text)
  const { number, hash } = childOf(taken)
  const trusted = `${target.k} of ${target.rpcs.length} RPC endpoints`
  const data = { list: listData(target, list, { trusted, source: list.source }), block: { number, hash } }
  return { data: { ...data, file, bytes: text.length } }
}

/** Writes a file that a client can start from without a network. */
export const snapshot = defineAction<Data>({
  run,
  render: ({ list, block, file, bytes }) => [
    paragraph('Verified and written.', 'good'),
    renderList(list, [
      ['rests on block', `${block.number} ${block.hash} (--pinned)`],
      ['file', `${file}, ${bytes.toLocaleString('en')} bytes`],
    ]),
  ],
})
