import type { BaseError } from '../shared/errors/baseError.ts'

/** Keeps one text for the client over restarts. Both functions may be synchronous. */
export type ClientStorage = {
  /** Returns the text that `set` stored last, or `null` or `undefined` if `set` was never called. */
  get(): Promise<string | null | undefined> | string | null | undefined
  set(value: string): Promise<void> | void
}

/** Fields of a document before any of them was checked. */
export type Fields = Partial<Record<string, unknown>>

/** One JSON document in the caller's storage. It carries a version, a chain id and a registry. */
export type DocumentStore = {
  /** Returns null if no document was ever stored. */
  read(): Promise<Fields | null>
  write(fields: Fields): Promise<void>
}

/** Makes the error to throw when a storage fails or is damaged. */
export type StorageFault = (args: { reason: string; cause?: unknown }) => BaseError
