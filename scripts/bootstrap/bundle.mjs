import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.mjs'
import { developmentEnvironment } from './environment.mjs'
import { ROOT, WORK_FOLDER } from './root.mjs'

/** Entry of the bundled `muster` command. Its first line names its sources. */
const BUNDLE = join(WORK_FOLDER, 'cache', 'muster.mjs')

/** Runs if no bundle can be made, for example in a clone that this user cannot write to. */
const SOURCE = join('scripts', 'muster.ts')

/**
 * Returns the file to run for `muster`: a bundle that is rebuilt when a source or a package has changed.
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

/** Written by `scripts/build/bundleMuster.ts`. */
const isFresh = () => {
  try {
    const text = readFileSync(BUNDLE, 'utf8')
    const { root, inputs } = JSON.parse(text.slice('//'.length, text.indexOf('\n')))
    const isOlder = statSync(BUNDLE).mtimeMs < statSync(join(ROOT, 'node_modules', '.muster-install.json')).mtimeMs
    if (root !== `${ROOT}/` || isOlder) return false
    return Object.entries(inputs).every(([path, stamp]) => {
      const { mtimeMs, size } = statSync(join(ROOT, path))
      return stamp === `${mtimeMs} ${size}`
    })
  } catch {
    return false
  }
}
