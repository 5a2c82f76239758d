import { printable } from '../../../shared/format/printable.ts'
import { FileMalformedError } from '../input/errors.ts'
import { readBoundedFile } from '../input/readBoundedFile.ts'
import { createControlClient } from './createControlClient.ts'
import { DevnetGoneError, DevnetRefusedError, JobCancelledError } from './errors.ts'
import { ERROR_CODES, type JobAnswer, type JobEvent, REQUEST_BYTES_MAX, type ReplayResult } from './protocol.ts'

export type ReplayDemoArgs = {
  /** Network file, as `test/data/network-2026-04.json`. */
  readonly file: string
  /** Data folder of the devnet: `MUSTER_DATA`, else `.muster/data` of the clone. */
  readonly dataFolder: string
  /** Called with the progress of each stage. */
  readonly onProgress?: (stage: string, done: number, total: number) => void
  /** Cancels the replay. The promise then rejects once the devnet has cleaned up. */
  readonly signal?: AbortSignal
}

/**
 * Has the running devnet replay a network file on a fresh chain beside its own. `muster demo replay FILE` prints the
 * result with `replayRows`.
 *
 * @throws DevnetNotRunningError, ControlFileInvalidError, DevnetVersionError, JobRunningError, DevnetRefusedError,
 * DevnetGoneError, JobCancelledError, and for the file FileUnreadableError, FileTooLargeError, FileMalformedError
 */
export const replayDemo = async (args: ReplayDemoArgs): Promise<ReplayResult> => {
  const { file, dataFolder, onProgress = () => undefined, signal } = args
  const client = await createControlClient(dataFolder)
  const networkFile = await readBoundedFile(file, REQUEST_BYTES_MAX)
  if (signal?.aborted) throw new JobCancelledError()
  let job: JobAnswer
  try {
    job = await client.startReplay(networkFile)
  } catch (error) {
    if (!(error instanceof DevnetRefusedError) || error.reason !== ERROR_CODES.networkFileInvalid) throw error
    throw new FileMalformedError({ file, reason: error.words.replace(/\.$/, ''), cause: error })
  }
  // The events tell how the job ends. A devnet that is gone has ended it.
  const cancel = (): void => void client.cancel(job.id).catch(() => undefined)
  signal?.addEventListener('abort', cancel, { once: true })
  if (signal?.aborted) cancel()
  try {
    for await (const event of client.events(job.id)) {
      if (event.type === 'progress') onProgress(printable(event.stage), event.done, event.total)
      else return resultOf(event)
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
  throw new DevnetGoneError({ reason: 'the job has no result' })
}

const resultOf = (event: Exclude<JobEvent, { type: 'progress' }>): ReplayResult => {
  if (event.type === 'done') return event.result
  if (event.type === 'cancelled') throw new JobCancelledError()
  throw new DevnetRefusedError({ reason: event.code, message: printable(event.message) })
}
