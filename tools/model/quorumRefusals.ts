import { everHadKey, onlyIf } from './nodeChecks.ts'
import type { QuorumCall, QuorumTerms } from './operation.ts'
import type { KeyIndex } from './registration.ts'
import { type Refusal, refusal } from './rule.ts'
import { signersOf } from './signers.ts'
import type { ModelState } from './state.ts'

/** At most one in this many members may be a non-signer. */
const NON_SIGNER_SHARE = 3

const KIND = { suspend: 0, resume: 1, remove: 2 } as const

/** Reasons to refuse the signature of a quorum; docs/protocol.md, "Quorum". */
export const quorumRefusals = (state: ModelState, call: QuorumCall, currentEpoch: number): Refusal[] => {
  const { terms, nonSigners } = call
  if (terms.epoch !== currentEpoch && terms.epoch !== currentEpoch - 1)
    return [refusal('QuorumEpochInvalid', terms.epoch, currentEpoch)]
  const members = signersOf(state, terms.epoch)
  const { minQuorum } = state.parameters
  const max = Math.floor(members.size / NON_SIGNER_SHARE)
  return [
    onlyIf(members.size < minQuorum, 'QuorumTooSmall', members.size, minQuorum),
    onlyIf(nonSigners.length > max, 'TooManyNonSigners', BigInt(nonSigners.length), BigInt(max)),
    ...nonSignerRefusals(state, call, members),
    onlyIf(!signatureHolds(call, members), 'QuorumSignatureInvalid', KIND[terms.action], terms.nodeId, terms.epoch),
  ].filter((reason) => reason !== undefined)
}

/** The first fault of each kind. */
const nonSignerRefusals = (
  state: ModelState,
  { terms, nonSigners }: QuorumCall,
  members: ReadonlyMap<number, KeyIndex>,
): Refusal[] => {
  const unsorted = nonSigners.findIndex(({ nodeId }, at) => nodeId <= (nonSigners[at - 1]?.nodeId ?? 0))
  const isOwn = ({ nodeId, key }: QuorumCall['nonSigners'][number]) => {
    const node = state.nodes.get(nodeId)
    return node !== undefined && everHadKey(node, key)
  }
  // A member is named by its key in that epoch.
  const stranger = nonSigners.find((missing) => isOwn(missing) && members.get(missing.nodeId) !== missing.key)
  const otherKey = nonSigners.find((missing) => !isOwn(missing))
  return [
    onlyIf(unsorted !== -1, 'NonSignersNotSorted', nonSigners[unsorted]?.nodeId, nonSigners[unsorted - 1]?.nodeId ?? 0),
    onlyIf(stranger !== undefined, 'NonSignerNotMember', stranger?.nodeId, terms.epoch),
    otherKey && refusal('BlsKeyNotOfNode', otherKey.nodeId, state.world.keyring.hash(otherKey.key)),
  ].filter((reason) => reason !== undefined)
}

/** Signed by exactly the members without the non-signers, by at least one, over these terms. */
const signatureHolds = (call: QuorumCall, members: ReadonlyMap<number, KeyIndex>): boolean => {
  if (call.signature === 'zero') return false
  const missing = new Set(call.nonSigners.map(({ nodeId }) => nodeId))
  const expected = [...members].flatMap(([nodeId, key]) => (missing.has(nodeId) ? [] : key))
  return expected.length > 0 && sameKeys(expected, call.signature.keys) && sameTerms(call.terms, call.signature.terms)
}

const sameKeys = (a: readonly KeyIndex[], b: readonly KeyIndex[]): boolean => {
  const sorted = (keys: readonly KeyIndex[]) => keys.toSorted((x, y) => x - y).join()
  return sorted(a) === sorted(b)
}

const sameTerms = (a: QuorumTerms, b: QuorumTerms): boolean =>
  (Object.keys(a) as (keyof QuorumTerms)[]).every((field) => a[field] === b[field])
