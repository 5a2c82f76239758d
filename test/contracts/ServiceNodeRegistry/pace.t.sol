// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {SuspensionLimit} from "../../../contracts/libraries/SuspensionLimit.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice How fast the set of active nodes changes: launch, activations, suspensions.
contract PaceTest is QuorumBase {
    uint32 private constant WEEK = ESTABLISHED;

    /* LAUNCH */

    function test_launch_EndsAtItsSecond() public view {
        assertEq(registry.LAUNCH_END(), START + 3 hours, "LAUNCH_END");
    }

    /// @notice A node of the launch is safe until its suspension is limited, whenever in the launch it came. Else those who
    /// came first, or the most of those who came last, would put out all others.
    function test_quorum_RevertWhen_TheLaunchIsNotAWeekOver() public {
        uint40 over = registry.LAUNCH_END() + uint40(WEEK * EPOCH);
        uint40[4] memory moments = [registry.LAUNCH_END() - 1, registry.LAUNCH_END(), over - EPOCH, over - 1];
        for (uint256 i = 0; i < moments.length; ++i) {
            vm.warp(moments[i]);
            // Without a signature: the launch is asked first.
            IQuorumActions.QuorumAction memory action = unsigned(1, none());
            bytes memory refusal = abi.encodeWithSelector(IQuorumActions.LaunchNotOver.selector, over);
            vm.expectRevert(refusal);
            registry.suspend(action);
            vm.expectRevert(refusal);
            registry.remove(action);
        }

        vm.warp(over);
        registry.suspend(suspension(2));
        registry.remove(removal(3));
    }

    /// @notice A flood that begins when the launch ends is put out at once.
    function test_suspend_OfANodeThatCameAfterTheLaunchDoesNotWait() public {
        vm.warp(registry.LAUNCH_END());
        uint32 nodeId = joinYoung(1);
        registry.suspend(suspension(nodeId));
        IQuorumActions.QuorumAction memory action = unsigned(1, none());
        uint256 over = registry.LAUNCH_END() + WEEK * EPOCH;
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.LaunchNotOver.selector, over));
        registry.suspend(action);
    }

    /* ACTIVATIONS */

    function test_activate_RevertWhen_TheWindowIsUsedUp() public {
        (uint32 first, uint32 last) = registerMore(3);
        toNextWindow();
        activate(first);
        activate(first + 1);
        expectActivationLimit(last);

        toNextWindow();
        activate(last);
    }

    /// @notice A sixteenth of the nodes that were active before the window's first activation.
    function test_activate_AllowsASixteenthOfALargerNetwork() public {
        (uint32 next, ) = registerMore(40);
        toNextWindow();
        for (uint32 active = NODES; active < 48; toNextWindow()) {
            activate(next++);
            activate(next++);
            active += 2;
            expectActivationLimit(next);
        }
        assertEq(signerSets.activeCount(), 48, "active");
        for (uint32 i = 0; i < 3; ++i) activate(next++);
        expectActivationLimit(next);
    }

    function test_resume_IsNotLimited() public {
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        toNextWindow();
        members = range(3, NODES);
        registry.suspend(suspension(3));
        uint32 window = currentEpoch() / WINDOW;
        warpEpochs(2);
        members = range(4, NODES);
        for (uint32 nodeId = 1; nodeId <= 3; ++nodeId) registry.resume(resumption(nodeId), identityOf(nodeId));
        assertEq(currentEpoch() / WINDOW, window, "in one window");
    }

    /// @notice A flood that was put out while it was young cannot come back in one epoch. Others can.
    function test_resumeByOperator_OfAYoungNodeCountsAsAnActivation() public {
        uint32 first = joinYoung(3);
        uint32 last = first + 2;
        for (uint32 nodeId = first; nodeId <= last; ++nodeId) registry.suspend(suspension(nodeId));
        warpEpochs(WEEK);
        toNextWindow();
        members = range(1, NODES);
        registry.suspend(suspension(1));
        warpEpochs(WEEK);
        toNextWindow();

        resumeByOperator(first);
        resumeByOperator(first + 1);
        bytes memory refusal = limitRefusal();
        BLS.G1Point memory key = keyOf(last);
        bytes32 identity = identityOf(last);
        vm.expectRevert(refusal);
        vm.prank(operator);
        registry.resumeByOperator(last, key, identity);
        resumeByOperator(1);

        toNextWindow();
        resumeByOperator(last);
    }

    /// @notice A node is young until the very second in which its suspension is limited.
    function test_resumeByOperator_OfANodeSuspendedAtTheAgeOfAWeekIsNotCounted() public {
        uint32 nodeId = joinYoung(1);
        vm.warp(uint256(registry.serviceNode(nodeId).activatableAt) + WEEK * EPOCH);
        registry.suspend(suspension(nodeId));
        (uint32 first, ) = registerMore(2);
        warpEpochs(WEEK);
        toNextWindow();
        activate(first);
        activate(first + 1);
        resumeByOperator(nodeId);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
    }

    /* SUSPENSIONS */

    /// @notice Suspensions of nodes younger than a week have no limit: a flood is put out as fast as it comes.
    function test_suspend_OfYoungNodesIsNotLimited() public {
        uint32 first = joinYoung(4);
        for (uint32 nodeId = first; nodeId < first + 4; ++nodeId) registry.suspend(suspension(nodeId));
    }

    function test_suspend_RevertWhen_TheWindowIsUsedUp() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        expectSuspensionLimit(3, 2, 2);

        toNextWindow();
        members = range(3, NODES);
        registry.suspend(suspension(3));
    }

    /// @notice At most three of a small network in the last eight windows.
    function test_suspend_RevertWhen_TheWeekIsUsedUp() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        toNextWindow();
        members = range(3, NODES);
        registry.suspend(suspension(3));
        for (uint32 window = 2; window < 8; ++window) {
            toNextWindow();
            members = range(4, NODES);
            expectSuspensionLimit(4, 3, 3);
        }
        toNextWindow();
        registry.suspend(suspension(4));
    }

    /// @notice The age of a node is that of its first activation. Neither a rotation nor a return makes it young.
    function test_suspend_CountsANodeThatReturned() public {
        registry.suspend(suspension(1));
        warpEpochs(2);
        members = range(2, NODES);
        registry.resume(resumption(1), identityOf(1));
        members = range(1, NODES);
        growOld();
        registry.suspend(suspension(2));
        registry.suspend(suspension(3));
        expectSuspensionLimit(1, 2, 2);
    }

    function test_suspend_CountsFromTheVerySecondOf168Epochs() public {
        // A node of its own: those of the launch are safe for another week then.
        (uint32 first, ) = registerMore(3);
        toNextWindow();
        activate(first);
        activate(first + 1);
        warpEpochs(WINDOW);
        activate(first + 2);
        uint256 old = uint256(registry.serviceNode(first).activatableAt) + WEEK * EPOCH;
        members = range(1, NODES + 3);
        vm.warp(old - 1);
        registry.suspend(suspension(first));
        vm.warp(old);
        members = range(1, NODES);
        members.push(first + 1);
        members.push(first + 2);
        // The first was not counted.
        registry.suspend(suspension(first + 1));
        registry.suspend(suspension(1));
        expectSuspensionLimit(2, 2, 2);
        registry.suspend(suspension(first + 2));
    }

    /// @notice Suspensions and removals together take no more established nodes off the list than suspensions alone.
    function test_remove_OfAnEstablishedNodeCountsAsASuspension() public {
        growOld();
        registry.suspend(suspension(1));
        registry.remove(removal(2));
        expectSuspensionLimit(3, 2, 2);
    }

    function test_remove_OfASuspendedNodeIsNotCountedAgain() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        registry.remove(removal(2));
    }

    function test_remove_RevertWhen_TheSuspensionsAreUsedUp() public {
        growOld();
        registry.suspend(suspension(1));
        registry.suspend(suspension(2));
        IQuorumActions.QuorumAction memory action = removal(3);
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, 2, 2));
        registry.remove(action);
    }

    /* HELPERS */

    function registerMore(uint32 count) private returns (uint32 first, uint32 last) {
        first = registry.serviceNodeCount() + 1;
        for (uint32 i = 0; i < count; ++i) last = register(1 << (first + i));
    }

    function activate(uint32 nodeId) private {
        publishDrawOf(nodeId);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    function toNextWindow() private {
        warpEpochs(WINDOW - (currentEpoch() % WINDOW));
    }

    /// @dev Moves to a window in which all nodes are a week old.
    function growOld() private {
        warpEpochs(WEEK);
        toNextWindow();
    }

    function expectActivationLimit(uint32 nodeId) private {
        publishDrawOf(nodeId);
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.expectRevert(limitRefusal());
        registry.activate(nodeId, key, identity);
    }

    function limitRefusal() private view returns (bytes memory) {
        uint32 nextEpoch = (currentEpoch() / WINDOW + 1) * WINDOW;
        return abi.encodeWithSelector(IServiceNodeRegistry.ActivationLimitReached.selector, nextEpoch);
    }

    function resumeByOperator(uint32 nodeId) private {
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.prank(operator);
        registry.resumeByOperator(nodeId, key, identity);
    }

    function expectSuspensionLimit(uint32 nodeId, uint256 suspensions, uint256 max) private {
        IQuorumActions.QuorumAction memory action = suspension(nodeId);
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, suspensions, max));
        registry.suspend(action);
    }
}
