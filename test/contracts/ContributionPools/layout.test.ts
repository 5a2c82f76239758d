import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const { storageLayout } = JSON.parse(
  readFileSync(new URL('../../../shared/contracts/bytecode/ContributionPools.json', import.meta.url), 'utf8'),
) as { readonly storageLayout: { readonly storage: readonly object[] } }

describe('storage of ContributionPools', () => {
  it('keeps the number of events in the lowest 64 bits of slot 0, where a storage proof finds it', () => {
    const [first] = storageLayout.storage
    expect(first).toEqual({ label: 'eventCount', slot: '0', offset: 0, type: 'uint64' })
  })
})
