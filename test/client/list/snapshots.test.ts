import { beforeEach, describe, expect, it } from 'vitest'
import { encodeSnapshot, parseSnapshot, pinnedHash } from '../../../client/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { decodeEpochProof, encodeEpochProof } from '../../../shared/list/epochProof.ts'
import { encodeList } from '../../../shared/list/wire.ts'
import { memoryStorage } from '../../../tools/support/memoryStorage.ts'
import {
  codesOf,
  type LiveWorld,
  type Published,
  reported,
  reporter,
  rowsUpTo,
  silent,
  useLiveList,
} from '../liveWorld.ts'

describe('a client with a stored or bundled list', () => {
  const live = useLiveList()
  let world: LiveWorld
  let first: Published
  beforeEach(() => {
    ;({ world, first } = live())
  })

  describe('after a restart', () => {
    it('getNodeList reads and verifies the stored list without a request to a source', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      const before = await world.client({ storage, listStorage }).getNodeList()
      const after = await world.client({ storage, listStorage, sources: [await silent()] }).getNodeList()
      expect(after).toEqual({ ...before, source: 'stored list' })
    })

    it('getNodeList fetches the list and reports when the stored one is damaged or foreign', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      await world.client({ storage, listStorage }).getNodeList()
      const good = listStorage.text ?? ''
      const { proof } = parseSnapshot(good)
      const list = encodeList({ ...world.epochs, depth: 2, rows: rowsUpTo(6) })
      const failing = { get: () => Promise.reject(new Error('disk')), set: () => Promise.reject(new Error('disk')) }
      const wrong = [
        [memoryStorage(encodeSnapshot({ proof, list })), ['ROOT_MISMATCH']],
        [memoryStorage(good.slice(0, -1)), ['SNAPSHOT_MALFORMED']],
        [memoryStorage(good.replace(/"epoch":"\d/, '"epoch":"9')), ['EPOCH_BOUNDARY']],
        [failing, ['STORAGE_INVALID', 'STORAGE_INVALID']],
      ] as const
      for (const [stored, codes] of wrong) {
        const { onSourceError, failures } = reporter()
        const client = world.client({ storage, listStorage: stored, onSourceError })
        expect((await client.getNodeList()).source).toBe(world.mirror.url)
        expect(reported(failures)).toEqual(codes.map((code) => ['stored list', code]))
        if (stored !== failing) expect(stored.get()).toBe(good)
      }
    })

    it('getNodeList refuses the stored list when the trust source names another block', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      const pinned = (hash: Hex) => {
        const { onSourceError, failures } = reporter()
        return { client: world.client({ storage, listStorage, trust: pinnedHash(hash), onSourceError }), failures }
      }
      expect((await pinned(first.childHash).client.getNodeList()).source).toBe(world.mirror.url)
      const again = pinned(first.childHash)
      expect((await again.client.getNodeList()).source).toBe('stored list')
      expect(again.failures).toEqual([])
      const other = pinned(`0x${'66'.repeat(32)}`)
      expect(await codesOf(other.client.getNodeList())).toEqual(['BLOCK_HASH_UNTRUSTED'])
      expect(reported(other.failures)).toEqual([
        ['stored list', 'BLOCK_HASH_UNTRUSTED'],
        [world.mirror.url, 'BLOCK_HASH_UNTRUSTED'],
      ])
    })

    it('getNodeList skips the stored list when the accepted epoch is later or has another block', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      await world.client({ storage, listStorage }).getNodeList()
      await world.publish(9)
      await world.client({ storage }).getNodeList()
      const { onSourceError, failures } = reporter()
      const list = await world.client({ storage, listStorage, onSourceError }).getNodeList()
      expect(list.records).toHaveLength(9)
      // No failure is reported: a record may have been asked for since the list was stored.
      expect(reported(failures)).toEqual([])

      const text = storage.text ?? ''
      const altered = memoryStorage(text.replace(/"childHash":"0x../, '"childHash":"0x66'))
      expect(altered.text).not.toBe(text)
      const { childHash } = JSON.parse(text) as { childHash: Hex }
      const client = world.client({ storage: altered, listStorage, trust: pinnedHash(childHash), onSourceError })
      expect((await client.getNodeList()).source).toBe(world.mirror.url)
      expect(reported(failures)).toEqual([['stored list', 'STORAGE_INVALID']])
    })
  })

  describe('with a bundled list', () => {
    const snapshotOf = ({ proof, list }: Published) => ({ proof: decodeEpochProof(proof), list })

    it('getNodeList verifies and returns the bundled list when no source answers', async () => {
      const bundled = parseSnapshot(encodeSnapshot(await world.client().snapshot()))
      expect(bundled).toEqual(snapshotOf(first))
      const sources = [await silent()]
      const list = await world.client({ sources, bundled }).getNodeList()
      expect(list).toMatchObject({ epoch: first.epoch, source: 'bundled list', isFresh: true })
      expect(list.records).toHaveLength(7)
      // The client is offline, and the pinned block came with the program too.
      const offline = world.client({ sources, bundled, trust: pinnedHash(first.childHash) })
      expect((await offline.getNodeList()).source).toBe('bundled list')
      const other = { ...bundled, list: encodeList({ ...world.epochs, depth: 2, rows: rowsUpTo(6) }) }
      expect((await codesOf(world.client({ sources, bundled: other }).getNodeList()))[1]).toBe('ROOT_MISMATCH')
      const pinned = world.client({ sources, bundled, trust: pinnedHash(`0x${'66'.repeat(32)}`) })
      expect((await codesOf(pinned.getNodeList()))[1]).toBe('BLOCK_HASH_UNTRUSTED')
    })

    it('getNodeList refuses an old bundled list, on a first start too (trap 39, trap 56)', async () => {
      const bundled = snapshotOf(first)
      const next = await world.publish(9)
      const client = world.client({ bundled })
      expect((await client.getNodeList()).root).toBe(next.root)
      const sources = [await silent()]
      expect((await codesOf(world.client({ sources, bundled }).getNodeList()))[1]).toBe('EPOCH_TOO_OLD')
      const patient = world.client({ sources, bundled, maxEpochLag: 2 })
      expect((await patient.getNodeList()).epoch).toBe(first.epoch)
    })
  })

  it('encodeSnapshot holds the proof in the same text as the wire', () => {
    const snapshot = { proof: decodeEpochProof(first.proof), list: hexToBytes(bytesToHex(first.list)) }
    const text = encodeSnapshot(snapshot)
    expect(text).toContain(`"proof":${encodeEpochProof(snapshot.proof)},`)
    expect(parseSnapshot(text)).toEqual(snapshot)
  })
})
