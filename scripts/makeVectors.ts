/**
 * Writes the vectors that the project makes itself: `test/vectors/list.json` and `test/vectors/epoch.json`.
 *
 *     node scripts/makeVectors.ts [folder]
 *
 * Lists are the same at each run. Epoch proofs come from two real EVM clients; both repeat as long as their versions do,
 * since every block's time is set.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeEpochVectors } from './vectors/makeEpochVectors.ts'
import { makeListVectors } from './vectors/makeListVectors.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../test/vectors', import.meta.url))

await mkdir(folder, { recursive: true })
for (const [name, vectors] of [
  ['list.json', makeListVectors()],
  ['epoch.json', await makeEpochVectors()],
] as const) {
  await writeFile(join(folder, name), `${JSON.stringify(vectors, null, 1)}\n`)
  process.stdout.write(`wrote ${join(folder, name)}\n`)
}
