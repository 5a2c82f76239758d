import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import type { ListDelta } from '../../shared/list/delta.ts'
import { ChainMismatchError, RegistryMismatchError, RootMismatchError } from '../../shared/list/errors.ts'
import type { DecodedList } from '../../shared/list/wire.ts'

/** Computes the root of a list and compares it. @throws ChainMismatchError, RegistryMismatchError, RootMismatchError */
export function checkList(list: DecodedList, expected: { chainId: bigint; registry: Hex; root: Hex }): void {
  if (list.chainId !== expected.chainId)
    throw new ChainMismatchError({ chainId: list.chainId, expected: expected.chainId })
  if (list.registry !== expected.registry)
    throw new RegistryMismatchError({ registry: list.registry, expected: expected.registry })
  const root = bytesToHex(list.root())
  if (root !== expected.root) throw new RootMismatchError({ root, expected: expected.root })
}

/** @throws RootMismatchError if the delta leads to another root */
export function checkDelta({ to }: ListDelta, expected: Hex): void {
  if (to !== expected) throw new RootMismatchError({ root: to, expected })
}
