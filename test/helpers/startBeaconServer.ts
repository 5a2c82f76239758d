import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signLocalRound } from '../../deploy/localBeacon.ts'
import { compressG1 } from '../../shared/signing/beacon.ts'

/** An answer instead of the right one. */
export type BeaconAnswer = { readonly status: number; readonly body: string }

/** A server of the local beacon with drand's paths. */
export type BeaconServer = {
  readonly url: string
  /** Rounds that were asked for, in order. */
  readonly asked: number[]
  readonly stop: () => Promise<void>
}

/**
 * Starts a server that gives every round of the local beacon, with a real signature.
 *
 * @param answer gives another answer for a round; undefined for the right one
 */
export const startBeaconServer = async (
  answer: (round: number) => BeaconAnswer | undefined = () => undefined,
): Promise<BeaconServer> => {
  const asked: number[] = []
  const server = createServer((request, response) => {
    const round = Number(/^\/public\/(\d+)$/.exec(request.url ?? '')?.[1])
    asked.push(round)
    const body = (): string => JSON.stringify({ round, signature: compressG1(signLocalRound(round)) })
    const given = answer(round) ?? { status: 200, body: body() }
    response.writeHead(given.status, { 'content-type': 'application/json', connection: 'close' }).end(given.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
