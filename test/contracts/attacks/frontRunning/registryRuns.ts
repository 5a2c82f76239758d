import { bound, type FrontRun, run } from './frontRun.ts'

const CONTRACTS = 'test/contracts'
const ATTACKS = `${CONTRACTS}/attacks`
const JOINING = `${ATTACKS}/frontRunning/joining.t.sol`
const LEAVING = `${ATTACKS}/frontRunning/leaving.t.sol`
const LIMITS = `${ATTACKS}/frontRunning/limits.t.sol`
const CHANGING = `${ATTACKS}/frontRunning/changing.t.sol`
const MEMPOOL = `${ATTACKS}/mempool.test.ts`
const REGISTRY = `${CONTRACTS}/ServiceNodeRegistry`

/** Calls that may land before calls of the registry and of the beacon. */
export const registryRuns: readonly FrontRun[] = [
  run(
    'ServiceNodeRegistry.register',
    'a copy, where the operator signed and another pays',
    "the node, at the copier's cost",
    JOINING,
    'test_register_ACopyMakesTheOwnerAPresentOfAStake',
    {
      what: 'Pay for a node in the place of who was about to, and name another endpoint or spoil its Ed25519 signature',
      costs: "a whole stake, which is the owner's from then on",
      ends: 'with the transaction: all but these two is as it was signed. The operator names the endpoint again; the signature is for readers of the log alone',
    },
  ),
  run(
    'ServiceNodeRegistry.register',
    'a copy, where the operator sends it',
    'the copy is refused',
    JOINING,
    'test_register_RevertWhen_ATransactionOfTheOperatorIsCopied',
  ),
  run(
    'ServiceNodeRegistry.register',
    'another node',
    'the next id, and an unknown draw',
    JOINING,
    'test_register_AnEarlierNodeTakesOnlyTheId',
  ),
  run(
    'ServiceNodeRegistry.register',
    'a gift to the registry',
    'the same node; the gift becomes rewards',
    JOINING,
    'test_register_AGiftJustBeforeDoesNotCountAsStake',
  ),
  run(
    'ServiceNodeRegistry.register',
    'a pause',
    'refused; costs gas',
    JOINING,
    'test_register_AnEarlierChangeByGovernanceCostsNoTokens',
  ),
  run(
    'ServiceNodeRegistry.register',
    'another requirement',
    'refused; costs gas',
    `${REGISTRY}/register.t.sol`,
    'test_register_RevertWhen_TheRequirementDiffersFromTheExpectedStake',
  ),
  run(
    'ServiceNodeRegistry.register',
    'a node with the same Ed25519 key',
    'refused; goes on with another key',
    `${REGISTRY}/register.t.sol`,
    'test_trap5_ASquatterOfAnIdentityKeyLocksAStake',
    {
      what: 'Take the Ed25519 key of a node that is about to be registered, with a new node',
      costs:
        'a whole stake, locked for an exit delay at least; through a pool a quarter of it, and three quarters of others, who have a node that cannot serve. A Pending node takes three more keys by rotations, and two in each 24 epochs, for gas',
      ends: 'with another key. A BLS key cannot be taken: who has not its secret cannot sign with it',
    },
  ),
  run(
    'ServiceNodeRegistry.register',
    'a rotation of another node to the same Ed25519 key',
    'refused; goes on with another key',
    CHANGING,
    'test_register_AnEd25519KeyBurntByARotationIsRefusedAndAnotherIsNot',
  ),
  run(
    'ServiceNodeRegistry.register',
    'the proof of possession, by another operator',
    'the stranger is refused',
    `${REGISTRY}/register.t.sol`,
    'test_trap4_RevertWhen_TheProofIsReusedByAnotherOperator',
  ),
  run(
    'ServiceNodeRegistry.register',
    'the permit in it, in the same block',
    'the node, with the allowance that is there',
    MEMPOOL,
    'registers the node when a stranger used the permit first, in the same block',
    {
      what: 'Use a permit before the transaction that brings it',
      costs: 'less than 80,000 gas',
      ends: 'at once: the allowance is there, and only its owner can have it used',
    },
  ),
  run(
    'ServiceNodeRegistry.activate',
    'the same call',
    'the same node, seed and time',
    JOINING,
    'test_activate_ByAStrangerFirstGivesTheVeryNode',
  ),
  run(
    'ServiceNodeRegistry.activate',
    'a rotation of its keys',
    'refused once; the same with the new keys',
    CHANGING,
    'test_activate_ARotationJustBeforeIsRefusedOnce',
  ),
  run(
    'ServiceNodeRegistry.activate',
    'activations of others, up to the limit',
    'refused until the next 24 epochs',
    LIMITS,
    'test_activate_OthersUseUpTheLimitOfABucketWithAStakeEach',
    {
      what: 'Use up the activations of each 24 epochs with nodes of their own. No other joins, and none that was suspended young returns by its operator',
      costs:
        'two stakes, or one for 16 active nodes, for each 24 epochs, each locked for an exit delay. To go on for ever takes 30 stakes, or about as many as there are nodes; half of that with nodes that the quorum suspended young, which return after 168 epochs',
      ends: 'when the stakes run out, or another activation lands first. The limit grows with the list, and the quorum suspends young nodes as fast as they come',
    },
  ),
  run(
    'ServiceNodeRegistry.activate',
    'an activation that is undone unless the seed suits',
    'the same seed, in each of 255 blocks',
    `${ATTACKS}/choosing.t.sol`,
    'test_trap47_AWrapperThatRevertsTriesOneSeedOverAndOver',
  ),
  run(
    'ServiceNodeRegistry.register',
    'the publication of a newer round, while the clock of the chain is behind',
    'a ticket for a later round, as unknown as the first',
    `${ATTACKS}/draws.t.sol`,
    'test_C1_AClockSetBackByTheLookaheadAnd1IsOverruledByAPublishedRound',
    {
      what: 'Publish a newer round in front of a registration, on a chain whose clock is behind',
      costs: 'less than 180,000 gas',
      ends: 'with the round of the ticket, later by no more than the clock is behind',
    },
  ),
  run(
    'ServiceNodeRegistry.register',
    'the publication of a newer round, while the clock of the chain is right',
    'the same ticket',
    JOINING,
    'test_publish_OfANewerRoundInFrontOfARegistrationChangesNoTicketWhileTheClockIsRight',
  ),
  run(
    'BeaconRandomness.publish',
    'the same round',
    'the same draw',
    JOINING,
    'test_publish_ByAStrangerFirstGivesTheSameDraw',
  ),
  bound(
    'ServiceNodeRegistry.updateEndpoint',
    'the operator',
    JOINING,
    'test_updateEndpoint_AnActivationJustBeforeEndsInTheSameList',
  ),
  run(
    'ServiceNodeRegistry.proposeOwner',
    'the same call by anyone but the owner',
    'the stranger is refused',
    `${REGISTRY}/endpointAndOwner.t.sol`,
    'test_proposeOwner_RevertWhen_NotTheOwner',
  ),
  run(
    'ServiceNodeRegistry.acceptOwner',
    'the seller withdraws the offer',
    'refused; costs gas',
    LEAVING,
    'test_acceptOwner_TheSellerWithdrawsTheOfferFirst',
  ),
  run(
    'ServiceNodeRegistry.acceptOwner',
    'the seller claims, and asks for the exit',
    'principal, and rewards from then on',
    LEAVING,
    'test_acceptOwner_TheSellerTakesTheRewardsAndTheBuyerThePrincipal',
    {
      what: 'Sell a node and, before it is taken over, claim its rewards, ask for its exit, or have a due one carried out',
      costs: 'gas',
      ends: 'with the takeover. A buyer pays through a contract that takes it over in the same transaction and checks all three, or less',
    },
  ),
  run(
    'ServiceNodeRegistry.acceptOwner',
    'the seller gives the node another operator and other keys',
    'principal, and rewards from then on; own keys and operator after 24 epochs',
    CHANGING,
    'test_acceptOwner_TheSellerChangesOperatorAndKeysFirst',
    {
      what: 'Sell a node and, before it is taken over, give it another operator and other keys',
      costs: "gas, and the node's age as a guard",
      ends: 'after 24 epochs: the new owner gives it other keys and another operator. A buyer checks the epochs of the last changes in the same transaction',
    },
  ),
  run(
    'ServiceNodeRegistry.acceptOwner',
    'the exit, once it is due',
    'refused; the seller is paid',
    LEAVING,
    'test_acceptOwner_ADueExitThatLandsFirstPaysTheSeller',
  ),
  run(
    'ServiceNodeRegistry.requestExit',
    'the same call by the other who may',
    'the exit, due when the first said',
    LEAVING,
    'test_requestExit_TheSecondRequestMovesNothing',
  ),
  run(
    'ServiceNodeRegistry.requestExit',
    'an activation of the Pending node',
    'the exit, due at the same time',
    JOINING,
    'test_activate_InFrontOfARequestedExitListsTheNodeUntilIt',
    {
      what: 'Activate a Pending node whose operator is about to ask for the exit',
      costs: 'the gas of `activate`',
      ends: 'with the exit, due at the same time; until then the node is listed, earns, and answers for itself',
    },
  ),
  run(
    'ServiceNodeRegistry.exit',
    'the same call, or one with a wrong key',
    'the owner is paid once',
    LEAVING,
    'test_exit_PaysTheOwnerOnceAfterAnyEarlierCall',
  ),
  run(
    'ServiceNodeRegistry.exit',
    'a removal that the quorum signed',
    'all of it, from the moment it is due',
    LEAVING,
    'test_exit_ARemovalLandsFirstOnlyBeforeItIsDue',
  ),
  run(
    'ServiceNodeRegistry.exit',
    'a copy, once it is late by 24 epochs',
    "the owner has the rest; the tip is the copier's",
    LIMITS,
    'test_exit_ACopyOfALateExitTakesTheTip',
    {
      what: 'Take the tip of a late exit in the place of who sent it first',
      costs: 'the gas of `exit`',
      ends: 'at once: the node is out, which is what the tip is for. A leaver who exits within 24 epochs pays none; an owner whose operator asked for the exit has as long',
    },
  ),
  run(
    'ServiceNodeRegistry.exit',
    'nothing, in all blocks of 24 epochs and more: a builder keeps it out',
    'the owner has all but the tip, 20 bps for each 24 epochs',
    `${REGISTRY}/exitTip.t.sol`,
    'test_exit_PaysTwentyBpsForEach24EpochsUpTo200',
    {
      what: 'Keep every exit of a due node out of all blocks for 24 epochs, and take the tip of 20 bps, or more for longer',
      costs: 'all blocks of these epochs',
      ends: 'with the first block of another builder. Any account can send the exit',
    },
  ),
  run(
    'ServiceNodeRegistry.exit',
    'a quorum action on the node, once it is due',
    'the exit and its tip',
    LIMITS,
    'test_exit_NothingLandsFirstThatMakesTheTipSmaller',
  ),
  run(
    'ServiceNodeRegistry.sweep',
    'the same call',
    'nothing left to move',
    LEAVING,
    'test_sweep_TwiceMovesTheSameAsOnce',
  ),
  bound(
    'ServiceNodeRegistry.setParameters',
    'PARAMETER, after 61 days',
    `${REGISTRY}/setParameters.t.sol`,
    'test_trap19_RevertWhen_ParametersAreSetDirectly',
  ),
  bound(
    'ServiceNodeRegistry.setRandomness',
    'PARAMETER, after 61 days',
    `${REGISTRY}/setRandomness.t.sol`,
    'test_setRandomness_RevertWhen_TheCallerHasNotTheRole',
  ),
  bound(
    'ServiceNodeRegistry.pauseRegistration',
    'GUARDIAN',
    `${REGISTRY}/pause.t.sol`,
    'test_pauseRegistration_RevertWhen_NotTheGuardian',
  ),
  bound(
    'ServiceNodeRegistry.unpauseRegistration',
    'GUARDIAN',
    `${REGISTRY}/pause.t.sol`,
    'test_unpauseRegistration_RevertWhen_NotTheGuardian',
  ),
  bound(
    'ServiceNodeRegistry.setAuthority',
    'the manager',
    `${ATTACKS}/reentrancy.t.sol`,
    'test_register_CannotBeReenteredToAnyAvail',
  ),
]
