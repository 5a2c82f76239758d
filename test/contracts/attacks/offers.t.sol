// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "../ContributionPools/PoolsBase.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice Races for a slot that moves in two steps. Each account gets what it agreed to, or keeps what it has.
contract OffersTest is QuorumBase, PoolsBase {
    function setUp() public override(QuorumBase, PoolsBase) {
        super.setUp();
    }

    /// @notice An offer is good for one move. The slot comes back, and the first offer is not bound to it.
    function test_offer_FromAToBAndBackCannotBeTakenAgain() public {
        openFilledAndFinalized();
        moveSlot(ann, cat, 1);
        moveSlot(cat, ann, 1);
        assertSlot(1, ann, ANN_SHARE);
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
        expectNotOffered(1, ann);
        takeSlot(ann, 1);
    }

    /// @notice The new contributor does not inherit an offer of the former one.
    function test_offer_OfTheFormerContributorEndsWithTheMove() public {
        openFilledAndFinalized();
        offerSlot(ann, stranger);
        moveSlot(ann, cat, 1);
        assertEq(pools.pendingContributor(POOL, 1), address(0), "offered");
        expectNotOffered(1, stranger);
        takeSlot(stranger, 1);
        expectNotContributor(ann);
        offerSlot(ann, stranger);
    }

    function test_offer_WithdrawnInTheSameBlockCannotBeTaken() public {
        openFilledAndFinalized();
        uint256 before = block.timestamp;
        offerSlot(ann, cat);
        offerSlot(ann, address(0));
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
        assertEq(block.timestamp, before, "one block");
        assertSlot(1, ann, ANN_SHARE);
    }

    /// @notice No account takes a slot that has no offer, or that does not exist.
    function test_offer_OfNoSlotCannotBeTakenByAnyAccount() public {
        openFilledAndFinalized();
        for (uint8 slot = 3; slot <= SLOTS_MAX; ++slot) {
            expectNotOffered(slot, cat);
            takeSlot(cat, slot);
        }
        expectNotOffered(0, stranger);
        takeSlot(stranger, 0);
    }

    /// @notice Roles, the opener and the operator take no slot either.
    function test_offer_ToOneAccountCannotBeTakenByAnother() public {
        openFilledAndFinalized();
        offerSlot(ann, cat);
        address[7] memory others = [ann, ben, operator, stranger, governor, guardian, address(manager)];
        for (uint256 i = 0; i < others.length; ++i) {
            expectNotOffered(1, others[i]);
            takeSlot(others[i], 1);
        }
        takeSlot(cat, 1);
        assertSlot(1, cat, ANN_SHARE);
    }

    /// @notice Two contributors offer their slots to one account. It takes one, and the other offer stays open for the
    /// time after it moved on.
    function test_offer_OfASecondSlotToOneAccountIsRefusedUntilItMovedOn() public {
        openFilledAndFinalized();
        offerSlot(ann, cat);
        offerSlot(ben, cat);
        takeSlot(cat, 1);
        expectNewContributorInvalid(cat);
        takeSlot(cat, 2);
        expectNewContributorInvalid(cat);
        offerSlot(ben, cat);
        assertSlot(2, ben, BEN_SHARE);
        moveSlot(cat, stranger, 1);
        takeSlot(cat, 2);
        assertSlot(2, cat, BEN_SHARE);
    }

    /// @notice Before the node is registered a slot is refunded, never moved. No offer outlives a withdrawal, because
    /// none can be made.
    function test_offer_OfASlotThatCanBeWithdrawnIsRefused() public {
        openPool();
        contribute(ann, ANN_SHARE);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        offerSlot(ann, cat);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(operator); // closes the pool
        expectStateNotAllowed(IContributionPools.PoolState.Closed);
        offerSlot(ann, cat);
        withdraw(ann);
        expectStateNotAllowed(IContributionPools.PoolState.Closed);
        takeSlot(cat, 1);
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
    }

    /// @notice While the exit delay runs the slot moves with its principal. Both are paid exactly theirs.
    function test_move_DuringTheExitDelayTakesThePrincipalAlong() public {
        startPool();
        offerSlot(ann, cat);
        vm.prank(operator);
        registry.requestExit(poolNode);
        earn(1 days);
        takeSlot(cat, 1);
        uint256 earned = claimCredit(ann);
        assertTrue(earned != 0, "ann's rewards");
        payPrincipal();
        assertTrue(claim(cat, 1) >= ANN_SHARE, "cat has the principal");
        assertEq(claimCredit(ann), 0, "ann has no more");
        claim(ben, 2);
        claim(operator, 0);
        assertTrue(token.balanceOf(address(pools)) < 4, "nothing is stranded");
    }

    /// @notice A removal does not touch the slots that move: the loss is the opener's, before and after.
    function test_move_DuringTheRemovalLockTakesThePrincipalAlong() public {
        startPool();
        members.push(poolNode);
        warpEpochs(2);
        registry.remove(removal(poolNode));
        moveSlot(ann, cat, 1);
        payPrincipal();
        assertEq(claim(cat, 1), ANN_SHARE, "cat");
        assertEq(claim(operator, 0), OPERATOR_SHARE - STAKE / 10, "the opener bears the loss");
    }

    /// @notice The slot with the first loss never moves, and no offer of it can exist.
    function test_move_OfTheFirstLossIsImpossible() public {
        startPool();
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.OpenerSlotBound.selector, POOL));
        offerSlot(operator, cat);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.OpenerSlotBound.selector, POOL));
        offerSlot(operator, address(0));
        expectNotOffered(0, cat);
        takeSlot(cat, 0);
        assertSlot(0, operator, OPERATOR_SHARE);
    }

    /// @notice Offers go on during a pause, like everything that ends or passes on what is staked.
    function test_move_IsPossibleDuringAPause() public {
        startPool();
        vm.prank(guardian);
        registry.pauseRegistration();
        moveSlot(ann, cat, 1);
        vm.prank(cat);
        pools.setBeneficiary(POOL, stranger);
        exitPoolNode();
        assertEq(claim(stranger, 1), ANN_SHARE, "paid");
    }
}
