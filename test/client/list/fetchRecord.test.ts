import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SourceFailure } from '../../../client/index.ts'
import { ClientArgumentError } from '../../../client/index.ts'
import { encodeLeaf } from '../../../shared/list/leaf.ts'
import { createLeafProofs } from '../../../shared/list/leafProofs.ts'
import { decodeList } from '../../../shared/list/wire.ts'
import { startHardhatChain } from '../../../tools/support/chain.ts'
import { vectorRecord } from '../../../tools/vectors/vectorRecords.ts'
import { codesOf, type LiveWorld, type Published, startLiveWorld } from '../liveWorld.ts'
import { startMirror } from '../servers.ts'

describe('verifiedRecord', () => {
  let world: LiveWorld
  let published: Published

  const serveLeaves = ({ list, root }: Published) => {
    const decoded = decodeList(list)
    const proofs = createLeafProofs(decoded)
    for (const leafIndex of decoded.leafIndexes) {
      const proof = proofs.proofOf(leafIndex)
      if (proof !== null) world.artifacts.leaves.set(`${root}/${leafIndex}`, encodeLeaf(proof))
    }
  }
  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    published = await world.publish(7)
    serveLeaves(published)
  })
  afterAll(() => world?.stop())

  it('verifiedRecord proves a record against the trusted root with two requests', async () => {
    const from = world.mirror.requests.length
    const client = world.client()
    const { epoch, root } = published
    expect(await client.verifiedRecord(4)).toEqual({
      epoch,
      root,
      record: { ...vectorRecord(5), leafIndex: 4 },
      source: world.mirror.url,
    })
    // The client asks for the epoch again only after the next one is due.
    expect((await client.verifiedRecord(0)).record.nodeId).toBe(1)
    expect(world.mirror.requests.slice(from)).toEqual([
      '/v1/epochs/latest',
      `/v1/leaves/${root}/4`,
      `/v1/leaves/${root}/0`,
    ])
    // The epoch counts as accepted, so no older list is taken afterwards.
    expect((await client.getNodeList()).epoch).toBe(epoch)
  })

  it('verifiedRecord refuses a wrong, changed or missing record and asks the next source', async () => {
    const { root, proof } = published
    const key = `${root}/4`
    const right = world.artifacts.leaves.get(key) as Uint8Array
    const wrong = [
      [world.artifacts.leaves.get(`${root}/3`), 'LEAF_PROOF_INVALID'],
      [right.with(60, (right[60] ?? 0) ^ 1), 'ROOT_MISMATCH'],
      [right.with(-1, (right.at(-1) ?? 0) ^ 1), 'ROOT_MISMATCH'],
      [right.with(5, (right[5] ?? 0) ^ 1), 'ROOT_MISMATCH'],
      [right.slice(0, -1), 'LEAF_PROOF_INVALID'],
      [undefined, 'SERVER_STATUS'],
    ] as const
    for (const [bytes, code] of wrong) {
      const leaves = new Map(bytes === undefined ? [] : [[key, bytes]])
      const lying = await startMirror({ latest: proof, lists: new Map(), leaves })
      try {
        expect(await codesOf(world.client({ sources: [lying.url] }).verifiedRecord(4))).toEqual([code])
        const failures: SourceFailure[] = []
        const client = world.client({
          sources: [lying.url, world.mirror.url],
          onSourceError: (failure) => void failures.push(failure),
        })
        expect((await client.verifiedRecord(4)).source).toBe(world.mirror.url)
        expect(failures.map(({ source }) => source)).toEqual([lying.url])
      } finally {
        await lying.stop()
      }
    }
  })

  it('verifiedRecord returns the record of the list due when a newer list is published early', async () => {
    const next = await world.publishEarly([{ leafIndex: 4, record: vectorRecord(40) }])
    serveLeaves(next)
    expect((await world.client().verifiedRecord(4)).record.nodeId).toBe(5)
    await world.makeDue()
    expect((await world.client().verifiedRecord(4)).record.nodeId).toBe(40)
  })

  it('verifiedRecord uses an older list only when no source has the list due', async () => {
    const older = { latest: world.artifacts.latest, lists: new Map(), leaves: new Map(world.artifacts.leaves) }
    const behind = await startMirror(older)
    try {
      const next = await world.publish(8)
      serveLeaves(next)
      const sources = [behind.url, world.mirror.url]
      expect(await world.client({ sources }).verifiedRecord(7)).toMatchObject({
        epoch: next.epoch,
        source: world.mirror.url,
      })
      const patient = world.client({ sources: [behind.url], maxEpochLag: 2 })
      expect((await patient.verifiedRecord(4)).epoch).toBeLessThan(next.epoch)
    } finally {
      await behind.stop()
    }
  })

  it('verifiedRecord throws when the index is not an unsigned integer of 32 bits', async () => {
    for (const leafIndex of [-1, 0.5, 2 ** 32, Number.NaN])
      await expect(world.client().verifiedRecord(leafIndex)).rejects.toThrow(ClientArgumentError)
  })
})
