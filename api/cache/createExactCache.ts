import type { StateToken } from '../database/createStateToken.ts'
import { createByteLru } from './createByteLru.ts'

/** What a load gives: the answer, its size, and whether it may be kept (errors may not). */
export type Loaded<Value> = { value: Value; sizeBytes: number; keep: boolean }

/** A cache whose hits are exact: an answer is served again only while nothing at all was committed since. */
export type ExactCache<Value> = {
  get(key: string, load: () => Promise<Loaded<Value>>): Promise<Value>
}

/**
 * Keeps answers with the token of the database's state that was read before they were made. A later request with an
 * equal token knows that nothing was committed in between, so the answer is the one it would compute. There is no time
 * limit and no invalidation that could be lost; entries of older states are pushed out as they are used no more.
 *
 * Requests for the same answer at the same state share one load.
 */
export function createExactCache<Value>(args: { stateToken: StateToken; bytesMax: number }): ExactCache<Value> {
  const answers = createByteLru<{ token: string; value: Value }>({ bytesMax: args.bytesMax })
  const loading = new Map<string, Promise<Value>>()

  return {
    async get(key, load) {
      const token = await args.stateToken.read()
      const answer = answers.get(key)
      if (answer?.token === token) return answer.value
      const loadingKey = `${token} ${key}`
      const shared = loading.get(loadingKey)
      if (shared !== undefined) return shared
      const promise = load()
        .then(({ value, sizeBytes, keep }) => {
          if (keep) answers.set(key, { token, value }, sizeBytes)
          return value
        })
        .finally(() => loading.delete(loadingKey))
      loading.set(loadingKey, promise)
      return promise
    },
  }
}
