import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERVICE_NODE_ORDER_FIELDS, type ServiceNodeOrderField } from '../../../api/queries/serviceNodePage.ts'
import { blockOf, bytesOf, LIVE, type Version, versionsAt } from '../buildWorld.ts'
import { type Api, askCode, askData, startApi } from '../startApi.ts'

const PAGE = `
  query($orderBy: ServiceNodeOrder!, $first: Int!, $after: String, $filter: ServiceNodeFilter, $at: BlockRef) {
    serviceNodes(orderBy: $orderBy, first: $first, after: $after, filter: $filter, at: $at) {
      nodes { id }
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      block { number hash }
      listRoot
    }
  }`

/** A walk of 120 nodes in pages of 7 takes 18; more is a loop. */
const PAGES_MAX = 130

const byId = { field: 'ID', direction: 'ASC' }

/** What each order sorts by, said once more and independently of the API. */
const VALUES: Record<ServiceNodeOrderField, (version: Version) => bigint> = {
  ID: ({ node_id }) => node_id,
  REGISTERED_AT: ({ registered_at }) => registered_at,
  ACTIVATED_AT: ({ activated_at }) => activated_at ?? -1n,
  PRINCIPAL: ({ principal }) => principal,
  FEE_BPS: ({ fee_bps }) => BigInt(fee_bps),
  LEAF_INDEX: ({ leaf_index }) => leaf_index ?? -1n,
}

function sorted(versions: Version[], field: ServiceNodeOrderField, direction: string): string[] {
  const sign = direction === 'ASC' ? 1 : -1
  const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
  return [...versions]
    .sort((a, b) => sign * (compare(VALUES[field](a), VALUES[field](b)) || compare(a.node_id, b.node_id)))
    .map(({ node_id }) => node_id.toString())
}

