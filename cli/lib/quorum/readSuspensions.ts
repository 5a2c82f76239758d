import { getAbiItem } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { BUCKET_EPOCHS, ESTABLISHED_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { boundaryOf, epochAt, toEpoch } from '../../../shared/epoch/clock.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import { readNode } from './readNode.ts'

/** Buckets that the longer limit counts. See `SuspensionLimit`. */
const BUCKETS = 8

/** Suspensions of established nodes. */
export type Suspensions = { readonly inBucket: number; readonly inBuckets: number }

/**
 * Counts the suspensions that limit one more. No view tells them, so the logs are read.
 *
 * @param firstActivatedAt unix seconds of the first activation of the node that would be suspended
 * @returns null if its suspension is not limited
 */
export const readSuspensions = async (opened: Registry, firstActivatedAt: number): Promise<Suspensions | null> => {
  const { client, registry, newest, currentEpoch, epochSeconds } = opened
  const isEstablished = (first: number, at: number): boolean => at >= first + ESTABLISHED_EPOCHS * epochSeconds
  if (!isEstablished(firstActivatedAt, newest.timestamp)) return null
  const bucket = Math.floor(currentEpoch / BUCKET_EPOCHS)
  const startOf = (number: number): number =>
    Number(boundaryOf(toEpoch(BigInt(Math.max(0, number) * BUCKET_EPOCHS)), epochSeconds))
  const before = await findLastBlockBefore(client, startOf(bucket - BUCKETS + 1), newest.number)
  const logs = await scanLogs(opened, {
    address: registry,
    events: [getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeSuspended' })],
    fromBlock: before === undefined ? 0n : before + 1n,
    toBlock: newest.number,
  })
  const buckets = await mapBounded(logs, async ({ blockNumber, args: { nodeId } }) => {
    const [{ timestamp }, node] = await Promise.all([client.getBlock({ blockNumber }), readNode(opened, nodeId)])
    if (!isEstablished(node.firstActivatedAt, Number(timestamp))) return null
    return Math.floor(Number(epochAt(timestamp, epochSeconds)) / BUCKET_EPOCHS)
  })
  const counted = buckets.filter((number) => number !== null)
  return { inBucket: counted.filter((number) => number === bucket).length, inBuckets: counted.length }
}
