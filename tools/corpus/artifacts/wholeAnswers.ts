import { bytesToHex } from '../../../shared/bytes.ts'
import { decodeList } from '../../../shared/list/wire.ts'
import type { Artifact, Draw, Operator } from '../operators/operator.ts'
import type { Answers } from '../world/answers.ts'
import type { Epoch } from '../world/createWorld.ts'
import { FORGERIES, forgeProof } from './forgery.ts'
import { COLUMNS, columnLens, withList } from './listBytes.ts'
import { proofOf, utf8, withProof } from './proofJson.ts'

/** A first start accepts a list one epoch behind the due one. */
const LAG_TAKEN = 1

/** Blocks of the epoch after the due one are known. Those of the next are not. */
const AHEAD_KNOWN = 1

const replay = (draw: Draw, epochs: readonly Epoch[]): Answers | null =>
  epochs.length === 0 ? null : draw.random.pick(epochs).answers

/** Proof and list of another registry or chain, which claim to be the requested ones. */
const relabelled = (draw: Draw, epochs: readonly Epoch[]): Answers | null => {
  const { world, random } = draw
  const epoch = random.chance(0.7) ? epochs[draw.at] : random.pick(epochs)
  if (epoch === undefined || random.chance(0.3)) return epoch?.answers ?? null
  const own = { chainId: world.chainId.toString(), registry: world.registry }
  const list = epoch.answers.list.slice()
  list.set(draw.of.answers.list.subarray(5, 33), 5)
  return { ...epoch.answers, proof: utf8(JSON.stringify({ ...proofOf(epoch.answers), ...own })), list }
}

/** Another list under its own true root, and a proof of that root with the given extent of forgery. */
const forge: Operator = (draw) => {
  const { random, of } = draw
  const lens = columnLens(random.below(COLUMNS.length))
  const column = lens.read(of.answers, draw)
  const position = random.below(column.length)
  const { list } = lens.write(column.with(position, random.below(256)), draw)
  if (list === undefined) return null
  try {
    const root = bytesToHex(decodeList(list).root())
    return { ...withList(draw, list), ...withRoot(draw, root) }
  } catch {
    // The leaf indexes are unsorted, so the list has no root.
    return null
  }
}

const withRoot = (draw: Draw, root: `0x${string}`) => {
  const { proof } = withProof(draw, forgeProof(proofOf(draw.of.answers), root, draw.random.pick(FORGERIES)))
  return { proof: proof as Uint8Array }
}

/** Proof and list together: the answer of a consistent liar. */
export const wholeAnswers: Artifact = {
  name: 'proof and list',
  operators: {
    older: (draw) =>
      replay(draw, draw.world.epochs.slice(0, Math.max(0, draw.start === 'first' ? draw.at - LAG_TAKEN : draw.at))),
    newer: (draw) => replay(draw, draw.world.epochs.slice(draw.at + AHEAD_KNOWN + 1)),
    'other chain': (draw) => relabelled(draw, draw.world.otherChain),
    'other registry': (draw) => relabelled(draw, draw.world.otherRegistry),
    forge,
  },
}
