import { setTimeout as sleep } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import type { Hex } from 'viem'
import { EMPTY_LIST_ROOT } from '../shared/list/emptyList.ts'
import { createBackground } from './background.ts'
import { pauseAfter } from './backoff.ts'
import { contractsOf, type Network } from './contracts.ts'
import { createEpochs } from './epoch/createEpochs.ts'
import { DatabaseMismatchError, StopTimeoutError } from './errors.ts'
import { createHealthServer } from './health/createHealthServer.ts'
import { createMetrics } from './metrics/createMetrics.ts'
import { migrateWhenThere } from './migrateWhenThere.ts'
import { createLogDecoder, eventTopics } from './project/createLogDecoder.ts'
import { createLogsProver } from './prove/createLogsProver.ts'
import { createProver } from './prove/createProver.ts'
import { createReceiptsReader } from './receipts/createReceiptsReader.ts'
import { createChainReader } from './rpc/createChainReader.ts'
import { createRpc } from './rpc/createRpc.ts'
import { ChainIdMismatchError } from './rpc/errors.ts'
import { markStale } from './store/chain.ts'
import { createWriter } from './store/createWriter.ts'
import { WriterLockLostError } from './store/errors.ts'
import { createBloomFilter } from './sync/bloom.ts'
import { createSync } from './sync/createSync.ts'
import { HeadUnsettledError, LoudStopError } from './sync/errors.ts'
import { independentGroups } from './sync/independentGroups.ts'
import { openCursor } from './sync/openCursor.ts'
import type { SyncContext, SyncStatus } from './sync/types.ts'

/** Pause between looks at the head unless told otherwise: half of a fast chain's block time. */
const POLL_INTERVAL_MS = 1_000
/** The same with RPC_FRUGAL. */
const POLL_INTERVAL_FRUGAL_MS = 12_000
/** Time between two proofs of the number of events. */
const PROVE_EVERY_MS = 300_000
/** Time that `stop` gives a running transaction. */
const STOP_TIMEOUT_MS = 10_000

export type IndexerOptions = Network & {
  databaseUrl: string
  /** JSON-RPC endpoints of one chain, the preferred one first. */
  rpcUrls: readonly string[]
  chainId: bigint
  /** A name for each endpoint. Endpoints of one name are one witness. Unless given, their registrable domains decide. */
  rpcGroups?: readonly string[]
  /**
   * `require`: the head waits for a second independent endpoint. `prefer`: it goes on while one answers. Unless given,
   * `require` if there are two independent endpoints.
   */
  witness?: 'require' | 'prefer'
  /** Number of blocks after which the chain never changes, for chains without (or with too hasty) finality. */
  finalityDepth?: bigint
  pollIntervalMs?: number
  /** Time between two proofs of the number of events, at the head. */
  proveEveryMs?: number
  /** Longest wait for one RPC answer. */
  requestTimeoutMs?: number
  /** Calls that each endpoint may get within an hour. */
  rpcCallsPerHourMax?: number
  /** Asks for the head less often, for endpoints that are paid by the call. */
  rpcFrugal?: boolean
  /** Port of /health, /ready and /metrics; 0 takes a free one; undefined: no server. */
  healthPort?: number
  logger?: Logger
  /** The clock of all patience (epochs, readiness), milliseconds; any beginning. */
  nowMs?: () => number
}

export type Indexer = {
  /**
   * Opens the health server, migrates, checks the endpoints and begins to follow the chain. The rest goes on in the
   * background. Waits for a database and for endpoints that are away.
   *
   * @returns the port of the health server, if there is one
   * @throws ChainIdMismatchError, what `migrate` throws if the database is there, and the reason of `stop`
   */
  start(): Promise<{ port: number | undefined }>
  /** Ends after the running transaction. Safe to call twice. @throws StopTimeoutError */
  stop(): Promise<void>
  status(): Readonly<SyncStatus>
  /** Settles when following ended: after `stop`, or with the error of a configuration that cannot work. */
  readonly ended: Promise<void>
}

