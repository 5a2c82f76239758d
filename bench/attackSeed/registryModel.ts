import { readBigUint, writeUint } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { createKeccakInto } from '../../shared/keccak.ts'

/** Times by which the contracts fix a node's draw. Seconds. */
export type Rules = {
  /** A time of the chain. */
  readonly blockSeconds: number
  /** From one round of the beacon to the next. */
  readonly period: number
  /** Minimum from a ticket to its round. */
  readonly lookahead: number
  /** Distance of the rounds that tickets name. */
  readonly stride: number
  readonly activationDelay: number
  readonly exitDelay: number
}

/** The defaults of `deploy` on an L1 with a block every 12 seconds, and drand's quicknet. */
export const DEFAULT_RULES: Rules = {
  blockSeconds: 12,
  period: 3,
  lookahead: 3_600,
  stride: 600,
  activationDelay: 2 * 3_600,
  exitDelay: 14 * 86_400,
}

/** Thrown if the contract would revert. `rule` is the name of its error. */
class ModelRevertError extends BaseError {
  readonly code = 'MODEL_REVERT'
  constructor(args: { rule: string; nodeId: number; time: number }) {
    super(`The registry would revert with ${args.rule} for node ${args.nodeId} at second ${args.time}.`)
  }
}

const keccakInto = createKeccakInto()
const seedInput = new Uint8Array(64)
const seedOutput = new Uint8Array(32)

/** Returns a node's seed: the first 8 bytes of `keccak(abi.encode(randomness, nodeId))`. */
export function seedOf(randomness: Uint8Array, nodeId: number): bigint {
  seedInput.set(randomness)
  seedInput.fill(0, 32, 60)
  writeUint(seedInput, 60, 4, nodeId)
  keccakInto(seedInput, seedOutput, 0)
  return readBigUint(seedOutput, 0, 8)
}

/** A round of the beacon, counted from 1, and its time. */
export type Round = { readonly round: number; readonly time: number }

/** Returns the round of a ticket. The genesis of the beacon is second 0. */
export function roundOfTicket({ period, lookahead, stride }: Rules, now: number): Round {
  const target = Math.ceil((now + lookahead) / stride) * stride
  const round = Math.ceil(target / period) + 1
  return { round, time: (round - 1) * period }
}

type ModelNode = {
  status: 'Pending' | 'Active' | 'Exited'
  readonly ticket: Round
  readonly activatableAt: number
  exitDueAt: number
}

/** The functions of `ServiceNodeRegistry` and `BeaconRandomness` that matter to seeds, with their refusals. */
export type RegistryModel = ReturnType<typeof createRegistryModel>

/**
 * Times are seconds from the start of the simulation.
 *
 * @param args.randomnessOf randomness of a round, the same at each call
 * @param args.nodesBefore nodes registered by others; ids go on from there
 */
export function createRegistryModel(args: {
  rules: Rules
  randomnessOf: (round: number) => Uint8Array
  nodesBefore: number
}) {
  const { rules, randomnessOf } = args
  const nodes = new Map<number, ModelNode>()
  const keysUsed = new Set<number>()
  const published = new Set<number>()
  const refuse = (rule: string, nodeId: number, time: number) => new ModelRevertError({ rule, nodeId, time })

  const nodeAt = (nodeId: number): ModelNode => {
    const node = nodes.get(nodeId)
    if (node === undefined) throw refuse('ServiceNodeUnknown', nodeId, 0)
    return node
  }
  const seedFrom = (nodeId: number): bigint => seedOf(randomnessOf(nodeAt(nodeId).ticket.round), nodeId)

  return {
    /** `keys`: the number of a pair of keys. Each is used once, and no draw depends on it. */
    register({ time, keys }: { time: number; keys: number }): number {
      const nodeId = args.nodesBefore + nodes.size + 1
      if (keysUsed.has(keys)) throw refuse('BlsKeyUsed', nodeId, time)
      keysUsed.add(keys)
      const ticket = roundOfTicket(rules, time)
      const activatableAt = Math.max(time + rules.activationDelay, ticket.time)
      nodes.set(nodeId, { status: 'Pending', ticket, activatableAt, exitDueAt: 0 })
      return nodeId
    },
    /** Publishes the round of a node's ticket. The beacon has no signature of it before its time. */
    publish(nodeId: number, time: number): void {
      const { ticket } = nodeAt(nodeId)
      if (time < ticket.time) throw refuse('RoundSignatureInvalid', nodeId, time)
      published.add(ticket.round)
    },
    activate(nodeId: number, time: number): bigint {
      const node = nodeAt(nodeId)
      if (node.status !== 'Pending') throw refuse('StatusNotAllowed', nodeId, time)
      if (node.exitDueAt !== 0) throw refuse('ExitAlreadyRequested', nodeId, time)
      if (time < node.activatableAt) throw refuse('ActivationTooEarly', nodeId, time)
      if (!published.has(node.ticket.round)) throw refuse('RoundNotPublished', nodeId, time)
      node.status = 'Active'
      return seedFrom(nodeId)
    },
    requestExit(nodeId: number, time: number): void {
      const node = nodeAt(nodeId)
      if (node.status === 'Exited') throw refuse('StatusNotAllowed', nodeId, time)
      if (node.exitDueAt !== 0) throw refuse('ExitAlreadyRequested', nodeId, time)
      node.exitDueAt = time + rules.exitDelay
    },
    exit(nodeId: number, time: number): void {
      const node = nodeAt(nodeId)
      if (node.exitDueAt === 0 || time < node.exitDueAt) throw refuse('ExitNotDue', nodeId, time)
      node.status = 'Exited'
    },
    /** Computes the seed from the beacon's public round, without a transaction. */
    previewSeed(nodeId: number, time: number): bigint {
      const { ticket } = nodeAt(nodeId)
      if (time < ticket.time) throw refuse('RoundNotPublished', nodeId, time)
      return seedFrom(nodeId)
    },
    /** Earliest times of a node's next steps. `known`: when the beacon makes its round. */
    timesOf(nodeId: number): { known: number; activatable: number; exitDue: number } {
      const { ticket, activatableAt, exitDueAt } = nodeAt(nodeId)
      return { known: ticket.time, activatable: activatableAt, exitDue: exitDueAt }
    },
  }
}
