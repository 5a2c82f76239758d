import { beforeEach, describe, expect, it } from 'vitest'
import { encodeSnapshot, parseSnapshot, pinnedHash } from '../../client/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { decodeEpochProof, encodeEpochProof } from '../../shared/list/epochProof.ts'
import { encodeList } from '../../shared/list/wire.ts'
import { memoryStorage } from '../../tools/support/memoryStorage.ts'
import {
  codesOf,
  type LiveWorld,
  type Published,
  reported,
  reporter,
  rowsUpTo,
  silent,
  useLiveList,
} from './liveWorld.ts'

describe('the list in use', () => {
  const live = useLiveList()
  let world: LiveWorld
  let first: Published
  beforeEach(() => {
    ;({ world, first } = live())
  })

  describe('over a restart', () => {
    it('is read from storage and verified again, without a question to any source', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      const before = await world.client({ storage, listStorage }).getNodeList()
      const after = await world.client({ storage, listStorage, sources: [await silent()] }).getNodeList()
      expect(after).toEqual({ ...before, source: 'stored list' })
    })

    it('is fetched anew where what is stored is another list, cut, or of another epoch, and that is reported', async () => {
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

    it('is not taken from storage once the trust source names another block', async () => {
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

    it('is not taken from storage when the accepted epoch is a later one, or has another block', async () => {
      const [storage, listStorage] = [memoryStorage(), memoryStorage()]
      await world.client({ storage, listStorage }).getNodeList()
      await world.publish(9)
      await world.client({ storage }).getNodeList()
      const { onSourceError, failures } = reporter()
      const list = await world.client({ storage, listStorage, onSourceError }).getNodeList()
      expect(list.records).toHaveLength(9)
      // A record may have been asked for since: nothing is wrong with it.
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

  describe('bundled with the program', () => {
    const snapshotOf = ({ proof, list }: Published) => ({ proof: decodeEpochProof(proof), list })

    it('is used when no source answers, and checked as any other', async () => {
      const bundled = parseSnapshot(encodeSnapshot(await world.client().snapshot()))
      expect(bundled).toEqual(snapshotOf(first))
      const sources = [await silent()]
      const list = await world.client({ sources, bundled }).getNodeList()
      expect(list).toMatchObject({ epoch: first.epoch, source: 'bundled list', isFresh: true })
      expect(list.records).toHaveLength(7)
      // Offline altogether, with a block that came with the program too.
      const offline = world.client({ sources, bundled, trust: pinnedHash(first.childHash) })
      expect((await offline.getNodeList()).source).toBe('bundled list')
      const other = { ...bundled, list: encodeList({ ...world.epochs, depth: 2, rows: rowsUpTo(6) }) }
      expect((await codesOf(world.client({ sources, bundled: other }).getNodeList()))[1]).toBe('ROOT_MISMATCH')
      const pinned = world.client({ sources, bundled, trust: pinnedHash(`0x${'66'.repeat(32)}`) })
      expect((await codesOf(pinned.getNodeList()))[1]).toBe('BLOCK_HASH_UNTRUSTED')
    })

    it('is refused when it is too old, on a first start too, and a source has the better one (traps 39 and 56)', async () => {
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

  it('has one form of its proof on the wire: the snapshot holds the very text', () => {
    const snapshot = { proof: decodeEpochProof(first.proof), list: hexToBytes(bytesToHex(first.list)) }
    const text = encodeSnapshot(snapshot)
    expect(text).toContain(`"proof":${encodeEpochProof(snapshot.proof)},`)
    expect(parseSnapshot(text)).toEqual(snapshot)
  })
})
