import type { Logger } from 'pino'
import type { Gate } from '../database/createGate.ts'
import type { StateToken } from '../database/createStateToken.ts'
import type { Database } from '../database/openDatabase.ts'

/** What the routes share. */
export type ServiceContext = {
  readonly database: Database
  readonly stateToken: StateToken
  /** Everything that asks the database for a client's sake passes it. */
  readonly gate: Gate
  readonly requestTimeMaxMs: number
  readonly logger: Logger
}
