import { delimiter, dirname, join } from 'node:path'
import { WORK_FOLDER } from './root.mjs'

/** Loopback addresses. Requests to them never use a proxy. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]']

/**
 * Settings of the user's npm that name the source of packages. The other settings decide what is installed, so they are
 * ours.
 */
const NPM_SOURCE_SETTINGS =
  /^npm_config_(?:registry|cache|userconfig|globalconfig|https?_proxy|proxy|no_?proxy|ca|cafile|cert|key|strict_ssl|offline|prefer_\w+line|fetch_\w+|maxsockets|_.*|@.*|\/\/.*|.*:_?\w+)$/i

/**
 * Environment of a child. Its Node is the one that was found, and the loopback interface has no proxy.
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
 * Environment of npm and of development tools. NODE_ENV=production would leave packages out and disable checks of
 * libraries. npm settings would change what is installed. PostgreSQL settings belong to other servers.
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
 * Environment of commands for users. It caches compiled code, so that the next call starts sooner.
 *
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export const runtimeEnvironment = (node) => ({
  NODE_COMPILE_CACHE: join(WORK_FOLDER, 'cache', 'compiled'),
  ...childEnvironment(node),
})
