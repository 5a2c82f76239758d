import { type Hex, keccak256, numberToHex, zeroAddress } from 'viem'
import type { QuorumCall, QuorumTerms } from '../operation.ts'
import { protocolContracts } from '../payable.ts'
import type { KeyIndex } from '../registration.ts'
import { knownNode } from '../rule.ts'
import { isRested } from '../rules/quorum.ts'
import { signersOf } from '../signers.ts'
import { epochAt, type ModelNode, type ModelState, STATUS, type Status } from '../state.ts'
import { type DrawContext, mostly, pickActor, pickNode } from './context.ts'
import { drawIdentity, drawKey, STRANGER } from './drawKeys.ts'

const EPOCH_MAX = 2 ** 32 - 1
const REASONS = 65_536

const FITTING: Readonly<Record<QuorumTerms['action'], readonly Status[]>> = {
  suspend: [STATUS.Active],
  resume: [STATUS.Suspended],
  remove: [STATUS.Active, STATUS.Suspended],
}

/** An action signed by a signer set, mostly by the right one over the right terms. */
export const drawQuorum = (context: DrawContext, wanted?: QuorumTerms['action']): QuorumCall => {
  const { random, state } = context
  const terms = drawTerms(context, wanted)
  const members = signersOf(state, terms.epoch)
  const missing = drawMissing(context, members)
  const nonSigners = missing.map((nodeId) => ({ nodeId, key: members.get(nodeId) ?? keyOf(state, nodeId) }))
  const signers = [...members].flatMap(([nodeId, key]) => (missing.includes(nodeId) ? [] : key))
  // A rotated key is not the one of the epoch.
  const otherKeys = () =>
    nonSigners.map(({ nodeId }) => ({ nodeId, key: random.chance(0.5) ? STRANGER : keyOf(state, nodeId) }))
  const node = state.nodes.get(terms.nodeId)
  return {
    kind: 'quorum',
    sender: pickActor(context),
    terms,
    key: drawKey(context, node),
    ed25519Key: drawIdentity(context, node),
    nonSigners: mostly(context, nonSigners, otherKeys),
    signature: random.chance(0.02)
      ? 'zero'
      : {
          terms: mostly(context, terms, () => drawOtherTerms(context, terms)),
          keys: mostly(context, signers, () => (random.chance(0.5) ? signers.slice(1) : [...signers, STRANGER])),
        },
  }
}

const keyOf = (state: ModelState, nodeId: number): number =>
  state.nodes.has(nodeId) ? knownNode(state, nodeId).key : STRANGER

const drawTerms = (context: DrawContext, wanted?: QuorumTerms['action']): QuorumTerms => {
  const { random, state, block } = context
  const drawn = random.weighted<QuorumTerms['action']>([
    [5, 'suspend'],
    [4, 'resume'],
    [3, 'remove'],
  ])
  const action = wanted ?? drawn
  const current = epochAt(state, block.time)
  // Nodes of contribution pools are few, and each concerns many accounts.
  const shared = action === 'remove' && random.chance(0.5)
  const fits = ({ status, exitDueAt }: ModelNode): boolean =>
    FITTING[action].includes(status) && (exitDueAt === 0 || block.time < exitDueAt)
  // Avoids nodes whose status just changed, except for removals.
  const isRestless = (node: ModelNode): boolean => fits(node) && !isRested(node, current)
  const restless = action === 'remove' && random.chance(0.5) && [...state.nodes.values()].some(isRestless)
  return {
    action,
    nodeId:
      pickNode(context, (node) =>
        restless ? isRestless(node) : fits(node) && (!shared || node.owner === state.world.contributionPools),
      )?.nodeId ?? 1,
    reason: random.below(REASONS),
    evidenceHash: keccak256(numberToHex(random.below(REASONS))),
    epoch: random.weighted([
      [12, current],
      [8, current - 1],
      [1, random.pick([current - 2, current + 1, EPOCH_MAX, 0])],
    ]),
    reporter: mostly<Hex>(context, pickActor(context), () => random.pick([zeroAddress, ...protocolContracts(state)])),
  }
}

/** Signed for something similar: a replay of another action, epoch or node, or another reporter. */
const drawOtherTerms = (context: DrawContext, terms: QuorumTerms): QuorumTerms => {
  const others: readonly QuorumTerms[] = [
    { ...terms, epoch: Math.max(0, terms.epoch - 1) },
    { ...terms, action: terms.action === 'remove' ? 'suspend' : 'remove' },
    { ...terms, nodeId: terms.nodeId + 1 },
    { ...terms, reason: (terms.reason + 1) % REASONS },
    { ...terms, evidenceHash: keccak256(terms.evidenceHash) },
    { ...terms, reporter: pickActor(context) },
  ]
  return context.random.pick(others)
}

/** Sorted ids of non-signers: at most a third, but sometimes more, unsorted, doubled, or not members. */
const drawMissing = (context: DrawContext, members: ReadonlyMap<number, KeyIndex>): number[] => {
  const { random, state } = context
  const max = Math.floor(members.size / 3)
  const count = mostly(context, random.below(max + 1), () => max + 1)
  const left = [...members.keys()]
  const missing: number[] = []
  // A key that was replaced after the epoch began is named more often than chance would.
  const rotated = left.filter((nodeId) => state.nodes.get(nodeId)?.key !== members.get(nodeId))
  if (rotated.length > 0 && count > 0) missing.push(...left.splice(left.indexOf(random.pick(rotated)), 1))
  while (missing.length < count && left.length > 0) missing.push(...left.splice(random.below(left.length), 1))
  missing.sort((a, b) => a - b)
  const [first] = missing
  return mostly(context, missing, () => {
    if (first === undefined) return [pickNode(context)?.nodeId ?? 1]
    return random.pick([missing.toReversed(), [first, ...missing], [...missing, EPOCH_MAX], [0, ...missing]])
  })
}
