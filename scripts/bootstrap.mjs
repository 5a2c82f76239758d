#!/usr/bin/env node
/**
 * Runs a command of the project on a machine that has nothing but Node >= 18 and npm.
 *
 * Dependency-free on purpose: it is what makes the dependencies be there. It finds a Node that runs TypeScript and
 * Hardhat (this one, or the pinned one that npm carries), installs the packages with *that* Node (another one would
 * silently leave out native parts), compiles the contracts, and goes on as the command.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node that npm brings along where the present one is too old. */
const PINNED_NODE = '24.21.0'

/** First Node with type stripping on by default and everything Hardhat 3 asks for. */
const NODE_MAJOR_MIN = 24

/** Says which lockfile, platform and Node the installed packages are for. */
const INSTALL_STAMP = join(ROOT, 'node_modules', '.muster-install')

/** Says which sources the artifacts were compiled from. */
const BUILD_STAMP = join(ROOT, 'artifacts', '.muster-build')

/** Another bootstrap may be installing; a lock older than this was left by one that was killed. */
const LOCK_STALE_MS = 15 * 60_000
const LOCK_POLL_MS = 250

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts']
const HARDHAT = ['node_modules/hardhat/dist/src/cli.js']
const BIOME = ['node_modules/@biomejs/biome/bin/biome']

/** What each command runs, in order; the user's arguments go to the last step. `compile`: needs the artifacts. */
const COMMANDS = {
  start: { compile: true, steps: [['scripts/start.ts']] },
  test: { compile: true, steps: [[...HARDHAT, 'test', 'solidity'], VITEST] },
  muster: { compile: true, steps: [['scripts/muster.ts']] },
  conformance: { compile: true, steps: [['scripts/conformance.ts']] },
  generate: { compile: true, steps: [['scripts/generate.ts']] },
  campaign: { compile: true, steps: [['scripts/campaign.ts']] },
  lint: {
    compile: true,
    steps: [
      [...BIOME, 'check', '.'],
      [
        'node_modules/solhint/solhint.js',
        '--config',
        'contracts/.solhint.json',
        '--max-warnings',
        '0',
        'contracts/**/*.sol',
      ],
      ['node_modules/prettier/bin/prettier.cjs', '--check', 'contracts/**/*.sol', 'test/**/*.sol'],
      ['node_modules/knip/bin/knip.js'],
      ['scripts/generate.ts', '--check'],
    ],
  },
  size: { compile: false, steps: [['scripts/buildClient.ts'], ['node_modules/size-limit/bin.js']] },
  coverage: { compile: false, steps: [['scripts/coverage.ts']] },
  types: { compile: true, steps: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']] },
}

const say = (line) => process.stderr.write(`${line}\n`)

const fail = (line) => {
  say(line)
  process.exit(1)
}

/** Path of a Node that can run the project. */
const findNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return process.execPath
  const found = npmNode()
  if (found !== undefined) return found
  say(`Node ${process.versions.node} is older than ${NODE_MAJOR_MIN}: npm fetches Node ${PINNED_NODE} (once).`)
  // Always through npm's own cache, which checks what it downloads and is shared by all checkouts.
  const { status, stdout, stderr } = npx(['-p', `node@${PINNED_NODE}`, '-c', 'node -p process.execPath'])
  const path = stdout.trim().split('\n').at(-1) ?? ''
  if (status !== 0 || !existsSync(path)) {
    fail(`npm could not fetch Node ${PINNED_NODE}: install Node ${NODE_MAJOR_MIN} or newer yourself.\n${stderr.trim()}`)
  }
  return path
}

/** The pinned Node if npm's cache has it: asking npm itself takes two seconds each time. */
const npmNode = () => {
  const cache = spawnSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const folder = join((cache.stdout ?? '').trim(), '_npx')
  if (!existsSync(folder)) return undefined
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry, 'node_modules', 'node', 'bin', 'node')
    if (!existsSync(path)) continue
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    if (stdout?.trim() === `v${PINNED_NODE}`) return path
  }
  return undefined
}

const npx = (args) =>
  spawnSync('npx', ['-y', ...args], { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })

/** Environment in which `node` is the Node that was found, for npm's scripts too. */
const environment = (node) => ({ ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` })

const digestOf = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Installs the packages where they are absent or out of step with the lockfile. */
const install = (node) => {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  const stamp = `${digestOf(['package-lock.json'])} ${process.platform} ${process.arch} ${version}`
  if (readStamp(INSTALL_STAMP) === stamp) return
  say('Installing packages (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    env: environment(node),
    // The command's own standard output stays clean.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) fail('npm ci failed: its own message is above. Check the network and the free disk space.')
  writeFileSync(INSTALL_STAMP, stamp)
}

const soliditySources = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sol'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
    .sort()

/** Compiles the contracts where a source, the settings or a package changed since. */
const compile = (node) => {
  const sources = [...soliditySources('contracts'), ...soliditySources('test')]
  const stamp = digestOf([...sources, 'hardhat.config.ts', 'package-lock.json'])
  if (readStamp(BUILD_STAMP) === stamp) return
  say('Compiling the contracts …')
  const { status, stdout, stderr } = spawnSync(node, [...HARDHAT, 'build'], {
    cwd: ROOT,
    env: environment(node),
    encoding: 'utf8',
  })
  if (status !== 0) fail(`The contracts do not compile:\n${stdout}${stderr}`)
  writeFileSync(BUILD_STAMP, stamp)
}

/** One at a time: two commands started together in a fresh clone must not install into the same folder. */
const exclusively = async (task) => {
  const lock = join(ROOT, '.muster', 'bootstrap.lock')
  mkdirSync(dirname(lock), { recursive: true })
  let told = false
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > LOCK_STALE_MS) rmSync(lock, { recursive: true, force: true })
    else if (!told) {
      say('Waiting for another command that is installing …')
      told = true
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
  }
  const unlock = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', unlock)
  try {
    task()
  } finally {
    unlock()
    process.off('exit', unlock)
  }
}

/** Runs one step as a child that gets our signals, and answers its exit code. */
const runStep = (node, args) =>
  new Promise((resolve) => {
    const child = spawn(node, args, { cwd: ROOT, env: environment(node), stdio: 'inherit' })
    // A terminal sends Ctrl-C to the whole group; a supervisor to this process alone. The child decides when it is done.
    const forward = (signal) => child.kill(signal)
    const onInterrupt = () => undefined
    process.on('SIGTERM', forward)
    process.on('SIGINT', process.stdin.isTTY ? onInterrupt : forward)
    child.once('error', (error) => fail(`${args[0]} could not be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      process.removeAllListeners('SIGTERM')
      process.removeAllListeners('SIGINT')
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (!command) fail(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`)

const node = findNode()
try {
  await exclusively(() => {
    install(node)
    if (command.compile) compile(node)
  })
} catch (error) {
  fail(`This folder cannot be written (${error.message}): run it from a clone that you own.`)
}

// `npm test -- test/api` runs some of the TypeScript tests only.
const steps = name === 'test' && args.length > 0 ? command.steps.slice(-1) : command.steps
for (const [index, step] of steps.entries()) {
  const code = await runStep(node, index === steps.length - 1 ? [...step, ...args] : step)
  if (code !== 0) process.exit(code)
}
