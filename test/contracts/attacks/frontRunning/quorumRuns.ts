import { type FrontRun, run } from './frontRun.ts'

const ATTACKS = 'test/contracts/attacks'
const CHANGING = `${ATTACKS}/frontRunning/changing.t.sol`
const LEAVING = `${ATTACKS}/frontRunning/leaving.t.sol`
const LIMITS = `${ATTACKS}/frontRunning/limits.t.sol`

/** Before actions of the quorum, and the return of a node by its operator. */
export const quorumRuns: readonly FrontRun[] = [
  run(
    'ServiceNodeRegistry.suspend',
    'a copy',
    'the node is suspended once',
    LEAVING,
    'test_quorum_ACopyThatLandsFirstIsTheAction',
  ),
  run(
    'ServiceNodeRegistry.suspend',
    'a rotation of the BLS key',
    'refused once; the same signature with the new key',
    CHANGING,
    'test_quorum_ARotationJustBeforeDoesNotSpoilTheSignature',
    {
      what: 'Rotate the keys of a node in front of its suspension or removal',
      costs: 'one of three rotations in 24 epochs, of the owner, the operator and a new operator',
      ends: 'with the next transaction: the signature names the node, not its key. After three of them no rotation is left',
    },
  ),
  run(
    'ServiceNodeRegistry.suspend',
    'three rotations',
    'the fourth transaction suspends the node',
    CHANGING,
    'test_quorum_RotationsDodgeThreeTransactionsIn24Epochs',
  ),
  run(
    'ServiceNodeRegistry.suspend',
    'suspensions of other nodes, up to the limit',
    'refused until the limits allow it',
    LIMITS,
    'test_suspend_DecoysUseUpTheLimitAndNoRemovalOfASuspendedNode',
    {
      what: 'Serve badly with so many nodes that the suspensions of 168 epochs do not suffice, and some stay listed',
      costs:
        'more than 22 % of all nodes (the limit is a quarter of the set that signs, which is smaller once an eighth is suspended), each a week old; no rewards while suspended; the penalty and the lock of each that is removed',
      ends: 'with the removals of the suspended, one in 13 in 168 epochs. If the attacker has a third of the nodes, less than an eighth of all stays listed, and fewer each week',
    },
  ),
  run(
    'ServiceNodeRegistry.suspend',
    'suspensions of the last eight buckets, and the return of one of their nodes',
    'refused for less than 24 epochs',
    LIMITS,
    'test_suspend_ADecoyThatReturnsStaysForLessThanABucket',
  ),
  run(
    'ServiceNodeRegistry.resume',
    'a copy',
    'the node is resumed once',
    LEAVING,
    'test_quorum_ACopyThatLandsFirstIsTheAction',
  ),
  run(
    'ServiceNodeRegistry.remove',
    'a copy',
    "the reward is the reporter's",
    LEAVING,
    'test_quorum_ACopyThatLandsFirstIsTheAction',
  ),
  run(
    'ServiceNodeRegistry.remove',
    'a request to exit, another owner',
    'the penalty is taken',
    LEAVING,
    'test_remove_NothingTheOwnerDoesFirstKeepsThePenaltyAway',
  ),
  run(
    'ServiceNodeRegistry.remove',
    'a suspension that the quorum signed too',
    'the removal, as it was signed',
    LEAVING,
    'test_remove_ASuspensionSignedTooThatLandsFirstDoesNotHoldItUp',
  ),
  run(
    'ServiceNodeRegistry.remove',
    "the operator's resumption, just before the exit is due",
    'the penalty is taken',
    LEAVING,
    'test_remove_TheOperatorsResumptionFirstDoesNotKeepThePenaltyAway',
  ),
  run(
    'ServiceNodeRegistry.resumeByOperator',
    'the resumption by the quorum',
    'the same list',
    LEAVING,
    'test_resumeByOperator_AndTheQuorumsInOneBlockAreOne',
  ),
]
