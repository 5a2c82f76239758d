import { join } from 'node:path'
import { UINT16_MAX } from '../../../shared/uint.ts'
import { FileUnreadableError } from '../input/errors.ts'
import { isOpenToOthers, readBoundedFile } from '../input/readBoundedFile.ts'
import { ControlFileInvalidError, DevnetNotRunningError, DevnetVersionError } from './errors.ts'
import { CONTROL_FILE, CONTROL_FILE_BYTES_MAX, CONTROL_FORMAT, CONTROL_VERSION, type ControlFile } from './protocol.ts'

/**
 * Reads the control file of the devnet that runs over a data folder.
 *
 * @throws DevnetNotRunningError, ControlFileInvalidError, DevnetVersionError
 */
export const readControlFile = async (dataFolder: string): Promise<ControlFile> => {
  const file = join(dataFolder, CONTROL_FILE)
  const invalid = (reason: string, cause?: unknown) => new ControlFileInvalidError({ file, reason, cause })
  let bytes: Buffer
  try {
    bytes = await readBoundedFile(file, CONTROL_FILE_BYTES_MAX, ({ mode }) => {
      if (!isOpenToOthers(mode)) return
      throw invalid(`other users may read or write it (mode ${mode.toString(8).padStart(4, '0')}, expected 0600)`)
    })
  } catch (cause) {
    if (cause instanceof ControlFileInvalidError) throw cause
    const isAbsent = cause instanceof FileUnreadableError && (cause.cause as { code?: string })?.code === 'ENOENT'
    if (isAbsent) throw new DevnetNotRunningError({ dataFolder })
    throw invalid((cause as Error).message.replace(/\.$/, ''), cause)
  }
  let value: Partial<Record<keyof ControlFile, unknown>> | null
  try {
    value = JSON.parse(bytes.toString('utf8')) as typeof value
  } catch (cause) {
    throw invalid('it is not JSON', cause)
  }
  const { format, version, port, token } = value ?? {}
  if (format !== CONTROL_FORMAT || typeof version !== 'number') throw invalid(`it is not a ${CONTROL_FORMAT} file`)
  if (version !== CONTROL_VERSION) throw new DevnetVersionError({ version, expected: CONTROL_VERSION })
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > UINT16_MAX) throw invalid('"port" is not a port')
  if (typeof token !== 'string' || !/^[0-9a-f]{64}$/.test(token)) throw invalid('"token" is not 64 hex digits')
  return { format, version, port: Number(port), token }
}
