import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Hex } from 'viem'
import type { G2Point } from './bls.ts'

/** Signing is pure arithmetic: more threads than cores only cost memory. */
const WORKERS_MAX = 8

/** Signs BLS digests on all cores. Call `close` in the end, else the process stays alive. */
export type SignPool = {
  readonly sign: (digest: Hex, secretKey: Uint8Array) => Promise<G2Point>
  readonly close: () => Promise<void>
}

type Waiting = { readonly resolve: (signature: G2Point) => void; readonly reject: (error: Error) => void }

/** Starts one worker thread per core. */
export const createSignPool = (): SignPool => {
  const waiting = new Map<number, Waiting>()
  let nextId = 0
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const workers = Array.from({ length: Math.min(availableParallelism(), WORKERS_MAX) }, () => {
    const worker = new Worker(new URL('./signWorker.ts', import.meta.url))
    worker.on('message', ({ id, signature }: { id: number; signature: G2Point }) => {
      waiting.get(id)?.resolve(signature)
      waiting.delete(id)
    })
    worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
    return worker
  })
  return {
    sign: (digest, secretKey) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve, reject })
        workers[id % workers.length]?.postMessage({ id, digest, secretKey })
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
      fail(new Error('The signing pool was closed.'))
    },
  }
}
