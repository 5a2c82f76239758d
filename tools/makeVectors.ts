/**
 * Writes the vectors that the project makes itself into `test/vectors`: list, delta, leaves,
 * extension-documents, extension-blocks, epoch, epoch-clock, snapshot, identity, histograms.
 *
 *     node tools/makeVectors.ts [folder]
 *
 * Lists, deltas, leaves, extensions, the epoch clock and histograms are the same at each run. State proofs come from two
 * real EVM clients. Both repeat as long as their versions do, since every block's time is set.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeBlockVectors } from './vectors/makeBlockVectors.ts'
import { makeDeltaVectors } from './vectors/makeDeltaVectors.ts'
import { makeDocumentVectors } from './vectors/makeDocumentVectors.ts'
import { makeEpochClockVectors } from './vectors/makeEpochClockVectors.ts'
import { makeEpochVectors } from './vectors/makeEpochVectors.ts'
import { makeHistogramVectors } from './vectors/makeHistogramVectors.ts'
import { makeIdentityVectors } from './vectors/makeIdentityVectors.ts'
import { makeLeafVectors } from './vectors/makeLeafVectors.ts'
import { makeListVectors } from './vectors/makeListVectors.ts'
import { makeSnapshotVectors } from './vectors/makeSnapshotVectors.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../test/vectors', import.meta.url))

await mkdir(folder, { recursive: true })
const epochVectors = await makeEpochVectors()
for (const [name, vectors] of [
  ['list.json', makeListVectors()],
  ['delta.json', makeDeltaVectors()],
  ['leaves.json', makeLeafVectors()],
  ['extension-documents.json', makeDocumentVectors()],
  ['extension-blocks.json', makeBlockVectors()],
  ['epoch.json', epochVectors],
  ['epoch-clock.json', makeEpochClockVectors()],
  ['snapshot.json', makeSnapshotVectors(epochVectors.epochs)],
  ['identity.json', await makeIdentityVectors()],
  ['histograms.json', makeHistogramVectors()],
] as const) {
  await writeFile(join(folder, name), `${JSON.stringify(vectors, null, 1)}\n`)
  process.stdout.write(`wrote ${join(folder, name)}\n`)
}
