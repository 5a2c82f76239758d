import type { Hex } from '../../shared/bytes.ts'
import type { Choice, Triple } from './choice.ts'
import type { NodeTable, PathNode } from './nodeTable.ts'
import type { OnionHop, OnionPath } from './onionPath.ts'
import { type Level, PATH_RULES, type PathRule } from './rules.ts'

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
  // A choice never holds a node with an unsound key.
  return { nodeId, operator, ip, rpcPort, quicPort, ed25519Key, x25519Key: table.keyOf(index) as Hex }
}

function heldBy({ classes, isOldEnough }: NodeTable, triple: Triple): PathRule[] {
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
