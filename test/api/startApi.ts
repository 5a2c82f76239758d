import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { expect, vi } from 'vitest'
import { type AppArgs, createApp } from '../../api/app.ts'
import type { Sql } from '../../indexer/store/database.ts'
import { sharePostgres } from '../helpers/sharedPostgres.ts'
import { buildWorld, type World } from './buildWorld.ts'
import { openSeeder, seedDatabase } from './seedDatabase.ts'

/** Hang guard of the first connection. */
const READY_MS_MAX = 60_000

type Cluster = { createDatabase(): Promise<string>; stop(): Promise<void> }

export type Api = {
  app: FastifyInstance
  /** As the owner of the tables. */
  owner: Sql
  databaseUrl: string
  world: World
  /** Another app on the same database; closed with this one. */
  another(args?: Partial<AppArgs>): FastifyInstance
  stop(): Promise<void>
}

/**
 * A real Postgres with a seeded world and the app on it, whose clock stands ten seconds after the head.
 *
 * @param options.startCluster the test run's unless told
 */
export async function startApi(options: { count?: number; startCluster?: () => Promise<Cluster> } = {}): Promise<Api> {
  const { count = 120, startCluster = sharePostgres } = options
  const cluster = await startCluster()
  const databaseUrl = await cluster.createDatabase()
  const owner = await openSeeder(databaseUrl)
  const world = buildWorld({ count })
  await seedDatabase(owner, world)
  const apps: FastifyInstance[] = []
  function another(args: Partial<AppArgs> = {}): FastifyInstance {
    const app = createApp({
      databaseUrl,
      databaseConnectionsMax: 4,
      logger: pino({ level: 'silent' }),
      rateLimitPerSecond: 0,
      nowSeconds: () => Number(world.head.timestamp) + 10,
      ...args,
    })
    apps.push(app)
    return app
  }
  const app = another()
  // From the first connection on: on a busy machine it may take longer than a request may.
  await vi.waitFor(async () => expect((await app.inject('/ready')).statusCode).toBe(200), { timeout: READY_MS_MAX })
  return {
    app,
    owner,
    databaseUrl,
    world,
    another,
    async stop() {
      await Promise.all(apps.map((app) => app.close()))
      await owner.end({ timeout: 1 })
      await cluster.stop()
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are as deep as the query; tests compare them with literals.
export type Answer = { status: number; data: any; errors: { message: string; extensions: { code: string } }[] }

/** Sends a query through the whole app. */
export async function ask(app: FastifyInstance, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const response = await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } })
  const { data, errors } = response.json()
  return { status: response.statusCode, data, errors: errors ?? [] }
}

/** The data of a query that must succeed. */
export async function askData(
  app: FastifyInstance,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Answer['data']> {
  const { data, errors } = await ask(app, query, variables)
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return data
}

/** The code of the only error of a query. */
export async function askCode(
  app: FastifyInstance,
  query: string,
  variables?: Record<string, unknown>,
): Promise<string> {
  const { errors } = await ask(app, query, variables)
  if (errors.length !== 1) throw new Error(`${errors.length} errors: ${JSON.stringify(errors)}`)
  return errors[0]?.extensions.code ?? ''
}
