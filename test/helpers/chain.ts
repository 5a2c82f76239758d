/**
 * Two real EVM clients for tests, each behind a JSON-RPC URL: Hardhat's own, in this process, and anvil, as a child.
 *
 *     const chain = await startHardhatChain()   // or startAnvil()
 *     await chain.request('evm_mine')
 *     afterAll(() => chain.stop())
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './freePort.ts'
import { startReaper } from './reaper.ts'

/** anvil answers about 100 ms after its start; ten seconds is a machine in trouble. */
const ANVIL_START_MS_MAX = 10_000
const ANVIL_POLL_MS = 25
/** A free port can be lost to another test process before anvil takes it. */
const START_ATTEMPTS_MAX = 3

export const TEST_CHAIN_ID = 31_337

export type TestChain = {
  readonly kind: 'hardhat' | 'anvil'
  readonly url: string
  readonly chainId: number
  /** One JSON-RPC call; throws with the method and the answer where the client answers with an error. */
  request<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>
  /** Mines `count` blocks one by one, `intervalSeconds` apart (each has its own state root, so proofs work). */
  mine(count?: number, intervalSeconds?: number): Promise<void>
  stop(): Promise<void>
}

/**
 * Hardhat's EVM (prague) with a JSON-RPC server in this process. Blocks are mined per transaction; `evm_setAutomine`,
 * `evm_mine`, `evm_setNextBlockTimestamp`, `evm_snapshot` and `evm_revert` work. It calls its newest block final.
 *
 * `initialTimestamp`: unix seconds of the genesis block; default is the wall clock.
 */
export async function startHardhatChain(options: { initialTimestamp?: number } = {}): Promise<TestChain> {
  const { network } = await import('hardhat')
  const server = await network.createServer(
    {
      network: 'default',
      override: {
        loggingEnabled: false,
        ...(options.initialTimestamp === undefined ? {} : { initialDate: new Date(options.initialTimestamp * 1000) }),
      },
    },
    '127.0.0.1',
    0,
  )
  const { port } = await server.listen()
  const url = `http://127.0.0.1:${port}`
  const request = createRequest(url)
  return {
    kind: 'hardhat',
    url,
    chainId: TEST_CHAIN_ID,
    request,
    mine: (count, interval) => mine(request, count, interval),
    stop: () => server.close(),
  }
}

/**
 * anvil (prague) as a child process. With one slot per epoch its `finalized` tag is two blocks behind the newest.
 *
 * `initialTimestamp`: unix seconds of the genesis block. `flags`: further command line flags.
 */
export async function startAnvil(
  options: { initialTimestamp?: number; flags?: readonly string[] } = {},
): Promise<TestChain> {
  let lastError: unknown
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
    try {
      return await startAnvilOnce(options)
    } catch (error) {
      lastError = error
    }
  }
  throw lastError
}

async function startAnvilOnce(options: { initialTimestamp?: number; flags?: readonly string[] }): Promise<TestChain> {
  const port = await freePort()
  const child = spawn(
    anvilBinary(),
    [
      ...['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(TEST_CHAIN_ID), '--silent'],
      ...['--hardfork', 'prague', '--slots-in-an-epoch', '1'],
      ...(options.initialTimestamp === undefined ? [] : ['--timestamp', String(options.initialTimestamp)]),
      ...(options.flags ?? []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  let over = false
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      over = true
      resolve()
    })
    child.once('error', (error) => {
      over = true
      complaint += String(error)
      resolve()
    })
  })
  if (child.pid === undefined) {
    await exited
    throw new Error(`anvil could not be run: ${complaint}`)
  }
  const reaper = startReaper({ pid: child.pid })
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    reaper.dismiss()
  }
  const url = `http://127.0.0.1:${port}`
  const request = createRequest(url)
  const deadline = Date.now() + ANVIL_START_MS_MAX
  for (;;) {
    if (over) {
      reaper.dismiss()
      throw new Error(`anvil ended before it answered: ${complaint}`)
    }
    const ready = await request('eth_chainId').then(
      () => true,
      () => false,
    )
    if (ready && !over) break
    if (Date.now() > deadline) {
      await stop()
      throw new Error(`anvil did not answer within ${ANVIL_START_MS_MAX} ms: ${complaint}`)
    }
    await sleep(ANVIL_POLL_MS)
  }
  return {
    kind: 'anvil',
    url,
    chainId: TEST_CHAIN_ID,
    request,
    mine: (count, interval) => mine(request, count, interval),
    stop,
  }
}

/** Path of the anvil binary that npm installed for this platform. */
export function anvilBinary(): string {
  const require = createRequire(import.meta.url)
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  const fromWrapper = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
  return join(dirname(fromWrapper.resolve(`${name}/package.json`)), 'bin', 'anvil')
}

type Request = TestChain['request']

function createRequest(url: string): Request {
  let id = 0
  return async <T>(method: string, params: readonly unknown[] = []) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
    })
    const body = (await response.json()) as { result?: T; error?: unknown }
    if (body.error !== undefined) throw new Error(`${method} failed: ${JSON.stringify(body.error)}`)
    return body.result as T
  }
}

async function mine(request: Request, count = 1, intervalSeconds?: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    if (intervalSeconds !== undefined) {
      const block = await request<{ timestamp: string }>('eth_getBlockByNumber', ['latest', false])
      await request('evm_setNextBlockTimestamp', [Number(block.timestamp) + intervalSeconds])
    }
    await request('evm_mine')
  }
}
