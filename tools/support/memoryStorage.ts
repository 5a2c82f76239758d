import type { ClientStorage } from '../../client/documentStore.ts'

/** A caller's storage that a test can inspect. */
export type MemoryStorage = ClientStorage & { text: string | null; writes: number }

export function memoryStorage(text: string | null = null): MemoryStorage {
  const storage: MemoryStorage = {
    text,
    writes: 0,
    get: () => storage.text,
    set: (value) => {
      storage.text = value
      storage.writes++
    },
  }
  return storage
}
