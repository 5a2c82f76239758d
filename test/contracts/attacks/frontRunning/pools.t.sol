// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IContributionPools} from "../../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolsBase} from "../../ContributionPools/PoolsBase.sol";

/// @notice An attacker sees a transaction of a shared node, and front-runs it.
contract FrontRunningPoolsTest is PoolsBase {
    uint96 private constant LEFT = STAKE - OPERATOR_SHARE;

    address private attacker = actor(ACTORS - 1);

    /* OPEN */

    /// @notice An attacker's pool on the same terms takes the announced id. It receives no contribution.
    function test_open_AStrangersPoolTakesTheIdAndNoContribution() public {
        bytes32 told = pools.hashTerms(POOL, operator, validTerms());
        openAs(attacker, QUARTER);
        openAs(operator, OPERATOR_SHARE);
        assertEq(pools.poolCount(), 2, "two pools");
        bytes32 actual = pools.pool(POOL).termsHash;
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.TermsDiffer.selector, POOL, told, actual));
        pools.contribute(POOL, told, ANN_SHARE, address(0), noPermit());
        vm.prank(ann);
        vm.expectRevert(
            abi.encodeWithSelector(
                IContributionPools.TermsDiffer.selector,
                POOL + 1,
                told,
                pools.pool(POOL + 1).termsHash
            )
        );
        pools.contribute(POOL + 1, told, ANN_SHARE, address(0), noPermit());
        assertEq(token.balanceOf(ann), STAKE, "she keeps hers");
    }

    /// @notice Griefing that remains: a copier opens a pool with the registration of another, and brings the whole stake.
    /// If it is registered first, the keys are used. The other pool takes others, and the operator ends the node.
    function test_open_ACopyIsTheCopiersPoolAndItsKeysServeOnce() public {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        openPool();
        vm.prank(attacker);
        uint256 copy = pools.open(validTerms(), registration, signature, STAKE, noPermit());
        assertEq(pools.pool(copy).opener, attacker, "the copy is the copier's");
        fill();
        uint32 nodeId = pools.finalize(copy, registration, signature);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, registration.ed25519Key, nodeId)
        );
        pools.finalize(POOL, registration, signature);
        replaceWith(5);
        registration = registrationWith(5);
        pools.finalize(POOL, registration, signatureOf(registration));
        vm.prank(operator);
        registry.requestExit(nodeId);
    }

    /* CONTRIBUTE */

    /// @notice Griefing that remains: a contributor adds one unit, so a contribution that would fill the pool is one
    /// too high. No token is lost, and the remainder can be contributed. Cost: one unit and its gas, each time.
    function test_contribute_DustJustBeforeMakesAnExactFillOneTooHigh() public {
        openPool();
        contribute(attacker, 2_000 ether);
        (, uint96 seen) = pools.contributionBounds(POOL, ann);
        for (uint96 times = 1; times <= 3; ++times) {
            contribute(attacker, 1);
            vm.prank(ann);
            expectTooHigh(seen, seen - times);
            pools.contribute(POOL, termsHash, seen, address(0), noPermit());
        }
        assertEq(token.balanceOf(ann), STAKE, "she keeps hers");
        contribute(ann, seen - 3);
        assertEq(pools.pool(POOL).total, STAKE, "full");
        assertEq(token.balanceOf(attacker), STAKE - 2_000 ether - 3, "three units");
    }

    /// @notice Griefing that remains: a contribution withdrawn just before leaves more for each free slot, so the
    /// minimum grows. Cost: the contribution, for a day.
    function test_contribute_AWithdrawalJustBeforeRaisesTheMinimum() public {
        openPool();
        contribute(attacker, 10_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        (uint96 seen, ) = pools.contributionBounds(POOL, ann);
        assertEq(seen, 1_000 ether, "8,000 by 8 places");
        withdraw(attacker);
        vm.prank(ann);
        expectTooLow(seen, 2_000 ether); // 18,000 by 9 slots
        pools.contribute(POOL, termsHash, seen, address(0), noPermit());
        contribute(ann, 2_000 ether);
    }

    /// @notice The last slot, and with it the whole remainder, is taken first. The late contributor keeps its tokens.
    /// The attacker is a contributor then, with the whole remainder.
    function test_contribute_TheLastSlotTakenFirstCostsTheWholeRemainder() public {
        openPool();
        for (uint256 i = 0; i < 8; ++i) contribute(actor(i), 2_000 ether);
        (uint96 min, uint96 max) = pools.contributionBounds(POOL, actor(9));
        assertEq(min, max, "the last brings all that is left");
        contribute(attacker, max);
        vm.prank(actor(9));
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.NoFreeSlot.selector, POOL));
        pools.contribute(POOL, termsHash, max, address(0), noPermit());
        assertEq(token.balanceOf(actor(9)), STAKE, "who is late keeps theirs");
        assertEq(token.balanceOf(attacker), STAKE - max, "who came first has paid");
        finalize();
    }

    /// @notice A reserved slot and its amount cannot be taken, by any earlier call, however often.
    function test_contribute_NoOtherContributorTakesAReservedAmount() public {
        openPool(termsKeeping(1, ANN_SHARE), OPERATOR_SHARE);
        contribute(attacker, BEN_SHARE);
        vm.prank(attacker);
        expectTooHigh(1, 0);
        pools.contribute(POOL, termsHash, 1, address(0), noPermit());
        contribute(ann, ANN_SHARE);
        assertEq(pools.pool(POOL).total, STAKE, "full");
    }

    /* WITHDRAW */

    /// @notice Griefing that remains: an attacker who fills the pool in front of a withdrawal keeps the contribution
    /// there, at most until the deadline. Cost: the whole remainder, for as long.
    function test_withdraw_AContributionThatFillsThePoolFirstDelaysItToTheDeadline() public {
        openPool();
        contribute(ann, ANN_SHARE);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        contribute(attacker, BEN_SHARE);
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolFull.selector, POOL, deadline));
        pools.withdraw(POOL);
        vm.prank(attacker);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolFull.selector, POOL, deadline));
        pools.withdraw(POOL);
        vm.warp(deadline + 1);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "all of it");
    }

    /// @notice Another withdrawal just before moves the slot, and not its contents.
    function test_withdraw_ASlotMovedJustBeforeIsPaidInFull() public {
        openPool();
        contribute(attacker, 2_000 ether);
        contribute(ann, ANN_SHARE);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(attacker);
        assertSlot(1, ann, ANN_SHARE);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "all of it");
        assertEq(pools.pool(POOL).total, OPERATOR_SHARE, "the operator's is left");
    }

    /* FINALIZE */

    /// @notice Griefing that remains: an operator who replaces the registration in front of every `finalize` holds up a
    /// full pool, at most until its deadline. Cost: gas of each, and its own quarter for as long.
    function test_finalize_TheOperatorHoldsItUpByReplacingTheRegistration() public {
        openPool();
        fill();
        IServiceNodeRegistry.Registration memory agreed = poolRegistration();
        uint256 day = 0;
        for (; block.timestamp + 1 days <= deadline; ++day) {
            replaceWith(5 + (day % 2) * 2);
            bytes memory signature = signatureOf(agreed);
            bytes32 brought = pools.hashRegistration(agreed, signature);
            bytes32 wanted = pools.pool(POOL).registrationHash;
            vm.expectRevert(
                abi.encodeWithSelector(IContributionPools.RegistrationDiffers.selector, POOL, brought, wanted)
            );
            pools.finalize(POOL, agreed, signature);
            agreed = registrationWith(5 + (day % 2) * 2);
            vm.warp(block.timestamp + 1 days);
        }
        assertEq(day, 10, "days");
        vm.warp(deadline + 1);
        withdraw(ann);
        withdraw(ben);
        withdraw(operator);
        assertEq(token.balanceOf(ann) + token.balanceOf(ben), 2 * STAKE, "all of it, to the contributors");
    }

    /// @notice Any other account that finalizes first registers the same node.
    function test_finalize_ByAStrangerFirstIsTheSameNode() public {
        openPool();
        fill();
        finalize();
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        expectStateNotAllowed(IContributionPools.PoolState.Registered);
        pools.finalize(POOL, registration, signature);
        assertEq(registry.serviceNode(poolNode).operator, operator, "operator");
        assertEq(registry.ownerOf(poolNode), address(pools), "owner");
    }

    /* AFTERWARDS */

    /// @notice Strangers have rewards and principal paid first. A later claim pays the same share.
    function test_claim_PaysTheSameAfterAnyPaymentsByStrangers() public {
        startPool();
        earn(1 days);
        uint256 snapshot = vm.snapshotState();
        uint256 expected = claim(ann, 1);
        vm.revertToState(snapshot);

        uint32[] memory nodeIds = new uint32[](1);
        nodeIds[0] = poolNode;
        vm.startPrank(attacker);
        rewardsPool.claim(nodeIds);
        token.transfer(address(pools), 1);
        vm.stopPrank();
        assertTrue(expected != 0, "earned something");
        assertEq(claim(ann, 1), expected, "her share");
    }

    /// @notice A contributor changes the beneficiary, or transfers the slot, in front of the beneficiary's claim.
    /// Earlier earnings stay the beneficiary's.
    function test_claim_ABeneficiaryReplacedFirstKeepsEarlierEarnings() public {
        openPool();
        contributeFor(ann, ANN_SHARE, cat);
        contribute(ben, BEN_SHARE);
        finalize();
        activatePoolNode();
        earn(1 days);
        uint256 snapshot = vm.snapshotState();
        uint256 expected = claim(cat, 1);
        assertTrue(expected != 0, "earned something");
        vm.revertToState(snapshot);

        vm.prank(ann);
        pools.setBeneficiary(POOL, attacker);
        vm.prank(cat);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotBeneficiary.selector, POOL, 1, cat));
        pools.claim(placeOf(1));
        assertEq(claimCredit(cat), expected, "by setBeneficiary");
        vm.revertToState(snapshot);
        moveSlot(ann, attacker, 1);
        assertEq(claimCredit(cat), expected, "by takeSlot");
    }

    /// @notice No account can be given a slot. An offer forced on the recipient first keeps no other from it.
    function test_takeSlot_AnotherOfferToTheRecipientFirstChangesNothing() public {
        openPool();
        contribute(ann, ANN_SHARE);
        contribute(attacker, BEN_SHARE);
        finalize();
        offerSlot(attacker, cat);
        offerSlot(ann, cat);
        takeSlot(cat, 1);
        assertSlot(1, cat, ANN_SHARE);
        expectNewContributorInvalid(cat);
        takeSlot(cat, 2);
        assertSlot(2, attacker, BEN_SHARE);
    }

    /// @notice Griefing that remains: the seller withdraws the offer, or offers the slot to another, just before.
    function test_takeSlot_AnOfferWithdrawnJustBeforeIsNotTaken() public {
        openFilledAndFinalized();
        offerSlot(ann, cat);
        offerSlot(ann, attacker);
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
        offerSlot(ann, cat);
        offerSlot(ann, address(0));
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
        assertSlot(1, ann, ANN_SHARE);
    }

    /// @notice The exit lands in front of the taker. The slot is empty then, and stays with the seller.
    function test_takeSlot_RevertWhen_TheExitIsPaidJustBefore() public {
        startPool();
        offerSlot(ann, cat);
        vm.prank(operator);
        registry.requestExit(poolNode);
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        vm.prank(attacker);
        registry.exit(poolNode, keyOf(poolNode));
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.SlotPaidOut.selector, POOL, 1));
        takeSlot(cat, 1);
        assertTrue(claim(ann, 1) >= ANN_SHARE, "the seller's");
    }

    /// @notice Rewards claimed in front of the taker are the seller's, as they are without that call.
    function test_takeSlot_AClaimJustBeforeChangesNothing() public {
        startPool();
        offerSlot(ann, cat);
        earn(1 days);
        uint256 snapshot = vm.snapshotState();
        takeSlot(cat, 1);
        uint256 expected = claimCredit(ann);
        assertTrue(expected != 0, "earned something");
        vm.revertToState(snapshot);
        assertEq(claim(ann, 1), expected, "by claim");
        takeSlot(cat, 1);
        assertEq(claimCredit(ann), 0, "nothing twice");
        assertEq(claim(cat, 1), 0, "the taker's begins now");
    }

    /// @notice Griefing that remains: the owner of a quarter ends the node before it begins. All contributors are
    /// refunded after the exit delay. Cost: the same wait for that quarter.
    function test_requestExit_AQuarterEndsTheNodeBeforeItBegins() public {
        openPool();
        contribute(ann, LEFT - QUARTER);
        contribute(attacker, QUARTER);
        finalize();
        vm.prank(attacker);
        pools.requestExit(POOL);
        letDrawCome(poolNode);
        BLS.G1Point memory key = keyOf(poolNode);
        bytes32 identity = identityOf(poolNode);
        uint40 exitDueAt = registry.serviceNode(poolNode).exitDueAt;
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.ExitAlreadyRequested.selector, poolNode, exitDueAt)
        );
        registry.activate(poolNode, key, identity);
        vm.warp(exitDueAt);
        registry.exit(poolNode, key);
        assertEq(claim(ann, 1), LEFT - QUARTER, "ann has hers back");
        assertEq(claim(operator, 0), OPERATOR_SHARE, "the operator too");
    }

    /// @notice The second contributor or operator to request the exit learns the due time from the error.
    function test_requestExit_TheSecondRequestMovesNothing() public {
        openFilledAndFinalized();
        vm.prank(operator);
        registry.requestExit(poolNode);
        uint40 exitDueAt = registry.serviceNode(poolNode).exitDueAt;
        vm.warp(block.timestamp + 1 days);
        vm.prank(ann);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.ExitAlreadyRequested.selector, poolNode, exitDueAt)
        );
        pools.requestExit(POOL);
    }

    /* HELPERS */

    function openAs(address who, uint96 amount) private {
        address usual = operator;
        operator = who;
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        vm.prank(who);
        pools.open(validTerms(), registration, "", amount, noPermit());
        operator = usual;
    }

    function replaceWith(uint256 secretKey) private {
        IServiceNodeRegistry.Registration memory registration = registrationWith(secretKey);
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        pools.replaceRegistration(POOL, registration, signature);
    }
}
