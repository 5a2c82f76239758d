import { type Hex, hexToBytes, isLowerHex } from '../../shared/bytes.ts'
import { identitySlot, verifyIdentity } from '../../shared/list/identity.ts'
import { type Check, codeOf } from './check.ts'
import { VectorFileInvalidError } from './errors.ts'
import type { VectorObject } from './vectorFile.ts'

function readNodes(vector: VectorObject, key: string): Uint8Array[] {
  const nodes = vector.raw(key)
  if (!Array.isArray(nodes) || !nodes.every((node): node is Hex => isLowerHex(node)))
    throw new VectorFileInvalidError({ file: 'identity.json', reason: `${vector.at} has no list of hex as "${key}"` })
  return nodes.map(hexToBytes)
}

/** Takes each value from `change` if it is given there, else from the base. */
function readProof(base: VectorObject, change?: VectorObject): Parameters<typeof verifyIdentity>[0] {
  const of = (key: string): VectorObject => (change?.has(key) ? change : base)
  return {
    stateRoot: of('stateRoot').hex('stateRoot', 32),
    registry: of('registry').hex('registry', 20),
    ed25519Key: of('ed25519Key').hex('ed25519Key', 32),
    accountProof: readNodes(of('accountProof'), 'accountProof'),
    storageProof: readNodes(of('storageProof'), 'storageProof'),
  }
}

export const checkIdentity: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const identities = vectors.objects('identities')
    for (const vector of identities) {
      begin(vector.at)
      const proof = readProof(vector)
      expectSame(vector.at, 'slot', vector.hex('slot', 32), identitySlot(proof.ed25519Key))
      const identity = JSON.stringify(verifyIdentity(proof))
      expectSame(vector.at, 'identity', JSON.stringify(vector.raw('identity')), identity)
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const base = identities[vector.integer('of', identities.length - 1)] as VectorObject
      const proof = readProof(base, vector.object('change'))
      expectSame(
        vector.at,
        'code',
        vector.text('code'),
        codeOf(() => verifyIdentity(proof)),
      )
    }
    return identities.length + refused.length
  },
}
