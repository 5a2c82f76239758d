import { setTimeout as sleep } from 'node:timers/promises'
import { encodeFunctionData, type Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { splitTicket } from '../../../shared/serviceNode/ticket.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { encodePublication } from '../beacon/encodePublication.ts'
import { type Round, readRound } from '../beacon/readRound.ts'
import { createRpcClient } from '../chain/createRpcClient.ts'
import { openRegistry, type Registry } from '../chain/openRegistry.ts'
import { sendCall } from '../chain/sendCall.ts'
import { activationRestOf } from '../node/activationRest.ts'
import { readKeys } from '../quorum/readKeys.ts'
import { nameTask, planTasks, type Task } from './planTask.ts'
import { type WaitingNodes, watchWaitingNodes } from './waitingNodes.ts'

/** Between two looks. A round comes every few seconds, and a node waits for an epoch at least. */
const LOOK_MS = 2_000

/** Pause after a look that failed as a whole, as it does while an endpoint is away. */
const FAILED_LOOK_MS = 10_000

/** Pause of a task that failed. */
const RETRY_MS = 60_000

/** Longest rest of all activations in a pause, seconds: the guardian may end it early. */
const PAUSE_REST_MAX = 600

/** Failed tasks that are remembered. Forgetting one means to try it earlier. */
const FAILED_TASKS_MAX = 1_000

/** Longest wait of `stop` for a transaction that was sent. */
const STOP_MS_MAX = 10_000

/** Longest part of an error in the log. */
const REASON_LENGTH_MAX = 300

export type KeeperOptions = {
  readonly rpcUrl: string
  readonly registry: Hex
  /** Sends the transactions. Only the keeper may use it. */
  readonly account: PrivateKeyAccount
  /** Returns the signature of a round; undefined as long as the beacon gives none. */
  readonly signatureOf: (round: number) => Promise<G1Point | undefined>
  /** Highest price of a unit of gas, in the chain's smallest unit. */
  readonly gasPriceMax: bigint
  /** Takes one line for each transaction and each failure. */
  readonly log: (line: string) => void
}

/** A running keeper. */
export type Keeper = { readonly stop: () => Promise<void> }

/**
 * Publishes the rounds that waiting nodes need, then activates the nodes. Has one transaction in flight. While the registry
 * takes no activation, by its limit or in a pause, all of them rest. Logs errors and goes on: it ends by `stop` alone.
 */
export const startKeeper = (options: KeeperOptions): Keeper => {
  const { log } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const keep = createLook(options, signal)
  const run = async (): Promise<void> => {
    // Each turn pauses, and `stop` ends the loop.
    while (!signal.aborted) {
      let pauseMs = LOOK_MS
      try {
        await keep()
      } catch (error) {
        if (signal.aborted) return
        log(`look failed: ${reasonOf(error)}`)
        pauseMs = FAILED_LOOK_MS
      }
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const ended = run()
  return {
    stop: async () => {
      stopping.abort()
      await Promise.race([ended, sleep(STOP_MS_MAX, undefined, { ref: false })])
    },
  }
}

/** Makes a function that sends everything that is due. */
const createLook = (options: KeeperOptions, signal: AbortSignal): (() => Promise<void>) => {
  const { registry, log } = options
  const client = createRpcClient(options.rpcUrl)
  const retryAt = new Map<string, number>()
  /** Chain time before which no activation is tried, unix seconds. */
  let activationsRestUntil = 0
  let opened: { readonly registry: Registry; readonly nodes: WaitingNodes } | undefined

  const open = async () => {
    opened ??= { registry: await openRegistry(client, registry), nodes: watchWaitingNodes(client, registry) }
    return opened
  }
  const isResting = (name: string): boolean => (retryAt.get(name) ?? 0) > performance.now()
  const fail = (name: string, error: unknown): void => {
    log(`${name} failed: ${reasonOf(error)}`)
    if (retryAt.size >= FAILED_TASKS_MAX) retryAt.clear()
    retryAt.set(name, performance.now() + RETRY_MS)
  }
  /** Puts all activations off if the registry takes none now. Returns whether it does. */
  const rest = (error: unknown, { newest, epochSeconds }: Registry): boolean => {
    const found = activationRestOf(error, epochSeconds)
    if (found === undefined) return false
    const now = newest.timestamp
    activationsRestUntil = found.kind === 'limit' ? found.until : Math.min(found.until, now + PAUSE_REST_MAX)
    log(`activations rest until ${describeMoment(activationsRestUntil, now)}: ${reasonOf(error)}`)
    return true
  }
  /** Rounds of the tickets. A source that answers wrongly must not keep the nodes of others waiting. */
  const readRounds = async (registryNow: Registry, tickets: readonly number[]): Promise<Map<number, Round>> => {
    const found = new Map<number, Round>()
    await mapBounded(tickets, async (ticket) => {
      const { source, round } = splitTicket(ticket)
      const name = `read round ${round} of source ${source}`
      if (isResting(name)) return
      try {
        found.set(ticket, await readRound(registryNow, { source, round }))
      } catch (error) {
        fail(name, error)
      }
    })
    return found
  }
  /** Returns whether the next task may be sent. After a failure the transaction may still wait for its block. */
  const attempt = async (registryNow: Registry, nodes: WaitingNodes, task: Task): Promise<boolean> => {
    const name = nameTask(task)
    try {
      const data = await encodeTask(options, registryNow, task)
      if (data === undefined) {
        nodes.defer(nodeOf(task))
        return true
      }
      const to = task.kind === 'publish' ? task.round.source : registry
      const { gasPriceMax, account } = options
      const { transactionHash } = await sendCall(client, { account, to, data, gasPriceMax })
      log(`${name}: ${transactionHash}`)
      return true
    } catch (error) {
      if (task.kind === 'activate' && rest(error, registryNow)) return true
      if (!signal.aborted) fail(name, error)
      nodes.defer(nodeOf(task))
      return false
    }
  }
  return async () => {
    const { registry: opening, nodes } = await open()
    const block = await client.getBlock()
    const now = Number(block.timestamp)
    const registryNow: Registry = { ...opening, newest: { number: block.number, timestamp: now } }
    if (await hasSent(registryNow, options.account.address)) return
    const waiting = await nodes.read()
    const roundOf = await readRounds(registryNow, [...new Set(waiting.map(({ ticket }) => ticket))])
    for (const { nodeId, ticket } of waiting) if (!roundOf.has(ticket)) nodes.defer(nodeId)
    for (const task of planTasks(waiting, roundOf, now)) {
      if (signal.aborted) return
      if (task.kind === 'activate' && now < activationsRestUntil) continue
      if (!isResting(nameTask(task)) && !(await attempt(registryNow, nodes, task))) return
    }
  }
}

const nodeOf = (task: Task): number => (task.kind === 'publish' ? task.nodeId : task.node.nodeId)

/** Whether a transaction of an earlier look, or of an earlier run, still waits for its block. */
const hasSent = async ({ client }: Registry, address: Hex): Promise<boolean> => {
  const [mined, all] = await Promise.all([
    client.getTransactionCount({ address, blockTag: 'latest' }),
    client.getTransactionCount({ address, blockTag: 'pending' }),
  ])
  return all > mined
}

/** Undefined if the beacon does not give the round yet. */
const encodeTask = async (options: KeeperOptions, opened: Registry, task: Task): Promise<Hex | undefined> => {
  if (task.kind === 'publish') {
    const signature = await options.signatureOf(task.round.number)
    return signature && encodePublication(task.round.number, signature)
  }
  const { blsKey, ed25519Key } = await readKeys(opened, task.node.nodeId)
  const args = [task.node.nodeId, blsKey, ed25519Key] as const
  return encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, REASON_LENGTH_MAX)
