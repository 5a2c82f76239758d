/**
 * Builds the client package: `index.js` and `standalone.js` with their types, into `client/dist` or another folder.
 *
 *     node scripts/buildClient.ts [folder]
 *
 * `npm pack` in `client/` does it first.
 */
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleClient } from './build/bundleClient.ts'
import { declareClient } from './build/declareClient.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const folder = resolve(process.argv[2] ?? join(ROOT, 'client/dist'))

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
await bundleClient(folder)
await declareClient(join(folder, 'types'))
await copyFile(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
process.stdout.write(`wrote ${folder}\n`)
