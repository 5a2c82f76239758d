import { createByteLru } from './createByteLru.ts'

/** Answers that are named by their content and so never change. */
export type ContentCache<Value> = {
  /** What is held, without asking for it. */
  held(key: string): Value | undefined
  /** What is held, or else loaded; requests for the same key share one load. Nothing is kept of a load that fails. */
  get(key: string, load: () => Promise<Value>): Promise<Value>
}

/** @param args.sizeOf bytes that an answer takes */
export function createContentCache<Value>(args: {
  bytesMax: number
  sizeOf: (value: Value) => number
}): ContentCache<Value> {
  const values = createByteLru<Value>({ bytesMax: args.bytesMax })
  const loading = new Map<string, Promise<Value>>()
  return {
    held: (key) => values.get(key),
    get(key, load) {
      const value = values.get(key)
      if (value !== undefined) return Promise.resolve(value)
      const shared = loading.get(key)
      if (shared !== undefined) return shared
      const promise = load()
        .then((loaded) => {
          values.set(key, loaded, args.sizeOf(loaded))
          return loaded
        })
        .finally(() => loading.delete(key))
      loading.set(key, promise)
      return promise
    },
  }
}
