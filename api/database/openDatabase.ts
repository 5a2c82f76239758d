import { DatabaseUnavailableError } from '../errors.ts'
import { READ_TIME_MAX_MS, REQUEST_TIME_MAX_MS, SESSION_IDLE_MAX_MS } from '../limits.ts'
import { createSession, type Reader, type Session } from './createSession.ts'

export type { Reader } from './createSession.ts'

/** Sessions that can only read the views of schema muster_api. */
export type Database = {
  /**
   * Runs `work` on a session of its own. Always settles: a session that gives no answer in time is thrown away, and so
   * is one on which `work` failed.
   *
   * @param options.timeMaxMs from when a session is free. Default: READ_TIME_MAX_MS.
   * @throws DatabaseUnavailableError where none became free, or `work` did not end, in time
   */
  run<T>(work: (sql: Reader) => Promise<T>, options?: { timeMaxMs?: number }): Promise<T>
  /** Ends idle sessions and gives up those at work. */
  end(): Promise<void>
}

type Idle = { session: Session; since: number }

type Waiting = { resolve: (session: Session) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** Opens the pool. Connects on first use; a dead server is an error of the query, not of this call. */
export function openDatabase(args: { databaseUrl: string; connectionsMax: number }): Database {
  const sessions = new Set<Session>()
  /** The one used last comes first. */
  const idle: Idle[] = []
  const waiting: Waiting[] = []
  let isEnded = false

  function open(): Session {
    const session = createSession({ databaseUrl: args.databaseUrl, onClosed: () => forget(session) })
    sessions.add(session)
    return session
  }

  function forget(session: Session): void {
    sessions.delete(session)
    const at = idle.findIndex((resting) => resting.session === session)
    if (at >= 0) idle.splice(at, 1)
    // There is room for a new one.
    if (!isEnded && waiting.length > 0) hand(open())
  }

  function hand(session: Session): void {
    const next = waiting.shift()
    if (next === undefined) {
      idle.unshift({ session, since: performance.now() })
      return
    }
    clearTimeout(next.timer)
    next.resolve(session)
  }

  async function take(): Promise<Session> {
    if (isEnded) throw new DatabaseUnavailableError()
    const oldest = performance.now() - SESSION_IDLE_MAX_MS
    for (const { session } of idle.filter(({ since }) => since < oldest)) session.discard()
    const resting = idle.shift()
    if (resting !== undefined) return resting.session
    if (sessions.size < args.connectionsMax) return open()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1)
        reject(new DatabaseUnavailableError())
      }, REQUEST_TIME_MAX_MS)
      const entry: Waiting = { resolve, reject, timer }
      waiting.push(entry)
    })
  }

  /** A network that swallowed one connection has swallowed those that rest as well; new ones cost little. */
  function giveUp(session: Session): void {
    for (const resting of [...idle]) resting.session.discard()
    session.discard()
  }

  return {
    async run(work, { timeMaxMs = READ_TIME_MAX_MS } = {}) {
      const session = await take()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(new DatabaseUnavailableError())
          giveUp(session)
        }, timeMaxMs)
      })
      try {
        return await Promise.race([work(session.sql), late])
      } catch (error) {
        session.discard()
        throw error
      } finally {
        clearTimeout(timer)
        if (session.isOpen()) hand(session)
      }
    },
    async end() {
      isEnded = true
      for (const { timer, reject } of waiting.splice(0)) {
        clearTimeout(timer)
        reject(new DatabaseUnavailableError())
      }
      const resting = new Set(idle.splice(0).map(({ session }) => session))
      for (const session of [...sessions]) if (!resting.has(session)) session.discard()
      await Promise.all([...resting].map((session) => session.end()))
      sessions.clear()
    },
  }
}
