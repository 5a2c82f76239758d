import { ALLOWED, NO_REASON } from './sendAs.ts'
import type { Role } from './world.ts'

/** Outcome for one role: `ALLOWED`, allowed `after … days`, or the name of the error. */
type Outcome = string

/** One line of the table: a call, the roles that may make it, and the error for all others. */
export type Rule = {
  /** `Contract.function`, with a variant in brackets. */
  readonly call: string
  readonly says: string
  readonly allowed: readonly Role[] | 'everybody' | 'nobody'
  /** Set if the call needs notice. */
  readonly notice?: string
  /** Error for the other roles. */
  readonly others: Outcome
  /** Roles with another error. */
  readonly except?: Partial<Record<Role, Outcome>>
}

/** All senders of transactions. The two contracts are asked only for functions that are made for them. */
export const PEOPLE = ['admin', 'parameter', 'guardian', 'deployer', 'operator', 'owner', 'named', 'stranger'] as const

const DELAY = 'after 61 days'

const open = (call: string, says: string): Rule => ({ call, says, allowed: 'everybody', others: ALLOWED })

const closed = (call: string, says: string, others: Outcome): Rule => ({ call, says, allowed: 'nobody', others })

const only = (allowed: readonly Role[], call: string, says: string, others: Outcome): Rule => ({
  call,
  says,
  allowed,
  others,
})

/** Makes a rule for a call about roles: ADMIN, after the delay. */
const slow = (call: string, says: string): Rule => ({
  call,
  says,
  allowed: ['admin'],
  notice: DELAY,
  others: 'AccessManagerUnauthorizedAccount',
})

