import type { FastifyInstance } from 'fastify'
import { getIntrospectionQuery } from 'graphql/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../api/database/openDatabase.ts'
import { BODY_BYTES_MAX, QUERY_TOKENS_MAX, STATEMENT_TIME_MAX_MS } from '../../api/limits.ts'
import { SERVICE_NODE_FIELDS } from '../../shared/serviceNode/columns.ts'
import { type PostgresCluster, startPostgres } from '../helpers/postgres.ts'
import { type Api, ask, askCode, askData, startApi } from './startApi.ts'

/** Every field of a node but its snapshot. `serviceNodeColumns.test.ts` proves that the schema has no other. */
const ALL_FIELDS = [...SERVICE_NODE_FIELDS.map(([name]) => (name === 'nodeId' ? 'id' : name)), 'changedAtBlock'].join(
  ' ',
)

describe('the app', () => {
  let cluster: PostgresCluster
  let api: Api
  beforeAll(async () => {
    cluster = await startPostgres()
    // Its own: it is stopped in the end.
    api = await startApi({ count: 40, startCluster: async () => cluster })
  })
  afterAll(() => api.stop())

  describe('limits', () => {
    it('refuses queries of too many tokens', async () => {
      const query = `{ status { ${'state '.repeat(2_000)} } }`
      expect(await askCode(api.app, query)).toBe('QUERY_TOO_LONG')
      // As many as are allowed are read (and then refused for comparing too many fields of one name).
      const atLimit = `{ status { ${'state '.repeat(QUERY_TOKENS_MAX - 5)} } }`
      expect(await askCode(api.app, atLimit)).toBe('GRAPHQL_VALIDATION_FAILED')
      await askData(api.app, `{ status { ${'state '.repeat(200)} } }`)
    })

    it('refuses queries nested too deep, through fragments as well', async () => {
      const nested = (levels: number) => '{ status '.repeat(levels) + '}'.repeat(levels)
      const { errors } = await ask(api.app, `{ status ${nested(11)} }`)
      expect(errors.map(({ extensions }) => extensions.code)).toContain('QUERY_TOO_DEEP')
      const fragments = `
        query { ...A } fragment A on Query { status { snapshot { block { number ${nested(4)} } } } ...B }
        fragment B on Query { serviceNodes { edges { node { snapshot { block ${nested(6)} } } } } }`
      const codes = (await ask(api.app, fragments)).errors.map(({ extensions }) => extensions.code)
      expect(codes).toContain('QUERY_TOO_DEEP')
    })

    it('does not take the deepest real query for too deep', async () => {
      await askData(api.app, '{ serviceNodes { edges { node { snapshot { block { number } } } } } }')
    })

    it('refuses too many aliases', async () => {
      const aliased = (count: number) =>
        `{ ${Array.from({ length: count }, (_, i) => `a${i}: status { state }`).join(' ')} }`
      expect(await askCode(api.app, aliased(31))).toBe('ALIASES_TOO_MANY')
      await askData(api.app, aliased(30))
    })

    it('refuses queries that cost too much, and takes a whole page of all fields', async () => {
      await askData(api.app, `{ serviceNodes(first: 1000) { nodes { ${ALL_FIELDS} } } }`)
      const three = ['a', 'b', 'c'].map((name) => `${name}: serviceNodes(first: 1000) { nodes { ${ALL_FIELDS} } }`)
      const { errors, data } = await ask(api.app, `{ ${three.join(' ')} }`)
      expect(errors[0]?.extensions.code).toBe('QUERY_TOO_COSTLY')
      expect(data).toBeUndefined()
      const lists = Array.from({ length: 13 }, (_, i) => `l${i}: nodeList { bytes }`).join(' ')
      expect(await askCode(api.app, `{ ${lists} }`)).toBe('QUERY_TOO_COSTLY')
    })

    it('refuses bodies that are too large or of another type', async () => {
      const large = { query: '{ status { state } }', variables: { text: 'x'.repeat(BODY_BYTES_MAX) } }
      const first = await api.app.inject({ method: 'POST', url: '/graphql', payload: large })
      expect([first.statusCode, first.json().errors[0].extensions.code]).toEqual([413, 'BODY_TOO_LARGE'])
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const response = await api.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': type },
          payload: 'query=%7Bstatus%7Bstate%7D%7D',
        })
        expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([
          415,
          'MEDIA_TYPE_UNSUPPORTED',
        ])
      }
    })

    it('refuses bodies that are no request', async () => {
      for (const payload of [
        '',
        'null',
        '[]',
        '[{"query":"{status{state}}"}]',
        '{',
        '"x"',
        '{"query":5}',
        '{"query":"{status{state}}","x":1}',
      ]) {
        const response = await api.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': 'application/json' },
          payload,
        })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0].extensions.code).toBe('BAD_REQUEST')
      }
    })

    it('refuses answers in other types than JSON, a page for people included', async () => {
      const response = await api.app.inject({ method: 'GET', url: '/graphql', headers: { accept: 'text/html' } })
      expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([406, 'NOT_ACCEPTABLE'])
    })

    it('gives every refusal of a query a code: syntax, unknown fields, wrong variables', async () => {
      expect(await askCode(api.app, '{')).toBe('GRAPHQL_PARSE_FAILED')
      expect(await askCode(api.app, '{ nothing }')).toBe('GRAPHQL_VALIDATION_FAILED')
      expect(await askCode(api.app, 'query($n: Int!) { serviceNodes(first: $n) { totalCount } }', {})).toBe(
        'BAD_USER_INPUT',
      )
      expect(await askCode(api.app, 'query A { status { state } } query B { status { state } }')).toBe(
        'OPERATION_RESOLUTION_FAILURE',
      )
    })

    it('lets the schema be asked for, but not in circles', async () => {
      await askData(api.app, getIntrospectionQuery())
      const circle = '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }'
      expect(await askCode(api.app, circle)).toBe('GRAPHQL_VALIDATION_FAILED')
    })

    /** A clock by which nobody's allowance grows. */
    const standing = () => 0

    it('answers who asks too often with 429, others not', async () => {
      const app = api.another({ rateLimitPerSecond: 1, rateLimitBurst: 3, nowMs: standing })
      const from = (remoteAddress: string, url = '/health') => app.inject({ url, remoteAddress })
      const codes: number[] = []
      for (let i = 0; i < 4; i++) codes.push((await from('203.0.113.7')).statusCode)
      expect(codes).toEqual([200, 200, 200, 429])
      const refused = await from('203.0.113.7')
      expect(refused.json().code).toBe('RATE_LIMITED')
      expect(refused.headers['retry-after']).toBe('1')
      const graphql = await from('203.0.113.7', '/graphql?query={status{state}}')
      expect(graphql.json().errors[0].extensions.code).toBe('RATE_LIMITED')
      expect((await from('203.0.113.8')).statusCode).toBe(200)
    })

    it('believes X-Forwarded-For from proxies that are named, and from nobody else', async () => {
      const ask = (app: FastifyInstance, remoteAddress: string, client: string) =>
        app.inject({ url: '/health', remoteAddress, headers: { 'x-forwarded-for': client } })
      const limits = { rateLimitPerSecond: 1, rateLimitBurst: 1, nowMs: standing }
      const behind = api.another({ ...limits, trustedProxies: ['192.0.2.0/24'] })
      expect((await ask(behind, '192.0.2.1', '203.0.113.7')).statusCode).toBe(200)
      expect((await ask(behind, '192.0.2.1', '203.0.113.8')).statusCode).toBe(200)
      expect((await ask(behind, '192.0.2.1', '203.0.113.7')).statusCode).toBe(429)
      const open = api.another(limits)
      expect((await ask(open, '203.0.113.9', '203.0.113.1')).statusCode).toBe(200)
      expect((await ask(open, '203.0.113.9', '203.0.113.2')).statusCode).toBe(429)
    })
  })

  describe('while the database is slow', () => {
    /** Runs `work` while a transaction holds every query on the chain's row back. */
    async function whileLocked(work: () => Promise<void>): Promise<void> {
      await api.owner.begin(async (tx) => {
        await tx`lock table muster.chain in access exclusive mode`
        await work()
      })
    }

    it('gives a request up after its time', async () => {
      const app = api.another({ requestTimeMaxMs: 150 })
      await whileLocked(async () => {
        const { status, errors } = await ask(app, '{ status { state } }')
        expect([status, errors[0]?.extensions.code]).toEqual([503, 'REQUEST_TIMEOUT'])
        const ready = await app.inject('/ready')
        expect([ready.statusCode, ready.json().code]).toEqual([503, 'REQUEST_TIMEOUT'])
        const epoch = await app.inject('/v1/epochs/latest')
        expect([epoch.statusCode, epoch.json().code]).toEqual([503, 'REQUEST_TIMEOUT'])
      })
      await expect.poll(async () => (await ask(app, '{ status { state } }')).status).toBe(200)
    })

    it('refuses more than it can work on, at once, and recovers', async () => {
      const app = api.another({ queriesInFlightMax: 2 })
      await whileLocked(async () => {
        const waiting = [1, 2].map((id) => ask(app, `{ serviceNode(id: ${id}) { id } }`))
        // The two hold their places from their first wait on; until then the third may still be let in.
        await expect
          .poll(async () => (await ask(app, '{ status { chainId } }')).errors[0]?.extensions.code)
          .toBe('OVERLOADED')
        const list = await app.inject(`/v1/lists/0x${'ab'.repeat(32)}`)
        expect([list.statusCode, list.json().code, list.headers['retry-after']]).toEqual([503, 'OVERLOADED', '5'])
        void Promise.allSettled(waiting)
      })
      await expect.poll(async () => (await ask(app, '{ status { chainId } }')).status).toBe(200)
    })
  })

  describe('as a reader', () => {
    it('is nobody but muster_reader, in read-only transactions with time limits', async () => {
      const database = openDatabase({ databaseUrl: api.databaseUrl, connectionsMax: 1 })
      try {
        const [row] = await database.run(
          (sql) => sql`
          select current_user as role, current_setting('default_transaction_read_only') as read_only,
            current_setting('statement_timeout') as statement, current_setting('transaction_timeout') as transaction`,
        )
        expect(row).toEqual({
          role: 'muster_reader',
          read_only: 'on',
          statement: `${STATEMENT_TIME_MAX_MS / 1000}s`,
          transaction: '10s',
        })
        await expect(database.run((sql) => sql`select 1 from muster.chain`)).rejects.toMatchObject({ code: '42501' })
        await expect(database.run((sql) => sql`select 1 from muster.service_nodes`)).rejects.toMatchObject({
          code: '42501',
        })
        await expect(database.run((sql) => sql`create temporary table x (y int)`)).rejects.toMatchObject({
          code: expect.stringMatching(/^(42501|25006)$/),
        })
        await database.run((sql) => sql`select 1 from muster_api.chain`)
      } finally {
        await database.end()
      }
    })

    it('loses its sight with that role, though it connects as a superuser', async () => {
      await api.owner`revoke select on muster_api.chain from muster_reader`
      try {
        const { status, errors } = await ask(api.app, '{ status { chainId registry } }')
        expect([status, errors[0]?.extensions.code]).toEqual([503, 'DATABASE_NOT_MIGRATED'])
        expect((await api.app.inject('/ready')).json().code).toBe('DATABASE_NOT_MIGRATED')
      } finally {
        await api.owner`grant select on muster_api.chain to muster_reader`
      }
    })
  })

  describe('that meets a fault of its own', () => {
    it('says nothing of it but a code', async () => {
      await api.owner`alter view muster_api.chain rename column depth to depth_secret`
      try {
        for (const url of ['/graphql?query={status{state}}', '/ready']) {
          const response = await api.app.inject(url)
          expect(response.statusCode).toBe(500)
          expect(response.body).toContain('INTERNAL_SERVER_ERROR')
          expect(response.body).not.toMatch(/depth|muster_api|postgres|\.ts|42703/i)
        }
      } finally {
        await api.owner`alter view muster_api.chain rename column depth_secret to depth`
      }
    })
  })

  describe('/ready', () => {
    const ready = async (app = api.app) => {
      const response = await app.inject('/ready')
      return [response.statusCode, response.json().code]
    }
    const set = (state: string, reason: string | null) =>
      api.owner`update muster.chain set state = ${state}, state_reason = ${reason}`

    it('says yes while live and young', async () => {
      const response = await api.app.inject('/ready')
      expect(response.statusCode).toBe(200)
      const { number, timestamp } = api.world.head
      expect(response.json()).toEqual({
        ready: true,
        code: null,
        message: null,
        state: 'LIVE',
        headNumber: number.toString(),
        headTimestamp: timestamp.toString(),
        lagSeconds: 10,
      })
    })

    it('says no where the head is too old, to the second', async () => {
      const app = (lag: number) =>
        api.another({ readyLagMaxSeconds: 60, nowSeconds: () => Number(api.world.head.timestamp) + lag })
      expect(await ready(app(60))).toEqual([200, null])
      expect(await ready(app(61))).toEqual([503, 'HEAD_TOO_OLD'])
    })

    it('says no while history is read', async () => {
      await set('backfilling', null)
      expect(await ready()).toEqual([503, 'BACKFILLING'])
      expect((await askData(api.app, '{ snapshot { state } }')).snapshot.state).toBe('BACKFILLING')
      await set('live', null)
    })

    it('says no where the rows could not be proven, and so does GraphQL, which still answers', async () => {
      await set('stale', 'root differs')
      const response = await api.app.inject('/ready')
      expect([response.statusCode, response.json().code]).toEqual([503, 'STALE'])
      expect(response.json().message).toContain('root differs')
      const { status, serviceNode } = await askData(api.app, '{ status { state reason } serviceNode(id: 1) { id } }')
      expect(status).toEqual({ state: 'STALE', reason: 'root differs' })
      expect(serviceNode).toEqual({ id: '1' })
      await set('live', null)
      expect(await ready()).toEqual([200, null])
    })

    it('says no before the first block, and GraphQL says why', async () => {
      await api.owner.begin(async (tx) => {
        await tx`create table muster.kept as select * from muster.chain`
        await tx`delete from muster.chain`
      })
      expect(await ready()).toEqual([503, 'NOT_INDEXED'])
      const { status, errors } = await ask(api.app, '{ status { state } }')
      expect([status, errors[0]?.extensions.code]).toEqual([503, 'NOT_INDEXED'])
      await api.owner`insert into muster.chain select * from muster.kept`
      expect(await ready()).toEqual([200, null])
    })
  })

  // The last: the database does not come back.
  it('outlives its database: alive, not ready, coded errors, and lists from memory', async () => {
    const [[root, { bytes }] = ['', { bytes: Buffer.alloc(0) }]] = [...api.world.lists]
    const list = () => api.app.inject(`/v1/lists/${root}`)
    expect((await list()).statusCode).toBe(200)
    const down = api.another({ databaseUrl: api.databaseUrl.replace(/:\d+\//, ':1/') })
    await cluster.stop()
    for (const app of [api.app, down]) {
      expect((await app.inject('/health')).json()).toEqual({ status: 'alive' })
      const ready = await app.inject('/ready')
      expect([ready.statusCode, ready.json().code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
      const { status, errors } = await ask(app, '{ network { totalPrincipal } }')
      expect([status, errors[0]?.extensions.code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
      expect(JSON.stringify(errors)).not.toMatch(/ECONN|127\.0\.0\.1|postgres/)
      const epoch = await app.inject('/v1/epochs/latest')
      expect([epoch.statusCode, epoch.json().code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
    }
    expect((await list()).rawPayload.equals(bytes)).toBe(true)
  })
})
