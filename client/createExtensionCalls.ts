import type { ExtensionDocument } from '../shared/list/extension/document.ts'
import type { Extensions } from './list/createExtensions.ts'
import { ExtensionsRefusedError } from './list/errors.ts'
import type { HeldList, ListedServiceNode } from './list/nodeList.ts'
import { addKemKeys } from './path/addKemKeys.ts'
import type { OnionHop, OnionPath } from './path/onionPath.ts'
import { NodeNotListedError } from './swarm/errors.ts'

/** Makes the calls of a client that need extension documents. */
export function createExtensionCalls(args: {
  extensions: Extensions
  /** Returns the list in use, after a source was asked if it must be. Throws as `getNodeList`. */
  listInUse: () => Promise<HeldList>
}): {
  /** See `MusterClient`. */
  withKemKeys(path: OnionPath): Promise<OnionPath>
  /** See `MusterClient`. */
  extension(nodeId: number): Promise<ExtensionDocument | null>
  /** Adds the keys from the documents that are held. Sends no request. */
  addKnownKeys(path: OnionPath, list: HeldList): OnionPath
} {
  const { extensions, listInUse } = args

  /** Returns the record of a hop, undefined if the list in use gives its node another key. */
  const recordOf = ({ records }: HeldList, { nodeId, ed25519Key }: OnionHop): ListedServiceNode | undefined =>
    records.find((record) => record.nodeId === nodeId && record.ed25519Key === ed25519Key)

  const addKnownKeys = (path: OnionPath, list: HeldList): OnionPath =>
    addKemKeys(path, (hop) => {
      const record = recordOf(list, hop)
      return record && extensions.held(list, record.leafIndex)?.kemKey
    })

  return {
    addKnownKeys,
    async withKemKeys(path) {
      const list = await listInUse()
      const leafIndexes = path.hops.flatMap((hop) => recordOf(list, hop)?.leafIndex ?? [])
      try {
        await extensions.fetch(list, leafIndexes)
      } catch (error) {
        // The failures were reported.
        if (!(error instanceof ExtensionsRefusedError)) throw error
      }
      return addKnownKeys(path, list)
    },
    async extension(nodeId) {
      const list = await listInUse()
      const record = list.records.find((one) => one.nodeId === nodeId)
      if (record === undefined) throw new NodeNotListedError({ nodeId })
      const [document = null] = await extensions.fetch(list, [record.leafIndex])
      return document
    },
  }
}
