import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../shared/bytes.ts'
import { formatIp } from '../../../shared/ip.ts'
import { decodeList } from '../../../shared/list/wire.ts'
import { countWaiting } from '../../helpers/countWaiting.ts'
import { blockOf, DEPLOY_BLOCK, EPOCH_SECONDS, REGISTRY, timeOf, type Version, versionsAt } from '../buildWorld.ts'
import { type Api, ask, askCode, askData, startApi } from '../startApi.ts'

const hex = (bytes: Buffer) => `0x${bytes.toString('hex')}`
const time = (seconds: bigint | null) =>
  seconds === null ? null : new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')

const FIELDS = `id status operator pendingOperator owner pendingOwner principal feeBps ed25519Key blsKey blsKeyHash
  extensionHash identityProofValid ip rpcPort quicPort registeredAt activatableAt firstActivatedAt activatedAt seed
  exitDueAt exitTip leafIndex changedAtBlock`
const SNAPSHOT = 'block { number hash parentHash timestamp } listRoot listVersion leafCount depth state'

/** A version as GraphQL must show it. */
function shown(version: Version): Record<string, unknown> {
  return {
    id: version.node_id.toString(),
    status: version.status,
    operator: hex(version.operator),
    pendingOperator: version.pending_operator === null ? null : hex(version.pending_operator),
    owner: hex(version.owner),
    pendingOwner: version.pending_owner === null ? null : hex(version.pending_owner),
    principal: version.principal.toString(),
    feeBps: version.fee_bps,
    ed25519Key: hex(version.ed25519_key),
    blsKey: hex(version.bls_key),
    blsKeyHash: hex(version.bls_key_hash),
    extensionHash: hex(version.extension_hash),
    identityProofValid: version.identity_proof_valid,
    ip: formatIp(version.ip),
    rpcPort: version.rpc_port,
    quicPort: version.quic_port,
    registeredAt: time(version.registered_at),
    activatableAt: time(version.activatable_at),
    firstActivatedAt: time(version.first_activated_at),
    activatedAt: time(version.activated_at),
    seed: version.seed?.toString() ?? null,
    exitDueAt: time(version.exit_due_at),
    exitTip: version.exit_tip?.toString() ?? null,
    leafIndex: version.leaf_index?.toString() ?? null,
    changedAtBlock: version.from_block.toString(),
  }
}

