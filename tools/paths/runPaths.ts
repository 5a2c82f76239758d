import { createPathBuilder } from '../../client/path/createPathBuilder.ts'
import type { OnionPath } from '../../client/path/onionPath.ts'
import type { Exclusion, PathBuilder, PathFailure } from '../../client/path/pathBuilder.ts'
import type { ServiceNodeRecord } from '../../shared/list/record.ts'
import { createRandom, type Random } from '../model/createRandom.ts'
import { type MemoryStorage, memoryStorage } from '../support/memoryStorage.ts'
import { levelOf, violationsOf } from './checkPath.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from './network.ts'
import { seededFill } from './seededFill.ts'

const DAY = 86_400

/** Default number of paths per list, and lists that a user lives through, up to some 150 days. */
const PATHS_PER_LIST = 250
const LISTS_PER_USER = 12
const DAYS_BETWEEN_LISTS_MAX = 25

export const REGISTRY = '0x00000000000000000000000000000000000000aa'

const FAILURES: readonly PathFailure[] = [
  { kind: 'unreachable' },
  { kind: 'unanswered' },
  { kind: 'refused', hop: 'guard' },
  { kind: 'refused', hop: 'middle' },
  { kind: 'refused', hop: 'last' },
]

/** Thrown with the number of the path that breaks a rule. */
class PathRuleBrokenError extends Error {
  readonly operation: number
  constructor(args: { seed: string; path: number; wrong: readonly string[] }) {
    super(`Path ${args.path} of seed "${args.seed}": ${args.wrong.join('; ')}`)
    this.operation = args.path
  }
}

/** Events of a run, so that a test can see that it was not idle. */
export type PathRun = {
  paths: number
  users: number
  excluded: number
  failures: number
  /** Guards that lists added, and that ended by age or absence. */
  guards: { added: number; expired: number; absent: number }
  /** Paths by the rank of their guard among the primary ones: first, second, third. */
  byRank: [number, number, number]
}

type User = { builder: PathBuilder; storage: MemoryStorage; clock: { now: number }; listed: Set<number> }

/**
 * Builds paths on the real network as users do over months: lists with joining and leaving nodes, restarts, exclusions,
 * failures. Each path is checked against the second implementation in `checkPath.ts`.
 *
 * @throws PathRuleBrokenError for the first path that breaks or relaxes a rule
 */
export async function runPaths(args: {
  seed: string
  paths: number
  pathsPerList?: number
  onProgress?: (done: number) => void
}): Promise<PathRun> {
  const random = createRandom(args.seed)
  const network = readRealNetwork()
  const run: PathRun = {
    ...{ paths: 0, users: 0, excluded: 0, failures: 0 },
    guards: { added: 0, expired: 0, absent: 0 },
    byRank: [0, 0, 0],
  }
  while (run.paths < args.paths) {
    const label = `${args.seed}, user ${run.users++}`
    const user: User = {
      ...createUser(label, memoryStorage()),
      listed: new Set(network.filter(() => random.chance(0.95)).map(({ nodeId }) => nodeId)),
    }
    let timestamp = ANCHOR_TIMESTAMP
    for (let list = 0; list < LISTS_PER_USER && run.paths < args.paths; list++) {
      const records = nextList(network, user, random)
      if (random.chance(0.2)) Object.assign(user, createUser(`${label}, list ${list}`, user.storage))
      const { added, expired, absent } = await user.builder.update({
        ...{ epoch: BigInt(Math.floor(timestamp / 3_600)), records },
        anchor: { timestamp: BigInt(timestamp) },
        headTimestamp: BigInt(timestamp + 3_600),
      })
      run.guards.added += added.length
      run.guards.expired += expired.length
      run.guards.absent += absent.length
      await usePaths({ ...args, run, user, random, records, anchorTimestamp: timestamp })
      timestamp += (1 + random.below(DAYS_BETWEEN_LISTS_MAX)) * DAY
    }
  }
  return run
}

function createUser(label: string, storage: MemoryStorage): Omit<User, 'listed'> {
  const clock = { now: 0 }
  const builder = createPathBuilder({
    ...{ chainId: 1n, registry: REGISTRY, storage, random: seededFill(label) },
    now: () => clock.now,
  })
  return { builder, storage, clock }
}

/** Some nodes leave, and some come back. */
function nextList(network: readonly ServiceNodeRecord[], { listed }: User, random: Random): ServiceNodeRecord[] {
  for (const { nodeId } of network)
    if (random.chance(listed.has(nodeId) ? 0.02 : 0.2)) {
      if (!listed.delete(nodeId)) listed.add(nodeId)
    }
  return network.filter(({ nodeId }) => listed.has(nodeId))
}

type Use = {
  seed: string
  paths: number
  pathsPerList?: number
  onProgress?: (done: number) => void
  run: PathRun
  user: User
  random: Random
  records: readonly ServiceNodeRecord[]
  anchorTimestamp: number
}

async function usePaths(use: Use): Promise<void> {
  const { seed, paths, pathsPerList = PATHS_PER_LIST, onProgress, run, user, random, records, anchorTimestamp } = use
  for (let i = 0; i < pathsPerList && run.paths < paths; i++) {
    user.clock.now += random.below(120_000)
    const destination = random.pick(records)
    const excluded = random.chance(0.5)
      ? { nodeIds: [destination.nodeId], operators: [destination.operator] }
      : { nodeIds: [], operators: [] }
    const path = await user.builder.buildPath({ exclude: excluded satisfies Exclusion })
    const wrong = violationsOf(path, { records, anchorTimestamp }, excluded)
    // The network has over a thousand operators and hundreds of subnets, so no rule ever has to be relaxed.
    if (levelOf(nodesOf(path, records), anchorTimestamp) !== 0) wrong.push('it keeps not all rules')
    if (path.explanation.relaxed.length > 0) wrong.push('it says that a rule was given up')
    if (!user.storage.text?.includes(`"nodeId":${path.hops[0].nodeId},`)) wrong.push('its guard is not stored')
    if (wrong.length > 0) throw new PathRuleBrokenError({ seed, path: run.paths, wrong })
    run.paths++
    run.excluded += excluded.nodeIds.length
    run.byRank[path.explanation.guardRank as 0 | 1 | 2]++
    if (random.chance(0.1)) {
      run.failures++
      user.builder.reportFailure(path, random.pick(FAILURES))
    } else if (random.chance(0.5)) user.builder.reportSuccess(path)
  }
  onProgress?.(run.paths)
}

function nodesOf(path: OnionPath, records: readonly ServiceNodeRecord[]) {
  const find = (nodeId: number) => records.find((record) => record.nodeId === nodeId) as ServiceNodeRecord
  const [guard, middle, last] = path.hops
  return [find(guard.nodeId), find(middle.nodeId), find(last.nodeId)] as const
}