/** Follows the contracts of one network into one database. Any number may run on the same database; one of them writes. */
export function createIndexer(options: IndexerOptions): Indexer {
  const log = options.logger ?? pino({ level: 'silent' })
  const stopping = new AbortController()
  const { signal } = stopping
  const status = createStatus()
  const settings = {
    chainId: options.chainId,
    registry: options.registry.toLowerCase() as Hex,
    deployBlock: options.deployBlock,
  }
  const contracts = contractsOf(options)
  const addresses = contracts.map(({ address }) => address)
  const nowMs = options.nowMs ?? (() => performance.now())
  const groups = independentGroups(options.rpcUrls, options.rpcGroups)
  const rpc = createRpc({
    urls: options.rpcUrls,
    chainId: options.chainId,
    log,
    signal,
    registry: settings.registry,
    callsPerHourMax: options.rpcCallsPerHourMax,
    ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
  })
  const writer = createWriter({
    databaseUrl: options.databaseUrl,
    onLost: () => {
      status.role = 'standby'
      log.warn('the connection that held the writer lock closed')
    },
  })
  const reader = createChainReader({
    rpc,
    registry: settings.registry,
    addresses,
    finalityDepth: options.finalityDepth,
    onHeader: (fault) => {
      status.headerFault = fault
    },
  })
  const context: SyncContext = {
    settings,
    contracts,
    decodeLog: createLogDecoder(contracts),
    writer,
    rpc,
    reader,
    receipts: createReceiptsReader({ rpc, reader, addresses, log, signal }),
    bloom: createBloomFilter(contracts.map(({ name, address }) => ({ address, topics: eventTopics(name) }))),
    groups,
    isWitnessRequired: options.witness === undefined ? new Set(groups).size > 1 : options.witness === 'require',
    log,
    signal,
    status,
    nowMs,
  }
  const health = createHealthServer({ status, rpc, nowMs })
  let running: Promise<void> | undefined
  let stopped: Promise<void> | undefined
  const end = Promise.withResolvers<void>()
  // A caller that does not look at `ended` must not die of an unhandled rejection.
  end.promise.catch(() => {})

  async function start(): Promise<{ port: number | undefined }> {
    const port = options.healthPort === undefined ? undefined : await health.listen(options.healthPort)
    if (port !== undefined) log.info({ port }, 'health server listening')
    const onWaiting = (reason: string | null) => {
      status.stateReason = reason
    }
    try {
      await migrateWhenThere({ databaseUrl: options.databaseUrl, log, signal, onWaiting })
      await rpc.start(onWaiting)
    } catch (error) {
      await health.close()
      throw error
    }
    onWaiting(null)
    running = run(context, {
      pollIntervalMs: options.pollIntervalMs ?? (options.rpcFrugal ? POLL_INTERVAL_FRUGAL_MS : POLL_INTERVAL_MS),
      proveEveryMs: options.proveEveryMs ?? PROVE_EVERY_MS,
    })
    running.then(end.resolve, end.reject)
    return { port }
  }

  async function stopOnce(): Promise<void> {
    stopping.abort(new DOMException('The indexer is stopping.', 'AbortError'))
    const timeout = AbortSignal.timeout(STOP_TIMEOUT_MS)
    const late = new Promise<never>((_, reject) => {
      timeout.addEventListener('abort', () => reject(new StopTimeoutError({ timeoutMs: STOP_TIMEOUT_MS })), {
        once: true,
      })
    })
    // `ended` told why run() ended.
    const rest = async () => {
      await running?.catch(() => {})
      await writer.end()
      await health.close()
    }
    await Promise.race([rest(), late])
    status.role = 'stopped'
    if (running === undefined) end.resolve()
  }

  return {
    start,
    stop() {
      stopped ??= stopOnce()
      return stopped
    },
    status: () => status,
    ended: end.promise,
  }
}

/** Pauses between looks at the head, and between proofs of the number of events. */
type Pace = { pollIntervalMs: number; proveEveryMs: number }

