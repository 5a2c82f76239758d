/** A real TCP proxy whose connections can be reset, or made to swallow everything. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  readonly port: number
  /** Connections accepted so far. */
  accepted(): number
  /** Resets (RST, not FIN) every connection there is. Returns how many. */
  reset(): number
  /** From now on nothing passes on the connections there are, and none of them closes; new ones work. */
  goDark(): void
  stop(): Promise<void>
}

/** Starts the proxy. @param listenPort its own port. 0 takes a free one */
export async function startTcpProxy(targetPort: number, listenPort = 0): Promise<TcpProxy> {
  const pairs = new Map<Socket, Socket>()
  const dark = new Set<Socket>()
  let accepted = 0
  const server = createServer({ allowHalfOpen: true }, (near) => {
    accepted++
    const far = connect(targetPort, '127.0.0.1')
    pairs.set(near, far)
    near.on('data', (data) => dark.has(near) || far.write(data))
    far.on('data', (data) => dark.has(near) || near.write(data))
    near.on('end', () => dark.has(near) || far.end())
    far.on('end', () => dark.has(near) || near.end())
    // A connection that breaks on one side is broken on the other; 'close' follows and does it.
    near.on('error', () => {})
    far.on('error', () => {})
    near.on('close', () => {
      far.destroy()
      pairs.delete(near)
    })
    far.on('close', () => dark.has(near) || near.destroy())
  })
  server.listen(listenPort, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()

  function reset(): number {
    const count = pairs.size
    for (const near of pairs.keys()) near.resetAndDestroy()
    return count
  }

  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    accepted: () => accepted,
    reset,
    goDark() {
      for (const near of pairs.keys()) dark.add(near)
    },
    async stop() {
      reset()
      server.close()
      await once(server, 'close')
    },
  }
}
