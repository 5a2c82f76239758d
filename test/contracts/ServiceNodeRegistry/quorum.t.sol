// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {QuorumAsserts} from "../helpers/QuorumAsserts.sol";

contract QuorumTest is QuorumAsserts {
    /* SUSPEND */

    function test_suspend_TakesTheNodeOffTheList() public {
        fundRewards();
        bytes32 root = registry.listRoot();
        (uint64 version, uint32 leafCount, ) = registry.listState();
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IQuorumActions.ServiceNodeSuspended(NODE, reporter, REASON, EVIDENCE, action.epoch);
        vm.prank(stranger);
        registry.suspend(action);

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(NODE);
        assertStatus(NODE, IServiceNodeRegistry.Status.Suspended);
        assertEq(node.suspendedAt, block.timestamp, "suspendedAt");
        assertEq(signerOf(NODE).leftEpoch, currentEpoch() + 1, "leftEpoch");
        assertEq(node.principal, STAKE, "principal");
        assertTrue(registry.listRoot() != root, "root");
        (uint64 versionAfter, uint32 leafCountAfter, ) = registry.listState();
        assertEq(versionAfter, version + 1, "version");
        assertEq(leafCountAfter, leafCount, "leaf count");
        assertEq(signerSets.activeCount(), NODES - 1, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "earning");
        assertEq(token.balanceOf(reporter), 0, "only removals pay");
        assertSet(currentEpoch(), NODES, sumOf(1, NODES));
        assertSet(currentEpoch() - 1, NODES, sumOf(1, NODES));
        warpEpochs(1);
        assertSet(currentEpoch(), NODES - 1, sumOf(1, NODES) - secretKeyOf[NODE]);
    }

    function test_suspend_WithoutAThirdOfTheSet() public {
        uint32[] memory nonSigners = range(4, 7);
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, NODE, nonSigners));
        assertStatus(NODE, IServiceNodeRegistry.Status.Suspended);
    }

    function test_suspend_WithTheNodeItselfAmongTheNonSigners() public {
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(NODE, NODES)));
        assertStatus(NODE, IServiceNodeRegistry.Status.Suspended);
    }

    function test_suspend_RevertWhen_TheActiveSetWouldFallBelowTheMinimumQuorum() public {
        uint32 gone = NODES - MIN_QUORUM;
        for (uint32 nodeId = 1; nodeId <= gone; ++nodeId) requestExit(nodeId);
        vm.warp(registry.serviceNode(gone).exitDueAt);
        for (uint32 nodeId = 1; nodeId <= gone; ++nodeId) registry.exit(nodeId, keyOf(nodeId));
        warpEpochs(2);
        members = range(gone + 1, NODES);
        assertEq(signerSets.activeCount(), MIN_QUORUM, "active");
        IQuorumActions.QuorumAction memory action = suspension(NODES);
        bytes memory expected = abi.encodeWithSelector(
            IQuorumActions.ActiveSetTooSmall.selector,
            MIN_QUORUM - 1,
            MIN_QUORUM
        );
        vm.expectRevert(expected);
        registry.suspend(action);
    }

    function test_suspend_RevertWhen_NotActive() public {
        uint32 pending = register(1 << 20);
        warpEpochs(1);
        IQuorumActions.QuorumAction memory action = suspension(pending);
        expectStatusNotAllowed(pending, IServiceNodeRegistry.Status.Pending);
        registry.suspend(action);
        registry.suspend(suspension(NODE));
        warpEpochs(2);
        members = membersWithout(NODE);
        action = suspension(NODE);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Suspended);
        registry.suspend(action);
    }

    function test_quorum_RevertWhen_TheNodeIsUnknown() public {
        IQuorumActions.QuorumAction memory action = unsigned(99, none());
        expectAllToRevert(action, abi.encodeWithSelector(IServiceNodeRegistry.ServiceNodeUnknown.selector, 99));
    }

    function test_quorum_RevertWhen_TheKeyBelongsToAnotherNode() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        action.blsKey = keyOf(4);
        bytes memory expected = abi.encodeWithSelector(
            IServiceNodeRegistry.BlsKeyNotOfNode.selector,
            NODE,
            BlsKeys.hash(action.blsKey)
        );
        vm.expectRevert(expected);
        registry.suspend(action);
        sign(IQuorumActions.QuorumKind.Remove, action);
        vm.expectRevert(expected);
        registry.remove(action);
    }

    /* RESUME */

    function test_resume_PutsTheNodeBackOnTheList() public {
        bytes32 root = registry.listRoot();
        registry.suspend(suspension(NODE));
        warpEpochs(2);
        members = membersWithout(NODE);
        IQuorumActions.QuorumAction memory action = resumption(NODE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IQuorumActions.ServiceNodeResumed(NODE, reporter, REASON, EVIDENCE, action.epoch);
        registry.resume(action, identityOf(action.nodeId));

        assertStatus(NODE, IServiceNodeRegistry.Status.Active);
        assertEq(registry.serviceNode(NODE).suspendedAt, 0, "suspendedAt");
        assertEq(signerOf(NODE).joinedEpoch, currentEpoch() + 1, "joinedEpoch");
        assertEq(signerOf(NODE).leftEpoch, type(uint32).max, "leftEpoch");
        assertEq(registry.listRoot(), root, "same leaf in the same place");
        assertEq(signerSets.activeCount(), NODES, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES, "earning");
        assertSet(currentEpoch(), NODES - 1, sumOf(1, NODES) - secretKeyOf[NODE]);
        warpEpochs(1);
        assertSet(currentEpoch(), NODES, sumOf(1, NODES));
    }

    function test_resume_RevertWhen_NotSuspended() public {
        IQuorumActions.QuorumAction memory action = resumption(NODE);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Active);
        registry.resume(action, identityOf(action.nodeId));
    }

    function test_resumeByOperator_After168EpochsAlone() public {
        registry.suspend(suspension(NODE));
        uint40 resumableAt = uint40(block.timestamp) + 168 * EPOCH;
        BLS.G1Point memory key = keyOf(NODE);
        vm.warp(resumableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.ResumeTooEarly.selector, NODE, resumableAt));
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identityOf(NODE));

        vm.warp(resumableAt);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IQuorumActions.ServiceNodeResumed(NODE, operator, 0, 0, 0);
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identityOf(NODE));
        assertStatus(NODE, IServiceNodeRegistry.Status.Active);
        assertEq(registry.serviceNode(NODE).suspendedAt, 0, "suspendedAt");
        assertEq(signerSets.activeCount(), NODES, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES, "earning");

        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Active);
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identityOf(NODE));
    }

    function test_resumeByOperator_RevertWhen_NotTheOperator() public {
        registry.suspend(suspension(NODE));
        vm.warp(block.timestamp + 168 * EPOCH);
        BLS.G1Point memory key = keyOf(NODE);
        address[2] memory callers = [owner, stranger];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, callers[i]));
            vm.prank(callers[i]);
            registry.resumeByOperator(NODE, key, identityOf(NODE));
        }
    }

    function test_resumeByOperator_RevertWhen_TheKeyBelongsToAnotherNode() public {
        registry.suspend(suspension(NODE));
        vm.warp(block.timestamp + 168 * EPOCH);
        BLS.G1Point memory key = keyOf(4);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, NODE, BlsKeys.hash(key)));
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identityOf(NODE));
    }

    /* EXITS */

    /// @notice Trap 25: once the exit is due, the quorum cannot touch the node, and the node can always leave.
    function test_trap25_TheQuorumCannotActOnANodeWhoseExitIsDue() public {
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt);
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        expectAllToRevert(action, abi.encodeWithSelector(IQuorumActions.ExitDue.selector, NODE, exitDueAt));
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "principal was paid");
    }

    function test_trap25_ASuspendedNodeWhoseExitIsDueOnlyLeaves() public {
        registry.suspend(suspension(NODE));
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt);
        BLS.G1Point memory key = keyOf(NODE);
        expectExitDue(NODE, exitDueAt);
        vm.prank(operator);
        registry.resumeByOperator(NODE, key, identityOf(NODE));
        registry.exit(NODE, key);
        assertStatus(NODE, IServiceNodeRegistry.Status.Exited);
        assertEq(token.balanceOf(owner), STAKE, "principal was paid");
        assertEq(signerSets.activeCount(), NODES - 1, "active");
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "earning");
    }

    /// @notice Trap 48: an exit request does not bring a suspended node back.
    function test_trap48_ASuspendedNodeThatRequestsExitIsNeitherListedNorEarningNorSigning() public {
        fundRewards();
        registry.suspend(suspension(NODE));
        bytes32 root = registry.listRoot();
        uint256 accrued = rewardsPool.accrued(NODE);
        requestExit(NODE);
        assertStatus(NODE, IServiceNodeRegistry.Status.Suspended);
        warpEpochs(2);
        assertEq(registry.listRoot(), root, "not listed");
        assertEq(rewardsPool.accrued(NODE), accrued, "not earning");
        assertTrue(rewardsPool.accrued(4) > accrued, "the others earn");
        assertSet(currentEpoch(), NODES - 1, sumOf(1, NODES) - secretKeyOf[NODE]);

        vm.warp(registry.serviceNode(NODE).exitDueAt);
        (uint64 version, , ) = registry.listState();
        registry.exit(NODE, keyOf(NODE));
        (uint64 versionAfter, , ) = registry.listState();
        assertEq(versionAfter, version, "exit does not touch the list");
        assertEq(registry.listRoot(), root, "root");
    }

    /// @notice Trap 57: a rewards pool that reverts.
    function test_trap57_ARewardsPoolThatRevertsDoesNotBlockExit() public {
        assertExitWithBrokenPool(hex"5f5ffd");
    }

    /// @notice Trap 57: a rewards pool that burns all its gas.
    function test_trap57_ARewardsPoolThatBurnsAllGasDoesNotBlockExit() public {
        assertExitWithBrokenPool(hex"5b5f56");
    }

    /// @notice Trap 57: a rewards pool that reverts with as much data as its gas pays for.
    function test_trap57_ARewardsPoolThatReturnsABombDoesNotBlockExit() public {
        assertExitWithBrokenPool(
            hex"62020000"
            hex"5ffd"
        );
    }

    /// @notice No caller skips the rewards pool by sending too little gas: a call that starves the pool leaves too little
    /// for the transfer behind it.
    function test_exit_SettlesRewardsWheneverItSucceeds_AtAnyGasLimit() public {
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        bytes memory data = abi.encodeCall(IServiceNodeRegistry.exit, (NODE, keyOf(NODE)));
        bool success = false;
        uint256 refusals = 0;
        for (uint256 gas_ = 60_000; gas_ < 400_000 && !success; gas_ += 500) {
            (success, ) = address(registry).call{gas: gas_}(data);
            if (!success) ++refusals;
            assertEq(rewardsPool.activeNodeCount(), success ? NODES - 1 : NODES, "settled exactly when exited");
        }
        assertTrue(success && refusals > 100, "refused below a limit, and accepted above it");
    }
}
