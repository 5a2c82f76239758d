import { createServer } from 'node:net'
import { UINT16_MAX } from '../../shared/uint.ts'

/**
 * Returns a port of the loopback interface that is free: the one that an environment variable names, else the default.
 *
 * @param variable the variable's name. Its value 0 asks for any free port.
 * @throws with a sentence if the value is not a port, or if the port is in use
 */
export const choosePort = async (variable: string, fallback: number): Promise<number> => {
  const text = process.env[variable] ?? String(fallback)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= UINT16_MAX))
    throw new Error(`${variable} must be a port from 0 (any free one) to 65535; it is "${text}".`)
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EACCES' ? 'may only be used by root' : 'is in use'
      reject(
        new Error(`Port ${port} ${why}. Choose another with ${variable}=<port>, or any free one with ${variable}=0.`),
      )
    })
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
