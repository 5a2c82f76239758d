import { EMPTY_LIST, EMPTY_LIST_ROOT } from '../../shared/list/emptyList.ts'
import { RpcAnswerInvalidError } from '../../shared/rpc/errors.ts'
import { firstBlockOf, type MirroredContract } from '../contracts.ts'
import { DatabaseMismatchError } from '../errors.ts'
import { LogsInconsistentError, StoredStateBrokenError } from '../project/errors.ts'
import type { Block } from '../project/types.ts'
import { insertBlocks } from '../store/blocks.ts'
import { type ChainRow, insertChain, readChain } from '../store/chain.ts'
import { insertContracts, readContracts } from '../store/contracts.ts'
import { readProvenPoint } from '../store/proofs.ts'
import { loadProjection } from './commitBlocks.ts'
import { readAgreedBlock } from './readAgreedBlock.ts'
import { rebuildTables } from './rebuildTables.ts'
import type { Cursor, SyncContext } from './types.ts'

/**
 * Finds out where to go on: at the stored cursor, or in an empty database at the block before the first contract's.
 *
 * Rows that do not give the stored list root are rebuilt from the raw logs at once.
 *
 * @throws DatabaseMismatchError when the database is of another chain, of other contracts, or of another epoch length
 */
export async function openCursor(context: SyncContext): Promise<Cursor> {
  const { settings, reader, writer, status } = context
  const epochSeconds = await reader.epochSeconds()
  const stored = await writer.read(readChain)
  if (stored !== undefined) requireSame(context, stored, await writer.read(readContracts), epochSeconds)
  const chain = stored ?? (await begin(context, epochSeconds))
  const { value: deployBlocks } = await reader.blocksByNumber([settings.deployBlock])
  const [deployBlock] = deployBlocks
  if (deployBlock === undefined) throw new RpcAnswerInvalidError({ what: 'the deploy block is not there' })
  const cursor: Cursor = {
    head: chain.head,
    finalizedNumber: chain.finalizedNumber,
    // Whether a stale state still is one shows with the next look at the chain.
    state: chain.state,
    epochSeconds,
    deployTimestamp: deployBlock.timestamp,
    projection: await loadOrRebuild(context, chain),
    accusation: undefined,
    correction: undefined,
    healedAt: [],
  }
  Object.assign(status, {
    state: chain.state,
    stateReason: chain.stateReason,
    headNumber: chain.head.number,
    headTimestamp: chain.head.timestamp,
    finalizedNumber: chain.finalizedNumber,
    listRoot: cursor.projection?.listHead().root ?? EMPTY_LIST_ROOT,
    verifiedRoot: chain.list.root,
    provenNumber: (await writer.read(readProvenPoint))?.number ?? null,
  })
  return cursor
}

function requireSame(
  { settings, contracts }: SyncContext,
  stored: ChainRow,
  storedContracts: readonly MirroredContract[],
  epochSeconds: number,
): void {
  const contractOf = new Map(storedContracts.map((contract) => [contract.name, contract]))
  const fields = [
    ['chain id', stored.chainId, settings.chainId],
    ['epoch length', stored.epochSeconds, epochSeconds],
    ...contracts.flatMap(({ name, address, deployBlock }) => {
      const label = name.toLowerCase().replaceAll('_', ' ')
      const was = contractOf.get(name)
      return [
        [label, was?.address, address] as const,
        [`deploy block of ${label}`, was?.deployBlock, deployBlock] as const,
      ]
    }),
  ] as const
  for (const [field, was, is] of fields)
    if (was !== is) throw new DatabaseMismatchError({ field, stored: String(was), configured: String(is) })
}

/** The first cursor: the block before the first contract's. It counts as final. */
async function begin(context: SyncContext, epochSeconds: number): Promise<ChainRow> {
  const { settings, contracts, writer } = context
  const first = firstBlockOf(contracts)
  const number = first > 0n ? first - 1n : 0n
  const header = await readAgreedBlock(context, number)
  const head: Block = {
    number: header.number,
    hash: header.hash,
    parentHash: header.parentHash,
    timestamp: header.timestamp,
  }
  const chain: ChainRow = {
    ...settings,
    epochSeconds,
    head,
    finalizedNumber: head.number,
    list: EMPTY_LIST,
    state: 'backfilling',
    stateReason: null,
  }
  await writer.transaction(async (tx) => {
    await insertBlocks(tx, [head], false)
    await insertChain(tx, chain)
    await insertContracts(tx, contracts)
  })
  return chain
}

async function loadOrRebuild(context: SyncContext, chain: ChainRow) {
  const { writer, settings, log } = context
  try {
    return await writer.read((sql) => loadProjection(sql, settings, chain.head.number))
  } catch (error) {
    const isRepairable = error instanceof StoredStateBrokenError || error instanceof LogsInconsistentError
    if (!isRepairable) throw error
    log.error({ err: error }, 'rows do not give the stored root; rebuilding from the raw logs')
    await writer.transaction((tx) => rebuildTables(tx, settings))
    return writer.read((sql) => loadProjection(sql, settings, chain.head.number))
  }
}
