import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { superviseChild } from '../process/superviseChild.ts'
import { LOCAL_CHAIN_ID } from './chainClient.ts'

/** Loading a state file of some hours takes a few seconds; a fresh chain a tenth of one. */
const START_MS_MAX = 60_000
const POLL_MS = 25

/** A chain that listens answers at once. */
const ANSWER_MS_MAX = 5_000

/** Variables of this process that anvil gets. Settings of other chains of the user are none of its business. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'LANG'] as const

/** Hang guard: writing the state file of a long demo takes some seconds, and cut off it is lost. */
const STOP_MS_MAX = 120_000

/** Past states kept for proofs: each is a whole copy (150 kB in the demo), and all are written with the state file. */
const PAST_STATES = 100

/** Seconds between writes of the state file; a stop writes it too, so only a crash of the machine loses blocks. */
const STATE_SECONDS = 30

export type AnvilOptions = {
  readonly port: number
  /** Unix seconds of the genesis block; the wall clock where absent. */
  readonly genesisTimestamp?: number
  /** Where the chain is kept over restarts, all past states included; in memory only where absent. */
  readonly stateFile?: string
  /** Further flags of the command line. */
  readonly flags?: readonly string[]
  /** Seconds between blocks; where absent a block is mined for each transaction. */
  readonly blockSeconds?: number
}

/** A running chain. */
export type Anvil = {
  readonly url: string
  readonly stop: () => Promise<void>
  /** Resolves when the chain is gone, for whatever reason. */
  readonly exited: Promise<void>
}

/** Path of the real anvil that npm carries for this platform. */
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

/** Starts a local chain (rules of prague; its `finalized` tag is two blocks behind the newest). */
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
