import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pinnedHash, rpcQuorum } from '../../../client/index.ts'
import { bytesToHex } from '../../../shared/bytes.ts'
import { encodeDelta, type LeafChange } from '../../../shared/list/delta.ts'
import { diffLists } from '../../../shared/list/diffLists.ts'
import { encodeRecord } from '../../../shared/list/record.ts'
import { decodeList, encodeList, type ListRow } from '../../../shared/list/wire.ts'
import { vectorRecord } from '../../../tools/vectors/vectorRecords.ts'
import {
  codesOf,
  EPOCH_SECONDS,
  type LiveWorld,
  type Published,
  reported,
  reporter,
  rowsUpTo,
  silent,
  useLiveList,
} from '../liveWorld.ts'
import { startMirror, startServer, type TestServer } from '../servers.ts'

const DAY = 86_400n

/** More epochs than deltas reach back. */
const AWAY_EPOCHS = 25

describe('createListKeeper', () => {
  const live = useLiveList()
  let world: LiveWorld
  let first: Published
  const servers: TestServer[] = []
  beforeEach(() => {
    ;({ world, first } = live())
  })

  /** Serves a delta between two published lists. */
  const serveDelta = (
    from: Published,
    to: Published,
    change: (changes: LeafChange[]) => LeafChange[] = (all) => all,
  ) => {
    const [a, b] = [decodeList(from.list), decodeList(to.list)]
    const bytes = encodeDelta({ from: from.root, to: to.root, depth: b.depth, changes: change(diffLists(a, b)) })
    world.artifacts.deltas.set(`${from.root}/${to.root}`, bytes)
    return bytes
  }
  const requestsSince = (from: number) => world.mirror.requests.slice(from)
  const keep = async (server: Promise<TestServer>): Promise<string> => {
    servers.push(await server)
    return (servers.at(-1) as TestServer).url
  }
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

  describe('at the boundary of an epoch', () => {
    it('getNodeList returns the list due while a newer one is published early (trap 44)', async () => {
      const holding = world.client()
      expect((await holding.getNodeList()).root).toBe(first.root)
      const next = await world.publishEarly(rowsUpTo(9))
      expect(next.epoch).toBe(first.epoch + 2n)
      // The source offers the next list as its latest. No client uses it yet.
      for (const client of [holding, world.client()]) {
        expect((await client.getNodeList()).root).toBe(first.root)
        expect((await client.refresh()).root).toBe(first.root)
      }
      await world.makeDue()
      for (const client of [holding, world.client()]) expect((await client.refresh()).root).toBe(next.root)
    })

    it('getNodeList returns the same list for sources ahead and behind (trap 44)', async () => {
      const next = await world.publishEarly(rowsUpTo(9))
      const lists = new Map([first, next].map(({ root, list }) => [root, list]))
      const behind = await keep(startMirror({ ...world.artifacts, lists, latest: first.proof }))
      const roots = async () => {
        const clients = [[world.mirror.url], [behind, world.mirror.url], [world.mirror.url, behind]].map((sources) =>
          world.client({ sources }),
        )
        return new Set((await Promise.all(clients.map((client) => client.getNodeList()))).map(({ root }) => root))
      }
      expect(await roots()).toEqual(new Set([first.root]))
      await world.makeDue()
      expect(await roots()).toEqual(new Set([next.root]))
    })

    it('getNodeList prefers the list due when the first source offers an older one (trap 44)', async () => {
      const next = await world.publish(9)
      const behind = await keep(
        startMirror({
          latest: world.artifacts.epochs.get(`${first.epoch + 1n}`) ?? null,
          lists: world.artifacts.lists,
        }),
      )
      const { onSourceError, failures } = reporter()
      expect((await world.client({ sources: [behind, world.mirror.url], onSourceError }).getNodeList()).root).toBe(
        next.root,
      )
      const alone = await world.client({ sources: [await silent(), behind], onSourceError }).getNodeList()
      expect([alone.root, alone.source]).toEqual([first.root, behind])
      expect(failures.map(({ error }) => error.code)).toEqual(['SERVER_UNREACHABLE'])
    })

    it('getNodeList throws EPOCH_NOT_DUE when the source has only early lists', async () => {
      await world.publishEarly(rowsUpTo(9))
      for (const epoch of [first.epoch, first.epoch + 1n]) world.artifacts.epochs.delete(`${epoch}`)
      expect(await codesOf(world.client().getNodeList())).toEqual(['EPOCH_NOT_DUE'])
    })

    it('getNodeList returns the list before the one due when that one was missed', async () => {
      await world.publishEarly(rowsUpTo(9))
      world.artifacts.epochs.delete(`${first.epoch + 1n}`)
      expect((await world.client().getNodeList()).epoch).toBe(first.epoch)
      expect(await codesOf(world.client({ maxEpochLag: 0 }).getNodeList())).toEqual(['EPOCH_NOT_DUE'])
    })

    it('getNodeList checks the age for a pinned block only when the caller gives the time', async () => {
      const start = (first.epoch + 1n) * BigInt(EPOCH_SECONDS)
      const at = (seconds: bigint, maxEpochLag = 1) =>
        world.client({ trust: pinnedHash(first.childHash, { chainTime: () => seconds }), maxEpochLag }).getNodeList()
      expect(await codesOf(at(start - 1n))).toEqual(['EPOCH_NOT_DUE'])
      expect(await at(start)).toMatchObject({ epoch: first.epoch, ageSeconds: 60n, isFresh: true })
      expect(await codesOf(at(start + DAY))).toEqual(['EPOCH_TOO_OLD'])
      const end = first.epoch * BigInt(EPOCH_SECONDS)
      expect(await at(end + DAY, 10_000)).toMatchObject({ ageSeconds: DAY, isFresh: true })
      expect(await at(end + DAY + 1n, 10_000)).toMatchObject({ ageSeconds: DAY + 1n, isFresh: false })
      const unclocked = await world.client({ trust: pinnedHash(first.childHash) }).getNodeList()
      expect(unclocked).toMatchObject({ epoch: first.epoch, ageSeconds: null, isFresh: false })
    })
  })

  it('getNodeList asks no source until the chain may have moved on, and trusts only its clock', async () => {
    let nowMs = 1_000_000
    const trust = rpcQuorum({ urls: [world.chain.url], k: 1 })
    const latest = vi.fn(trust.latest)
    const client = world.client({ trust: { ...trust, latest }, nowMs: () => nowMs })
    await client.getNodeList()
    const asked = world.mirror.requests.length
    nowMs += 55_000
    await client.getNodeList()
    expect(latest).toHaveBeenCalledTimes(1)
    // A minute has passed by the device's clock, but not by the chain's.
    nowMs += 10_000
    expect((await client.getNodeList()).epoch).toBe(first.epoch)
    expect(latest).toHaveBeenCalledTimes(2)
    expect(world.mirror.requests.length).toBe(asked)
    // A device clock that was set back is not trusted either.
    nowMs -= 500_000
    await client.getNodeList()
    expect(latest).toHaveBeenCalledTimes(3)
  })

  it('serviceNode returns a node by its id, and null when the node is not active', async () => {
    const client = world.client()
    expect(await client.serviceNode(3)).toEqual({ ...vectorRecord(3), leafIndex: 2 })
    expect(await client.serviceNode(8)).toBeNull()
  })

  it('getNodeList serves the held list while sources are down, until it exceeds maxEpochLag', async () => {
    let nowMs = 0
    let isDown = false
    const gate = await startServer(async (request, response) => {
      const answer = isDown ? null : await fetch(`${world.mirror.url}${request.url}`)
      response.statusCode = answer?.status ?? 503
      response.end(answer === null ? '' : Buffer.from(await answer.arrayBuffer()))
    })
    servers.push(gate)
    const { onSourceError, failures } = reporter()
    const trust = rpcQuorum({ urls: [world.chain.url], k: 1 })
    const latest = vi.fn(trust.latest)
    const client = world.client({
      sources: [gate.url],
      trust: { ...trust, latest },
      nowMs: () => nowMs,
      onSourceError,
    })
    await client.getNodeList()
    isDown = true
    const asked = gate.requests.length
    await world.epochs.crossBoundary()
    nowMs += 60_000
    expect((await client.getNodeList()).epoch).toBe(first.epoch)
    expect((await client.getNodeList()).epoch).toBe(first.epoch)
    expect(gate.requests.length).toBe(asked + 1)
    expect(latest).toHaveBeenCalledTimes(2)
    expect(reported(failures)).toEqual([[gate.url, 'SERVER_STATUS']])
    expect(await codesOf(client.refresh())).toEqual(['SERVER_STATUS'])
    nowMs += 16_000
    await client.getNodeList()
    expect(gate.requests.length).toBe(asked + 3)
    await world.epochs.crossBoundary()
    nowMs += 60_000
    expect(await codesOf(client.getNodeList())).toEqual(['SERVER_STATUS'])
    isDown = false
    world.artifacts.latest = first.proof
    expect(await codesOf(client.getNodeList())).toEqual(['EPOCH_TOO_OLD'])
  })

  it('getNodeList asks only the sources of the caller, not those that a list names (trap 38)', async () => {
    const origins = new Set<string>()
    const client = world.client({
      fetch: (url, init) => {
        origins.add(new URL(url).origin)
        return fetch(url, init)
      },
    })
    await client.getNodeList()
    const next = await world.publish(9)
    serveDelta(first, next)
    await client.refresh()
    await client.serviceNode(1)
    expect(origins).toEqual(new Set([world.mirror.url]))
  })

  describe('after the next list is due', () => {
    /** Nodes 2 and 5 left, node 8 took the leaf of node 2, node 3 moved. */
    const changedRows = (): ListRow[] => [
      ...rowsUpTo(7).flatMap((row) => {
        if (row.leafIndex === 1) return [{ leafIndex: 1, record: vectorRecord(8) }]
        if (row.leafIndex === 2) return [{ leafIndex: 2, record: { ...row.record, rpcPort: row.record.rpcPort + 1 } }]
        return row.leafIndex === 4 ? [] : [row]
      }),
    ]
    const publishChanged = async () => {
      const next = await world.publishEarly(changedRows())
      await world.makeDue()
      return next
    }

    it('refresh applies a delta to the held list', async () => {
      const client = world.client()
      await client.getNodeList()
      const next = await publishChanged()
      serveDelta(first, next)
      const from = world.mirror.requests.length
      const list = await client.refresh()
      expect(list.records).toEqual(changedRows().map(({ leafIndex, record }) => ({ ...record, leafIndex })))
      expect(list).toMatchObject({ epoch: next.epoch, root: next.root, source: world.mirror.url })
      expect(requestsSince(from)).toEqual(['/v1/epochs/latest', `/v1/lists/${first.root}/${next.root}`])
    })

    it('refresh fetches the whole list without a report when the source has no delta', async () => {
      const { onSourceError, failures } = reporter()
      const client = world.client({ onSourceError })
      await client.getNodeList()
      const next = await publishChanged()
      const from = world.mirror.requests.length
      expect((await client.refresh()).root).toBe(next.root)
      const [, delta, list] = requestsSince(from)
      expect([delta, list]).toEqual([`/v1/lists/${first.root}/${next.root}`, `/v1/lists/${next.root}`])
      expect(failures).toEqual([])
    })

    it.each([
      ['leads to another root', 'ROOT_MISMATCH'],
      ['lacks one change', 'ROOT_MISMATCH'],
      ['repeats a row', 'DELTA_NOT_APPLICABLE'],
      ['is truncated', 'DELTA_LENGTH'],
      ['is not a delta', 'DELTA_HEADER_INVALID'],
    ])('refresh fetches the whole list of the same source and reports when its delta %s', async (wrong, code) => {
      const { onSourceError, failures } = reporter()
      const client = world.client({ onSourceError })
      await client.getNodeList()
      const next = await publishChanged()
      const right = serveDelta(first, next)
      const key = `${first.root}/${next.root}`
      const setAgain = { leafIndex: 0, record: encodeRecord(vectorRecord(1)) }
      const bytes = {
        'leads to another root': encodeDelta({
          from: first.root,
          to: bytesToHex(right.slice(37, 69).reverse()),
          depth: 2,
          changes: diffLists(decodeList(first.list), decodeList(next.list)),
        }),
        'lacks one change': serveDelta(first, next, (all) => all.slice(1)),
        'repeats a row': serveDelta(first, next, (all) => [setAgain, ...all]),
        'is truncated': right.slice(0, -1),
        'is not a delta': Uint8Array.of(1, 2, 3),
      }[wrong]
      world.artifacts.deltas.set(key, bytes as Uint8Array)
      const from = world.mirror.requests.length
      const list = await client.refresh()
      expect(list.root).toBe(next.root)
      expect(requestsSince(from)).toEqual(['/v1/epochs/latest', `/v1/lists/${key}`, `/v1/lists/${next.root}`])
      expect(reported(failures)).toEqual([[world.mirror.url, code]])
    })

    it('getNodeList asks the next source when delta and list of the first are wrong', async () => {
      const client0 = world.client()
      await client0.getNodeList()
      const next = await publishChanged()
      serveDelta(first, next, (all) => all.slice(1))
      const lying = await keep(
        startMirror({
          ...world.artifacts,
          lists: new Map([
            [next.root, first.list],
            [first.root, first.list],
          ]),
        }),
      )
      const { onSourceError, failures } = reporter()
      const client = world.client({ sources: [lying, world.mirror.url], onSourceError, maxEpochLag: 1 })
      world.artifacts.latest = next.proof
      expect((await client.getNodeList()).source).toBe(world.mirror.url)
      expect(reported(failures)).toEqual([[lying, 'ROOT_MISMATCH']])
    })

    it('refresh asks for no delta when more epochs passed than servers keep', async () => {
      const client = world.client({ maxEpochLag: 100 })
      await client.getNodeList()
      for (let epoch = 0; epoch < AWAY_EPOCHS - 2; epoch++) await world.epochs.crossBoundary()
      const next = await publishChanged()
      expect(next.epoch - first.epoch).toBe(BigInt(AWAY_EPOCHS))
      const from = world.mirror.requests.length
      await client.refresh()
      expect(requestsSince(from)).toEqual(['/v1/epochs/latest', `/v1/lists/${next.root}`])
    })

    it('refresh fetches no list when the root is the same', async () => {
      const client = world.client()
      const before = await client.getNodeList()
      const next = await world.publish(7)
      expect(next.root).toBe(first.root)
      const from = world.mirror.requests.length
      const after = await client.refresh()
      expect(after.epoch).toBe(before.epoch + 2n)
      expect(after.records).toBe(before.records)
      expect(requestsSince(from)).toEqual(['/v1/epochs/latest'])
    })
  })

  it('getNodeList refuses a list when only one key of it is wrong (trap 37)', async () => {
    const rows = rowsUpTo(7)
    const [one] = rows as [ListRow]
    const swapped = [{ ...one, record: { ...one.record, ed25519Key: vectorRecord(99).ed25519Key } }, ...rows.slice(1)]
    const list = encodeList({ ...world.epochs, depth: 2, rows: swapped })
    const lying = await keep(startMirror({ latest: first.proof, lists: new Map([[first.root, list]]) }))
    const agreeing = await keep(startMirror({ latest: first.proof, lists: new Map([[first.root, list]]) }))
    const { onSourceError, failures } = reporter()
    const client = world.client({ sources: [lying, agreeing, world.mirror.url], onSourceError })
    expect((await client.getNodeList()).records[0]?.ed25519Key).toBe(one.record.ed25519Key)
    expect(failures.map(({ error }) => error.code)).toEqual(['ROOT_MISMATCH', 'ROOT_MISMATCH'])
  })

  it('getNodeList refuses a list when any one node is missing (trap 39)', async () => {
    for (let left = 0; left < 7; left++) {
      const rows = rowsUpTo(7).toSpliced(left, 1)
      const list = encodeList({ ...world.epochs, depth: 2, rows })
      const omitting = await keep(startMirror({ latest: first.proof, lists: new Map([[first.root, list]]) }))
      expect(await codesOf(world.client({ sources: [omitting] }).getNodeList())).toEqual(['ROOT_MISMATCH'])
    }
  })

  it('getNodeList refuses a list unread when it exceeds listCountMax or listDepthMax', async () => {
    expect(await codesOf(world.client({ listCountMax: 6 }).getNodeList())).toEqual(['SERVER_BODY_TOO_LARGE'])
    expect(await codesOf(world.client({ listDepthMax: 1 }).getNodeList())).toEqual(['LIST_DEPTH_TOO_LARGE'])
    expect((await world.client({ listCountMax: 7, listDepthMax: 2 }).getNodeList()).records).toHaveLength(7)
  })
})
