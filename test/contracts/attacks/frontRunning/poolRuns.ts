import { bound, type FrontRun, run } from './frontRun.ts'

const CONTRACTS = 'test/contracts'
const ATTACKS = `${CONTRACTS}/attacks`
const POOLS = `${ATTACKS}/frontRunning/pools.t.sol`
const MEMPOOL = `${ATTACKS}/mempool.test.ts`
const SHARED = `${CONTRACTS}/ContributionPools`

/** Before calls of the contribution pools. */
export const poolRuns: readonly FrontRun[] = [
  run(
    'ContributionPools.open',
    'another pool, on the same terms',
    "the next id; contributors name the terms' hash, which tells the two apart",
    POOLS,
    'test_open_AStrangersPoolTakesTheIdAndNoContribution',
  ),
  run(
    'ContributionPools.open',
    'the permit in it',
    'the pool',
    `${SHARED}/open.t.sol`,
    'test_trap55_TheOperatorsPermitMayBeUsedByAStrangerFirst',
  ),
  run(
    'ContributionPools.open',
    'a copy by another account',
    'the copy is refused',
    `${SHARED}/open.t.sol`,
    'test_open_RevertWhen_TheRegistrationIsNotOfThePool',
  ),
  bound(
    'ContributionPools.replaceRegistration',
    'the operator',
    `${SHARED}/open.t.sol`,
    'test_replaceRegistration_RevertWhen_SomebodyElseAsks',
  ),
  run(
    'ContributionPools.contribute',
    'another registration',
    'the same terms',
    `${SHARED}/contribute.t.sol`,
    'test_trap15_NothingTheOperatorDoesChangesTheTerms',
  ),
  run(
    'ContributionPools.contribute',
    'the last place is taken',
    'refused; costs gas',
    POOLS,
    'test_contribute_TheLastPlaceTakenFirstCostsAllThatIsLeft',
    {
      what: 'Take the last place, or all that is left, in front of another',
      costs: 'that contribution, which becomes part of the stake',
      ends: 'with the pool; who wants a place for sure has it reserved',
    },
  ),
  run(
    'ContributionPools.contribute',
    'one unit by who has a place',
    'refused; what is left can be brought',
    POOLS,
    'test_contribute_DustJustBeforeMakesAnExactFillOneTooHigh',
    {
      what: 'Make a contribution that would fill the pool too high by one unit',
      costs: "a place of one's own; one unit and the gas of `contribute`, each time",
      ends: 'when the other leaves some units of room, or asks for the bounds in the same transaction',
    },
  ),
  run(
    'ContributionPools.contribute',
    'a withdrawal',
    'refused; the new least can be brought',
    POOLS,
    'test_contribute_AWithdrawalJustBeforeRaisesTheLeast',
    {
      what: 'Raise the least that a newcomer brings, by withdrawing',
      costs: 'a contribution, for a day at least',
      ends: 'with the next contribution; it can be done once a day and account',
    },
  ),
  run(
    'ContributionPools.contribute',
    'contributions to what is reserved',
    'the reserved place',
    POOLS,
    'test_contribute_NobodyTakesWhatIsReserved',
  ),
  run(
    'ContributionPools.contribute',
    'the permit in it',
    'the place',
    `${SHARED}/contribute.t.sol`,
    'test_trap55_GoesOnWhenSomebodyElseUsedThePermit',
  ),
  run(
    'ContributionPools.contribute',
    'a gift to the pools',
    'the same bounds',
    `${SHARED}/withdraw.t.sol`,
    'test_trap16_AGiftFillsNoPool',
  ),
  run(
    'ContributionPools.withdraw',
    'a contribution that fills the pool',
    'all of it, or a registered node, by the deadline',
    POOLS,
    'test_withdraw_WhoFillsThePoolFirstHoldsItUpToTheDeadline',
    {
      what: 'Keep a contribution from being withdrawn, by filling the pool',
      costs: 'all that was missing, held for as long',
      ends: 'with the deadline, at most 14 days from the opening, or with the node that all agreed to',
    },
  ),
  run(
    'ContributionPools.withdraw',
    'another withdrawal, which moves the place',
    'all of it',
    POOLS,
    'test_withdraw_APlaceMovedJustBeforeIsPaidInFull',
  ),
  run(
    'ContributionPools.finalize',
    'the same call',
    'the same node',
    POOLS,
    'test_finalize_ByAStrangerFirstIsTheSameNode',
  ),
  run(
    'ContributionPools.finalize',
    'another registration, each time',
    'a refund after the deadline',
    POOLS,
    'test_finalize_TheOperatorHoldsItUpByReplacingTheRegistration',
    {
      what: 'Hold up a full pool as its operator, by replacing the registration',
      costs: 'less than 80,000 gas each time, and a quarter of the stake at least, held for as long',
      ends: 'with the deadline: everybody has all of it back',
    },
  ),
  run(
    'ContributionPools.finalize',
    'another registration, in the same block',
    'refused; the pool as it was',
    MEMPOOL,
    'leaves a full pool as it was where its operator replaces the registration in front of finalize',
  ),
  run(
    'ContributionPools.finalize',
    "the operator's wallet takes its signature back",
    'a refund after the deadline',
    `${ATTACKS}/hostileAccounts.t.sol`,
    'test_finalize_AnOperatorsWalletThatFailsHoldsAFullPoolUpToItsDeadline',
  ),
  run(
    'ContributionPools.finalize',
    'a node with the same Ed25519 key',
    'the node, with another key',
    `${SHARED}/finalize.t.sol`,
    'test_finalize_GoesOnWithOtherKeysWhenAStrangerUsedOne',
  ),
  run(
    'ContributionPools.finalize',
    'a withdrawal',
    'the withdrawal is refused',
    `${SHARED}/withdraw.t.sol`,
    'test_withdraw_RevertWhen_ThePoolIsFull',
  ),
  run(
    'ContributionPools.requestExit',
    'the same call by another who may',
    'the exit, due when the first said',
    POOLS,
    'test_requestExit_WhoComesSecondMovesNothing',
  ),
  run(
    'ContributionPools.claim',
    'claims and gifts of strangers',
    'the same share',
    POOLS,
    'test_claim_WhateverStrangersHavePaidFirst',
  ),
  run(
    'ContributionPools.claim',
    'another beneficiary, or another contributor',
    'what was earned until then',
    POOLS,
    'test_claim_ABeneficiaryReplacedFirstKeepsWhatWasEarnedUntilThen',
  ),
  bound(
    'ContributionPools.setBeneficiary',
    'the contributor',
    `${SHARED}/slots.t.sol`,
    'test_setBeneficiary_RevertWhen_ThereIsNoSuchPoolOrPlace',
  ),
  run(
    'ContributionPools.transferSlot',
    'another place, given to the same heir',
    "refused; another address of the heir's will do",
    POOLS,
    'test_transferSlot_APlaceForcedOnTheHeirFirstIsAPresent',
    {
      what: 'Keep a place from being given to somebody, by giving them one first',
      costs: 'that whole place, principal and rewards',
      ends: "with another address of the recipient's",
    },
  ),
]