/** Permissions of each role, in the order of the interfaces. */
export const RULES: readonly Rule[] = [
  open('ServiceNodeRegistry.register', 'anyone pays for a node that its operator signed for'),
  only(
    ['operator'],
    'ServiceNodeRegistry.register [unsigned]',
    'no account makes another an operator',
    'OperatorSignatureInvalid',
  ),
  closed('ServiceNodeRegistry.register [for the pools]', 'the pools alone make themselves an owner', 'OwnerInvalid'),
  open('ServiceNodeRegistry.activate', 'anyone, once the round is published'),
  only(['operator'], 'ServiceNodeRegistry.updateEndpoint', 'the operator moves the node', 'CallerNotAllowed'),
  only(['operator'], 'ServiceNodeRegistry.setExtension', 'the operator attaches a document', 'CallerNotAllowed'),
  only(['operator', 'owner'], 'ServiceNodeRegistry.rotateKeys', 'operator or owner', 'CallerNotAllowed'),
  only(['owner'], 'ServiceNodeRegistry.proposeOperator', 'the owner offers the operation', 'CallerNotAllowed'),
  only(['named'], 'ServiceNodeRegistry.acceptOperator', 'whom the owner named operates it', 'CallerNotAllowed'),
  only(['owner'], 'ServiceNodeRegistry.proposeOwner', 'the owner offers the node', 'CallerNotAllowed'),
  {
    ...closed('ServiceNodeRegistry.proposeOwner [to the pools]', 'no owner gives them a node', 'CallerNotAllowed'),
    except: { owner: 'OwnerInvalid' },
  },
  only(['named'], 'ServiceNodeRegistry.acceptOwner', 'whom the owner named takes it', 'CallerNotAllowed'),
  only(['operator', 'owner'], 'ServiceNodeRegistry.requestExit', 'operator or owner', 'CallerNotAllowed'),
  open('ServiceNodeRegistry.exit', 'anyone, once it is due: the owner is paid'),
  open('ServiceNodeRegistry.sweep', 'anyone: what is not owed goes to the rewards pool'),
  closed('ServiceNodeRegistry.exit [not due]', 'no owner is paid early', 'ExitNotDue'),
  open('ServiceNodeRegistry.suspend', 'anyone carries what the quorum signed'),
  open('ServiceNodeRegistry.resume', 'the same'),
  open('ServiceNodeRegistry.remove', 'the same'),
  closed('ServiceNodeRegistry.suspend [no quorum]', 'no role stands in for the quorum', 'QuorumSignatureInvalid'),
  closed('ServiceNodeRegistry.resume [no quorum]', 'the same', 'QuorumSignatureInvalid'),
  closed('ServiceNodeRegistry.remove [no quorum]', 'the same', 'QuorumSignatureInvalid'),
  only(['operator'], 'ServiceNodeRegistry.resumeByOperator', 'the operator, after 7 days', 'CallerNotAllowed'),
  {
    call: 'ServiceNodeRegistry.setParameters',
    says: 'PARAMETER, behind the delay',
    allowed: ['parameter'],
    notice: DELAY,
    others: 'AccessManagedUnauthorized',
  },
  {
    call: 'ServiceNodeRegistry.setRandomness',
    says: 'PARAMETER, behind the delay',
    allowed: ['parameter'],
    notice: DELAY,
    others: 'AccessManagedUnauthorized',
  },
  only(
    ['guardian'],
    'ServiceNodeRegistry.pauseRegistration',
    'GUARDIAN stops register and activate, at once',
    'AccessManagedUnauthorized',
  ),
  only(
    ['guardian'],
    'ServiceNodeRegistry.unpauseRegistration',
    'GUARDIAN ends its pause, at once',
    'AccessManagedUnauthorized',
  ),
  only(
    ['manager'],
    'ServiceNodeRegistry.setAuthority',
    'the manager itself, for `updateAuthority`',
    'AccessManagedUnauthorized',
  ),

  open('BeaconRandomness.publish', "anyone carries the beacon's signature"),
  closed('BeaconRandomness.publish [another round]', 'no role stands in for the beacon', 'RoundSignatureInvalid'),

  open('RewardsPool.fund', 'anyone adds rewards'),
  open('RewardsPool.absorb', 'anyone: what is untracked becomes reward'),
  open('RewardsPool.claim', 'anyone: owners are paid'),
  only(['registry'], 'RewardsPool.nodeActivated', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'RewardsPool.nodeDeactivated', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'SignerSets.admit', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'SignerSets.nodeJoined', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'SignerSets.nodeLeft', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'SignerSets.rotate', 'the registry', 'CallerNotRegistry'),
  only(['registry'], 'SignerSets.enact', 'the registry', 'CallerNotRegistry'),

  open('ContributionPools.open', 'anyone pays for a pool and becomes its opener'),
  only(['operator'], 'ContributionPools.replaceRegistration', 'the opener of the pool', 'CallerNotOpener'),
  open('ContributionPools.contribute', 'anyone, where there is room'),
  only(['operator', 'owner'], 'ContributionPools.withdraw', 'contributors, of their own', 'CallerNotContributor'),
  open('ContributionPools.finalize', "anyone, with the opener's last registration"),
  only(['operator', 'owner'], 'ContributionPools.requestExit', 'contributors', 'CallerNotContributor'),
  only(['operator'], 'ContributionPools.rotateKeys', 'the opener of the pool', 'CallerNotOpener'),
  only(['operator'], 'ContributionPools.proposeOperator', 'the opener of the pool', 'CallerNotOpener'),
  only(['named'], 'ContributionPools.claim', 'the beneficiary of the place', 'CallerNotBeneficiary'),
  only(['operator', 'owner'], 'ContributionPools.setBeneficiary', 'contributors, of their own', 'CallerNotContributor'),
  {
    ...only(
      ['owner'],
      'ContributionPools.offerSlot',
      'contributors but the opener, of their own',
      'CallerNotContributor',
    ),
    except: { operator: 'OpenerSlotBound' },
  },
  only(['named'], 'ContributionPools.takeSlot', 'the account that the place is offered to', 'SlotNotOffered'),

  open('StakingToken.approve', 'everybody, of their own'),
  open('StakingToken.transfer', 'everybody, of their own'),
  open('StakingToken.transferFrom', 'everybody, of what was approved to them'),
  closed('StakingToken.transferFrom [principal]', 'no role moves principal', 'ERC20InsufficientAllowance'),
  closed('StakingToken.transferFrom [rewards]', 'no role moves rewards', 'ERC20InsufficientAllowance'),
  closed('StakingToken.transferFrom [contributions]', 'no role moves contributions', 'ERC20InsufficientAllowance'),
  open('StakingToken.permit', 'anyone carries a permit'),
  closed('StakingToken.permit [forged]', 'no account makes one for another', 'ERC2612InvalidSigner'),

  slow('AccessManager.labelRole', 'names a role'),
  slow('AccessManager.grantRole [ADMIN]', 'takes effect 61 days later still'),
  slow('AccessManager.grantRole [PARAMETER]', 'takes effect 61 days later still'),
  slow('AccessManager.grantRole [PARAMETER, less delay]', 'takes effect 61 days later still'),
  slow('AccessManager.grantRole [GUARDIAN]', 'takes effect at once'),
  slow('AccessManager.revokeRole [PARAMETER]', 'takes a role away'),
  slow('AccessManager.revokeRole [GUARDIAN]', 'takes a role away'),
  open('AccessManager.renounceRole [their own]', 'everybody gives up what they have'),
  closed('AccessManager.renounceRole [of another]', 'no account for another', 'AccessManagerBadConfirmation'),
  slow('AccessManager.setRoleAdmin', 'who grants a role'),
  slow('AccessManager.setRoleGuardian', 'who cancels operations of a role'),
  slow('AccessManager.setGrantDelay', 'less delay takes effect 61 days later still'),
  slow('AccessManager.setTargetFunctionRole', 'which role calls a function'),
  slow('AccessManager.setTargetAdminDelay', 'less delay takes effect 61 days later still'),
  slow('AccessManager.setTargetClosed', 'stops the four restricted functions of the registry'),
  slow('AccessManager.updateAuthority', 'another manager'),
  slow('AccessManager.multicall', 'no way around the delay'),
  only(['parameter'], 'AccessManager.schedule [setParameters]', 'announces a change', 'AccessManagerUnauthorizedCall'),
  only(['admin'], 'AccessManager.schedule [grantRole]', 'announces a grant', 'AccessManagerUnauthorizedCall'),
  closed('AccessManager.schedule [pauseRegistration]', 'a pause has no delay', 'AccessManagerUnauthorizedCall'),
  {
    call: 'AccessManager.execute [setParameters]',
    says: 'the other way to call it',
    allowed: ['parameter'],
    notice: DELAY,
    others: 'AccessManagerUnauthorizedCall',
  },
  {
    call: 'AccessManager.execute [grantRole]',
    says: 'the other way to call it',
    allowed: ['admin'],
    notice: DELAY,
    others: 'AccessManagerUnauthorizedCall',
  },
  only(
    ['guardian'],
    'AccessManager.execute [pauseRegistration]',
    'the other way to call it',
    'AccessManagerUnauthorizedCall',
  ),
  {
    call: 'AccessManager.execute [setAuthority]',
    says: 'no way around updateAuthority',
    allowed: ['admin'],
    notice: DELAY,
    others: 'AccessManagerUnauthorizedCall',
  },
  only(
    ['admin', 'parameter'],
    'AccessManager.cancel [setParameters]',
    'who scheduled it, or ADMIN; not GUARDIAN',
    'AccessManagerUnauthorizedCancel',
  ),
  only(
    ['admin'],
    'AccessManager.cancel [grantRole]',
    'the role that scheduled it; no other stops ADMIN',
    'AccessManagerUnauthorizedCancel',
  ),
  {
    ...closed('AccessManager.consumeScheduledOp', 'the registry, within `setParameters` only', NO_REASON),
    except: { registry: 'AccessManagerUnauthorizedConsume' },
  },
]

/** Roles of a rule: all people, and the contracts that it names. */
export const rolesOf = ({ allowed, except }: Rule): Role[] => {
  const named: readonly Role[] = [
    ...(typeof allowed === 'string' ? [] : allowed),
    ...(Object.keys(except ?? {}) as Role[]),
  ]
  return [...PEOPLE, ...(['registry', 'manager'] as const).filter((contract) => named.includes(contract))]
}

/** Expected outcome of the rule for a role. */
export const expectedOf = (rule: Rule, role: Role): Outcome => {
  const { allowed, notice = ALLOWED, others, except } = rule
  if (allowed === 'everybody' || (allowed !== 'nobody' && allowed.includes(role))) return notice
  return except?.[role] ?? others
}
