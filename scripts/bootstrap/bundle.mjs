import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.mjs'
import { developmentEnvironment } from './environment.mjs'
import { ROOT, WORK_FOLDER } from './root.mjs'

/** The entry of the bundled `muster` command. Its first line names its sources. */
const BUNDLE = join(WORK_FOLDER, 'cache', 'muster.mjs')

/** Runs when no bundle can be made, as in a clone that this user cannot write to. */
const SOURCE = join('cli', 'muster.ts')

/** Changes with each installation. A bundle holds code of packages too. */
const INSTALLED = join(ROOT, 'node_modules', '.muster-install.json')

/**
 * The file to run for `muster`: a bundle, made anew when a source or a package has changed.
 *
 * @param {string} node
 * @returns {Promise<string>}
 */
export const bundleCommand = async (node) => {
  if (isFresh()) return BUNDLE
  const { code } = await runChild(node, [join('scripts', 'bundle.ts'), BUNDLE], {
    cwd: ROOT,
    env: developmentEnvironment(node),
    isTool: true,
  })
  return code === 0 ? BUNDLE : SOURCE
}

/**
 * The first line of a bundle: the folder of the clone, since the bundle holds absolute paths, and a stamp of each source.
 *
 * @param {readonly string[]} sources paths below the root
 */
export const bundleHeader = (sources) => {
  const inputs = Object.fromEntries(sources.map((path) => [path, stampOf(path)]))
  return `//${JSON.stringify({ root: ROOT, inputs })}\n`
}

const isFresh = () => {
  try {
    const text = readFileSync(BUNDLE, 'utf8')
    const header = text.slice(0, text.indexOf('\n') + 1)
    const { inputs } = JSON.parse(header.slice('//'.length))
    return statSync(BUNDLE).mtimeMs >= statSync(INSTALLED).mtimeMs && header === bundleHeader(Object.keys(inputs))
  } catch {
    return false
  }
}

/** Time and size of a source. @param {string} path below the root */
const stampOf = (path) => {
  const { mtimeMs, size } = statSync(join(ROOT, path))
  return `${mtimeMs} ${size}`
}
