import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { StorageLayout } from '../../scripts/generate/describeLayout.ts'

/** The committed layout is the compiler's: `test/scripts/generate/committed.test.ts`. */
const readLayout = async (): Promise<StorageLayout> => {
  const file = new URL('../../shared/contracts/bytecode/RewardsPool.json', import.meta.url)
  return (JSON.parse(await readFile(file, 'utf8')) as { storageLayout: StorageLayout }).storageLayout
}

it('RewardsPool keeps eventCount in the top 7 bytes of slot 1', async () => {
  const { storage, types } = await readLayout()
  const [account] = storage
  expect(account).toMatchObject({ label: '_pool', slot: '0', offset: 0 })
  const count = types[account?.type ?? '']?.members?.find(({ label }) => label === 'eventCount')
  expect(count).toEqual({ label: 'eventCount', slot: '1', offset: 25, type: 'uint56' })
})
