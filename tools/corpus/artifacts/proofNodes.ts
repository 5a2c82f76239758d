import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { bytesOperators } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact, Draw, Lens, Operators } from '../operators/operator.ts'
import { sequenceOperators } from '../operators/sequenceOperators.ts'
import { fieldLens, hexForms, proofOf, withField } from './proofJson.ts'

type Key = 'accountProof' | 'storageProof'

const nodesOf = (draw: Draw, key: Key): readonly Hex[] => proofOf(draw.of.answers)[key] as Hex[]

/** One node of the proof, the same one in `read` and `write`. */
const nodeLens = (key: Key): Lens<Uint8Array> => {
  const chosen = new WeakMap<Draw, number>()
  return {
    read: (_answers, draw) => {
      const nodes = nodesOf(draw, key)
      const at = draw.random.below(nodes.length)
      chosen.set(draw, at)
      return hexToBytes(nodes[at] as Hex)
    },
    write: (bytes, draw) =>
      withField(draw, key, nodesOf(draw, key).with(chosen.get(draw) as number, bytesToHex(bytes))),
  }
}

/** Nodes that some verifiers take for the end of a proof, or ignore. */
const ODD_NODES: readonly Hex[] = ['0x80', '0xc0', '0x', '0xc28080', `0x${'00'.repeat(32)}`, `0xd1${'80'.repeat(17)}`]

const encodeNodes =
  (key: Key) =>
  (draw: Draw): ReturnType<typeof withField> => {
    const { random } = draw
    const nodes = nodesOf(draw, key)
    const at = random.below(nodes.length)
    const node = nodes[at] as Hex
    const forms: readonly unknown[] = [
      ...hexForms(node).map((form) => nodes.with(at, form as Hex)),
      ...ODD_NODES.flatMap((odd) => [[...nodes, odd], [odd, ...nodes], nodes.with(at, odd)]),
      nodes.with(at, bytesToHex(RLP.encode(hexToBytes(node)))),
      node,
      nodes.join(''),
      { ...nodes },
      [nodes],
      [],
      Array.from({ length: 66 }, () => node),
    ]
    return withField(draw, key, random.pick(forms))
  }

const proofNodeOperators = (key: Key): Operators => ({
  ...bytesOperators(nodeLens(key)),
  ...sequenceOperators(fieldLens<readonly Hex[]>(key)),
  ...foreignOperators(fieldLens<readonly Hex[]>(key)),
  encode: encodeNodes(key),
})

export const proofNodes: readonly Artifact[] = [
  { name: 'account proof nodes', operators: proofNodeOperators('accountProof') },
  { name: 'storage proof nodes', operators: proofNodeOperators('storageProof') },
]
