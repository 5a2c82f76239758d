import type { Hex } from '../../shared/bytes.ts'
import { createDocumentStore } from '../createDocumentStore.ts'
import type { ClientStorage } from '../documentStore.ts'
import { GuardStorageError } from './errors.ts'
import type { GuardStore } from './guardStore.ts'
import { parseGuards } from './parseGuards.ts'

/** Longest document read, in characters. A valid one with 60 guards has some 4,000. */
const DOCUMENT_LENGTH_MAX = 16_384

export function createGuardStore(args: { chainId: bigint; registry: Hex; storage: ClientStorage }): GuardStore {
  const fault = (failure: { reason: string; cause?: unknown }) => new GuardStorageError(failure)
  const documents = createDocumentStore({ ...args, lengthMax: DOCUMENT_LENGTH_MAX, fault })
  return {
    async load() {
      const fields = await documents.read()
      return fields === null ? null : parseGuards(fields)
    },
    save: (guards) =>
      documents.write({
        guards: guards.map(({ nodeId, used, expiresAt, absentSince }) => ({ nodeId, used, expiresAt, absentSince })),
      }),
  }
}
