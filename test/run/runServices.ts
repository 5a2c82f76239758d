import { join } from 'node:path'
import postgres from 'postgres'
import { startReaper } from '../../devnet/process/startReaper.ts'
import { migrate } from '../../indexer/migrate.ts'
import { createDatabase } from '../../indexer/store/database.ts'
import { bundleMuster } from '../../scripts/build/bundleMuster.ts'
import { type PostgresCluster, startPostgres } from '../helpers/postgres.ts'

/** Database with the newest schema and no rows, which others are copied from. */
const TEMPLATE = 'muster_template'

/** Things that a run makes once, as they reach a test file. */
export type RunServices = {
  /** The `muster` command in one file, and a folder for its compiled code. */
  readonly muster: { readonly file: string; readonly compileCache: string }
  /** A Postgres cluster. `url` is that of its database `postgres`, as superuser. */
  readonly postgres: { readonly port: number; readonly url: string; readonly template: string }
}

/** @param folder the run's own; removed by the caller, and by a reaper when this process is killed */
export const createRunServices = (folder: string) => {
  let cluster: PostgresCluster | undefined
  // The process that it is told to end is this one: nothing is left to be ended then.
  const reaper = startReaper({ pid: process.pid, folder })
  const makers: { [Name in keyof RunServices]: () => Promise<RunServices[Name]> } = {
    muster: async () => {
      const file = join(folder, 'muster.mjs')
      await bundleMuster(file)
      return { file, compileCache: join(folder, 'compiled') }
    },
    postgres: async () => {
      cluster = await startPostgres()
      await migrateTemplate(await cluster.createDatabase(TEMPLATE))
      return { port: cluster.port, url: cluster.url('postgres'), template: TEMPLATE }
    },
  }
  const made = new Map<string, Promise<unknown>>()
  return {
    /** @throws when there is no service of this name, or it cannot be made */
    of: async (name: string): Promise<unknown> => {
      if (!Object.hasOwn(makers, name)) throw new Error(`There is no service "${name}" of a test run.`)
      const known = made.get(name) ?? makers[name as keyof RunServices]()
      made.set(name, known)
      return known
    },
    stop: async (): Promise<void> => {
      await Promise.allSettled(made.values())
      await cluster?.stop()
      reaper.dismiss()
    },
  }
}

const migrateTemplate = async (databaseUrl: string): Promise<void> => {
  const sql = createDatabase({ databaseUrl, max: 1, applicationName: 'muster-test-template' })
  await migrate(sql)
  await sql.end()
  // A template must have no connections: none can be made by accident from here on.
  const admin = postgres(databaseUrl.replace(/[^/]+$/, 'postgres'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`alter database ${TEMPLATE} is_template true allow_connections false`)
  await admin.end()
}
