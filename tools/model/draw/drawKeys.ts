import { type Hex, zeroHash } from 'viem'
import type { KeyIndex } from '../registration.ts'
import type { ModelNode } from '../state.ts'
import { type DrawContext, mostly, pickNode } from './context.ts'

/** An unregistered key. */
export const STRANGER: KeyIndex = -2

/** Share of the wrong keys that are the node's own, replaced ones, if it has some. */
const OWN_REPLACED = 0.6

/** The node's BLS key, or a replaced one, another node's, or an unregistered one. */
export const drawKey = (context: DrawContext, node: ModelNode | undefined): KeyIndex => {
  const replaced = (node?.replacedKeys ?? []).map(({ key }) => key)
  const wrong = () => drawWrong(context, replaced, pickNode(context)?.key ?? STRANGER)
  if (context.stale === 'key' && replaced.length > 0) return wrong()
  return mostly(context, node?.key ?? STRANGER, wrong)
}

/** The same of its Ed25519 key. */
export const drawIdentity = (context: DrawContext, node: ModelNode | undefined): Hex => {
  const replaced = (node?.replacedIdentities ?? []).map(({ ed25519Key }) => ed25519Key)
  const wrong = () => drawWrong(context, replaced, pickNode(context)?.ed25519Key ?? zeroHash)
  if (context.stale === 'identity' && replaced.length > 0) return wrong()
  return mostly(context, node?.ed25519Key ?? zeroHash, wrong)
}

const drawWrong = <T>({ random, stale }: DrawContext, replaced: readonly T[], other: T): T =>
  replaced.length > 0 && (stale !== undefined || random.chance(OWN_REPLACED)) ? random.pick(replaced) : other

/** A BLS key that some node uses, or has replaced; undefined: there are no nodes. */
export const drawUsedKey = (context: DrawContext): KeyIndex | undefined => {
  const node = pickNode({ ...context, focus: undefined })
  return node && context.random.pick([node.key, ...node.replacedKeys.map(({ key }) => key)])
}

/** The same of an Ed25519 key. */
export const drawUsedIdentity = (context: DrawContext): Hex | undefined => {
  const node = pickNode({ ...context, focus: undefined })
  return node && context.random.pick([node.ed25519Key, ...node.replacedIdentities.map((old) => old.ed25519Key)])
}
