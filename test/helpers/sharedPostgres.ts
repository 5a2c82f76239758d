/**
 * The Postgres of the test run, which all files share. `startPostgres` gives a cluster to files that stop it, or that
 * read what a whole cluster shares, as snapshots.
 *
 *     const cluster = await sharePostgres()
 *     const databaseUrl = await cluster.createDatabase()
 *     afterAll(() => cluster.stop())
 */
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { ofTestRun } from './ofTestRun.ts'

export type SharedPostgres = {
  /** Copies the template, which has the newest schema and no rows. Returns the URL, as superuser. */
  createDatabase(): Promise<string>
  createEmptyDatabase(): Promise<string>
  /** Drops the databases that were created here, and cuts their connections. Safe to call twice. */
  stop(): Promise<void>
}

export async function sharePostgres(): Promise<SharedPostgres> {
  const { url, template } = await ofTestRun('postgres')
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  const names: string[] = []
  let stopped: Promise<void> | undefined
  const create = async (from: string): Promise<string> => {
    const name = `test_${randomUUID().replaceAll('-', '')}`
    names.push(name)
    await admin`create database ${admin(name)} template ${admin(from)}`
    const made = new URL(url)
    made.pathname = name
    return made.href
  }
  return {
    async createDatabase() {
      const databaseUrl = await create(template)
      // A copy has all of the template but the rights on the database itself, which a migration sets.
      await admin`revoke temporary on database ${admin(new URL(databaseUrl).pathname.slice(1))} from public`
      return databaseUrl
    },
    createEmptyDatabase: () => create('template0'),
    stop() {
      stopped ??= (async () => {
        for (const name of names) await admin`drop database if exists ${admin(name)} with (force)`
        await admin.end({ timeout: 1 })
      })()
      return stopped
    },
  }
}
