import type { Abi, Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import type { Registration, RegistrationPlan } from '../../../shared/signing/registration.ts'
import type { EmbeddedChain } from '../../../tools/support/chain.ts'
import type { SignedQuorumAction } from '../../helpers/signQuorumAction.ts'
import type { NamedArtifact } from './contracts.ts'
import type { Call } from './sendAs.ts'

/** Seed of all keys and accounts. */
export const SEED = 'governance'

export const HOUR = 3_600
export const DAY = 24 * HOUR

/** Yardstick of all tests here: 30 days, the longest exit delay, and one day. */
export const NOTICE = 61 * DAY

/** Nodes by their past, with ids in the order of registration. */
export const NODE = {
  active: 1,
  suspended: 2,
  exitDue: 3,
  offered: 4,
  activatable: 8,
  shared: 9,
  unregistered: 10,
}

/** Callers. Each account differs from the others in exactly one power. */
export const ROLES = [
  'admin',
  'parameter',
  'guardian',
  'deployer',
  'operator',
  'owner',
  'named',
  'stranger',
  'registry',
  'manager',
] as const
export type Role = (typeof ROLES)[number]

export type World = {
  readonly chain: EmbeddedChain
  readonly client: ChainClient
  readonly deployment: Deployment
  readonly contracts: readonly NamedArtifact[]
  readonly errors: Abi
  /** Address of each role. `named` is the address that the owner offered node 4 to, and its operation. */
  readonly who: Readonly<Record<Role, Hex>>
  /** A stranger's manager, under which every account may do everything. It has no effect until ADMIN names it. */
  readonly otherManager: Hex
  readonly planOf: (nodeId: number) => RegistrationPlan
  /** Registration for the plan's owner, or for another. */
  readonly registrationOf: (nodeId: number, owner?: Hex) => Promise<Registration>
  /** Action signed now by all signers of this epoch. */
  readonly quorumAction: (kind: 'suspend' | 'resume' | 'remove', nodeId: number) => Promise<SignedQuorumAction>
  readonly send: (from: Hex, call: Call) => Promise<string>
  /** Sends a transaction and throws if it is refused. For preparations that a test does not check. */
  readonly must: (from: Hex, call: Call) => Promise<void>
  /** Unix seconds of the newest block. */
  readonly now: () => Promise<number>
  /** Sets the time of the next block. */
  readonly at: (timestamp: number) => Promise<void>
  /** Runs a task and undoes its effects. */
  readonly undone: <T>(task: () => Promise<T>) => Promise<T>
}
