import type { Hex } from 'viem'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { createRecorder, type GasRow } from './createRecorder.ts'
import { gasPlans } from './gasPlans.ts'
import { measureChanges } from './measureChanges.ts'
import { measureJoins } from './measureJoins.ts'
import { measureLife } from './measureLife.ts'
import { measureQuorum } from './measureQuorum.ts'
import { measureShared } from './measureShared.ts'
import { measureSizes, type SizeRow } from './measureSizes.ts'
import { openWorld, type World } from './openWorld.ts'
import { prepareCast } from './prepareCast.ts'

/** Unix seconds of the genesis block: 2026-04-01. */
export const GENESIS_TIMESTAMP = 1_775_001_600

/** Nodes before the measured joins; one of them joins alone, to open the epoch of the activations. */
const NODES = 1_000

/** Nodes whose joins are measured: leaf indexes 1,000 to 1,015. */
const JOINS = 16

/** One node stays pending, and one is staked together. */
const PENDING = 1
const SHARED = 1

export type GasReport = {
  readonly rows: Readonly<Record<string, GasRow>>
  readonly sizes: Readonly<Record<string, SizeRow>>
}

export type MeasureOptions = {
  /** Client of a fresh chain whose genesis is at `GENESIS_TIMESTAMP`. */
  readonly client: ChainClient
  readonly onProgress?: (line: string) => void
  /** Is shown each measured transaction, by the name of its row, while the chain still knows it. */
  readonly look?: (world: World, name: string, hash: Hex) => Promise<void>
}

/**
 * Gas of every operation by receipt, on a network of 1,000 nodes with real signatures. Two runs on the same contracts
 * give the same numbers.
 */
export const measureGas = async (options: MeasureOptions): Promise<GasReport> => {
  const { client, onProgress = () => undefined, look } = options
  const { network, solo } = gasPlans(NODES - 1, 1 + JOINS, PENDING + SHARED)
  const world = await openWorld({ client, startsAt: GENESIS_TIMESTAMP, plans: network, onProgress })
  const recorder = createRecorder(async (name, hash) => look?.(world, name, hash))
  await measureJoins(world, recorder, solo.slice(0, 1 + JOINS))
  onProgress('measured: joins')
  const [pending, shared] = solo.slice(1 + JOINS)
  if (pending === undefined || shared === undefined)
    throw new Error('The plans of the pending and the shared node are missing.')
  const cast = await prepareCast(world, pending)
  onProgress('prepared: claims, exits, a suspension, a removal')
  await measureLife(world, cast, recorder)
  await measureChanges(world, cast, recorder)
  await measureQuorum(world, cast, recorder)
  await measureShared(world, recorder, shared)
  return { rows: recorder.rows, sizes: await measureSizes(world) }
}
