import { RequestTimeoutError } from '../errors.ts'

/**
 * What `work` gives, or an error after `timeMaxMs`. The work is not ended by it, only told through `signal`; what it
 * asked of the database ends by the time limits there.
 *
 * @throws RequestTimeoutError
 */
export async function withinTime<T>(timeMaxMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new RequestTimeoutError({ timeMaxMs })
      controller.abort(error)
      reject(error)
    }, timeMaxMs)
  })
  try {
    return await Promise.race([work(controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}