/** Waits to be the writer, follows the chain, and begins again after whatever failed; ends with `signal`. */
async function run(context: SyncContext, pace: Pace): Promise<void> {
  const { writer, log, signal, status } = context
  let failures = 0
  while (!signal.aborted) {
    try {
      if (!writer.isHeld()) status.role = 'standby'
      await writer.acquire(signal)
      status.role = 'writer'
      log.info('this process is the writer')
      await follow(context, pace, () => {
        failures = 0
      })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ChainIdMismatchError || error instanceof DatabaseMismatchError) throw error
      if (error instanceof LoudStopError) {
        if (await stopLoudly(context, error)) return
        continue
      }
      failures++
      const pause = pauseAfter(failures)
      const isPassing = error instanceof HeadUnsettledError && status.headerFault === null
      if (isPassing) log.info({ err: error, pause }, 'head is not settled')
      else log.error({ err: error, pause }, 'following failed; trying again')
      await sleep(isPassing ? pace.pollIntervalMs : pause, undefined, { signal }).catch(() => {})
    }
  }
}

/** One look after another, from the cursor in the database. Returns only by throwing. */
async function follow(context: SyncContext, pace: Pace, onSuccess: () => void): Promise<never> {
  const { signal, writer } = context
  const cursor = await openCursor(context)
  // Work beside the loop ends with it: it stands on this cursor.
  const ending = new AbortController()
  const beside = { ...context, signal: AbortSignal.any([signal, ending.signal]) }
  const prover = createProver(beside, cursor, { everyMs: pace.proveEveryMs })
  const sync = createSync(context, cursor, prover)
  const epochs = createBackground(createEpochs(beside, cursor).captureDue)
  const proofs = createBackground(prover.proveDue)
  const logProofs = createBackground(createLogsProver(beside, cursor, { everyMs: pace.proveEveryMs }).proveDue)
  const metrics = createBackground(createMetrics(beside, cursor).measureDue)
  try {
    for (;;) {
      if (!writer.isHeld()) throw new WriterLockLostError({ reason: 'its connection closed' })
      const isMore = await sync.tick()
      epochs.kick()
      proofs.kick()
      logProofs.kick()
      metrics.kick()
      onSuccess()
      if (!isMore) await sleep(pace.pollIntervalMs, undefined, { signal })
      signal.throwIfAborted()
    }
  } finally {
    ending.abort(new DOMException('Following begins again.', 'AbortError'))
  }
}

/**
 * Says `stale`, in the tables too, and stops following: what is there stays as it was at the last block that could be
 * verified, and a person decides. The lock is kept, so that no other process runs into the same wall.
 *
 * @returns whether it could be said
 */
async function stopLoudly({ writer, log, signal, status }: SyncContext, error: LoudStopError): Promise<boolean> {
  const reason = `${error.code}: ${error.message}`
  log.fatal({ err: error }, 'stopped: the tables are not followed further')
  status.state = 'stale'
  status.stateReason = reason
  try {
    await writer.transaction((tx) => markStale(tx, reason))
  } catch (failure) {
    log.error({ err: failure }, 'could not write the stale state')
    await sleep(pauseAfter(1), undefined, { signal }).catch(() => {})
    return false
  }
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return true
}

function createStatus(): SyncStatus {
  return {
    role: 'starting',
    state: 'backfilling',
    stateReason: null,
    headNumber: 0n,
    headTimestamp: 0n,
    finalizedNumber: 0n,
    headerFault: null,
    seenNumber: 0n,
    newest: null,
    witnesses: 0,
    doubt: null,
    lookedAt: Number.NEGATIVE_INFINITY,
    verifiedRoot: EMPTY_LIST_ROOT,
    listRoot: EMPTY_LIST_ROOT,
    reorgOpen: false,
    reorgs: 0,
    events: 0,
    logsRechecked: 0,
    provenNumber: null,
    countFault: null,
    healings: 0,
    metricsEpoch: null,
    epochsCaptured: 0,
    epochsMissed: 0,
  }
}
