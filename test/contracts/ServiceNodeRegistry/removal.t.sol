// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

contract RemovalTest is QuorumBase {
    uint32 private constant NODE = 3;
    uint96 private constant PENALTY = 2_500 ether; // PENALTY_BPS of STAKE

    function test_remove_TakesThePenaltyAndLocksTheRemainder() public {
        uint40 exitDueAt = uint40(block.timestamp) + REMOVAL_LOCK;
        IQuorumActions.QuorumAction memory action = removal(NODE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IQuorumActions.ServiceNodeRemoved(
            NODE,
            reporter,
            REASON,
            EVIDENCE,
            action.epoch,
            PENALTY,
            REMOVAL_REWARD,
            STAKE - PENALTY,
            exitDueAt
        );
        registry.remove(action);

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(NODE);
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(node.principal, STAKE - PENALTY, "principal");
        assertEq(node.exitDueAt, exitDueAt, "exitDueAt");
        assertEq(signerOf(NODE).leftEpoch, currentEpoch() + 1, "leftEpoch");
        assertEq(signerSets.activeCount(), NODES - 1, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "earning");
        assertEq(registry.principalOwed(), uint256(NODES) * STAKE - PENALTY, "principalOwed");
        assertEq(registry.principalPaid(NODE), 0, "a penalty is not paid to the owner");
        assertEq(
            token.balanceOf(address(registry)),
            registry.principalOwed() + PENALTY - REMOVAL_REWARD,
            "registry holds what it owes, and the rest of the penalty"
        );
        assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "reward");
        vm.prank(stranger);
        registry.sweep();
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "registry holds what it owes");
        assertEq(rewardsPool.trackedBalance(), PENALTY - REMOVAL_REWARD, "rest is tracked by the rewards pool");
        assertEq(token.balanceOf(address(rewardsPool)), PENALTY - REMOVAL_REWARD, "rest is in the rewards pool");
        assertEq(token.allowance(address(registry), address(rewardsPool)), 0, "no allowance is left");
        assertEq(token.balanceOf(owner), 0, "owner");
    }

    /// @notice Trap 9: a copier of the transaction pays its gas and gains nothing.
    function test_trap9_AnySubmitterLeavesTheRewardToTheReporter() public {
        IQuorumActions.QuorumAction memory action = removal(NODE);
        action.reporter = stranger;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Remove, action);
        vm.prank(stranger);
        registry.remove(action);

        action.reporter = reporter;
        vm.prank(stranger);
        registry.remove(action);
        assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "reporter");
        assertEq(token.balanceOf(stranger), 0, "submitter");
    }

    /// @notice Otherwise an operator could have its node removed for the reporter's reward, at the owner's cost.
    function test_remove_RewardIsNeverMoreThanATenthOfThePenalty() public {
        setPenalty(10, 2.5 ether + 1); // a penalty of 25 tokens
        registry.remove(removal(NODE));
        assertEq(token.balanceOf(reporter), 2.5 ether, "reward");
        registry.sweep();
        assertEq(rewardsPool.trackedBalance(), 22.5 ether, "rest");
        assertAccounts(25 ether);
    }

    function test_remove_PaysTheWholeRewardWhenItIsATenthOfThePenalty() public {
        setPenalty(10, 2.5 ether);
        registry.remove(removal(NODE));
        assertEq(token.balanceOf(reporter), 2.5 ether, "reward");
    }

    /// @notice A shorter lock is refused: a removal on request would return principal and a new draw sooner than an exit
    /// request.
    function test_remove_IsNoFasterThanAnExit() public {
        setLocks(EXIT_DELAY, EXIT_DELAY);
        registry.remove(removal(NODE));
        assertEq(registry.serviceNode(NODE).exitDueAt, block.timestamp + EXIT_DELAY, "the same as an exit");
    }

    function test_remove_LocksForTheRemovalLockWhenThatIsLonger() public {
        setLocks(EXIT_DELAY, EXIT_DELAY + 1);
        registry.remove(removal(NODE));
        assertEq(registry.serviceNode(NODE).exitDueAt, block.timestamp + EXIT_DELAY + 1, "removal lock");
    }

    /// @notice Delays that became shorter meanwhile do not bring the principal back sooner than the exit that was asked for.
    function test_remove_IsNeverDueSoonerThanTheExitThatWasAskedFor() public {
        setLocks(30 days, 30 days);
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        (parameters.exitDelay, parameters.removalLock) = (1 days, 1 days);
        bytes memory data = announce(parameters);
        vm.warp(block.timestamp + 60 days);
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(block.timestamp + 1 days);
        execute(data);
        warpEpochs(1);
        registry.remove(removal(NODE));
        assertEq(registry.serviceNode(NODE).exitDueAt, exitDueAt, "exitDueAt");
    }

    function test_remove_WithoutPenaltyMovesNothing() public {
        setPenalty(0, 1_000 ether);
        registry.remove(removal(NODE));
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(token.balanceOf(reporter), 0, "reward");
        assertAccounts(0);
    }

    function test_remove_WithoutRewardGivesAllToTheRewardsPool() public {
        setPenalty(2_500, 0);
        registry.remove(removal(NODE));
        assertEq(token.balanceOf(reporter), 0, "reward");
        registry.sweep();
        assertEq(rewardsPool.trackedBalance(), STAKE / 4, "all of the penalty");
        assertAccounts(STAKE / 4);
    }

    /// @notice The quorum names no reporter. No reward is paid, and no token is lost.
    function test_remove_WithoutAReporterLeavesThePenaltyToThePool() public {
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        action.reporter = address(0);
        sign(IQuorumActions.QuorumKind.Remove, action);
        registry.remove(action);
        registry.sweep();
        assertEq(rewardsPool.trackedBalance(), PENALTY, "all of the penalty");
        assertAccounts(PENALTY);
    }

    function test_remove_ThenExitPaysTheRemainderOnlyOnce() public {
        registry.remove(removal(NODE));
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        BLS.G1Point memory key = keyOf(NODE);
        vm.warp(exitDueAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitNotDue.selector, NODE, exitDueAt));
        registry.exit(NODE, key);

        vm.warp(exitDueAt);
        (uint64 version, , ) = registry.listState();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.ServiceNodeExited(NODE, owner, stranger, STAKE - PENALTY, 0);
        vm.prank(stranger);
        registry.exit(NODE, key);
        (uint64 versionAfter, , ) = registry.listState();
        assertEq(versionAfter, version, "the list is not touched again");
        assertEq(signerSets.activeCount(), NODES - 1, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "earning");
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(token.balanceOf(owner), STAKE - PENALTY, "rest was paid");
        assertEq(registry.principalPaid(NODE), STAKE - PENALTY, "principalPaid");
        assertTrue(registry.serviceNode(NODE).paid, "paid");
        assertAccounts(STAKE);

        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Removed);
        registry.exit(NODE, key);
    }

    /// @notice Traps 25 and 57: not even a broken rewards pool holds back the remainder.
    function test_remove_ThenExitNeedsNoRewardsPool() public {
        registry.remove(removal(NODE));
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        vm.etch(address(rewardsPool), hex"5b5f56");
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE - PENALTY, "rest was paid");
    }

    function test_remove_EndsTheNodeForEveryCallButExit() public {
        registry.remove(removal(NODE));
        warpEpochs(2);
        BLS.G1Point memory key = keyOf(NODE);
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        expectRemoved();
        registry.suspend(action);
        expectRemoved();
        registry.resume(action, identityOf(action.nodeId));
        expectRemoved();
        registry.remove(action);
        expectRemoved();
        registry.activate(NODE, key, identityOf(NODE));
        vm.startPrank(operator);
        expectRemoved();
        registry.resumeByOperator(NODE, key, identityOf(NODE));
        expectRemoved();
        registry.requestExit(NODE);
        expectRemoved();
        registry.updateEndpoint(NODE, keyHashOf(NODE), identityOf(NODE), endpoint(0x08080808));
        vm.stopPrank();
        vm.prank(owner);
        expectRemoved();
        registry.proposeOwner(NODE, stranger);
    }

    function test_remove_OfASuspendedNodeChangesTheListNoMore() public {
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, NODE, none()));
        warpEpochs(2);
        members = range(4, NODES);
        members.push(1);
        members.push(2);
        bytes32 root = registry.listRoot();
        (uint64 version, , ) = registry.listState();
        registry.remove(removal(NODE));
        (uint64 versionAfter, , ) = registry.listState();
        assertEq(versionAfter, version, "version");
        assertEq(registry.listRoot(), root, "root");
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
        assertEq(signerSets.activeCount(), NODES - 1, "taken out once");
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "taken out of the rewards pool once");
        assertAccounts(PENALTY);

        vm.warp(registry.serviceNode(NODE).exitDueAt);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE - PENALTY, "rest was paid");
    }

    function test_remove_RevertWhen_Pending() public {
        uint32 pending = register(1 << 20);
        IQuorumActions.QuorumAction memory action = removal(pending);
        expectStatusNotAllowed(pending, IServiceNodeRegistry.Status.Pending);
        registry.remove(action);
    }

    /// @notice A node can be removed until its exit is due. Then the lock counts from the removal.
    function test_remove_OfANodeThatRequestedExit() public {
        requestExit(NODE);
        uint40 requested = registry.serviceNode(NODE).exitDueAt;
        vm.warp(requested - 1);
        IQuorumActions.QuorumAction memory action = removal(NODE);
        vm.warp(requested);
        expectExitDue(NODE, requested);
        registry.remove(action);
        vm.warp(requested - 1);
        registry.remove(action);
        assertEq(registry.serviceNode(NODE).exitDueAt, requested - 1 + REMOVAL_LOCK, "lock");
    }

    function test_remove_KeepsTheRewardsEarnedUntilThen() public {
        token.approve(address(rewardsPool), 1_000_000 ether);
        rewardsPool.fund(1_000_000 ether);
        warpEpochs(10);
        registry.remove(removal(NODE));
        uint256 earned = rewardsPool.accrued(NODE);
        assertTrue(earned != 0, "earned");
        warpEpochs(10);
        assertEq(rewardsPool.accrued(NODE), earned, "no more");
        rewardsPool.claim(ids(NODE));
        assertEq(token.balanceOf(owner), earned, "claimed");
    }

    /* LIMIT */

    function test_remove_RevertWhen_TheLimitOf168EpochsIsReached() public {
        registry.remove(removal(NODE));
        uint256 bucket = currentEpoch() / 24;
        warpEpochs(1);
        members = range(4, NODES);
        members.push(1);
        members.push(2);
        expectLimit(4, 1);
        vm.warp(block.timestamp + 167 * EPOCH - 1);
        expectLimit(4, 1);
        vm.warp((bucket + 8) * 24 * EPOCH - 1);
        expectLimit(4, 1);
        vm.warp((bucket + 8) * 24 * EPOCH);
        registry.remove(removal(4));
        assertAccounts(2 * PENALTY);
    }

    /// @notice One in 13: two of 26 nodes.
    function test_remove_LimitGrowsWithTheSet() public {
        joinAll(NODES + 1, 26);
        for (uint32 nodeId = NODES + 1; nodeId <= 26; ++nodeId) members.push(nodeId);
        warpEpochs(2);
        registry.remove(removal(1));
        registry.remove(removal(2));
        expectLimit(3, 2);
    }

    /// @notice A refused removal is not counted, nor is a suspension.
    function test_remove_CountsRemovalsOnly() public {
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, 1, none()));
        IQuorumActions.QuorumAction memory action = removal(2);
        action.reporter = stranger;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Remove, action);
        registry.remove(action);
        registry.remove(removal(NODE));
        expectLimit(4, 1);
    }

    /// @notice Trap 11: the amount owed is known, so the surplus is known too.
    function test_trap11_SweepTakesOnlyTheSurplus() public {
        token.transfer(address(registry), 5 ether);
        registry.sweep();
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "principal stays");
        assertEq(rewardsPool.trackedBalance(), 5 ether, "tracked by the pool");
        registry.sweep();
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "nothing to sweep is no error");
    }

    /// @notice Trap 11: all nodes leave in the end, and no token is left behind. The payouts equal the deposits.
    function test_trap11_EveryTokenIsAccountedFor() public {
        registry.remove(removal(NODE));
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) if (nodeId != NODE) requestExit(nodeId);
        vm.warp(registry.serviceNode(1).exitDueAt);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) if (nodeId != NODE) registry.exit(nodeId, keyOf(nodeId));
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        registry.exit(NODE, keyOf(NODE));
        assertEq(registry.principalOwed(), 0, "nothing is owed");
        registry.sweep();
        assertEq(token.balanceOf(address(registry)), 0, "nothing is left");
        assertEq(signerSets.activeCount(), 0, "nobody is active");
        assertEq(token.balanceOf(owner), uint256(NODES) * STAKE - PENALTY, "owner");
        warpEpochs(2);
        (BLS.G1Point memory aggregate, uint32 count) = signerSets.signerSet(currentEpoch());
        BLS.G1Point memory infinity;
        assertEq(count, 0, "nobody signs");
        assertEq(keccak256(abi.encode(aggregate)), keccak256(abi.encode(infinity)), "no key is left in the sum");
    }

    /* HELPERS */

    /// @dev The registry owes the whole stake but `gone` and, once swept, holds nothing else.
    function assertAccounts(uint256 gone) private {
        registry.sweep();
        assertEq(registry.principalOwed(), uint256(NODES) * STAKE - gone, "principalOwed");
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "registry holds what it owes");
    }

    function expectLimit(uint32 nodeId, uint256 max) private {
        IQuorumActions.QuorumAction memory action = removal(nodeId);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, max, max));
        registry.remove(action);
    }

    function expectRemoved() private {
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Removed);
    }

    function setPenalty(uint16 penaltyBps, uint96 removalReward) private {
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        parameters.penaltyBps = penaltyBps;
        parameters.removalReward = removalReward;
        setParameters(parameters);
    }

    function setLocks(uint40 exitDelay, uint40 removalLock) private {
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        parameters.exitDelay = exitDelay;
        parameters.removalLock = removalLock;
        setParameters(parameters);
    }

    /// @dev Through the manager and its delay, as in production.
    function setParameters(IServiceNodeRegistry.Parameters memory parameters) private {
        bytes memory data = announce(parameters);
        vm.warp(block.timestamp + 61 days);
        execute(data);
    }

    function announce(IServiceNodeRegistry.Parameters memory parameters) private returns (bytes memory data) {
        data = abi.encodeCall(IServiceNodeRegistry.setParameters, (parameters));
        vm.prank(governor);
        manager.schedule(address(registry), data, 0);
    }

    function execute(bytes memory data) private {
        vm.prank(governor);
        manager.execute(address(registry), data);
    }
}
