import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../api/database/openDatabase.ts'
import { createGraphqlEngine } from '../../../api/graphql/createGraphqlEngine.ts'

const QUERIES = 60
/** A document of nearly QUERY_TOKENS_MAX tokens takes about a megabyte while it is parsed. */
const RETAINED_BYTES_MAX = 15_000_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapBytes(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

describe('the GraphQL engine', () => {
  // Never asked: none of these queries needs data.
  const database = openDatabase({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', connectionsMax: 1 })
  afterAll(() => database.end())
  const engine = createGraphqlEngine({ database, logger: pino({ level: 'silent' }) })

  /** Refused after parsing: more fields of one name than graphql-js compares. */
  async function send(name: string): Promise<string> {
    const body = JSON.stringify({ query: `{ ${name}: __typename ${'__typename '.repeat(1_990)} }` })
    const { signal } = new AbortController()
    const answer = await engine.execute({ method: 'POST', search: '', body, mediaType: 'application/json' }, { signal })
    return answer.bytes.toString()
  }

  it('retains nothing of many large queries that all differ', async () => {
    // What is made once, at the first query, is no growth.
    expect(await send('first')).toContain('GRAPHQL_VALIDATION_FAILED')
    const before = heapBytes()
    for (let i = 0; i < QUERIES; i++) await send(`query${i}`)
    expect(heapBytes() - before).toBeLessThan(RETAINED_BYTES_MAX)
  }, 120_000)
})
