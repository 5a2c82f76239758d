import type { ReadScope } from '../database/createReadScope.ts'
import { NotIndexedError } from '../errors.ts'
import { type Chain, readChain } from '../queries/readChain.ts'
import { resolveSnapshot } from '../resolvers/resolveSnapshot.ts'
import { createReplacedKeysLoader } from './createReplacedKeysLoader.ts'
import type { QueryContext, Snapshot } from './queryContext.ts'

export function createQueryContext({ scope, signal }: { scope: ReadScope; signal: AbortSignal }): QueryContext {
  let chain: Promise<Chain> | undefined
  const snapshots = new Map<string, Promise<Snapshot>>()

  const context: QueryContext = {
    read() {
      // After the time limit nobody waits for the rest: each query that does not start frees the connection sooner.
      signal.throwIfAborted()
      return scope.transaction()
    },
    chain() {
      chain ??= context.read().then(async (sql) => {
        const row = await readChain(sql)
        if (row === undefined) throw new NotIndexedError()
        return row
      })
      return chain
    },
    snapshot(at) {
      const key = at == null ? 'head' : `${at.block} ${at.epoch} ${at.timestamp}`
      let snapshot = snapshots.get(key)
      if (snapshot === undefined) {
        snapshot = resolveSnapshot(context, at ?? undefined)
        snapshots.set(key, snapshot)
      }
      return snapshot
    },
    replacedKeys: createReplacedKeysLoader(() => context.read()),
  }
  return context
}
