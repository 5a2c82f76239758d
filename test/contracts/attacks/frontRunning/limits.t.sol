// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {SuspensionLimit} from "../../../../contracts/libraries/SuspensionLimit.sol";
import {QuorumBase} from "../../helpers/QuorumBase.sol";

/// @notice An attacker uses up a limit before others come to it, or takes a tip that another was about to take.
contract FrontRunningLimitsTest is QuorumBase {
    uint32 private constant NODE = 3;

    /* ACTIVATIONS */

    /// @notice Griefing that remains: an attacker activates its own nodes first in each bucket. Each takes a stake, which
    /// comes back an exit delay later at the earliest: 14 buckets. So shutting a small network needs 30 stakes.
    function test_activate_OthersUseUpTheLimitOfABucketWithAStakeEach() public {
        uint32 first = NODES + 1;
        for (uint32 i = 0; i < 5; ++i) register(1 << (first + i));
        uint32 victim = first + 4;
        letDrawCome(victim);
        for (uint32 bucket = 0; bucket < 2; ++bucket) {
            toNextBucket();
            activate(first + 2 * bucket);
            activate(first + 2 * bucket + 1);
            expectActivationLimit(victim);
        }
        // The first of these stakes is back after the exit delay, and registers a node that waits again.
        requestExit(first);
        uint256 back = registry.serviceNode(first).exitDueAt;
        assertTrue(back >= block.timestamp + 14 * uint256(WINDOW) * EPOCH, "14 buckets at least");
        toNextBucket();
        activate(victim);
        assertStatus(victim, IServiceNodeRegistry.Status.Active);
    }

    /// @notice The flood can be put out as fast as it comes, because its nodes are young. Their stakes stay locked.
    function test_activate_AFloodIsSuspendedAsFastAsItComes() public {
        uint32 first = NODES + 1;
        for (uint32 i = 0; i < 6; ++i) register(1 << (first + i));
        letDrawCome(first + 5);
        for (uint32 i = 0; i < 6; i += 2) {
            toNextBucket();
            activate(first + i);
            activate(first + i + 1);
            warpEpochs(2);
            members = range(1, NODES + 2);
            members[NODES] = first + i;
            members[NODES + 1] = first + i + 1;
            registry.suspend(suspension(first + i));
            registry.suspend(suspension(first + i + 1));
            assertEq(signerSets.activeCount(), NODES, "the network as it was");
        }
    }

    /* SUSPENSIONS */

    /// @notice Griefing that remains: bad nodes of an attacker use up the suspensions, and with them the removals from the
    /// list. So others of its nodes stay listed. A removal of a suspended node is not held up.
    function test_suspend_DecoysUseUpTheLimitAndNoRemovalOfASuspendedNode() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        expectSuspensionLimit(3, 2, 2);
        IQuorumActions.QuorumAction memory action = removal(3);
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, 2, 2));
        registry.remove(action);
        registry.remove(removal(1));
        assertStatus(1, IServiceNodeRegistry.Status.Removed);

        // Three in eight buckets. A third of this network is four nodes, so one is listed on.
        toNextBucket();
        members = range(3, NODES);
        registry.suspend(suspension(3));
        assertEq(signerSets.activeCount(), NODES - 3, "one of four is listed on");
        for (uint32 bucket = 2; bucket < 8; ++bucket) {
            toNextBucket();
            members = range(4, NODES);
            expectSuspensionLimit(4, 3, 3);
        }

        // The second comes back a week after its suspension, and the removed one never.
        toNextBucket();
        registry.suspend(suspension(4));
        expectStatusNotAllowed(1, IServiceNodeRegistry.Status.Removed);
        resumeAs(operator, 1);
    }

    /// @notice A decoy that resumes itself after 168 epochs stays until its suspension is forgotten: 24 epochs at most.
    function test_suspend_ADecoyThatReturnsStaysForLessThanABucket() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        toNextBucket();
        members = range(3, NODES);
        registry.suspend(suspension(3));
        for (uint32 i = 1; i <= 2; ++i) resumeAfterAWeek(i);
        warpEpochs(2);
        members = range(4, NODES);
        members.push(1);
        members.push(2);
        expectSuspensionLimit(1, 3, 3);

        toNextBucket();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        assertEq(signerSets.activeCount(), NODES - 3, "out again");
    }

    /* EXIT */

    /// @notice A copy of a late exit lands first. The tip is the copier's, the rest the owner's, and the node is out.
    function test_exit_ACopyOfALateExitTakesTheTip() public {
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt + 3 * uint256(WINDOW) * EPOCH);
        uint256 tip = (uint256(STAKE) * 60) / 10_000;
        address copier = address(0xc0b1e);
        BLS.G1Point memory key = keyOf(NODE);
        vm.prank(copier);
        registry.exit(NODE, key);
        vm.prank(stranger);
        expectStatusNotAllowed(NODE, IServiceNodeRegistry.Status.Exited);
        registry.exit(NODE, key);
        assertEq(token.balanceOf(copier), tip, "the copier has the tip");
        assertEq(token.balanceOf(stranger), 0, "the first sender nothing");
        assertEq(token.balanceOf(owner), STAKE - tip, "the owner the rest");
    }

    /// @notice Only a suspension or a removal, before the exit is due, keeps a tip from the caller of a late exit.
    function test_exit_NothingLandsFirstThatMakesTheTipSmaller() public {
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt + uint256(WINDOW) * EPOCH);
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        expectExitDue(NODE, exitDueAt);
        registry.suspend(action);
        action = removal(NODE);
        expectExitDue(NODE, exitDueAt);
        registry.remove(action);
        vm.prank(stranger);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(stranger), (uint256(STAKE) * 20) / 10_000, "the tip");
    }

    /* HELPERS */

    function toNextBucket() private {
        warpEpochs(WINDOW - (currentEpoch() % WINDOW));
    }

    /// @dev Moves to a bucket in which all nodes, and the end of the launch, are a week old.
    function growOld() private {
        warpEpochs(170);
        toNextBucket();
    }

    function activate(uint32 nodeId) private {
        publishDrawOf(nodeId);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    function resumeAfterAWeek(uint32 nodeId) private {
        uint256 resumableAt = registry.serviceNode(nodeId).suspendedAt + 168 * uint256(EPOCH);
        if (block.timestamp < resumableAt) vm.warp(resumableAt);
        resumeAs(operator, nodeId);
    }

    function resumeAs(address by, uint32 nodeId) private {
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.prank(by);
        registry.resumeByOperator(nodeId, key, identity);
    }

    function expectActivationLimit(uint32 nodeId) private {
        publishDrawOf(nodeId);
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        uint32 nextEpoch = (currentEpoch() / WINDOW + 1) * WINDOW;
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ActivationLimitReached.selector, nextEpoch));
        registry.activate(nodeId, key, identity);
    }

    function expectSuspensionLimit(uint32 nodeId, uint256 suspensions, uint256 max) private {
        IQuorumActions.QuorumAction memory action = suspension(nodeId);
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, suspensions, max));
        registry.suspend(action);
    }
}
