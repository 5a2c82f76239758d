/**
 * Bundles the `muster` command, so that a call of it reads one file instead of a thousand:
 *
 *     node scripts/bundle.ts FILE
 */
import { bundleMuster } from './build/bundleMuster.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('Name the file of the bundle: node scripts/bundle.ts FILE')
await bundleMuster(file)
