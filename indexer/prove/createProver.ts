import { BaseError } from '../../shared/errors/baseError.ts'
import type { ContractName } from '../contracts.ts'
import { readBlockAtOrBelow } from '../store/blocks.ts'
import { countLogsByContract } from '../store/logs.ts'
import { insertProvenPoint, pruneProofs, readProvenPoint } from '../store/proofs.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'
import { EMPTY_STORAGE, proveState } from './proveState.ts'
import type { CountFault, ProvenContract, ProvenPoint } from './types.ts'

/** Pause after a pass in which no endpoint gave proofs that hold. */
const RETRY_MS = 30_000

export type Prover = {
  /** Proves the number of events up to the head, if that is due. Notes on the cursor what does not fit. */
  proveDue(): Promise<void>
  /** The same at once, in any state. Without an endpoint that gives proofs nothing happens. */
  proveNow(): Promise<void>
}

/**
 * Compares, beside the head's loop, the logs in the tables with the events that the contracts count. A count is proven by
 * `eth_getProof` under the hash of a block that we hold, so it does not matter which endpoint gives it.
 *
 * @param args.everyMs time between two proofs at the head
 */
export function createProver(context: SyncContext, cursor: Cursor, args: { everyMs: number }): Prover {
  const { rpc, writer, log, signal, status, nowMs } = context
  let dueAt = Number.NEGATIVE_INFINITY

  async function prove(): Promise<ProvenPoint | undefined> {
    const block = cursor.head
    for (const endpoint of rpc.order('eth_getProof')) {
      try {
        const contracts = await proveState(context, { block, endpoint })
        return { number: block.number, hash: block.hash, contracts }
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof BaseError)) throw error
        log.debug({ err: error, endpoint: endpoint + 1 }, 'endpoint gave no proof of the event counts')
      }
    }
    return undefined
  }

  async function judge(point: ProvenPoint): Promise<void> {
    const found = await writer.read(async (sql) => {
      const held = await readBlockAtOrBelow(sql, point.number)
      // The chain was reorganised since.
      if (held?.hash !== point.hash) return undefined
      const before = await readProvenPoint(sql)
      const since = before === undefined || before.number > point.number ? -1n : before.number
      return { before, counts: await countLogsByContract(sql, { after: since, upTo: point.number }) }
    })
    if (found === undefined) return
    const { before, counts } = found
    const faults = faultsOf({ point, before, counts })
    if (faults.length > 0) {
      cursor.accusation = { point, faults, before }
      status.countFault = describe(faults)
      log.error(
        { number: point.number.toString(), faults: status.countFault },
        'the tables lack events, or have false ones',
      )
      return
    }
    await writer.transaction(async (tx) => {
      await insertProvenPoint(tx, point)
      await pruneProofs(tx, cursor.finalizedNumber)
    })
    status.provenNumber = point.number
    status.countFault = null
  }

  async function proveNow(): Promise<void> {
    const point = await prove()
    dueAt = nowMs() + (point === undefined ? Math.min(RETRY_MS, args.everyMs) : args.everyMs)
    if (point !== undefined) await judge(point)
  }

  return {
    proveNow,
    async proveDue() {
      const isDue = cursor.state === 'live' && cursor.accusation === undefined && nowMs() >= dueAt
      if (isDue && status.provenNumber !== cursor.head.number) await proveNow()
    },
  }
}

/** Logs in the tables by contract, after the last proven point. */
type Counts = ReadonlyMap<ContractName, bigint>

/** Contracts whose events are not those in the tables. */
export function faultsOf(args: { point: ProvenPoint; before: ProvenPoint | undefined; counts: Counts }): CountFault[] {
  return args.point.contracts.flatMap((proven) => {
    const before = args.before?.contracts.find(({ name }) => name === proven.name)
    const fault = compareCount(proven, before, args.counts.get(proven.name) ?? 0n)
    return fault === undefined ? [] : [fault]
  })
}

function compareCount(
  proven: ProvenContract,
  before: ProvenContract | undefined,
  since: bigint,
): CountFault | undefined {
  if (proven.events !== null) {
    const held = (before?.events ?? 0n) + since
    return held === proven.events ? undefined : { contract: proven.name, proven: proven.events, held }
  }
  // Without a counter: storage that changed has a log of that, and a log changed storage.
  const hasChanged = proven.storageHash !== (before?.storageHash ?? EMPTY_STORAGE)
  if (hasChanged === since > 0n) return undefined
  return { contract: proven.name, proven: hasChanged ? 1n : 0n, held: since }
}

const describe = (faults: readonly CountFault[]): string =>
  faults.map(({ contract, proven, held }) => `${contract} counts ${proven} events, the tables have ${held}`).join('; ')
