import type { Abi, Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import type { Registration, RegistrationPlan } from '../../../shared/signing/registration.ts'
import type { EmbeddedChain } from '../../../tools/support/chain.ts'
import type { SignedQuorumAction } from '../../helpers/signQuorumAction.ts'
import type { NamedArtifact } from './contracts.ts'
import type { Call } from './sendAs.ts'

/** All keys and accounts follow from it. */
export const SEED = 'governance'

export const DAY = 86_400

/** Every test here measures against this notice: 30 days, the longest exit delay, and one day. Seconds. */
export const NOTICE = 61 * DAY

/** Nodes by what happened to them; ids in the order of registration. */
export const NODE = {
  active: 1,
  suspended: 2,
  exitDue: 3,
  offered: 4,
  drawMissed: 8,
  activatable: 9,
  shared: 10,
  unregistered: 11,
}

/** Who calls. Each account has exactly one thing that sets it apart. */
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
  /** Address of each role. `named` is whom the owner offered node 4 to. */
  readonly who: Readonly<Record<Role, Hex>>
  /** A manager of a stranger's, under which everybody may do everything; of no consequence until ADMIN names it. */
  readonly otherManager: Hex
  readonly planOf: (nodeId: number) => RegistrationPlan
  /** Of the plan's owner, or of another. */
  readonly registrationOf: (nodeId: number, owner?: Hex) => Promise<Registration>
  /** Signed now by all who sign in this epoch. */
  readonly quorumAction: (kind: 'suspend' | 'resume' | 'remove', nodeId: number) => Promise<SignedQuorumAction>
  readonly send: (from: Hex, call: Call) => Promise<string>
  /** Sends, and throws where that is refused: for what a test needs and does not test. */
  readonly must: (from: Hex, call: Call) => Promise<void>
  /** Unix seconds of the newest block. */
  readonly now: () => Promise<number>
  /** The next block has this time. */
  readonly at: (timestamp: number) => Promise<void>
  /** Runs a task and undoes whatever it did. */
  readonly undone: <T>(task: () => Promise<T>) => Promise<T>
}
