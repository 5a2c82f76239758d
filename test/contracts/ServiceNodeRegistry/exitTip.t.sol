// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice From 24 epochs after an exit is due, its caller earns a part of the principal, and more with each 24 epochs.
contract ExitTipTest is QuorumBase {
    uint32 private constant NODE = 5;
    uint256 private constant PERIOD = 24 * uint256(EPOCH);

    function test_exit_PaysNoTipWithinTheFirst24Epochs() public {
        uint40 dueAt = beDue();
        assertTip(dueAt, 0);
        assertTip(dueAt + PERIOD - 1, 0);
    }

    function test_exit_PaysTwentyBpsForEach24EpochsUpTo200() public {
        uint40 dueAt = beDue();
        for (uint256 periods = 1; periods <= 10; ++periods) {
            assertTip(dueAt + periods * PERIOD, (STAKE * 20 * periods) / 10_000);
            assertTip(dueAt + (periods + 1) * PERIOD - 1, (STAKE * 20 * periods) / 10_000);
        }
        assertTip(dueAt + 11 * PERIOD, (STAKE * 200) / 10_000);
        assertTip(dueAt + 3_650 days, (STAKE * 200) / 10_000);
    }

    function test_exit_NamesTheTipAndItsTaker() public {
        uint40 dueAt = beDue();
        vm.warp(dueAt + 3 * PERIOD);
        uint96 tip = (STAKE * 60) / 10_000;
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.ServiceNodeExited(NODE, owner, stranger, STAKE - tip, tip);
        vm.prank(stranger);
        registry.exit(NODE, keyOf(NODE));
    }

    /// @notice An owner who comes late pays the tip to no one else.
    function test_exit_PaysAnOwnerWhoCallsTheWholePrincipal() public {
        uint40 dueAt = beDue();
        vm.warp(dueAt + 5 * PERIOD);
        vm.prank(owner);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "principal and tip");
    }

    function test_exit_PaysNoTipForANodeThatIsNotActive() public {
        uint32 pending = register(1 << (NODES + 1));
        vm.prank(owner);
        registry.requestExit(pending);
        registry.suspend(suspension(1));
        vm.prank(owner);
        registry.requestExit(1);
        registry.remove(removal(2));
        vm.warp(registry.serviceNode(2).exitDueAt + 20 * PERIOD);
        uint32[3] memory leaving = [pending, 1, 2];
        uint256 principal = 0;
        for (uint256 i = 0; i < leaving.length; ++i) {
            principal += registry.serviceNode(leaving[i]).principal;
            vm.prank(stranger);
            registry.exit(leaving[i], keyOf(leaving[i]));
        }
        assertEq(token.balanceOf(stranger), 0, "no tip");
        assertEq(token.balanceOf(owner), principal, "all principal");
    }

    /// @notice C2: a node that stays after its exit is due is out, because a stranger earns by it.
    function test_C2_ANodeThatStaysAfterItsExitIsPutOutByAStrangerForATip() public {
        uint40 dueAt = beDue();
        vm.warp(dueAt + PERIOD);
        bytes32 root = registry.listRoot();
        vm.prank(stranger);
        registry.exit(NODE, keyOf(NODE));
        assertTrue(registry.listRoot() != root, "off the list");
        assertTrue(token.balanceOf(stranger) > 0, "the stranger earned");
        assertStatus(NODE, IServiceNodeRegistry.Status.Exited);
        assertEq(rewardsPool.activeNodeCount(), NODES - 1, "earns no more");
    }

    function beDue() private returns (uint40) {
        requestExit(NODE);
        return registry.serviceNode(NODE).exitDueAt;
    }

    /// @dev Exits at `time` and goes back to the time before.
    function assertTip(uint256 time, uint256 tip) private {
        uint256 before = vm.snapshotState();
        vm.warp(time);
        uint256 owed = registry.principalOwed();
        vm.prank(stranger);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(stranger), tip, "tip");
        assertEq(token.balanceOf(owner), STAKE - tip, "the rest");
        assertEq(registry.principalPaid(NODE), STAKE - tip, "principalPaid");
        assertEq(registry.principalOwed(), owed - STAKE, "principalOwed");
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "nothing is left over");
        vm.revertToState(before);
    }
}
