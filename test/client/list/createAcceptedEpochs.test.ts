import { describe, expect, it } from 'vitest'
import { createAcceptedEpochs } from '../../../client/list/createAcceptedEpochs.ts'
import { memoryStorage } from '../../../tools/support/memoryStorage.ts'

const epochOf = (epoch: bigint) => {
  const hash = (of: string) => `0x${of.repeat(32)}` as const
  return { epoch, root: hash('11'), anchorHash: hash('22'), childHash: hash('33') }
}

describe('createAcceptedEpochs', () => {
  const create = (storage = memoryStorage()) =>
    createAcceptedEpochs({ chainId: 1n, registry: `0x${'ab'.repeat(20)}`, storage })

  it('accept keeps the later epoch when the slower of two clients with one storage writes last', async () => {
    const storage = memoryStorage()
    const [slow, fast] = [create(storage), create(storage)]
    expect([await slow.last(), await fast.last()]).toEqual([null, null])
    await fast.accept(epochOf(8n))
    await slow.accept(epochOf(7n))
    expect((await slow.last())?.epoch).toBe(8n)
    expect((await create(storage).last())?.epoch).toBe(8n)
    await slow.accept(epochOf(9n))
    expect((await fast.last())?.epoch).toBe(9n)
  })

  it('last returns the epoch in memory when the storage was rolled back', async () => {
    const storage = memoryStorage()
    const accepted = create(storage)
    await accepted.accept(epochOf(7n))
    const before = storage.text
    await accepted.accept(epochOf(8n))
    storage.set(before ?? '')
    expect((await accepted.last())?.epoch).toBe(8n)
  })
})
