import { bytesOperators } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact, Draw, Lens } from '../operators/operator.ts'
import { escapeOne, proofOf, textOf, withProof, withText } from './proofJson.ts'

/** The JSON text as bytes. */
const textLens: Lens<Uint8Array> = {
  read: (answers) => answers.proof,
  write: (proof, draw) => ({ ...draw.of.answers, proof }),
}

/** Invalid texts that resemble a proof. */
const encodings = (text: string, key: string): readonly string[] => [
  `\ufeff${text}`,
  `[${text}]`,
  JSON.stringify(text),
  `${text}${text}`,
  `${text},`,
  `${text.slice(0, -1)},}`,
  `${text}//`,
  `/**/${text}`,
  `\u00a0${text}`,
  `(${text})`,
  text.replaceAll('"', "'"),
  text.replace(`"${key}"`, key),
  escapeOne(text, key),
  `{"proof":${text}}`,
  `{"__proto__":${text}}`,
  `${text.slice(0, -1)},"__proto__":{}}`,
  `${text.slice(0, -1)},"${key} ":null}`,
  'null',
  'true',
  '0',
  '""',
  '[]',
  '{}',
  '[[[[[[[[]]]]]]]]',
]

const keyOf = (draw: Draw): string => draw.random.pick(Object.keys(proofOf(draw.of.answers)))

/** The epoch proof as a document. */
export const proofDocument: Artifact = {
  name: 'proof: document',
  operators: {
    ...bytesOperators(textLens),
    // With the true list, whose root is not in another epoch's proof.
    ...foreignOperators(textLens),
    drop: (draw) => {
      const { proof: _proof, ...answers } = draw.of.answers
      return answers
    },
    double: (draw) => {
      const text = textOf(draw.of.answers)
      return withText(draw, `${text.slice(0, -1)},${textOf(draw.random.pick(draw.world.otherChain).answers).slice(1)}`)
    },
    swap: (draw) => {
      const proof = proofOf(draw.of.answers)
      const [a, b] = [keyOf(draw), keyOf(draw)]
      return withProof(draw, { ...proof, [a]: proof[b], [b]: proof[a] })
    },
    encode: (draw) => withText(draw, draw.random.pick(encodings(textOf(draw.of.answers), keyOf(draw)))),
  },
}
