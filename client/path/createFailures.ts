/** Milliseconds that a node rests after a failure that counts; twice as long after each further one, up to the most. */
const REST_MS = 10 * 60_000
const REST_MS_MAX = 60 * 60_000

/** Milliseconds after which a node's last failure is forgotten, and its count with it. */
const FORGET_MS = 120 * 60_000

/** Paths in a row that gave nothing, none that did in between, until their guard rests. */
const UNANSWERED_MAX = 5

/** Nodes whose failures are remembered; one more, and what is oldest is forgotten. */
const REMEMBERED_MAX = 1_024

type Entry = {
  readonly unanswered: number
  readonly rests: number
  /** Milliseconds, as are all times here. */
  readonly restsUntil: number
  readonly lastAt: number
}

/** Failures of nodes, each with an end: nothing here removes a node for ever. */
export type Failures = {
  /** The node failed, as its own answer or this device's own attempt shows: it rests. */
  fail(nodeId: number): void
  /** A path through the node gave nothing, and whose fault it is cannot be known: it rests after five in a row. */
  suspect(nodeId: number): void
  /** The node works: what was counted is forgotten. */
  clear(nodeId: number): void
  /** When the node's rest ends; 0: it does not rest. */
  restsUntil(nodeId: number): number
  /** Node ids of all that rest. */
  resting(): readonly number[]
}

/** @param now milliseconds, as of `Date.now` */
export function createFailures(now: () => number): Failures {
  const entries = new Map<number, Entry>()

  /** A clock that was set back must not make a rest longer: a failure of the future is forgotten too. */
  const current = (nodeId: number): Entry | undefined => {
    const entry = entries.get(nodeId)
    if (entry === undefined || (entry.lastAt <= now() && now() - entry.lastAt < FORGET_MS)) return entry
    entries.delete(nodeId)
    return undefined
  }

  const set = (nodeId: number, entry: Entry): void => {
    // A map keeps the order of insertion: the first is the one that failed longest ago.
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
