import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ControlRefusedError } from './errors.ts'

/**
 * Throws unless a request comes from a program of this user.
 *
 * A web page cannot send one. Browsers name the page in `Origin`. A page that rebinds its own name to this machine sends
 * that name as `Host`. And no page knows the token.
 *
 * @throws ControlRefusedError
 */
export const checkRequest = (request: IncomingMessage, { port, token }: { port: number; token: string }): void => {
  const { host, origin, authorization = '' } = request.headers
  if (host !== `127.0.0.1:${port}`) {
    const message = `Expected Host 127.0.0.1:${port}.`
    throw new ControlRefusedError({ status: 403, code: 'HOST_REFUSED', message })
  }
  if (origin !== undefined) {
    throw new ControlRefusedError({ status: 403, code: 'ORIGIN_REFUSED', message: 'Web pages may not use this port.' })
  }
  if (!isSame(authorization, `Bearer ${token}`)) {
    const message = 'Expected the token of the control file in the data folder, as "Authorization: Bearer TOKEN".'
    throw new ControlRefusedError({ status: 401, code: 'TOKEN_REFUSED', message })
  }
}

/** Compares digests, so that the time does not tell how much of the token is right. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digestOf(given), digestOf(expected))

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
