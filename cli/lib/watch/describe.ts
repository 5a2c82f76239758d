import type { VerifiedNodeList } from '../../../client/index.ts'
import { boundaryOf, dueEpochAt, toEpoch } from '../../../shared/epoch/clock.ts'
import { printable } from '../../../shared/format/printable.ts'
import { describeSeconds } from '../../../shared/format/times.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Step } from './observe.ts'
import type { Network } from './target.ts'

/** The steps of a client, with the milliseconds that each took. */
export const describeSteps = (steps: readonly Step[]): string =>
  formatTable(
    steps.map(({ name, milliseconds, detail }) => [
      name,
      `${milliseconds.toFixed(1).padStart(8)} ms  ${printable(detail)}`.trimEnd(),
    ]),
  )

const describeAge = ({ epochSeconds }: Network, { epoch, ageSeconds }: VerifiedNodeList): string => {
  if (ageSeconds === null) return 'not known: one block is pinned'
  const due = dueEpochAt(boundaryOf(toEpoch(epoch), epochSeconds) + ageSeconds, epochSeconds)
  const behind = due > epoch ? `, ${due - epoch} behind epoch ${due}, which is due` : ', the one due'
  return `${describeSeconds(Number(ageSeconds))} since the end of epoch ${epoch}${behind}`
}

/** Who was trusted, where the list came from, and further lines. */
type ListContext = {
  readonly trusted: string
  readonly source: string
  readonly more?: readonly (readonly [name: string, value: string])[]
}

/** What a verified list is, and what it follows from. */
export const describeList = (
  network: Network,
  list: VerifiedNodeList,
  { trusted, source, more = [] }: ListContext,
): string =>
  formatTable([
    ['service nodes', String(list.records.length)],
    ['epoch', `${list.epoch} (${network.epochSeconds} s)`],
    ['age', describeAge(network, list)],
    ['list root', list.root],
    ['anchor block', `${list.anchor.number} ${list.anchor.hash}`],
    ['anchor time', new Date(Number(list.anchor.timestamp) * 1_000).toISOString()],
    ['chain, registry', `${network.chainId}, ${network.registry}`],
    ['block hash by', trusted],
    ['fetched from', source],
    ...more,
  ])
