// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../../helpers/QuorumBase.sol";

/// @notice An attacker sees a transaction about an existing node, its money or its owner, and front-runs it.
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

    /// @notice A stranger's exit pays the owner. The owner's own exit is then refused. A wrong key blocks nothing.
    function test_exit_PaysTheOwnerOnceAfterAnyEarlierCall() public {
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

    /// @notice Until the last second two thirds of the nodes can take a penalty from a leaving node and lock it. From
    /// the next second on nothing comes before the exit.
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

    /// @notice The second one of operator and owner learns the due time from the error. No other account can request
    /// the exit, and no second request moves it.
    function test_requestExit_TheSecondRequestMovesNothing() public {
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

    /// @notice The seller withdraws the offer first. The buyer is refused, and has paid nothing to the registry.
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

    /// @notice A seller can still claim the earnings and request the exit first. The principal stays.
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

    /// @notice Any account lets a due exit land first. The seller is paid, and the takeover is refused.
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

    /// @notice A stranger claims first. The owner receives the rewards, and the owner's own claim succeeds without a
    /// payment.
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

    /// @notice Foreign funds, a sweep or a gift just before change neither the funded amount nor the amount owed.
    function test_fund_EmitsTheWholeAmountAfterAnyEarlierCall() public {
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

    /// @notice A stranger sweeps first. The second sweep succeeds and moves nothing.
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

    /// @notice Copies of a quorum's signature land first. The outcome is the same, and the second call is refused.
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

    /// @notice The holder of a signed suspension lands it in front of the removal, which succeeds as signed.
    function test_remove_ASuspensionSignedTooThatLandsFirstDoesNotHoldItUp() public {
        IQuorumActions.QuorumAction memory action = removal(NODE);
        IQuorumActions.QuorumAction memory suspending = suspension(NODE);
        vm.prank(attacker);
        registry.suspend(suspending);
        registry.remove(action);
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(signerSets.activeCount(), NODES - 1, "it left the signers once");
    }

    /// @notice The operator of a suspended node that asked for its exit resumes it in front of the removal, just before
    /// the exit is due. The penalty is taken all the same.
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

    /// @notice A node about to be removed requests the exit first, or changes its owner. Neither avoids the penalty.
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

    /// @notice Quorum and operator resume the node in either order. It is resumed once.
    function test_resumeByOperator_AndTheQuorumsInOneBlockAreOne() public {
        registry.suspend(suspension(NODE));
        members[NODE - 1] = members[NODES - 1];
        members.pop();
        vm.warp(block.timestamp + 168 * EPOCH);
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
