import { type Hex, zeroHash } from 'viem'
import { replaceSigner, rewriteLeaf } from '../list.ts'
import { exitDue, livingNode, onlyIf, usedIdentity, usedKey, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { RotateKeysCall } from '../operation.ts'
import { knownNode, type Refusal, type Rule, refusal } from '../rule.ts'
import { epochAt, type ModelNode, type ModelState, reach, STATUS } from '../state.ts'
import { proofRefusal } from './register.ts'

/** Least distance of two rotations by the same account, epochs. */
export const ROTATION_EPOCHS = { owner: 24, operator: 168 } as const

const ED25519_SIGNATURE_BYTES = 64

/** An owner that operates the node itself rotates as the owner. */
const roleOf = ({ owner, operator }: ModelNode, sender: Hex): keyof typeof ROTATION_EPOCHS | undefined =>
  sender === owner ? 'owner' : sender === operator ? 'operator' : undefined

/** Refuses a change of keys or operator within a rest. `last` 0: there was none before. */
export const tooSoon = ({ nodeId }: ModelNode, last: number, rest: number, epoch: number): Refusal | undefined =>
  onlyIf(last !== 0 && epoch < last + rest, 'ChangeTooSoon', nodeId, last + rest)

/** To clients, a node with another identity or operator is a new node. Its seed stays. */
export const beginAnew = (node: ModelNode, time: number): void => {
  if (node.activatedAt !== 0) node.activatedAt = time
}

export const rotateKeys: Rule<RotateKeysCall> = {
  refusals: (state, call, { time }) =>
    livingNode(state, call.nodeId, (node) => [
      exitDue(node, time),
      callerRefusal(node, call.sender, epochAt(state, time)),
      wrongKey(state, node, call.previousKey),
      wrongIdentity(node, call.previousEd25519Key),
      onlyIf(BigInt(time) > call.deadline, 'RegistrationExpired', call.deadline, BigInt(time)),
      ...newKeyRefusals(state, call),
    ]),
  apply: (state, call, { time }) => {
    const node = knownNode(state, call.nodeId)
    const role = roleOf(node, call.sender)
    if (role === undefined || call.key === 'infinity') throw new RangeError('A refused rotation was applied.')
    node[role === 'owner' ? 'ownerRotationEpoch' : 'operatorRotationEpoch'] = epochAt(state, time)
    if (call.ed25519Key !== node.ed25519Key) replaceIdentity(node, call.ed25519Key, time)
    if (call.key !== node.key) {
      const previous = node.key
      node.replacedKeys.push({ key: previous, statusEpoch: node.statusEpoch })
      node.key = call.key
      if (node.status === STATUS.Active) replaceSigner(state, node, previous, time)
    }
    if (node.extensionHash !== zeroHash) reach(state, 'extension cleared by a rotation')
    node.extensionHash = zeroHash
    if (node.status === STATUS.Active) rewriteLeaf(state, node)
    noteRotation(state, node, call, role)
  },
}

const callerRefusal = (node: ModelNode, sender: Hex, epoch: number): Refusal | undefined => {
  const role = roleOf(node, sender)
  if (role === undefined) return refusal('CallerNotAllowed', node.nodeId, sender)
  const last = role === 'owner' ? node.ownerRotationEpoch : node.operatorRotationEpoch
  return tooSoon(node, last, ROTATION_EPOCHS[role], epoch)
}

/** Each new key must be new, and sign. The signature of an Ed25519 key is only logged. */
const newKeyRefusals = (state: ModelState, call: RotateKeysCall): (Refusal | undefined)[] => {
  const changesKey = call.key !== call.previousKey
  const changesIdentity = call.ed25519Key !== call.previousEd25519Key
  if (!changesKey && !changesIdentity) return [refusal('RotationEmpty', call.nodeId)]
  const bytes = call.ed25519SignatureBytes
  const wanted = changesIdentity ? ED25519_SIGNATURE_BYTES : 0
  return [
    onlyIf(bytes !== wanted, 'Ed25519SignatureLengthInvalid', BigInt(bytes)),
    ...(changesKey ? [proofRefusal(state, call), usedKey(state, call.key)] : []),
    ...(changesIdentity
      ? [
          onlyIf(call.ed25519Key === zeroHash, 'Ed25519KeyInvalid', call.ed25519Key),
          usedIdentity(state, call.ed25519Key),
        ]
      : []),
  ]
}

const replaceIdentity = (node: ModelNode, ed25519Key: Hex, time: number): void => {
  const { endpoint, endpointEpoch } = node
  node.replacedIdentities.push({ ed25519Key: node.ed25519Key, endpoint, endpointEpoch })
  node.ed25519Key = ed25519Key
  beginAnew(node, time)
}

const noteRotation = (state: ModelState, node: ModelNode, call: RotateKeysCall, role: string): void => {
  const changesKey = call.key !== call.previousKey
  const changesIdentity = call.ed25519Key !== call.previousEd25519Key
  reach(state, changesKey ? (changesIdentity ? 'both keys rotated' : 'BLS key rotated') : 'Ed25519 key rotated')
  reach(state, `rotated by the ${role}`)
  if (node.status === STATUS.Pending) reach(state, 'rotated while pending')
  if (node.status === STATUS.Suspended) reach(state, 'rotated while suspended')
  if (node.replacedKeys.length > 1) reach(state, 'rotated again')
}
