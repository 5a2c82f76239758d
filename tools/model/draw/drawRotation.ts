import { type Hex, zeroHash } from 'viem'
import type { RotateKeysCall } from '../operation.ts'
import type { ProofKind } from '../registration.ts'
import { type DrawContext, drawWait, mostly, pickNode } from './context.ts'
import { drawIdentity, drawKey, drawUsedIdentity, drawUsedKey } from './drawKeys.ts'
import { drawNodeId, isBeforeExit, knownActor } from './drawNodeCall.ts'

const HOUR = 3_600n
const ED25519_SIGNATURE_BYTES = 64
const WRONG_LENGTHS = 130

type NewKeys = Pick<RotateKeysCall, 'key' | 'ed25519Key' | 'ed25519SignatureBytes'>

/** A new BLS key, a new Ed25519 key, or both, mostly by owner or operator, mostly valid. */
export const drawRotateKeys = (context: DrawContext): RotateKeysCall => {
  const { random, block } = context
  const node = pickNode(context, (node) => isBeforeExit(node, block.time))
  const sender = mostly(context, node && random.pick([node.owner, node.operator]), () => undefined)
  const previousKey = drawKey(context, node)
  const previousEd25519Key = drawIdentity(context, node)
  return {
    kind: 'rotateKeys',
    sender: knownActor(context, sender),
    nodeId: drawNodeId(context, node),
    previousKey,
    previousEd25519Key,
    ...drawNewKeys(context, previousKey, previousEd25519Key),
    proof: mostly<ProofKind>(context, 'good', () => random.pick(['otherKey', 'otherTerms', 'zero', 'offCurve'])),
    compromised: random.chance(0.3),
    deadline: BigInt(block.time) + mostly(context, drawWait(context, HOUR), () => -1n - drawWait(context, HOUR)),
  }
}

const drawNewKeys = (context: DrawContext, previousKey: number, previousEd25519Key: Hex): NewKeys => {
  const { random, state, memory } = context
  const changes = random.weighted<'both' | 'key' | 'identity' | 'none'>([
    [6, 'both'],
    [6, 'key'],
    [5, 'identity'],
    [1, 'none'],
  ])
  const fresh = memory.nextKey++
  const newKey = mostly<RotateKeysCall['key']>(context, fresh, () =>
    random.chance(0.3) ? 'infinity' : (drawUsedKey(context) ?? fresh),
  )
  const newIdentity = mostly(context, state.world.keyring.ed25519Key(fresh), () =>
    random.chance(0.3) ? zeroHash : (drawUsedIdentity(context) ?? zeroHash),
  )
  const ed25519Key = changes === 'both' || changes === 'identity' ? newIdentity : previousEd25519Key
  const bytes = ed25519Key === previousEd25519Key ? 0 : ED25519_SIGNATURE_BYTES
  return {
    key: changes === 'both' || changes === 'key' ? newKey : previousKey,
    ed25519Key,
    ed25519SignatureBytes: mostly(context, bytes, () =>
      random.pick([0, ED25519_SIGNATURE_BYTES, random.below(WRONG_LENGTHS)]),
    ),
  }
}
