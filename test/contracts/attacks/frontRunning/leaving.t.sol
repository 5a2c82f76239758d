// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../../helpers/QuorumBase.sol";

/// @notice Somebody sees a transaction about a node that is there, its money or its owner, and has their own land first.
contract FrontRunningLeavingTest is QuorumBase {
    uint32 private constant NODE = 3;

    address private attacker = stranger;
    address private buyer = address(0xb0b);

    function setUp() public override {
        super.setUp();
        token.transfer(attacker, 1_000 ether);
        token.approve(address(rewardsPool), type(uint256).max);
        rewardsPool.fund(1_000_000 ether);
        vm.warp(block.timestamp + 1 days);
    }

    /* EXIT */

    /// @notice A stranger's exit pays the owner; the owner's own finds it done. A wrong key blocks nothing.
    function test_exit_WhateverIsTriedFirstTheOwnerIsPaidOnce() public {
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        vm.prank(attacker);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, NODE, keyHashOf(NODE + 1))
        );
        registry.exit(NODE, keyOf(NODE + 1));
        vm.prank(attacker);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "paid");
        assertEq(token.balanceOf(attacker), 1_000 ether, "not to the attacker");
        vm.prank(owner);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Exited);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "once");
    }

    /// @notice The last second in which two thirds of the nodes can take a penalty and the removal lock from who leaves; from
    /// the next on nothing comes before the exit.
    function test_exit_ARemovalLandsFirstOnlyBeforeItIsDue() public {
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt - 1);
        IQuorumActions.QuorumAction memory action = removal(NODE);
        uint256 snapshot = vm.snapshotState();
        registry.remove(action);
        assertEq(registry.serviceNode(NODE).exitDueAt, block.timestamp + REMOVAL_LOCK, "the lock, from now");
        assertEq(registry.serviceNode(NODE).principal, STAKE - (STAKE * PENALTY_BPS) / 10_000, "the penalty");
        vm.revertToState(snapshot);

        vm.warp(exitDueAt);
        vm.prank(attacker);
        expectExitDue(NODE, exitDueAt);
        registry.remove(action);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "all of it");
    }

    /// @notice Of operator and owner the second is told when it is due; nobody else can ask, nor ask again to move it.
    function test_requestExit_WhoComesSecondMovesNothing() public {
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(block.timestamp + 1 days);
        bytes4 selector = IServiceNodeRegistry.ExitAlreadyRequested.selector;
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(selector, NODE, exitDueAt));
        registry.requestExit(NODE);
        assertEq(registry.serviceNode(NODE).exitDueAt, exitDueAt, "due");
    }

    /* OWNER */

    /// @notice The seller withdraws the offer first: the buyer is told, and has paid nothing to the registry.
    function test_acceptOwner_TheSellerWithdrawsTheOfferFirst() public {
        vm.startPrank(owner);
        registry.proposeOwner(NODE, buyer);
        registry.proposeOwner(NODE, address(0));
        vm.stopPrank();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, buyer));
        registry.acceptOwner(NODE);
        assertEq(registry.ownerOf(NODE), owner, "owner");
    }

    /// @notice What a seller can still do first: claim what the node earned, and ask for its exit. Not the principal.
    function test_acceptOwner_TheSellerTakesTheRewardsAndTheBuyerThePrincipal() public {
        vm.startPrank(owner);
        registry.proposeOwner(NODE, buyer);
        registry.requestExit(NODE);
        rewardsPool.claim(ids(NODE));
        vm.stopPrank();
        uint256 earned = token.balanceOf(owner);
        vm.prank(buyer);
        registry.acceptOwner(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(buyer), STAKE, "principal");
        rewardsPool.claim(ids(NODE));
        assertEq(token.balanceOf(owner), earned, "the seller gets nothing more");
        assertEq(token.balanceOf(buyer) - STAKE, rewardsPool.rewardsPaid(NODE) - earned, "the buyer the rest");
    }

    /// @notice A due exit lands first, whoever calls it: the seller is paid, and the takeover is refused.
    function test_acceptOwner_ADueExitThatLandsFirstPaysTheSeller() public {
        vm.startPrank(owner);
        registry.proposeOwner(NODE, buyer);
        registry.requestExit(NODE);
        vm.stopPrank();
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        uint256 before = token.balanceOf(owner);
        vm.prank(attacker);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner) - before, STAKE, "the seller has the principal");
        vm.prank(buyer);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Exited);
        registry.acceptOwner(NODE);
    }

    /* REWARDS */

    /// @notice A stranger claims first: the owner has it, and the owner's own claim goes through with nothing to do.
    function test_claim_AStrangerFirstSparesTheOwnerTheGas() public {
        uint256 accrued = rewardsPool.accrued(NODE);
        assertTrue(accrued != 0, "earned something");
        vm.prank(attacker);
        rewardsPool.claim(ids(NODE));
        vm.prank(owner);
        rewardsPool.claim(ids(NODE));
        assertEq(token.balanceOf(owner), accrued, "the owner has it");
        assertEq(token.balanceOf(attacker), 1_000 ether, "the attacker nothing");
    }

    /// @notice Funds of somebody else, a sweep or a gift just before change neither what is brought nor what is owed.
    function test_fund_WhateverLandsFirstTheWholeAmountIsEmitted() public {
        vm.startPrank(attacker);
        token.transfer(address(registry), 5);
        token.transfer(address(rewardsPool), 7);
        registry.sweep();
        token.approve(address(rewardsPool), 11);
        rewardsPool.fund(11);
        vm.stopPrank();
        uint256 before = rewardsPool.trackedBalance();
        uint256 owed = rewardsPool.rewardsOwed();
        rewardsPool.fund(1_000 ether);
        assertEq(rewardsPool.trackedBalance() - before, 1_000 ether, "tracked");
        assertEq(rewardsPool.rewardsOwed(), owed, "nothing of it is for the past");
    }

    /// @notice Somebody sweeps first: the second sweep goes through and moves nothing.
    function test_sweep_TwiceMovesTheSameAsOnce() public {
        registry.remove(removal(NODE));
        uint256 penalty = (STAKE * PENALTY_BPS) / 10_000 - REMOVAL_REWARD;
        uint256 before = rewardsPool.trackedBalance();
        vm.prank(attacker);
        registry.sweep();
        registry.sweep();
        assertNear(rewardsPool.trackedBalance() - before, penalty, 1, "swept");
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "what is owed is left");
        assertEq(token.balanceOf(attacker), 1_000 ether, "the attacker has nothing of it");
    }

    /* QUORUM */

    /// @notice Copies of what the quorum signed land first: all comes to the same, and the second is told.
    function test_quorum_ACopyThatLandsFirstIsTheAction() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        vm.prank(attacker);
        registry.suspend(action);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Suspended);
        registry.suspend(action);
        warpEpochs(2);
        members[NODE - 1] = members[NODES - 1];
        members.pop();
        action = resumption(NODE);
        bytes32 identity = identityOf(NODE);
        vm.prank(attacker);
        registry.resume(action, identity);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Active);
        registry.resume(action, identity);
        action = removal(NODE + 1);
        vm.prank(attacker);
        registry.remove(action);
        expectStatusNotAllowed(NODE + 1, IServiceNodeRegistry.Status.Removed);
        registry.remove(action);
        assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "the reward is the reporter's");
        assertEq(token.balanceOf(attacker), 1_000 ether, "the attacker has nothing");
    }

    /// @notice Who holds a suspension that the quorum signed too lands it in front of the removal, which goes through as signed.
    function test_remove_ASuspensionSignedTooThatLandsFirstDoesNotHoldItUp() public {
        IQuorumActions.QuorumAction memory action = removal(NODE);
        IQuorumActions.QuorumAction memory suspending = suspension(NODE);
        vm.prank(attacker);
        registry.suspend(suspending);
        registry.remove(action);
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(signerSets.activeCount(), NODES - 1, "it left the signers once");
    }

    /// @notice The operator of a suspended node that asked for its exit resumes it in front of the removal, in the last
    /// moment before the exit is due: the penalty is taken all the same.
    function test_remove_TheOperatorsResumptionFirstDoesNotKeepThePenaltyAway() public {
        registry.suspend(suspension(NODE));
        vm.prank(operator);
        registry.requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt - 1);
        members[NODE - 1] = members[NODES - 1];
        members.pop();
        IQuorumActions.QuorumAction memory action = removal(NODE);
        BLS.G1Point memory key = keyOf(NODE);
        bytes32 identity = identityOf(NODE);
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identity);
        registry.remove(action);
        assertEq(registry.serviceNode(NODE).principal, STAKE - (STAKE * PENALTY_BPS) / 10_000, "the penalty");
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
    }

    /// @notice Who is about to be removed asks for the exit first, or moves to another owner: it does not help.
    function test_remove_NothingTheOwnerDoesFirstKeepsThePenaltyAway() public {
        IQuorumActions.QuorumAction memory action = removal(NODE);
        vm.startPrank(owner);
        registry.requestExit(NODE);
        registry.proposeOwner(NODE, buyer);
        vm.stopPrank();
        vm.prank(buyer);
        registry.acceptOwner(NODE);
        registry.remove(action);
        assertEq(registry.serviceNode(NODE).principal, STAKE - (STAKE * PENALTY_BPS) / 10_000, "the penalty");
    }

    /// @notice The quorum resumes the node in front of its operator, or the other way round: the same node, once.
    function test_resumeByOperator_AndTheQuorumsInOneBlockAreOne() public {
        registry.suspend(suspension(NODE));
        members[NODE - 1] = members[NODES - 1];
        members.pop();
        vm.warp(block.timestamp + 7 days);
        IQuorumActions.QuorumAction memory action = resumption(NODE);
        bytes32 identity = identityOf(NODE);
        uint256 snapshot = vm.snapshotState();
        registry.resume(action, identity);
        bytes32 root = registry.listRoot();
        vm.prank(operator);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Active);
        registry.resumeByOperator(NODE, keyOf(NODE), identity);
        vm.revertToState(snapshot);

        vm.prank(operator);
        registry.resumeByOperator(NODE, keyOf(NODE), identity);
        assertEq(registry.listRoot(), root, "root");
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Active);
        registry.resume(action, identity);
    }
}
