/**
 * A real stack for the commands that verify: a chain with the contracts and a few nodes, the indexer and the API over
 * Postgres. The commands run as processes, and a test can wait for their lines.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../../devnet/chain/joinNetwork.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { startServices } from '../../../devnet/stack/startServices.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsKeyHash, blsPublicKey } from '../../../shared/signing/bls.ts'
import { startHardhatChain } from '../../../tools/support/chain.ts'
import { type MusterBundle, musterBundle } from '../../helpers/runMuster.ts'
import { sharePostgres } from '../../helpers/sharedPostgres.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const SEED = 'watch'
const EPOCH_SECONDS = 60
export const NODES = 5
const HOUR = 3_600

/** Hang guard of each wait; the real waits are a second or two. */
const WAIT_MS_MAX = 40_000

/** Waits until `probe` gives something other than undefined. */
const until = async <T>(what: () => string, probe: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + WAIT_MS_MAX
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Gave up waiting until ${what()}.`)
    await sleep(50)
  }
}

/** Starts everything. `stop` ends what was started, in reverse, also if a later part did not start. */
export const startWatchedStack = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-watched-'))
  const parts: { stop: () => Promise<unknown> }[] = [{ stop: () => rm(folder, { recursive: true, force: true }) }]
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop()
  }
  const keep = <T extends { stop: () => Promise<unknown> }>(part: T): T => {
    parts.push(part)
    return part
  }
  try {
    const chain = keep(await startHardhatChain({ initialTimestamp: Math.floor(Date.now() / 1_000) - 4 * HOUR }))
    const cluster = keep(await sharePostgres())
    const databaseUrl = await cluster.createDatabase()
    const client = createChainClient(chain.url)
    const governor = seededAccount(SEED, 'governor').address
    const deployment = await deploy(client, { governor, epochSeconds: EPOCH_SECONDS })
    const plans = demoPlans(SEED).slice(0, NODES)
    await joinNetwork({ client, deployment, plans })
    const { api } = await startServices({ deployment, databaseUrl, rpcUrl: chain.url, apiPort: 0, logs: folder, keep })
    const apiUrl = `http://127.0.0.1:${api.port}`
    // The list due now may be older than the nodes. An empty list is not published.
    await crossBoundary(client)
    const { chainId, registry } = deployment
    const bundle = await musterBundle()
    return {
      apiUrl,
      rpcUrl: chain.url,
      folder,
      /** Starts `muster` as a process of its own. */
      startMuster: (args: readonly string[]) => startMuster(bundle, args),
      network: { chainId, registry, epochSeconds: EPOCH_SECONDS },
      /** Options that name the registry. */
      options: ['--chain-id', `${chainId}`, '--registry', registry, '--epoch-seconds', `${EPOCH_SECONDS}`],
      /** Goes on to the next epoch, waits until the list due is served, and gives its epoch. */
      nextEpoch: () => nextEpoch(client, apiUrl),
      /** Changes the list of the present epoch, which is due after two more boundaries. */
      moveNode: (rpcPort: number) => moveNode(client, registry, rpcPort),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

export type WatchedStack = Awaited<ReturnType<typeof startWatchedStack>>

/** Mines across the next boundary; gives the epoch due then. */
const crossBoundary = async (client: ChainClient): Promise<bigint> => {
  const { timestamp } = await client.getBlock()
  const length = BigInt(EPOCH_SECONDS)
  const running = timestamp / length + 1n
  await client.setNextBlockTimestamp({ timestamp: running * length })
  await client.mine({ blocks: 2 })
  return running - 1n
}

const nextEpoch = async (client: ChainClient, apiUrl: string): Promise<bigint> => {
  const due = await crossBoundary(client)
  await until(
    () => `epoch ${due} is the latest that is served`,
    async () => {
      const answer = await fetch(`${apiUrl}/v1/epochs/latest`)
      const { epoch } = (await answer.json()) as { epoch?: string }
      return epoch === `${due}` ? true : undefined
    },
  )
  return due
}

/** Changes the list once: a node moves to another port, as its operator. */
const moveNode = async (client: ChainClient, registry: Hex, rpcPort: number): Promise<void> => {
  const [plan] = demoPlans(SEED)
  if (plan === undefined) throw new Error('There is no plan of node 1.')
  const { ed25519Key, blsSecretKey } = plan
  const account = plan.operator.address
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const { ip, quicPort } = await client.readContract({ ...contract, functionName: 'identity', args: [ed25519Key] })
  await client.impersonateAccount({ address: account })
  const hash = await client.writeContract({
    ...contract,
    functionName: 'updateEndpoint',
    args: [1, blsKeyHash(blsPublicKey(blsSecretKey)), ed25519Key, { ip, rpcPort, quicPort }],
    account,
  })
  const { status } = await client.waitForTransactionReceipt({ hash })
  await client.stopImpersonatingAccount({ address: account })
  if (status !== 'success') throw new Error('Node 1 could not be moved.')
}

/** A `muster` command under way. */
export type Running = {
  readonly output: () => string
  /** Waits until it has printed this. */
  readonly printed: (pattern: RegExp) => Promise<void>
  readonly interrupt: () => void
  readonly exit: Promise<number | null>
}

const startMuster = ({ script, env }: MusterBundle, args: readonly string[]): Running => {
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    output: () => output,
    printed: async (pattern) => {
      await until(
        () => `it prints ${pattern}; it printed:\n${output}`,
        async () => {
          if (pattern.test(output)) return true
          if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before ${pattern}:\n${output}`)
          return undefined
        },
      )
    },
    interrupt: () => child.kill('SIGINT'),
    exit,
  }
}
