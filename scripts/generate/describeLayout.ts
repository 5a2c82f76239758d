import { LayoutAmbiguousError } from './errors.ts'

/** The compiler's description of a contract's storage. Ids of its syntax tree are in `astId` and in the names of types. */
export type CompilerLayout = {
  readonly storage: readonly CompilerVariable[]
  /** Null if there is no variable. */
  readonly types: Readonly<Record<string, CompilerType>> | null
}

type CompilerVariable = {
  readonly label: string
  readonly slot: string
  readonly offset: number
  readonly type: string
}

type CompilerType = {
  readonly encoding: string
  readonly label: string
  readonly numberOfBytes: string
  readonly base?: string
  readonly key?: string
  readonly value?: string
  readonly members?: readonly CompilerVariable[]
}

/** The same with types named by their labels: an edit elsewhere changes nothing in it. */
export type StorageLayout = {
  readonly storage: readonly Variable[]
  readonly types: Readonly<Record<string, Type>>
}

/** `offset` is in bytes from the low end of the slot. */
type Variable = { readonly label: string; readonly slot: string; readonly offset: number; readonly type: string }

type Type = {
  readonly encoding: string
  readonly numberOfBytes: string
  readonly base?: string
  readonly key?: string
  readonly value?: string
  readonly members?: readonly Variable[]
}

/**
 * Describes a storage layout without the ids of the compiler's syntax tree.
 *
 * @throws LayoutAmbiguousError if two different types have one label
 */
export const describeLayout = ({ storage, types }: CompilerLayout): StorageLayout => {
  const known = types ?? {}
  const nameOf = (id: string): string => known[id]?.label ?? id
  const variableOf = ({ label, slot, offset, type }: CompilerVariable): Variable => ({
    label,
    slot,
    offset,
    type: nameOf(type),
  })
  const described: Record<string, Type> = {}
  for (const { label, encoding, numberOfBytes, members, ...parts } of Object.values(known)) {
    const named = Object.entries(parts).map(([part, id]) => [part, nameOf(id)])
    const type: Type = {
      encoding,
      numberOfBytes,
      ...Object.fromEntries(named),
      ...(members === undefined ? {} : { members: members.map(variableOf) }),
    }
    if (JSON.stringify(described[label] ?? type) !== JSON.stringify(type)) throw new LayoutAmbiguousError({ label })
    described[label] = type
  }
  const sorted = Object.entries(described).sort(([a], [b]) => (a < b ? -1 : 1))
  return { storage: storage.map(variableOf), types: Object.fromEntries(sorted) }
}
