import type { PathNode } from '../../client/path/nodeTable.ts'
import type { OnionPath } from '../../client/path/onionPath.ts'

/**
 * Second implementation of the rules, independent of the client. It uses texts of addresses instead of bytes, and pairs
 * instead of classes.
 */

const GUARD_AGE_DAYS = 8
const SECONDS_PER_DAY = 24 * 60 * 60

/** Part of an address before the cut: dotted for IPv4, eight written-out groups for IPv6. */
function prefixOf(ip: string, octets: number, groups: number): string {
  if (!ip.includes(':')) return ip.split('.').slice(0, octets).join('.')
  const [head = '', tail = ''] = ip.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = new Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...(ip.includes('::') ? zeros : []), ...after]
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .slice(0, groups)
    .join(':')
}

type Triple = readonly [guard: PathNode, middle: PathNode, last: PathNode]
type Network = { readonly records: readonly PathNode[]; readonly anchorTimestamp: number }

const prefixes = new Map<string, { wide: string; narrow: string }>()

function prefixesOf(ip: string): { wide: string; narrow: string } {
  let known = prefixes.get(ip)
  if (known === undefined) {
    known = { wide: prefixOf(ip, 2, 2), narrow: prefixOf(ip, 3, 3) }
    prefixes.set(ip, known)
  }
  return known
}

const share = (field: 'wide' | 'narrow', a: PathNode, b: PathNode): boolean =>
  a.ip.includes(':') === b.ip.includes(':') && prefixesOf(a.ip)[field] === prefixesOf(b.ip)[field]

const noPair = ([a, b, c]: Triple, clash: (a: PathNode, b: PathNode) => boolean): boolean =>
  !clash(a, b) && !clash(a, c) && !clash(b, c)

/** Names the rules that three nodes keep. */
export function rulesHeld(triple: Triple, anchorTimestamp: number): string[] {
  const held: string[] = []
  if (anchorTimestamp - triple[0].activatedAt >= GUARD_AGE_DAYS * SECONDS_PER_DAY) held.push('guardAge')
  if (noPair(triple, (a, b) => share('wide', a, b))) held.push('wideSubnet')
  if (noPair(triple, (a, b) => share('narrow', a, b))) held.push('subnet')
  if (noPair(triple, (a, b) => a.operator === b.operator)) held.push('operator')
  return held
}

const ALL = ['guardAge', 'wideSubnet', 'subnet', 'operator']

/** Number of rules, from the first, to relax so that three nodes keep the others; 4: all. */
export function levelOf(triple: Triple, anchorTimestamp: number): number {
  const held = rulesHeld(triple, anchorTimestamp)
  return ALL.findLastIndex((rule) => !held.includes(rule)) + 1
}

/** Lists all faults of a path; empty if it has none. */
export function violationsOf(
  path: OnionPath,
  network: Network,
  excluded: { readonly nodeIds: readonly number[]; readonly operators: readonly string[] },
): string[] {
  const wrong: string[] = []
  const nodes = path.hops.map(({ nodeId }) => byId(network.records).get(nodeId))
  const [guard, middle, last] = nodes
  if (nodes.length !== 3 || !guard || !middle || !last) return ['a hop that is not listed']
  const triple: Triple = [guard, middle, last]
  if (new Set(triple).size !== 3) wrong.push('a node twice')
  path.hops.forEach(({ x25519Key, ...hop }, i) => {
    for (const [name, value] of Object.entries(hop))
      if (value !== triple[i]?.[name as keyof PathNode]) wrong.push(`hop ${i} has another ${name} than the list`)
    if (!/^0x[0-9a-f]{64}$/.test(x25519Key)) wrong.push(`hop ${i} has no X25519 key`)
    if (excluded.nodeIds.includes(hop.nodeId)) wrong.push(`hop ${i} is an excluded node`)
    if (excluded.operators.includes(hop.operator)) wrong.push(`hop ${i} is of an excluded operator`)
  })
  const held = rulesHeld(triple, network.anchorTimestamp)
  const { relaxed, held: said } = path.explanation
  if (said.join() !== held.join()) wrong.push(`it says that ${said.join()} hold, and ${held.join()} do`)
  if (relaxed.join() !== ALL.slice(0, relaxed.length).join()) wrong.push(`${relaxed.join()} is not the order`)
  for (const rule of ALL.slice(relaxed.length)) if (!held.includes(rule)) wrong.push(`${rule} is broken`)
  return wrong
}

const indexes = new WeakMap<readonly PathNode[], Map<number, PathNode>>()

function byId(records: readonly PathNode[]): Map<number, PathNode> {
  let index = indexes.get(records)
  if (index === undefined) {
    index = new Map(records.map((record) => [record.nodeId, record]))
    indexes.set(records, index)
  }
  return index
}
