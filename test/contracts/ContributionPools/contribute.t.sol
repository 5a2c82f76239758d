// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract ContributeTest is PoolsBase {
    uint256 private constant PAYER_KEY = 0xbeef;
    uint96 private constant LEFT = STAKE - OPERATOR_SHARE;
    uint96 private constant HUNDREDTH = STAKE / 100;

    address private payer = vm.addr(PAYER_KEY);

    /* CONTRIBUTING */

    function test_contribute_TakesASlot() public {
        openPool();
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Contributed(POOL, ann, 1, 3_000 ether, 3_000 ether, OPERATOR_SHARE + 3_000 ether, ann);
        contribute(ann, 3_000 ether);
        assertSlot(1, ann, 3_000 ether);
        IContributionPools.Slot memory slot = pools.slots(POOL)[1];
        assertEq(slot.beneficiary, address(0), "beneficiary");
        assertEq(slot.contributedAt, block.timestamp, "contributedAt");
        assertEq(slot.paid, 0, "paid");
        assertEq(pools.pool(POOL).total, OPERATOR_SHARE + 3_000 ether, "total");
        assertEq(pools.pool(POOL).slotCount, 2, "slotCount");
        assertEq(token.balanceOf(ann), STAKE - 3_000 ether, "ann paid");
        assertEq(token.balanceOf(address(pools)), OPERATOR_SHARE + 3_000 ether, "pools hold");
    }

    function test_contribute_AddsToASlotAndReplacesTheBeneficiary() public {
        openPool();
        contributeFor(ann, 3_000 ether, cat);
        assertEq(pools.slots(POOL)[1].beneficiary, cat, "first beneficiary");
        vm.warp(block.timestamp + 1 hours);
        uint96 total = OPERATOR_SHARE + 3_000 ether + 1;
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Contributed(POOL, ann, 1, 1, 3_000 ether + 1, total, ben);
        contributeFor(ann, 1, ben);
        assertSlot(1, ann, 3_000 ether + 1);
        assertEq(pools.slots(POOL)[1].beneficiary, ben, "beneficiary");
        assertEq(pools.slots(POOL)[1].contributedAt, block.timestamp, "contributedAt");
        assertEq(pools.pool(POOL).slotCount, 2, "slotCount");
    }

    function test_contribute_TakesAReservedSlotWithAtLeastItsMinimum() public {
        openPool(termsKeeping(2, 4_000 ether), OPERATOR_SHARE);
        uint96 max = LEFT - 4_000 ether; // ann's is reserved
        assertBounds(ben, 4_000 ether, max);
        expectTooLow(4_000 ether - 1, 4_000 ether);
        contribute(ben, 4_000 ether - 1);
        expectTooHigh(max + 1, max);
        contribute(ben, max + 1);
        contribute(ben, max);
        assertSlot(2, ben, max);
        assertEq(pools.pool(POOL).slotCount, 3, "slotCount");
        contribute(ann, 4_000 ether);
        assertEq(pools.pool(POOL).total, STAKE, "full");
    }

    /// @notice An equal part of the free remainder, for each free slot.
    function test_contribute_TakesAtLeastAnEqualPartFromANewContributor() public {
        openPool(termsKeeping(1, 4_000 ether), OPERATOR_SHARE + 1);
        uint96 max = LEFT - 4_000 ether - 1;
        uint96 min = max / 8 + 1; // eight slots are free; rounded up
        assertBounds(ben, min, max);
        expectTooLow(min - 1, min);
        contribute(ben, min - 1);
        expectTooHigh(max + 1, max);
        contribute(ben, max + 1);
        contribute(ben, min);
        assertBounds(ben, 1, max - min);
        assertBounds(operator, 1, max - min);
        assertBounds(ann, 4_000 ether, max - min + 4_000 ether);
    }

    /// @notice A new contributor adds at least a hundredth, or all of the remainder. So a pool that is nearly full for
    /// a day does not lose its slots for almost nothing, which would leave few slots for later contributors.
    function test_contribute_TakesAtLeastAHundredthWhenThePoolIsNearlyFull() public {
        openPool();
        contribute(cat, LEFT - 9);
        assertBounds(ann, 9, 9);
        expectTooLow(8, 9);
        contribute(ann, 8);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(cat);
        contribute(cat, LEFT - 2 * HUNDREDTH);
        assertBounds(ann, HUNDREDTH, 2 * HUNDREDTH);
        contribute(ann, HUNDREDTH + 1);
        assertBounds(ben, HUNDREDTH - 1, HUNDREDTH - 1);
        contribute(ben, HUNDREDTH - 1);
        assertEq(pools.pool(POOL).total, STAKE, "full");
    }

    /// @notice Trap 17: ten minimum contributions fill the pool, to the last unit.
    function test_trap17_TheMinimumOfEachSlotFillsThePool() public {
        openPool(validTerms(), QUARTER + 5);
        for (uint256 i = 0; i + 1 < SLOTS_MAX; ++i) {
            (uint96 min, ) = pools.contributionBounds(POOL, actor(i));
            contribute(actor(i), min);
        }
        assertEq(pools.pool(POOL).total, STAKE, "total");
        assertEq(pools.pool(POOL).slotCount, SLOTS_MAX, "slotCount");
        finalize();
    }

    /* TRAPS */

    /// @notice Trap 15: a contributor gets the terms that it agreed to, or no tokens are taken.
    function test_trap15_RevertWhen_TheTermsAreOthersThanTheContributorRead() public {
        bytes32 read = pools.hashTerms(POOL, operator, validTerms());
        IContributionPools.Terms memory terms = validTerms();
        terms.feeBps = BPS;
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        registration.feeBps = BPS;
        vm.prank(operator);
        pools.open(terms, registration, "", OPERATOR_SHARE, noPermit());
        bytes32 actual = pools.pool(POOL).termsHash;
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.TermsDiffer.selector, POOL, read, actual));
        pools.contribute(POOL, read, 3_000 ether, address(0), noPermit());
        assertEq(token.balanceOf(ann), STAKE, "nothing was taken");
    }

    /// @notice Trap 15: everything that an operator may change leaves the terms as they are. The same terms of another
    /// pool or of another operator have another hash.
    function test_trap15_NothingTheOperatorDoesChangesTheTerms() public {
        openPool();
        IServiceNodeRegistry.Registration memory registration = registrationWith(5);
        vm.startPrank(operator);
        pools.replaceRegistration(POOL, registration, "");
        pools.setBeneficiary(POOL, cat);
        registration.feeBps = BPS;
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.RegistrationNotOfPool.selector, POOL));
        pools.replaceRegistration(POOL, registration, "");
        vm.stopPrank();
        assertEq(pools.pool(POOL).termsHash, termsHash, "termsHash");
        assertEq(pools.pool(POOL).feeBps, FEE_BPS, "feeBps");
        assertTrue(pools.hashTerms(POOL + 1, operator, validTerms()) != termsHash, "another pool");
        assertTrue(pools.hashTerms(POOL, ann, validTerms()) != termsHash, "another operator");
    }

    function test_contribute_UsesAPermitInsteadOfAnApproval() public {
        IServiceNodeRegistry.Permit memory permit = permitted();
        vm.prank(payer);
        pools.contribute(POOL, termsHash, LEFT, address(0), permit);
        assertSlot(1, payer, LEFT);
    }

    /// @notice Trap 55: a stranger can use a seen permit first. The contribution goes on with the allowance.
    function test_trap55_SucceedsWhenAStrangerUsedThePermitFirst() public {
        IServiceNodeRegistry.Permit memory permit = permitted();
        vm.prank(stranger);
        token.permit(payer, address(pools), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(payer);
        pools.contribute(POOL, termsHash, LEFT, address(0), permit);
        assertSlot(1, payer, LEFT);
    }

    /// @notice Trap 55, the other half: a permit only ever charges the sender, never the signer.
    function test_trap55_RevertWhen_TheCallerPassesThePermitOfAnother() public {
        IServiceNodeRegistry.Permit memory permit = permitted();
        vm.prank(stranger);
        vm.expectRevert();
        pools.contribute(POOL, termsHash, LEFT, address(0), permit);
        vm.prank(ann);
        pools.contribute(POOL, termsHash, 3_000 ether, address(0), permit);
        assertEq(token.balanceOf(payer), STAKE, "signer of the permit was not charged");
        assertEq(token.balanceOf(ann), STAKE - 3_000 ether, "sender was");
    }

    /* REFUSALS */

    /// @notice The pause takes in no money. It keeps none either: the way out is as open as before.
    function test_contribute_RevertWhen_PoolsArePausedAndOnlyThen() public {
        openPool();
        contribute(ann, ANN_SHARE);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        vm.prank(guardian);
        registry.pauseRegistration();
        uint40 until = registry.pausedUntil();
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolsArePaused.selector, until));
        contribute(ben, BEN_SHARE);
        IServiceNodeRegistry.Registration memory registration = registrationWith(5);
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        pools.replaceRegistration(POOL, registration, signature);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
        vm.warp(until);
        contribute(ben, BEN_SHARE);
    }

    function test_contribute_RevertWhen_ThePoolIsUnknown() public {
        expectUnknown(0);
        pools.contribute(0, 0, 1, address(0), noPermit());
        expectUnknown(1);
        pools.contribute(1, 0, 1, address(0), noPermit());
    }

    function test_contribute_RevertWhen_ThePoolIsRegistered() public {
        openFilledAndFinalized();
        assertBounds(ann, 0, 0);
        expectStateNotAllowed(IContributionPools.PoolState.Registered);
        contribute(ann, 1);
    }

    function test_contribute_RevertWhen_ThePoolIsClosed() public {
        openPool();
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(operator);
        assertBounds(ann, 0, 0);
        expectStateNotAllowed(IContributionPools.PoolState.Closed);
        contribute(ann, 3_000 ether);
    }

    function test_contribute_RevertWhen_TheDeadlinePassed() public {
        openPool();
        vm.warp(deadline);
        contribute(ann, 3_000 ether);
        assertTrue(!pools.isOver(POOL), "the deadline itself is in time");
        vm.warp(deadline + 1);
        assertTrue(pools.isOver(POOL), "over");
        assertBounds(ben, 0, 0);
        expectOver();
        contribute(ben, 3_000 ether);
    }

    function test_contribute_RevertWhen_TheRegistryAsksForAnotherStake() public {
        vm.warp(registry.parametersChangeableFrom());
        deadline = uint40(block.timestamp) + 10 days;
        openPool();
        changeRequirement(STAKE + 1);
        assertTrue(pools.isOver(POOL), "over");
        assertBounds(ann, 0, 0);
        expectOver();
        contribute(ann, 3_000 ether);
        withdraw(operator);
        assertEq(token.balanceOf(address(pools)), 0, "refunded at once");
    }

    /// @notice The pools cannot claim, so their credit would be lost.
    function test_contribute_RevertWhen_ThePoolsWouldBenefit() public {
        openPool();
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.BeneficiaryInvalid.selector, POOL, address(pools)));
        pools.contribute(POOL, termsHash, 3_000 ether, address(pools), noPermit());
    }

    /// @notice 0 is not a contribution. Otherwise any account could take the slots that a full pool has left.
    function test_contribute_RevertWhen_TheAmountIsZeroAndThePoolIsFull() public {
        openPool();
        fill();
        expectTooLow(0, 1);
        contribute(stranger, 0);
        expectTooLow(0, 1);
        contribute(ann, 0);
        assertEq(pools.slots(POOL).length, 3, "places");
    }

    function test_contribute_RevertWhen_NoSlotIsFree() public {
        openPool(termsKeeping(1, 1_000 ether), OPERATOR_SHARE);
        for (uint256 i = 1; i + 1 < SLOTS_MAX; ++i) contribute(actor(i), 2_125 ether);
        address late = actor(SLOTS_MAX);
        assertBounds(late, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.NoFreeSlot.selector, POOL));
        contribute(late, 1_000 ether);
        assertBounds(ann, 1_000 ether, 1_000 ether); // her slot is reserved
        assertBounds(ben, 0, 0); // he has a slot; the remainder is reserved for ann
        contribute(ann, 1_000 ether);
        assertEq(pools.pool(POOL).total, STAKE, "full");
    }

    /// @notice The reserved remainder is only for its contributors.
    function test_contribute_RevertWhen_AllSlotsAreReservedAlthoughStakeIsMissing() public {
        openPool(termsKeeping(SLOTS_MAX - 1, 1_000 ether), OPERATOR_SHARE);
        address late = actor(SLOTS_MAX - 1);
        assertBounds(late, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.NoFreeSlot.selector, POOL));
        contribute(late, 1_000 ether);
        assertBounds(ann, 1_000 ether, LEFT - 8_000 ether);
    }

    function test_contribute_RevertWhen_NoRemainderIsLeftOrTheAmountIsZero() public {
        openPool();
        expectTooLow(0, 2_000 ether);
        contribute(ann, 0);
        fill();
        assertBounds(cat, 0, 0);
        assertBounds(ann, 0, 0);
        expectTooHigh(1, 0);
        contribute(cat, 1);
        expectTooHigh(1, 0);
        contribute(ann, 1);
        expectTooLow(0, 1);
        contribute(ann, 0);
    }

    function test_contributionBounds_RevertWhen_ThePoolIsUnknown() public {
        expectUnknown(POOL);
        pools.contributionBounds(POOL, ann);
        expectUnknown(POOL);
        pools.isOver(POOL);
        expectUnknown(POOL);
        pools.pool(POOL);
        expectUnknown(POOL);
        pools.slots(POOL);
    }

    /* HELPERS */

    /// @dev An open pool, and a payer who signed for its whole remainder.
    function permitted() private returns (IServiceNodeRegistry.Permit memory permit) {
        openPool();
        token.transfer(payer, STAKE);
        permit = permitBy(PAYER_KEY, LEFT);
    }
}
