import { readBigUint, writeUint } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { createKeccakInto } from '../../shared/keccak.ts'

/** Rules of the contracts for a node's draw. Block numbers stand for time, one block every `blockSeconds`. */
export type Rules = {
  readonly blockSeconds: number
  /** Blocks from a ticket's asking to its draw. */
  readonly lookahead: number
  /** Blocks after its own that a draw can be read. */
  readonly historyBlocks: number
  /** Seconds. */
  readonly activationDelay: number
  /** Seconds. */
  readonly exitDelay: number
}

/** The contracts' defaults, on a chain with a block every 12 seconds and EIP-2935. */
export const DEFAULT_RULES: Rules = {
  blockSeconds: 12,
  lookahead: 64,
  historyBlocks: 8_191,
  activationDelay: 2 * 3_600,
  exitDelay: 14 * 86_400,
}

/** Thrown where the contract would revert; `rule` is the name of its error. */
class ModelRevertError extends BaseError {
  readonly code = 'MODEL_REVERT'
  constructor(args: { rule: string; nodeId: number; block: number }) {
    super(`The registry would revert with ${args.rule} for node ${args.nodeId} in block ${args.block}.`)
  }
}

const keccakInto = createKeccakInto()
const seedInput = new Uint8Array(64)
const seedOutput = new Uint8Array(32)

/** `seed` of a node: the first 8 bytes of `keccak(abi.encode(draw, nodeId))`, as `ServiceNodeRegistry.activate` has it. */
export function seedOf(draw: Uint8Array, nodeId: number): bigint {
  seedInput.set(draw)
  seedInput.fill(0, 32, 60)
  writeUint(seedInput, 60, 4, nodeId)
  keccakInto(seedInput, seedOutput, 0)
  return readBigUint(seedOutput, 0, 8)
}

type ModelNode = {
  status: 'Pending' | 'Active' | 'Exited'
  ticket: number
  /** Unix seconds, as the two below; the chain begins at 0. */
  activatableAt: number
  exitDueAt: number
}

/** The parts of `ServiceNodeRegistry` and `BlockhashRandomness` that bear on seeds: same functions, same refusals. */
export type RegistryModel = ReturnType<typeof createRegistryModel>

/**
 * @param args.hashOf hash of a block of the simulated chain, the same at each call
 * @param args.nodesBefore nodes registered by others; ids go on from there
 */
export function createRegistryModel(args: {
  rules: Rules
  hashOf: (block: number) => Uint8Array
  nodesBefore: number
}) {
  const { rules, hashOf } = args
  const nodes = new Map<number, ModelNode>()
  const keysUsed = new Set<number>()
  const timeOf = (block: number): number => block * rules.blockSeconds
  const refuse = (rule: string, nodeId: number, block: number) => new ModelRevertError({ rule, nodeId, block })

  const nodeAt = (nodeId: number): ModelNode => {
    const node = nodes.get(nodeId)
    if (node === undefined) throw refuse('ServiceNodeUnknown', nodeId, 0)
    return node
  }
  const pending = (nodeId: number, block: number): ModelNode => {
    const node = nodeAt(nodeId)
    if (node.status !== 'Pending') throw refuse('StatusNotAllowed', nodeId, block)
    if (node.exitDueAt !== 0) throw refuse('ExitAlreadyRequested', nodeId, block)
    return node
  }
  const isMissed = (ticket: number, block: number): boolean => block - ticket > rules.historyBlocks
  const drawnSeed = (nodeId: number, ticket: number, block: number): bigint => {
    if (block <= ticket) throw refuse('DrawNotReady', nodeId, block)
    if (isMissed(ticket, block)) throw refuse('DrawMissed', nodeId, block)
    return seedOf(hashOf(ticket), nodeId)
  }

  return {
    /** `keys`: the number of a pair of keys; each is used once, for ever, and no draw depends on it. */
    register({ block, keys }: { block: number; keys: number }): number {
      const nodeId = args.nodesBefore + nodes.size + 1
      if (keysUsed.has(keys)) throw refuse('BlsKeyUsed', nodeId, block)
      keysUsed.add(keys)
      const activatableAt = timeOf(block) + rules.activationDelay
      nodes.set(nodeId, { status: 'Pending', ticket: block + rules.lookahead, activatableAt, exitDueAt: 0 })
      return nodeId
    },
    activate(nodeId: number, block: number): bigint {
      const node = pending(nodeId, block)
      if (timeOf(block) < node.activatableAt) throw refuse('ActivationTooEarly', nodeId, block)
      const seed = drawnSeed(nodeId, node.ticket, block)
      node.status = 'Active'
      return seed
    },
    renewTicket(nodeId: number, block: number): void {
      const node = pending(nodeId, block)
      if (block <= node.ticket || !isMissed(node.ticket, block)) throw refuse('DrawNotMissed', nodeId, block)
      if (timeOf(block) < node.activatableAt + rules.exitDelay) throw refuse('RenewalTooEarly', nodeId, block)
      node.ticket = block + rules.lookahead
      node.activatableAt = timeOf(block) + rules.activationDelay
    },
    requestExit(nodeId: number, block: number): void {
      const node = nodeAt(nodeId)
      if (node.status === 'Exited') throw refuse('StatusNotAllowed', nodeId, block)
      if (node.exitDueAt !== 0) throw refuse('ExitAlreadyRequested', nodeId, block)
      node.exitDueAt = timeOf(block) + rules.exitDelay
    },
    exit(nodeId: number, block: number): void {
      const node = nodeAt(nodeId)
      if (node.exitDueAt === 0 || timeOf(block) < node.exitDueAt) throw refuse('ExitNotDue', nodeId, block)
      node.status = 'Exited'
    },
    /** Computes the seed without a transaction, as any observer can once the block of the ticket is past. */
    previewSeed: (nodeId: number, block: number): bigint => drawnSeed(nodeId, nodeAt(nodeId).ticket, block),
    /** Blocks from which on the next step of a node is possible; `missed`: the first in which its draw is gone. */
    blocksOf(nodeId: number): {
      known: number
      activatable: number
      missed: number
      renewable: number
      exitDue: number
    } {
      const { ticket, activatableAt, exitDueAt } = nodeAt(nodeId)
      const blockAt = (seconds: number): number => Math.ceil(seconds / rules.blockSeconds)
      const known = ticket + 1
      const missed = ticket + rules.historyBlocks + 1
      return {
        known,
        activatable: Math.max(known, blockAt(activatableAt)),
        missed,
        renewable: Math.max(missed, blockAt(activatableAt + rules.exitDelay)),
        exitDue: blockAt(exitDueAt),
      }
    },
  }
}
