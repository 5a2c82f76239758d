/** An entry larger than this part of its cache would push everything else out. */
const CACHE_ENTRY_SHARE_MAX = 1 / 4

/** A map that forgets what was used least recently once its entries together exceed a number of bytes. */
export type ByteLru<Value> = {
  get(key: string): Value | undefined
  /** Does nothing where the entry alone would take more than CACHE_ENTRY_SHARE_MAX of the room. */
  set(key: string, value: Value, sizeBytes: number): void
  /** Bytes held now. */
  size(): number
}

/** What a key and the map's own entry weigh, about. */
const ENTRY_OVERHEAD_BYTES = 256

export function createByteLru<Value>({ bytesMax }: { bytesMax: number }): ByteLru<Value> {
  // A Map keeps the order of insertion: the first key is the one used least recently.
  const entries = new Map<string, { value: Value; sizeBytes: number }>()
  let total = 0

  function remove(key: string): void {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    total -= entry.sizeBytes
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, sizeBytes) {
      remove(key)
      const weight = sizeBytes + ENTRY_OVERHEAD_BYTES
      if (weight > bytesMax * CACHE_ENTRY_SHARE_MAX) return
      entries.set(key, { value, sizeBytes: weight })
      total += weight
      for (const oldest of entries.keys()) {
        if (total <= bytesMax) break
        remove(oldest)
      }
    },
    size: () => total,
  }
}
