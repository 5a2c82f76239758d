import { delimiter, dirname, join } from 'node:path'
import { WORK_FOLDER } from './root.mjs'

/** Loopback addresses: requests to them never belong to a proxy. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]']

/** Settings of the user's npm that say where packages come from. All others say what gets installed, which is ours. */
const NPM_SOURCE_SETTINGS =
  /^npm_config_(?:registry|cache|userconfig|globalconfig|https?_proxy|proxy|no_?proxy|ca|cafile|cert|key|strict_ssl|offline|prefer_\w+line|fetch_\w+|maxsockets|_.*|@.*|\/\/.*|.*:_?\w+)$/i

/**
 * The environment of a child: `node` is the Node that was found, and the loopback interface is reached without a proxy.
 *
 * @param {string} node path of the Node to run
 * @returns {NodeJS.ProcessEnv}
 */
const childEnvironment = (node) => {
  const exceptions = (process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '').split(',').map((host) => host.trim())
  const noProxy = [...new Set([...exceptions, ...LOOPBACK])].filter((host) => host !== '').join(',')
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`
  return { ...process.env, NO_PROXY: noProxy, no_proxy: noProxy, PATH: path }
}

/**
 * The environment of npm and of tools for development. NODE_ENV=production would leave packages out and have libraries
 * check less. Settings of npm would change what is installed, and those of PostgreSQL belong to other servers.
 *
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export const developmentEnvironment = (node) => {
  const { NODE_ENV: _, ...env } = childEnvironment(node)
  const isKept = (/** @type {string} */ name) =>
    !/^(?:npm_config_|PG[A-Z])/i.test(name) || NPM_SOURCE_SETTINGS.test(name.replaceAll('-', '_'))
  return Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name)))
}

/**
 * The environment of what users run. Compiled code is kept, so that the next call starts sooner.
 *
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export const runtimeEnvironment = (node) => ({
  NODE_COMPILE_CACHE: join(WORK_FOLDER, 'cache', 'compiled'),
  ...childEnvironment(node),
})
