import type { VerifiedNodeList } from '../../../client/index.ts'
import { boundaryOf, dueEpochAt, toEpoch } from '../../../shared/epoch/clock.ts'
import { describeDate, describeSeconds } from '../../../shared/format/times.ts'
import { type Block, type Row, table } from '../../output/blocks.ts'
import type { Network } from './target.ts'

/** The steps of a client, with the milliseconds that each took. */
export type StepData = { readonly name: string; readonly milliseconds: number; readonly detail: string }

/** A verified list, and the network it belongs to. */
export type ListData = {
  readonly nodes: number
  readonly epoch: bigint
  readonly epochSeconds: number
  /** Seconds since the end of the epoch; null if one block is pinned, so that no time is known. */
  readonly ageSeconds: bigint | null
  readonly root: string
  readonly anchor: { readonly number: bigint; readonly hash: string; readonly timestamp: bigint }
  readonly chainId: number
  readonly registry: string
  /** Source of the block hash. */
  readonly trusted: string
  readonly source: string
}

export const listData = (
  { epochSeconds, chainId, registry }: Network,
  { records, epoch, ageSeconds, root, anchor }: VerifiedNodeList,
  { trusted, source }: { readonly trusted: string; readonly source: string },
): ListData => ({
  nodes: records.length,
  ...{ epoch, epochSeconds, ageSeconds, root, chainId, registry, trusted, source },
  anchor: { number: anchor.number, hash: anchor.hash, timestamp: anchor.timestamp },
})

/** A table of steps. */
export const renderSteps = (steps: readonly StepData[]): Block =>
  table(
    steps.map(({ name, milliseconds, detail }) => [
      name,
      `${milliseconds.toFixed(1).padStart(8)} ms  ${detail}`.trimEnd(),
    ]),
  )

const describeAge = ({ epochSeconds, epoch, ageSeconds }: ListData): string => {
  if (ageSeconds === null) return 'not known: one block is pinned'
  const due = dueEpochAt(boundaryOf(toEpoch(epoch), epochSeconds) + ageSeconds, epochSeconds)
  const behind = due > epoch ? `, ${due - epoch} behind epoch ${due}, which is due` : ', the one due'
  return `${describeSeconds(Number(ageSeconds))} since the end of epoch ${epoch}${behind}`
}

/** A table of the list, and further rows. */
export const renderList = (list: ListData, more: readonly Row[] = []): Block =>
  table([
    ['service nodes', String(list.nodes)],
    ['epoch', `${list.epoch} (${list.epochSeconds} s)`],
    ['age', describeAge(list)],
    ['list root', list.root],
    ['anchor block', `${list.anchor.number} ${list.anchor.hash}`],
    ['anchor time', describeDate(Number(list.anchor.timestamp))],
    ['chain, registry', `${list.chainId}, ${list.registry}`],
    ['block hash by', list.trusted],
    ['fetched from', list.source],
    ...more,
  ])
