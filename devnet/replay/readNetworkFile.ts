import { readFile } from 'node:fs/promises'
import { NetworkFileInvalidError } from './errors.ts'
import { parseNetworkFile } from './parseNetworkFile.ts'
import { type NetworkPlan, planNetwork } from './planNetwork.ts'

/**
 * Reads a network file and plans its registrations.
 *
 * @param seed of the keys that the file does not hold
 * @throws NetworkFileInvalidError with the file's name
 */
export const readNetworkFile = async (path: string, seed?: string): Promise<NetworkPlan> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const reason = 'it cannot be read. Give the path of a network file, as test/data/network-2026-04.json'
    throw new NetworkFileInvalidError({ file: path, reason, cause })
  }
  try {
    return await planNetwork(parseNetworkFile(text), seed === undefined ? {} : { seed })
  } catch (cause) {
    if (!(cause instanceof NetworkFileInvalidError)) throw cause
    throw new NetworkFileInvalidError({ file: path, reason: cause.reason, cause })
  }
}