describe('serviceNodes', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi({ count: 120 })
  })
  afterAll(() => api.stop())

  async function walk(
    variables: Record<string, unknown>,
  ): Promise<{ ids: string[]; blocks: Set<string>; pages: number }> {
    const ids: string[] = []
    const blocks = new Set<string>()
    let after: string | null = null
    for (let pages = 1; pages <= PAGES_MAX; pages++) {
      const { serviceNodes: page } = await askData(api.app, PAGE, { ...variables, after })
      expect(page.edges.map((edge: { node: { id: string } }) => edge.node)).toEqual(page.nodes)
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
      expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null)
      expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null)
      ids.push(...page.nodes.map(({ id }: { id: string }) => id))
      blocks.add(page.block.hash)
      if (!page.pageInfo.hasNextPage) return { ids, blocks, pages }
      after = page.pageInfo.endCursor
    }
    throw new Error('the walk does not end')
  }

  const orders = SERVICE_NODE_ORDER_FIELDS.flatMap((field) =>
    ['ASC', 'DESC'].map((direction) => [field, direction] as const),
  )

  it.each(orders)('by %s %s gives every node once and in order, whatever the page size', async (field, direction) => {
    const expected = sorted(versionsAt(api.world, api.world.head.number), field, direction)
    expect(expected).toHaveLength(120)
    for (const first of [7, 40, 120]) {
      const { ids, pages } = await walk({ orderBy: { field, direction }, first })
      expect(ids).toEqual(expected)
      expect(pages).toBe(Math.ceil(120 / first))
    }
  })

  it('has ties in every order but the id, so that the walk above means something', () => {
    const live = versionsAt(api.world, api.world.head.number)
    for (const field of SERVICE_NODE_ORDER_FIELDS.filter((name) => name !== 'ID')) {
      expect(new Set(live.map(VALUES[field])).size).toBeLessThan(live.length)
    }
  })

  it('serves one node a page to the last of them', async () => {
    const { ids } = await walk({ orderBy: { field: 'PRINCIPAL', direction: 'DESC' }, first: 1 })
    expect(ids).toEqual(sorted(versionsAt(api.world, api.world.head.number), 'PRINCIPAL', 'DESC'))
  })

  it('answers as of a past block, and walks it', async () => {
    const middle = api.world.roots[60]?.block_number ?? 0n
    const expected = sorted(versionsAt(api.world, middle), 'LEAF_INDEX', 'DESC')
    const orderBy = { field: 'LEAF_INDEX', direction: 'DESC' }
    const { ids, blocks } = await walk({ orderBy, first: 11, at: { block: middle.toString() } })
    expect(ids).toEqual(expected)
    expect([...blocks]).toEqual([`0x${blockOf(middle).hash.toString('hex')}`])
    // Without `at` the cursor alone holds the block.
    const { serviceNodes: page } = await askData(api.app, PAGE, {
      orderBy,
      first: 11,
      at: { block: middle.toString() },
    })
    const { serviceNodes: next } = await askData(api.app, PAGE, { orderBy, first: 500, after: page.pageInfo.endCursor })
    expect(next.block.number).toBe(middle.toString())
    expect(next.nodes.map(({ id }: { id: string }) => id)).toEqual(expected.slice(11))
  })

  it.each<[string, Record<string, unknown>, (version: Version) => boolean]>([
    ['one status', { status: ['ACTIVE'] }, ({ status }) => status === 'ACTIVE'],
    ['two statuses', { status: ['EXITED', 'PENDING'] }, ({ status }) => status === 'EXITED' || status === 'PENDING'],
    ['no status at all', { status: [] }, () => false],
    ['an operator', { operator: `0x${bytesOf('operator 5', 20).toString('hex')}` }, (v) => v.node_id % 40n === 5n],
    [
      'an owner in capitals',
      { owner: `0x${bytesOf('owner 9', 20).toString('hex').toUpperCase()}` },
      (v) => v.node_id % 60n === 9n,
    ],
    ['a broken identity proof', { identityProofValid: false }, ({ identity_proof_valid }) => !identity_proof_valid],
    [
      'nulls, which filter nothing',
      { status: null, operator: null, owner: null, identityProofValid: null },
      () => true,
    ],
    [
      'several at once',
      { status: ['ACTIVE'], identityProofValid: true, operator: `0x${bytesOf('operator 4', 20).toString('hex')}` },
      (v) => v.status === 'ACTIVE' && v.identity_proof_valid && v.node_id % 40n === 4n,
    ],
  ])('filters by %s, and counts the same', async (_what, filter, matches) => {
    const expected = versionsAt(api.world, api.world.head.number).filter(matches)
    const { ids } = await walk({ orderBy: byId, first: 9, filter })
    expect(ids).toEqual(sorted(expected, 'ID', 'ASC'))
    const query = 'query($filter: ServiceNodeFilter) { serviceNodes(filter: $filter, first: 1) { totalCount } }'
    expect(await askData(api.app, query, { filter })).toEqual({ serviceNodes: { totalCount: expected.length } })
  })

  it('gives an empty page without cursors', async () => {
    const { serviceNodes } = await askData(api.app, PAGE, { orderBy: byId, first: 5, filter: { status: [] } })
    expect(serviceNodes.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    })
  })

  it('counts as of the block of the page', async () => {
    const early = api.world.versions[0]?.from_block.toString()
    const query = 'query($at: BlockRef) { serviceNodes(at: $at) { totalCount } }'
    expect(await askData(api.app, query, { at: { block: early } })).toEqual({ serviceNodes: { totalCount: 8 } })
  })

  it('has fifty to a page unless told otherwise, and at most a thousand', async () => {
    const { serviceNodes } = await askData(api.app, '{ serviceNodes { nodes { id } } }')
    expect(serviceNodes.nodes).toHaveLength(50)
    await askData(api.app, '{ serviceNodes(first: 1000) { nodes { id } } }')
    for (const first of [0, -1, 1001]) {
      expect(await askCode(api.app, `{ serviceNodes(first: ${first}) { nodes { id } } }`)).toBe('PAGE_SIZE_INVALID')
    }
  })

  describe('given a cursor', () => {
    async function cursor(variables: Record<string, unknown> = {}): Promise<string> {
      const { serviceNodes } = await askData(api.app, PAGE, { orderBy: byId, first: 5, ...variables })
      return serviceNodes.pageInfo.endCursor
    }

    it('that it did not make, says so', async () => {
      for (const after of ['', 'nonsense', 'bm9uc2Vuc2U', `${await cursor()}AAAA`]) {
        expect(await askCode(api.app, PAGE, { orderBy: byId, first: 5, after })).toBe('CURSOR_INVALID')
      }
    })

    it('of another order, filter or block, says so', async () => {
      const after = await cursor()
      const others = [
        { orderBy: { field: 'ID', direction: 'DESC' } },
        { orderBy: { field: 'FEE_BPS', direction: 'ASC' } },
        { filter: { status: ['ACTIVE'] } },
        { at: { block: api.world.roots[3]?.block_number.toString() } },
      ]
      for (const other of others) {
        expect(await askCode(api.app, PAGE, { orderBy: byId, first: 5, after, ...other })).toBe('CURSOR_MISMATCH')
      }
      // The same block named explicitly is the same walk.
      await askData(api.app, PAGE, { orderBy: byId, first: 5, after, at: { block: api.world.head.number.toString() } })
    })
  })

  it('keeps to the block of the first page while the head moves, until that block is reorganised away', async () => {
    const { owner, world } = api
    const before = sorted(versionsAt(world, world.head.number), 'ID', 'ASC')
    const { serviceNodes: first } = await askData(api.app, PAGE, { orderBy: byId, first: 60 })
    const { endCursor } = first.pageInfo

    const next = blockOf(world.head.number + 1n)
    await owner.begin(async (tx) => {
      await tx`insert into muster.blocks ${tx({ ...next } as never)}`
      await tx`update muster.service_nodes set to_block = ${next.number} where node_id = 100 and to_block = ${LIVE}`
      await tx`
        update muster.chain set head_number = ${next.number}, head_hash = ${next.hash},
          head_parent_hash = ${next.parent_hash}, head_timestamp = ${next.timestamp}`
    })
    const { serviceNodes: second } = await askData(api.app, PAGE, { orderBy: byId, first: 60, after: endCursor })
    expect([...first.nodes, ...second.nodes].map(({ id }: { id: string }) => id)).toEqual(before)
    expect(second.block).toEqual(first.block)
    const { serviceNodes: now } = await askData(api.app, PAGE, { orderBy: byId, first: 200 })
    expect(now.block.number).toBe(next.number.toString())
    expect(now.nodes.map(({ id }: { id: string }) => id)).toEqual(before.filter((id) => id !== '100'))

    // The block of the walk is replaced by another of the same height.
    const { number, parent_hash, timestamp } = world.head
    const sibling = { number, parent_hash, timestamp, hash: bytesOf('sibling', 32), canonical: true, logs_proven: true }
    await owner`update muster.blocks set canonical = false where number >= ${number}`
    await owner`insert into muster.blocks ${owner(sibling as never)}`
    expect(await askCode(api.app, PAGE, { orderBy: byId, first: 60, after: endCursor })).toBe('CURSOR_STALE')
    await owner`
      update muster.chain set head_number = ${number - 1n}, head_hash = ${blockOf(number - 1n).hash},
        head_parent_hash = ${blockOf(number - 1n).parent_hash}, head_timestamp = ${blockOf(number - 1n).timestamp}`
    expect(await askCode(api.app, PAGE, { orderBy: byId, first: 60, after: endCursor })).toBe('CURSOR_STALE')
  })
})
