import { isLowerHex } from '../../shared/bytes.ts'
import type { Fields } from '../documentStore.ts'
import { StorageInvalidError } from '../errors.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'

const DECIMAL_U64 = /^(?:0|[1-9]\d{0,19})$/

/** @throws StorageInvalidError */
export function parseAcceptedEpoch({ epoch, root, anchorHash, childHash }: Fields): AcceptedEpoch {
  if (
    typeof epoch !== 'string' ||
    !DECIMAL_U64.test(epoch) ||
    !isLowerHex(root, 32) ||
    !isLowerHex(anchorHash, 32) ||
    !isLowerHex(childHash, 32)
  )
    throw new StorageInvalidError({ reason: 'a field of its document is malformed' })
  return { epoch: BigInt(epoch), root, anchorHash, childHash }
}
