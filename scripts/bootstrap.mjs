#!/usr/bin/env node
/**
 * Runs a command of the project on a machine that has nothing but Node 18 or newer and npm.
 *
 * It has no dependency, because it installs the dependencies. It finds a Node that runs TypeScript and Hardhat: this
 * one, or a pinned one from npm. It lets npm install the packages of the command with *that* Node, and runs the
 * command.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { requireOwn } from '../devnet/postgres/ownership.mjs'
import { bundleCommand } from './bootstrap/bundle.mjs'
import { interruption, runChild, watchSignals } from './bootstrap/children.mjs'
import { COMMANDS } from './bootstrap/commands.mjs'
import { compile, isCompiled } from './bootstrap/compile.mjs'
import { developmentEnvironment, runtimeEnvironment } from './bootstrap/environment.mjs'
import { exclusively } from './bootstrap/exclusively.mjs'
import { explain, Failure, say } from './bootstrap/failure.mjs'
import { findNode, installNode } from './bootstrap/findNode.mjs'
import { install, isInstalled, markRunning, readStamp } from './bootstrap/install.mjs'
import { ROOT, WORK_FOLDER } from './bootstrap/root.mjs'

/** Installs and compiles what a command needs. @param {import('./bootstrap/commands.mjs').Command} command */
const prepare = async ({ set, compiles = false }) => {
  const stamp = readStamp()
  const known = findNode(stamp?.node)
  if (known !== undefined && isInstalled(stamp, set) && !(compiles && !isCompiled())) return known
  return exclusively(async () => {
    const node = findNode(undefined) ?? (await installNode())
    // Another command may have installed or compiled while this one waited.
    if (!isInstalled(readStamp(), set)) await install(node, set)
    if (compiles && !isCompiled()) await compile(node)
    return node
  })
}

/**
 * Restores options that npm took for its own because `--` was forgotten. `npm start --fresh` reaches this program as a
 * variable.
 *
 * @param {string} name @param {readonly string[]} flags @param {readonly string[]} args
 */
const withSwallowed = (name, flags, args) => {
  const swallowed = flags.filter(
    (flag) => process.env[`npm_config_${flag}`] !== undefined && !args.includes(`--${flag}`),
  )
  if (swallowed.length === 0) return args
  const values = swallowed.map((flag) => {
    const value = process.env[`npm_config_${flag}`]
    return value === 'true' || value === '' ? `--${flag}` : `--${flag}=${value}`
  })
  say(`npm took ${values.join(' ')} for its own. "npm run ${name} -- ${values.join(' ')}" passes it on for sure.`)
  return [...args, ...values]
}

/** @param {string} name @param {readonly string[]} args @returns {Promise<number>} the exit code */
const run = async (name, args) => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Failure(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`)
  for (const folder of [join(ROOT, 'node_modules'), WORK_FOLDER, ROOT]) if (existsSync(folder)) requireOwn(folder)
  // No other user may change installed and generated files from here on.
  process.umask(process.umask() | 0o022)
  watchSignals()
  const node = await prepare(command)
  if (command.isNetwork === true) markRunning()
  const all = name === 'muster' ? [[await bundleCommand(node)]] : command.steps
  // `npm test -- test/api` runs only some of the TypeScript tests.
  const steps = name === 'test' && args.length > 0 ? all.slice(-1) : all
  const env = {
    ...command.env,
    ...(command.isRuntime === true ? runtimeEnvironment(node) : developmentEnvironment(node)),
  }
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1
    const stepArgs = isLast ? [...step, ...withSwallowed(name, command.flags, args)] : step
    const { code } = await runChild(node, stepArgs, { cwd: ROOT, env, isLinked: name === 'start' })
    // A step that ended well on a signal is the last one.
    if (code !== 0 || (interruption() !== undefined && !isLast)) return code || (interruption() ?? 0)
  }
  return 0
}

// A terminal or a pipe that is gone must not end this process before its child.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const [name = '', ...args] = process.argv.slice(2)
try {
  process.exit(await run(name, args))
} catch (error) {
  say(explain(error))
  process.exit(1)
}
