import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const ENTRY = fileURLToPath(new URL('../../client/index.ts', import.meta.url))

/** Syntax of 2022: what Node 18 and the browsers of that time understand. */
const COMMON: BuildOptions = {
  entryPoints: [ENTRY],
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  charset: 'utf8',
}

/** Comments of the bundler that name source files. The package has no such files, and they take 0.7 kB after gzip. */
const SOURCE_NAMES = /^\/\/ (?:client|shared)\/\S+\.ts\n/gm

/**
 * Writes the package's JavaScript, client and shared code, as two files. `index.js` imports its dependency by name, for Node
 * and for bundlers. `standalone.js` imports nothing, for a page without a bundler.
 */
export const bundleClient = async (outFolder: string): Promise<void> => {
  const readable = await build({ ...COMMON, external: ['@noble/*'], write: false })
  for (const { text } of readable.outputFiles)
    await writeFile(join(outFolder, 'index.js'), text.replace(SOURCE_NAMES, ''))
  // Errors are named after their classes, so those names stay.
  await build({ ...COMMON, minify: true, keepNames: true, outfile: join(outFolder, 'standalone.js') })
}
