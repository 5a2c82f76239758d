import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { LOCK_SPACE, LOCKS } from '../shared/database/locks.ts'
import { MigrationChangedError, MigrationNumberError, MigrationUnknownError } from './errors.ts'
import type { Sql } from './store/database.ts'

const FOLDER = new URL('./migrations/', import.meta.url)

type Migration = { name: string; text: string; sha256: Buffer }

/**
 * Brings the database to the newest schema: applies `indexer/migrations/*.sql` in order, all in one transaction, each
 * once. Safe to call from several processes at the same time, and again and again.
 *
 * @returns names of the migrations applied by this call
 * @throws MigrationChangedError, MigrationUnknownError, MigrationNumberError
 */
export async function migrate(sql: Sql): Promise<string[]> {
  const migrations = await readMigrations()
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK_SPACE}, ${LOCKS.migration})`
    await tx`create schema if not exists muster`
    await tx`
      create table if not exists muster.migrations (
        name text primary key,
        sha256 bytea not null check (octet_length(sha256) = 32),
        applied_at timestamptz not null default now()
      )`
    const rows = await tx<{ name: string; sha256: Buffer }[]>`
      select name, sha256 from muster.migrations order by name`
    const applied = new Map(rows.map((row) => [row.name, row.sha256]))
    const known = new Set(migrations.map((migration) => migration.name))
    for (const name of applied.keys()) if (!known.has(name)) throw new MigrationUnknownError({ name })

    const done: string[] = []
    for (const { name, text, sha256 } of migrations) {
      const before = applied.get(name)
      if (before !== undefined) {
        if (!before.equals(sha256)) throw new MigrationChangedError({ name })
        continue
      }
      await tx`insert into muster.migrations (name, sha256) values (${name}, ${sha256})`
      await tx.unsafe(text).simple()
      done.push(name)
    }
    return done
  })
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name, index) => {
      const expected = String(index + 1).padStart(4, '0')
      if (!name.startsWith(`${expected}_`)) throw new MigrationNumberError({ name, expected })
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest() }
    }),
  )
}
