import { bytesToHex } from '../../shared/bytes.ts'
import { decodeEpochProof, type EpochProof } from '../../shared/list/epochProof.ts'
import { encodeSnapshot, parseSnapshot } from '../../shared/list/snapshot.ts'
import { codeOf } from './codeOf.ts'
import { vectorListBytes } from './makeListVectors.ts'

/** @param epochs epoch vectors, of which the first has the list of five at depth 2 */
export function makeSnapshotVectors(
  epochs: readonly { name: string; proof: Record<keyof EpochProof, unknown> }[],
): object {
  const [first] = epochs
  if (first === undefined) throw new Error('there is no epoch to make a snapshot of')
  const list = vectorListBytes(2, [0, 1, 2, 3, 4])
  const text = encodeSnapshot({ proof: decodeEpochProof(first.proof), list })
  const base64 = text.slice(text.lastIndexOf('"list":"') + 8, -2)
  const malformed = 'SNAPSHOT_MALFORMED'
  const refused: readonly (readonly [name: string, text: string, code: string])[] = [
    ['nothing', '', malformed],
    ['a list of it', `[${text}]`, malformed],
    ['cut off', text.slice(0, -1), malformed],
    ['another format', text.replace('muster-snapshot-v2', 'muster-snapshot-v1'), malformed],
    ['a key unknown', text.replace('{', '{"note":"",'), malformed],
    ['a key twice', text.replace('{', '{"list":"",'), malformed],
    ['no list', `${text.slice(0, text.lastIndexOf(',"list"'))}}`, malformed],
    ['a character that is not of base64', text.replace(base64, `-${base64.slice(1)}`), malformed],
    ['base64 cut off', text.replace(base64, base64.slice(0, -1)), malformed],
    ['base64 with white space', text.replace(base64, `${base64.slice(0, 8)} ${base64.slice(8)}`), malformed],
    ['an escaped character', text.replace('"list":"TVNU', '"list":"\\u0054VNU'), malformed],
    [
      'a proof as text',
      text.replace(/"proof":(\{.*?\})/, (_, proof: string) => `"proof":${JSON.stringify(proof)}`),
      malformed,
    ],
    ['a proof without its root', text.replace(/,"root":"0x[0-9a-f]*"/, ''), 'EPOCH_PROOF_MALFORMED'],
  ]
  for (const [name, wrong, code] of refused) {
    const got = codeOf(() => parseSnapshot(wrong))
    if (got !== code) throw new Error(`the snapshot "${name}" gives ${got}, not ${code}`)
  }
  return {
    about: 'snapshots: an epoch proof and a list, and their one text; then texts that are refused, with the error code',
    snapshots: [{ name: `five nodes, ${first.name}`, proof: first.proof, list: bytesToHex(list), text }],
    refused: refused.map(([name, wrong, code]) => ({ name, text: wrong, code })),
  }
}
