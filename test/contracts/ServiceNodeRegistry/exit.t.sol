// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";

contract ExitTest is BaseTest {
    /// @notice Trap 10: only the node's own record says what is paid and to whom, not a signature or a total from
    /// elsewhere.
    function test_trap10_ExitByAStrangerPaysTheOwnerAndEmptiesTheLeaf() public {
        uint32 nodeId = join(1);
        requestExit(nodeId, operator);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        vm.prank(stranger);
        registry.exit(nodeId, keyOf(nodeId));

        assertStatus(nodeId, IServiceNodeRegistry.Status.Exited);
        assertEq(token.balanceOf(owner), STAKE, "owner was paid");
        assertEq(token.balanceOf(address(registry)), 0, "nothing is left");
        assertEq(registry.principalOwed(), 0, "nothing is owed");
        assertEq(registry.principalPaid(nodeId), STAKE, "lifetime counter");
        assertEq(registry.listRoot(), bytes32(0), "list is empty");
    }

    function test_exit_OfAPendingNodeNeverTouchesTheList() public {
        uint32 nodeId = register(1);
        requestExit(nodeId, owner);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
        (uint64 version, , ) = registry.listState();
        assertEq(version, 0, "version");
        assertEq(token.balanceOf(owner), STAKE, "owner was paid");
    }

    function test_exit_PaysTheNewOwnerAfterAChange() public {
        uint32 nodeId = join(1);
        requestExit(nodeId, owner);
        vm.prank(owner);
        registry.proposeOwner(nodeId, stranger);
        vm.prank(stranger);
        registry.acceptOwner(nodeId);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
        assertEq(token.balanceOf(stranger), STAKE, "new owner was paid");
    }

    function test_exit_EndsAnOfferOfTheNode() public {
        uint32 nodeId = join(1);
        vm.prank(owner);
        registry.proposeOwner(nodeId, stranger);
        leaveNetwork(nodeId);
        assertEq(registry.pendingOwner(nodeId), address(0), "offer gone");
    }

    function test_exit_FreesTheLeafForTheNextNode_LastFreedFirst() public {
        uint32 first = join(1);
        uint32 second = join(2);
        join(3);
        leaveNetwork(first);
        leaveNetwork(second);
        assertEq(registry.serviceNode(join(4)).leafIndex, 1, "freed last, taken first");
        assertEq(registry.serviceNode(join(5)).leafIndex, 0, "freed first");
        assertEq(registry.serviceNode(join(6)).leafIndex, 3, "then a new one");
    }

    function test_requestExit_KeepsTheNodeListedUntilItExits() public {
        uint32 nodeId = join(1);
        bytes32 root = registry.listRoot();
        requestExit(nodeId, operator);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        assertEq(registry.listRoot(), root, "root");
        assertEq(registry.serviceNode(nodeId).exitDueAt, block.timestamp + EXIT_DELAY, "exitDueAt");
    }

    function test_requestExit_RevertWhen_Twice() public {
        uint32 nodeId = join(1);
        requestExit(nodeId, operator);
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitAlreadyRequested.selector, nodeId, exitDueAt));
        registry.requestExit(nodeId);
    }

    function test_requestExit_RevertWhen_NeitherOperatorNorOwner() public {
        uint32 nodeId = join(1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, nodeId, stranger));
        registry.requestExit(nodeId);
    }

    function test_exit_RevertWhen_NotRequestedOrNotDue() public {
        uint32 nodeId = join(1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitNotDue.selector, nodeId, 0));
        registry.exit(nodeId, keyOf(nodeId));

        requestExit(nodeId, operator);
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        vm.warp(exitDueAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitNotDue.selector, nodeId, exitDueAt));
        registry.exit(nodeId, keyOf(nodeId));
    }

    function test_exit_RevertWhen_TheKeyIsOfAnotherNode() public {
        uint32 nodeId = join(1);
        uint32 other = join(2);
        requestExit(nodeId, operator);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        BLS.G1Point memory key = keyOf(other);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, nodeId, keyHashOf(other))
        );
        registry.exit(nodeId, key);
    }

    function test_exit_EndsTheNodeForEveryCall() public {
        uint32 nodeId = join(1);
        leaveNetwork(nodeId);
        bytes memory expected = abi.encodeWithSelector(
            IServiceNodeRegistry.StatusNotAllowed.selector,
            nodeId,
            IServiceNodeRegistry.Status.Exited
        );
        vm.expectRevert(expected);
        registry.exit(nodeId, keyOf(nodeId));
        vm.expectRevert(expected);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        vm.startPrank(operator);
        vm.expectRevert(expected);
        registry.requestExit(nodeId);
        vm.expectRevert(expected);
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080808));
        vm.stopPrank();
        vm.prank(owner);
        vm.expectRevert(expected);
        registry.proposeOwner(nodeId, stranger);
        vm.expectRevert(expected);
        registry.acceptOwner(nodeId);
    }

    /// @notice A longer exit delay does not apply to earlier exit requests.
    function test_exit_KeepsItsTimeAfterAChangeOfParameters() public {
        uint32 early = join(1);
        uint32 late = join(2);
        IServiceNodeRegistry.Parameters memory longer = registry.parameters();
        longer.exitDelay = 720 * EPOCH;
        bytes memory call = abi.encodeCall(IServiceNodeRegistry.setParameters, (longer));
        vm.prank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        requestExit(early, operator);
        uint256 dueAt = block.timestamp + EXIT_DELAY;
        vm.prank(governor);
        manager.execute(address(registry), call);
        requestExit(late, operator);
        assertEq(registry.serviceNode(early).exitDueAt, dueAt, "asked before");
        assertEq(registry.serviceNode(late).exitDueAt, block.timestamp + 720 * EPOCH, "asked after");

        vm.warp(dueAt);
        registry.exit(early, keyOf(early));
        assertStatus(early, IServiceNodeRegistry.Status.Exited);
    }

    function requestExit(uint32 nodeId, address by) private {
        vm.prank(by);
        registry.requestExit(nodeId);
    }

    function leaveNetwork(uint32 nodeId) private {
        requestExit(nodeId, operator);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
    }

    function test_exit_RevertWhen_TheNodeIsUnknown() public {
        BLS.G1Point memory key = BlsKeys.publicKey(1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ServiceNodeUnknown.selector, 7));
        registry.exit(7, key);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ServiceNodeUnknown.selector, 7));
        registry.serviceNode(7);
    }
}
