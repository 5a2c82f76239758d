import { keccak256, size, zeroHash } from 'viem'
import { rewriteLeaf } from '../list.ts'
import { livingNode, notCaller, onlyIf, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { SetExtensionCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { epochAt, reach, STATUS } from '../state.ts'

/** Maximum of a document, bytes. */
export const EXTENSION_MAX = 2_048

export const setExtension: Rule<SetExtensionCall> = {
  refusals: (state, { nodeId, sender, key, ed25519Key, document }, { time }) =>
    livingNode(state, nodeId, (node) => {
      const epoch = epochAt(state, time)
      const bytes = size(document)
      return [
        notCaller(node, sender, node.operator),
        wrongKey(state, node, key),
        wrongIdentity(node, ed25519Key),
        onlyIf(bytes > EXTENSION_MAX, 'ExtensionTooLong', BigInt(bytes), BigInt(EXTENSION_MAX)),
        onlyIf(node.extensionEpoch === epoch, 'ExtensionSetThisEpoch', nodeId, epoch),
      ]
    }),
  apply: (state, { nodeId, document }, { time }) => {
    const node = knownNode(state, nodeId)
    const cleared = size(document) === 0
    if (cleared && node.extensionHash !== zeroHash) reach(state, 'extension cleared')
    node.extensionHash = cleared ? zeroHash : keccak256(document)
    node.extensionEpoch = epochAt(state, time)
    if (node.status === STATUS.Active) rewriteLeaf(state, node)
    if (!cleared) reach(state, 'extension set')
  },
}
