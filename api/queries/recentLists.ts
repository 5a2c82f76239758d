import { DELTA_EPOCHS_MAX } from '../../shared/list/recentEpochs.ts'
import type { Reader } from '../database/openDatabase.ts'
import { readDueEpoch } from './epoch.ts'

/**
 * Whether a delta leads from one root to the other: they are the lists of two published epochs with none published
 * between them, or the second is the list in use and the first that of one of the DELTA_EPOCHS_MAX epochs before it.
 */
export async function isDeltaServed(sql: Reader, { from, to }: { from: Buffer; to: Buffer }): Promise<boolean> {
  const due = await readDueEpoch(sql)
  if (due === undefined) return false
  const [row] = await sql<{ served: boolean }[]>`
    with published as (
      select epoch, list_root from muster_api.epochs where status = 'published'
    ),
    latest as (
      select epoch, list_root
      from published
      where epoch <= ${due}
      order by epoch desc
      limit 1
    )
    select exists (
      select 1 from published as f cross join latest as l
      where f.list_root = ${from} and l.list_root = ${to}
        and f.epoch < l.epoch and f.epoch >= l.epoch - ${DELTA_EPOCHS_MAX}
    ) or exists (
      select 1 from published as f
      where f.list_root = ${from} and ${to} = (
        select t.list_root from published as t where t.epoch > f.epoch order by t.epoch limit 1
      )
    ) as served`
  return row?.served ?? false
}

/** Whether the root is that of one of the newest published epochs: the one in use, those before it, one to come. */
export async function isListRecent(sql: Reader, { root }: { root: Buffer }): Promise<boolean> {
  const [row] = await sql<{ recent: boolean }[]>`
    select ${root} in (
      select list_root from muster_api.epochs where status = 'published' order by epoch desc limit ${DELTA_EPOCHS_MAX} + 1
    ) as recent`
  return row?.recent ?? false
}
