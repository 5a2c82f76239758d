import type { Queryable } from '../../indexer/store/database.ts'

/** Counts the locks that sessions of this database wait for. Other test files may use the same server. */
export async function countWaiting(sql: Queryable): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_locks
    where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
  return row?.waiting ?? 0
}
