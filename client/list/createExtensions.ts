import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import {
  decodeExtensionBlock,
  EXTENSION_BLOCK_LEAVES,
  type ListBlock,
  namedDocuments,
} from '../../shared/list/extension/block.ts'
import { decodeExtension, type ExtensionDocument } from '../../shared/list/extension/document.ts'
import { isPublicEndpoint } from '../../shared/serviceNode/isPublicEndpoint.ts'
import type { SourceFailure } from '../errors.ts'
import { failover } from '../transport/failover.ts'
import type { RecordSource } from '../transport/source.ts'
import { ExtensionsRefusedError } from './errors.ts'
import type { HeldList } from './nodeList.ts'

/** Blocks held, at most 131 kB each. They hold 2,048 leaves: all of a network of that size. */
const BLOCKS_HELD_MAX = 32

/** The documents of a block by leaf index, each with the hash that the list names. */
type Documents = ReadonlyMap<number, Uint8Array>

/** The extension documents of the nodes of verified lists. */
export type Extensions = {
  /**
   * Fetches the block of each leaf, unless it is held. Requests depend only on the blocks, never on the leaves in them.
   *
   * @returns the document of each leaf, in the order of `leafIndexes`. Null if the leaf has none, or it is malformed.
   * @throws ExtensionsRefusedError if no source gave one of the blocks. The others are held then.
   */
  fetch(list: HeldList, leafIndexes: readonly number[]): Promise<(ExtensionDocument | null)[]>
  /** Returns the document of a leaf without a request. Returns null in the cases of `fetch`, and if its block is not held. */
  held(list: HeldList, leafIndex: number): ExtensionDocument | null
}

/** Decodes a document. A malformed one counts as none, an endpoint outside the endpoint rules too. */
function readDocument(bytes: Uint8Array | undefined): ExtensionDocument | null {
  if (bytes === undefined) return null
  try {
    const { endpoint, ...others } = decodeExtension(bytes)
    return endpoint !== undefined && isPublicEndpoint(endpoint) ? { ...others, endpoint } : others
  } catch (error) {
    if (error instanceof BaseError) return null
    throw error
  }
}

const blockOf = (leafIndex: number): number => Math.floor(leafIndex / EXTENSION_BLOCK_LEAVES)

/** Fetches blocks of extension documents from sources, checks them against verified lists and holds the newest ones. */
export function createExtensions(args: {
  sources: readonly RecordSource[]
  report: (failure: SourceFailure) => void
}): Extensions {
  const { sources, report } = args
  const blocks = new Map<string, Documents>()
  // Calls at the same time share a request, so that a list has at most one for each of its blocks.
  const running = new Map<string, Promise<Documents>>()
  const keyOf = (root: Hex, block: number): string => `${root}/${block}`

  /** Makes a block the newest. */
  function hold(key: string, documents: Documents): Documents {
    blocks.delete(key)
    blocks.set(key, documents)
    const [oldest] = blocks.keys()
    if (blocks.size > BLOCKS_HELD_MAX && oldest !== undefined) blocks.delete(oldest)
    return documents
  }

  async function load(of: ListBlock): Promise<Documents> {
    const { root, block } = of
    if (namedDocuments(of).length === 0) return new Map()
    return failover({
      asked: sources,
      ask: async (source) => decodeExtensionBlock(await source.extensionBlock(root, block), of),
      report,
      allFailed: (failures) => new ExtensionsRefusedError({ root, block, failures }),
    })
  }

  async function documentsOf(of: ListBlock): Promise<Documents> {
    const key = keyOf(of.root, of.block)
    const known = blocks.get(key)
    if (known !== undefined) return hold(key, known)
    const loading = running.get(key) ?? load(of).finally(() => running.delete(key))
    running.set(key, loading)
    return hold(key, await loading)
  }

  return {
    async fetch({ list, verified: { root } }, leafIndexes) {
      // In the order of the blocks: the order of the leaves could be that of a path.
      const asked = [...new Set(leafIndexes.map(blockOf))].sort((a, b) => a - b)
      const results = await Promise.allSettled(asked.map((block) => documentsOf({ list, root, block })))
      const documents = new Map<number, Uint8Array>()
      for (const result of results) {
        if (result.status === 'rejected') throw result.reason
        for (const [leafIndex, document] of result.value) documents.set(leafIndex, document)
      }
      return leafIndexes.map((leafIndex) => readDocument(documents.get(leafIndex)))
    },
    held: ({ verified: { root } }, leafIndex) =>
      readDocument(blocks.get(keyOf(root, blockOf(leafIndex)))?.get(leafIndex)),
  }
}
