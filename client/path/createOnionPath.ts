import type { Hex } from '../../shared/bytes.ts'
import type { Choice } from './choosePath.ts'
import type { NodeTable, PathNode } from './nodeTable.ts'
import { type Level, PATH_RULES, type PathRule } from './rules.ts'

/** One node of a path. */
export type OnionHop = {
  readonly nodeId: number
  readonly operator: Hex
  readonly ip: string
  readonly rpcPort: number
  /** 0: none. */
  readonly quicPort: number
  readonly ed25519Key: Hex
  /** What a layer for this hop is sealed to; derived from `ed25519Key`. */
  readonly x25519Key: Hex
}

/** Which rules made a path what it is. */
export type PathExplanation = {
  /** Rules given up, since no path that begins with the guards in use keeps them; none on a network of some size. */
  readonly relaxed: readonly PathRule[]
  /** Rules that this path keeps, whether given up or not. */
  readonly held: readonly PathRule[]
  /** Place of the guard among the three in use, from 0; another than 0 where those before rest or are excluded. */
  readonly guardRank: number
  /** Whether nodes that failed lately were taken all the same, since no path is left without them. */
  readonly failuresIgnored: boolean
}

/** Three hops, to be used in this order. */
export type OnionPath = {
  readonly hops: readonly [guard: OnionHop, middle: OnionHop, last: OnionHop]
  /** Epoch of the list it was built from. */
  readonly epoch: bigint
  readonly explanation: PathExplanation
}

export function createOnionPath(table: NodeTable, { epoch, choice }: { epoch: bigint; choice: Choice }): OnionPath {
  const [guard, middle, last] = choice.triple
  return {
    hops: [hopOf(table, guard), hopOf(table, middle), hopOf(table, last)],
    epoch,
    explanation: {
      relaxed: PATH_RULES.slice(0, choice.level),
      held: heldBy(table, choice.triple),
      guardRank: choice.guardRank,
      failuresIgnored: choice.failuresIgnored,
    },
  }
}

function hopOf(table: NodeTable, index: number): OnionHop {
  const { nodeId, operator, ip, rpcPort, quicPort, ed25519Key } = table.nodes[index] as PathNode
  // No path is made with an unsound key.
  return { nodeId, operator, ip, rpcPort, quicPort, ed25519Key, x25519Key: table.keyOf(index) as Hex }
}

function heldBy({ classes, isOldEnough }: NodeTable, triple: readonly [number, number, number]): PathRule[] {
  const allDiffer = (numbers: Int32Array): boolean =>
    new Set(triple.map((index) => numbers[index])).size === triple.length
  const subnetAt = (level: Level): Int32Array => classes[level].subnet
  const holds: Readonly<Record<PathRule, boolean>> = {
    guardAge: isOldEnough(triple[0]),
    wideSubnet: allDiffer(subnetAt(0)),
    subnet: allDiffer(subnetAt(2)),
    operator: allDiffer(classes[0].operator),
  }
  return PATH_RULES.filter((rule) => holds[rule])
}