describe('GraphQL answers', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi({ count: 120 })
  })
  afterAll(() => api.stop())

  /** The snapshot of a block, from the world. */
  function snapshotAt(number: bigint): Record<string, unknown> {
    const block = blockOf(number)
    const list = api.world.roots.filter(({ block_number }) => block_number <= number).at(-1)
    return {
      block: {
        number: number.toString(),
        hash: hex(block.hash),
        parentHash: hex(block.parent_hash),
        timestamp: time(block.timestamp),
      },
      listRoot: list === undefined ? `0x${'00'.repeat(32)}` : hex(list.root),
      listVersion: (list?.version ?? 0n).toString(),
      leafCount: (list?.leaf_count ?? 0n).toString(),
      depth: list?.depth ?? 1,
      state: 'LIVE',
    }
  }

  describe('snapshot', () => {
    const query = `query($at: BlockRef) { snapshot(at: $at) { ${SNAPSHOT} } }`
    const snapshot = async (at?: Record<string, unknown>) => (await askData(api.app, query, { at })).snapshot

    it('is the indexed head unless told otherwise', async () => {
      expect(await snapshot()).toEqual(snapshotAt(api.world.head.number))
    })

    it('of each block with a list change has that root and version', async () => {
      const numbers = [...new Set(api.world.roots.map(({ block_number }) => block_number))]
      expect(numbers.length).toBeGreaterThan(30)
      for (const number of numbers) {
        expect(await snapshot({ block: number.toString() })).toEqual(snapshotAt(number))
      }
    })

    it('of a block that is not held is that of the last one before it', async () => {
      const numbers = [...api.world.blocks.keys()].sort((a, b) => Number(a - b))
      const gap = numbers.find((number, i) => (numbers[i + 1] ?? number) > number + 1n) ?? 0n
      expect(await snapshot({ block: (gap + 1n).toString() })).toEqual(snapshotAt(gap))
    })

    it('of a time is the last block not younger than it', async () => {
      const number = api.world.roots[20]?.block_number ?? 0n
      const at = (offset: bigint) => ({ timestamp: time(timeOf(number) + offset) })
      expect(await snapshot(at(0n))).toEqual(snapshotAt(number))
      expect((await snapshot(at(-1n))).block.number).not.toBe(number.toString())
      expect(await snapshot({ timestamp: time(api.world.head.timestamp) })).toEqual(snapshotAt(api.world.head.number))
    })

    it('of an epoch is its anchor', async () => {
      expect(api.world.epochs.length).toBeGreaterThan(2)
      for (const { epoch, anchor } of api.world.epochs) {
        expect(await snapshot({ epoch: epoch.toString() })).toEqual(snapshotAt(anchor))
      }
    })

    it('before anything was listed has the zero root and version 0', async () => {
      expect(await snapshot({ block: DEPLOY_BLOCK.toString() })).toMatchObject({
        listRoot: `0x${'00'.repeat(32)}`,
        listVersion: '0',
        leafCount: '0',
        depth: 1,
      })
    })

    it('of what is not there yet, or was not there yet, is a coded error', async () => {
      const { head } = api.world
      const epochNow = head.timestamp / BigInt(EPOCH_SECONDS)
      const code = (at: Record<string, unknown>) => askCode(api.app, query, { at })
      expect(await code({ block: (head.number + 1n).toString() })).toBe('BLOCK_NOT_INDEXED')
      expect(await code({ block: '9'.repeat(78) })).toBe('BLOCK_NOT_INDEXED')
      expect(await code({ timestamp: time(head.timestamp + 1n) })).toBe('BLOCK_NOT_INDEXED')
      expect(await code({ epoch: (epochNow + 1n).toString() })).toBe('BLOCK_NOT_INDEXED')
      expect(await code({ epoch: '9'.repeat(78) })).toBe('BLOCK_NOT_INDEXED')
      expect(await code({ block: (DEPLOY_BLOCK - 1n).toString() })).toBe('BLOCK_BEFORE_REGISTRY')
      expect(await code({ timestamp: '2020-01-01T00:00:00Z' })).toBe('BLOCK_BEFORE_REGISTRY')
      expect(await code({ epoch: '0' })).toBe('BLOCK_BEFORE_REGISTRY')
    })

    it('takes exactly one of block, epoch and timestamp', async () => {
      expect(await askCode(api.app, query, { at: {} })).toBe('BAD_USER_INPUT')
      expect(await askCode(api.app, query, { at: { block: '1100', epoch: '1' } })).toBe('BAD_USER_INPUT')
      expect(await askCode(api.app, query, { at: { block: null } })).toBe('BAD_USER_INPUT')
      expect(await askCode(api.app, '{ snapshot(at: {}) { listRoot } }')).toBe('GRAPHQL_VALIDATION_FAILED')
      expect(await askCode(api.app, '{ snapshot(at: {block: "1100", epoch: "1"}) { listRoot } }')).toBe(
        'GRAPHQL_VALIDATION_FAILED',
      )
    })
  })

  describe('serviceNode', () => {
    const query = `query($id: BigInt, $key: Hash, $bls: Hash, $at: BlockRef) {
      serviceNode(id: $id, ed25519Key: $key, blsKeyHash: $bls, at: $at) { ${FIELDS} snapshot { ${SNAPSHOT} } } }`

    it('gives every field of every node as the table has it', async () => {
      for (const version of versionsAt(api.world, api.world.head.number)) {
        const { serviceNode } = await askData(api.app, query, { id: version.node_id.toString() })
        expect(serviceNode).toEqual({ ...shown(version), snapshot: snapshotAt(api.world.head.number) })
      }
    })

    it('finds it by each key', async () => {
      const version = versionsAt(api.world, api.world.head.number).find(({ status }) => status === 'ACTIVE')
      if (version === undefined) throw new Error('no active node')
      const expected = { ...shown(version), snapshot: snapshotAt(api.world.head.number) }
      expect((await askData(api.app, query, { key: hex(version.ed25519_key) })).serviceNode).toEqual(expected)
      expect((await askData(api.app, query, { bls: hex(version.bls_key_hash) })).serviceNode).toEqual(expected)
    })

    it('finds a node by a key that it replaced, and shows its present keys', async () => {
      const replaced = api.world.replacedKeys.filter(({ node_id }) => node_id === 14n)
      const now = versionsAt(api.world, api.world.head.number).find(({ node_id }) => node_id === 14n)
      const [bls, ed25519] = replaced
      if (now === undefined || bls === undefined || ed25519 === undefined)
        throw new Error('Node 14 has its first keys.')
      const before = { block: (bls.block_number - 1n).toString() }
      for (const by of [{ key: hex(ed25519.key) }, { bls: hex(bls.key) }]) {
        expect((await askData(api.app, query, by)).serviceNode).toMatchObject(shown(now))
        const { serviceNode } = await askData(api.app, query, { ...by, at: before })
        expect(serviceNode).toMatchObject({ id: '14', ed25519Key: hex(ed25519.key), blsKeyHash: hex(bls.key) })
      }
      const byNewKey = { key: hex(now.ed25519_key), at: before }
      expect((await askData(api.app, query, byNewKey)).serviceNode).toBeNull()
    })

    it('lists the keys that a node replaced, as of the block that is asked for', async () => {
      const keys = `query($at: BlockRef) { serviceNode(id: 24, at: $at) {
        replacedKeys { kind key compromised replacedAtBlock } } }`
      const replaced = api.world.replacedKeys.filter(({ node_id }) => node_id === 24n)
      const block = replaced[0]?.block_number ?? 0n
      expect((await askData(api.app, keys)).serviceNode.replacedKeys).toEqual(
        replaced.map(({ kind, key }) => ({
          kind,
          key: hex(key),
          compromised: true,
          replacedAtBlock: block.toString(),
        })),
      )
      const at = { block: (block - 1n).toString() }
      expect((await askData(api.app, keys, { at })).serviceNode.replacedKeys).toEqual([])
    })

    it('gives each version at the blocks where it was true, to the block', async () => {
      const versions = api.world.versions.filter(({ node_id }) => node_id === 7n)
      expect(versions.map(({ status }) => status)).toEqual(['PENDING', 'ACTIVE', 'ACTIVE', 'EXITED'])
      for (const version of versions) {
        const last = version.to_block > api.world.head.number ? api.world.head.number : version.to_block - 1n
        for (const number of [version.from_block, last]) {
          const { serviceNode } = await askData(api.app, query, { id: '7', at: { block: number.toString() } })
          expect({ ...serviceNode, snapshot: undefined }).toEqual(shown(version))
        }
      }
      const before = ((versions[0]?.from_block ?? 0n) - 1n).toString()
      expect((await askData(api.app, query, { id: '7', at: { block: before } })).serviceNode).toBeNull()
    })

    it('gives u64 and amounts beyond 2^53 to the last digit, as strings', async () => {
      const { body } = await api.app.inject({
        method: 'POST',
        url: '/graphql',
        payload: { query: '{ serviceNode(id: 1) { seed } }' },
      })
      expect(body).toBe('{"data":{"serviceNode":{"seed":"18446744073709551615"}}}')
      const two = await askData(api.app, '{ serviceNode(id: "2") { principal } }')
      expect(two.serviceNode.principal).toBe('25002000000000000000000')
    })

    it('is null where there is none, however large the id', async () => {
      for (const id of ['0', '121', '4294967295', '4294967296', '9'.repeat(78)]) {
        expect((await askData(api.app, query, { id })).serviceNode).toBeNull()
      }
      expect((await askData(api.app, query, { key: `0x${'11'.repeat(32)}` })).serviceNode).toBeNull()
    })

    it('takes exactly one key', async () => {
      expect(await askCode(api.app, query, {})).toBe('KEY_COUNT_INVALID')
      expect(await askCode(api.app, query, { id: '1', bls: `0x${'11'.repeat(32)}` })).toBe('KEY_COUNT_INVALID')
    })

    it('refuses ids that are no decimal strings', async () => {
      for (const id of ['', '01', '-1', '0x1', 1, 1.5, true, ['1'], { id: 1 }]) {
        expect(await askCode(api.app, query, { id })).toBe('BAD_USER_INPUT')
      }
    })
  })

  describe('epoch and nodeList', () => {
    const query = `query($number: BigInt) {
      epoch(number: $number) {
        number status boundary anchor { number hash timestamp } child { number hash }
        listRoot serviceNodeCount proof reason publishedAt
      }
      nodeList(epoch: $number) { epoch root depth serviceNodeCount bytes proof }
    }`

    it('give every published epoch, with the bytes that hash to its root', async () => {
      const published = api.world.epochs.filter(({ status }) => status === 'published')
      expect(published.length).toBeGreaterThan(1)
      for (const { epoch, anchor, root, count, proof } of published) {
        const answer = await askData(api.app, query, { number: epoch.toString() })
        expect(answer.epoch).toEqual({
          number: epoch.toString(),
          status: 'PUBLISHED',
          boundary: time(epoch * BigInt(EPOCH_SECONDS)),
          anchor: { number: anchor.toString(), hash: hex(blockOf(anchor).hash), timestamp: time(timeOf(anchor)) },
          child: { number: (anchor + 1n).toString(), hash: hex(blockOf(anchor + 1n).hash) },
          listRoot: hex(root as Buffer),
          serviceNodeCount: count,
          proof,
          reason: null,
          publishedAt: '2026-11-22T10:00:00.000Z',
        })
        const list = decodeList(Buffer.from(answer.nodeList.bytes, 'base64'))
        expect(bytesToHex(list.root())).toBe(answer.epoch.listRoot)
        expect(answer.nodeList).toMatchObject({
          root: answer.epoch.listRoot,
          depth: list.depth,
          serviceNodeCount: count,
          proof,
        })
      }
    })

    it('without a number are the list in use: two boundaries behind the one to come', async () => {
      const due = api.world.head.timestamp / BigInt(EPOCH_SECONDS) - 1n
      // Epochs after it are in the table, and must not be taken before their time.
      expect(api.world.epochs.some(({ epoch }) => epoch > due)).toBe(true)
      const answer = await askData(api.app, query)
      expect(answer.epoch.number).toBe(due.toString())
      expect(answer.nodeList.epoch).toBe(due.toString())
      expect((await askData(api.app, '{ status { latestEpoch } }')).status.latestEpoch).toBe(due.toString())
    })

    it('of a missed epoch have a reason and no proof, and no list', async () => {
      const missed = api.world.epochs.find(({ status }) => status === 'missed')
      const answer = await askData(api.app, query, { number: missed?.epoch.toString() })
      expect(answer.nodeList).toBeNull()
      expect(answer.epoch).toMatchObject({ status: 'MISSED', proof: null, anchor: null, child: null, listRoot: null })
      expect(answer.epoch.reason).toBe(missed?.reason)
    })

    it('of an unknown epoch are null, however large its number', async () => {
      for (const number of ['0', '1', '9223372036854775807', '9223372036854775808', '9'.repeat(78)]) {
        expect(await askData(api.app, query, { number })).toEqual({ epoch: null, nodeList: null })
      }
    })
  })

  describe('network', () => {
    it('adds up, now and in the past', async () => {
      const query = `query($at: BlockRef) {
        network(at: $at) { byStatus { status count principal } serviceNodeCount totalPrincipal snapshot { block { number } } } }`
      const past = api.world.roots[40]?.block_number ?? 0n
      for (const [number, at] of [
        [api.world.head.number, undefined],
        [past, { block: past.toString() }],
      ] as const) {
        const versions = versionsAt(api.world, number)
        const { network } = await askData(api.app, query, { at })
        const statuses = ['PENDING', 'ACTIVE', 'SUSPENDED', 'EXITED', 'REMOVED'] as const
        expect(network.byStatus).toEqual(
          statuses.map((status) => {
            const some = versions.filter((version) => version.status === status)
            const principal = some.reduce((sum, version) => sum + version.principal, 0n).toString()
            return { status, count: some.length, principal }
          }),
        )
        expect(network.serviceNodeCount).toBe(versions.length)
        expect(network.totalPrincipal).toBe(versions.reduce((sum, { principal }) => sum + principal, 0n).toString())
        expect(network.snapshot.block.number).toBe(number.toString())
      }
    })
  })

  it('status says which registry is followed', async () => {
    const { status } = await askData(
      api.app,
      `{ status { state reason chainId registry deployBlock epochSeconds finalizedBlock snapshot { ${SNAPSHOT} } } }`,
    )
    expect(status).toEqual({
      state: 'LIVE',
      reason: null,
      chainId: '31337',
      registry: REGISTRY,
      deployBlock: DEPLOY_BLOCK.toString(),
      epochSeconds: EPOCH_SECONDS,
      finalizedBlock: (api.world.head.number - 64n).toString(),
      snapshot: snapshotAt(api.world.head.number),
    })
  })

  it('are the same over GET, where only queries are possible', async () => {
    const query = '{ serviceNode(id: "1") { seed } }'
    const get = await api.app.inject({ method: 'GET', url: '/graphql', query: { query } })
    const post = await api.app.inject({ method: 'POST', url: '/graphql', payload: { query } })
    expect(get.statusCode).toBe(200)
    expect(get.body).toBe(post.body)
    const mutation = await api.app.inject({ method: 'GET', url: '/graphql', query: { query: 'mutation { a }' } })
    expect(mutation.statusCode).toBe(405)
    expect(mutation.json().errors[0].extensions.code).toBe('BAD_REQUEST')
  })

  it('carry the data that could be had beside the error of what could not', async () => {
    const { data, errors } = await ask(api.app, '{ serviceNode { id } status { state } }')
    expect(data).toEqual({ serviceNode: null, status: { state: 'LIVE' } })
    expect(errors).toMatchObject([{ path: ['serviceNode'], extensions: { code: 'KEY_COUNT_INVALID' } }])
  })

  it('of one query are all of one state, though a block is committed in the middle of it', async () => {
    const { owner, world } = api
    // The lock holds the second statement of the query back until the block is committed.
    let answer: Promise<Record<string, { snapshot: { block: { number: string } } }>> | undefined
    await owner.begin(async (tx) => {
      await tx`lock table muster.service_nodes in access exclusive mode`
      answer = askData(
        api.app,
        '{ a: network { totalPrincipal snapshot { block { number } } } b: network { totalPrincipal snapshot { block { number } } } }',
      )
      // Until the API's transaction waits for the lock it has not taken its snapshot for certain.
      await expect.poll(() => countWaiting(tx)).toBeGreaterThan(0)
      await tx`update muster.service_nodes set principal = principal + 1`
      await tx`update muster.chain set head_number = head_number + 1`
    })
    const { a, b } = (await answer) ?? {}
    const before = world.versions.filter(({ to_block }) => to_block > world.head.number)
    const principal = before.reduce((sum, version) => sum + version.principal, 0n).toString()
    expect(a).toEqual({ totalPrincipal: principal, snapshot: { block: { number: world.head.number.toString() } } })
    expect(b).toEqual(a)
    const after = await askData(api.app, '{ network { snapshot { block { number } } } }')
    expect(after.network.snapshot.block.number).toBe((world.head.number + 1n).toString())
  })
})
