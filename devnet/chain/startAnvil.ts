import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { superviseChild } from '../process/superviseChild.ts'
import { LOCAL_CHAIN_ID } from './chainClient.ts'

/** A state file of some hours takes a few seconds to load, and a fresh chain a tenth of one. */
const START_MS_MAX = 60_000
const POLL_MS = 25

/** A chain that listens answers at once. */
const ANSWER_MS_MAX = 5_000

/** Variables that anvil takes over from this process. Others may be settings for other chains of the user. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG'] as const

/** Hang guard. The state file of a long demo takes some seconds to write, and is lost if it is cut off. */
const STOP_MS_MAX = 120_000

/** Past states kept for proofs. Each is a whole copy (150 kB in the demo), and all are in the state file. */
const PAST_STATES = 100

/** Seconds between writes of the state file. A stop writes it too, so only a crash of the machine loses blocks. */
const STATE_SECONDS = 30

export type AnvilOptions = {
  readonly port: number
  /** Unix seconds of the genesis block. Default: the wall clock. */
  readonly genesisTimestamp?: number
  /** File that keeps the chain with its past states over restarts. Default: the chain is in memory only. */
  readonly stateFile?: string
  /** Further flags of the command line. */
  readonly flags?: readonly string[]
  /** Seconds between blocks. Default: a block is mined for each transaction. */
  readonly blockSeconds?: number
}

/** A running chain. */
export type Anvil = {
  readonly url: string
  readonly stop: () => Promise<void>
  /** Resolves when the chain is gone, for any reason. */
  readonly exited: Promise<void>
}

/** Returns the path of anvil in the npm package for this platform. */
const anvilBinary = (): string => {
  const require = createRequire(import.meta.url)
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`
  try {
    const root = dirname(
      createRequire(require.resolve('@foundry-rs/anvil/package.json')).resolve(`${name}/package.json`),
    )
    return join(root, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
  } catch (cause) {
    throw new Error(`npm has no anvil for ${process.platform}-${process.arch}; set RPC_URLS to a chain of your own.`, {
      cause,
    })
  }
}

/** Starts a local chain with the rules of prague. Its `finalized` tag is two blocks behind the newest. */
export const startAnvil = async (options: AnvilOptions): Promise<Anvil> => {
  const { port, genesisTimestamp, stateFile, blockSeconds } = options
  const flags = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(LOCAL_CHAIN_ID), '--silent']
  flags.push('--hardfork', 'prague', '--slots-in-an-epoch', '1', '--gas-limit', '30000000')
  if (genesisTimestamp !== undefined) flags.push('--timestamp', String(genesisTimestamp))
  if (stateFile !== undefined) {
    flags.push('--state', stateFile, '--state-interval', String(STATE_SECONDS), '--preserve-historical-states')
    flags.push('--max-persisted-states', String(PAST_STATES), '--cache-path', `${stateFile}.states`)
  }
  if (blockSeconds !== undefined) flags.push('--block-time', String(blockSeconds), '--mixed-mining')
  flags.push(...(options.flags ?? []))

  const env = Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]]))
  const child = spawn(anvilBinary(), flags, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const { exited, isOver, lastWords, stop } = superviseChild(child, { stopMsMax: STOP_MS_MAX, lastSignal: 'SIGKILL' })
  const url = `http://127.0.0.1:${port}`
  const deadline = performance.now() + START_MS_MAX
  while (!(await answers(url))) {
    if (isOver() || performance.now() > deadline) {
      await stop()
      throw new Error(`The local chain did not start on port ${port}: ${lastWords() || 'anvil said nothing.'}`)
    }
    await sleep(POLL_MS)
  }
  return { url, stop, exited }
}

const answers = async (url: string): Promise<boolean> => {
  try {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) })
    return response.ok
  } catch {
    return false
  }
}
