/** Milliseconds that a node rests after a failure that counts. Doubles with each further one, up to the maximum. */
const REST_MS = 10 * 60_000
const REST_MS_MAX = 60 * 60_000

/** Milliseconds after which a node's last failure and its count are forgotten. */
const FORGET_MS = 120 * 60_000

/** Unanswered paths in a row after which their guard rests. */
const UNANSWERED_MAX = 5

/** Nodes whose failures are remembered. One more makes the oldest failure forgotten. */
const REMEMBERED_MAX = 1_024

type Entry = {
  readonly unanswered: number
  readonly rests: number
  /** Milliseconds, as are all times here. */
  readonly restsUntil: number
  readonly lastAt: number
}

/** Failures of nodes. Each one ends: no node is removed for ever. */
export type Failures = {
  /** Makes a node rest. Its own answer, or this device's own attempt, showed the failure. */
  fail(nodeId: number): void
  /** Counts an unanswered path. The faulty node is unknown, so this one rests after five in a row. */
  suspect(nodeId: number): void
  /** Forgets the failures of a node that works. */
  clear(nodeId: number): void
  /** Returns the time at which the node's rest ends, 0 if it does not rest. */
  restsUntil(nodeId: number): number
  /** Returns the ids of all nodes that rest. */
  resting(): readonly number[]
}

/** @param now milliseconds, as of `Date.now` */
export function createFailures(now: () => number): Failures {
  const entries = new Map<number, Entry>()

  /** Returns a node's entry unless it is too old. Forgets an entry of the future: a clock set back must not prolong a rest. */
  const current = (nodeId: number): Entry | undefined => {
    const entry = entries.get(nodeId)
    if (entry === undefined || (entry.lastAt <= now() && now() - entry.lastAt < FORGET_MS)) return entry
    entries.delete(nodeId)
    return undefined
  }

  const set = (nodeId: number, entry: Entry): void => {
    // A map keeps the order of insertion, so its first key failed longest ago.
    entries.delete(nodeId)
    entries.set(nodeId, entry)
    const [oldest] = entries.keys()
    if (entries.size > REMEMBERED_MAX && oldest !== undefined) entries.delete(oldest)
  }

  const rest = (nodeId: number): void => {
    const rests = (current(nodeId)?.rests ?? 0) + 1
    const restMs = Math.min(REST_MS * 2 ** (rests - 1), REST_MS_MAX)
    set(nodeId, { unanswered: 0, rests, restsUntil: now() + restMs, lastAt: now() })
  }

  const restsUntil = (nodeId: number): number => {
    const until = current(nodeId)?.restsUntil ?? 0
    return until > now() ? until : 0
  }

  return {
    fail: rest,
    suspect(nodeId) {
      const { unanswered = 0, rests = 0, restsUntil: until = 0 } = current(nodeId) ?? {}
      if (unanswered + 1 >= UNANSWERED_MAX) rest(nodeId)
      else set(nodeId, { unanswered: unanswered + 1, rests, restsUntil: until, lastAt: now() })
    },
    clear: (nodeId) => {
      entries.delete(nodeId)
    },
    restsUntil,
    resting: () => [...entries.keys()].filter((nodeId) => restsUntil(nodeId) > 0),
  }
}
