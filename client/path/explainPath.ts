import type { OnionPath } from './onionPath.ts'
import type { PathRule } from './rules.ts'

const HELD: Readonly<Record<PathRule, string>> = {
  guardAge: 'the first node is listed long enough to be a guard',
  wideSubnet: 'no two nodes share an IPv4 /16 or IPv6 /32',
  subnet: 'no two nodes share an IPv4 /24 or IPv6 /48',
  operator: 'no two nodes share an operator',
}

/**
 * Describes a path in sentences for people and logs, one a line. Names the rules that it keeps and the relaxed ones. Says if
 * its guard is not the usual one. The same as data: `path.explanation`.
 */
export function explainPath({ hops, epoch, explanation }: OnionPath): string[] {
  const { held, relaxed, guardRank, failuresIgnored } = explanation
  const ids = hops.map(({ nodeId }) => nodeId).join(', ')
  return [
    `Nodes ${ids}, from the list of epoch ${epoch}.`,
    ...held.map((rule) => `Kept: ${HELD[rule]}.`),
    ...relaxed.map((rule) => `Relaxed, because no path from the guards in use keeps it: ${HELD[rule]}.`),
    ...(guardRank === 0
      ? []
      : [`The guard is number ${guardRank + 1} of those in use: the ones before it rest or are excluded.`]),
    ...(failuresIgnored ? ['Nodes that failed lately are on it: no path is left without them.'] : []),
  ]
}
