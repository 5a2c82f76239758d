// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {Vm} from "../helpers/Vm.sol";

contract ActivateTest is BaseTest {
    function test_activate_ListsTheNodeWithASeedFromItsDraw() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);

        vm.recordLogs();
        vm.prank(stranger);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        assertEq(node.seed, seedOf(nodeId), "seed");
        assertEq(node.activatedAt, block.timestamp, "activatedAt");
        bytes32 leaf = leafOf(nodeId);
        assertEq(registry.listRoot(), keccak256(abi.encode(leaf, 0, 0, 0)), "root over one leaf");
        assertListChanged(vm.getRecordedLogs()[1], 1, nodeId, leaf);
    }

    function test_activate_KeepsTheRootInStorageSlotZero() public {
        join(1);
        assertTrue(registry.listRoot() != 0, "root");
        assertEq(vm.load(address(registry), 0), registry.listRoot(), "slot 0");
    }

    function test_activate_GivesEachNodeItsOwnLeafAndVersion() public {
        uint32 first = join(1);
        uint32 second = join(2);
        assertEq(registry.serviceNode(first).leafIndex, 0, "first leaf");
        assertEq(registry.serviceNode(second).leafIndex, 1, "second leaf");
        (uint64 version, uint32 leafCount, uint8 depth) = registry.listState();
        assertEq(version, 2, "version");
        assertEq(leafCount, 2, "leafCount");
        assertEq(depth, 1, "depth");
        assertEq(
            registry.listRoot(),
            keccak256(abi.encode(leafOf(first), leafOf(second), 0, 0)),
            "root over two leaves"
        );
    }

    /// @notice Trap 23: calls carry no siblings, so calls prepared for one state of the list all succeed in another.
    function test_trap23_CallsPreparedTogetherLandInAnyOrder() public {
        uint32 first = join(1);
        bytes[] memory calls = new bytes[](4);
        for (uint32 i = 0; i < 3; ++i) {
            uint32 nodeId = register(2 + i);
            calls[i] = abi.encodeCall(IServiceNodeRegistry.activate, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        }
        letDrawCome(first + 3);
        calls[3] = abi.encodeCall(
            IServiceNodeRegistry.updateEndpoint,
            (first, keyHashOf(first), identityOf(first), endpoint(0x08080808))
        );
        for (uint256 i = calls.length; i > 0; --i) {
            vm.prank(operator);
            (bool success, ) = address(registry).call(calls[i - 1]);
            assertTrue(success, "landed");
        }
        bytes32 group = keccak256(abi.encode(leafOf(first), leafOf(first + 3), leafOf(first + 2), leafOf(first + 1)));
        assertEq(registry.listRoot(), group, "all of them, in the order they came");
    }

    function test_activate_RevertWhen_TooEarly() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        uint40 activatableAt = registry.serviceNode(nodeId).activatableAt;
        vm.warp(activatableAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.ActivationTooEarly.selector, nodeId, activatableAt)
        );
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    /// @notice The time alone is not enough: an account has to publish the round first.
    function test_activate_RevertWhen_TheRoundIsNotPublished() public {
        uint32 nodeId = register(1);
        uint40 round = roundOf(nodeId);
        vm.warp(block.timestamp + 30 days);
        publishRound(beacon, round - 1);
        publishRound(beacon, round + 1);
        vm.expectRevert(abi.encodeWithSelector(IRandomness.RoundNotPublished.selector, round));
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        publishRound(beacon, round);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
    }

    function test_activate_RevertWhen_DoneBefore() public {
        uint32 nodeId = join(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.StatusNotAllowed.selector,
                nodeId,
                IServiceNodeRegistry.Status.Active
            )
        );
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    function test_activate_RevertWhen_TheNodeAskedToLeave() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        vm.prank(operator);
        registry.requestExit(nodeId);
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitAlreadyRequested.selector, nodeId, exitDueAt));
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    function test_activate_RevertWhen_TheNodeIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ServiceNodeUnknown.selector, uint32(5)));
        registry.activate(5, keyOf(5), identityOf(5));
    }

    /// @notice Trap 47: the time and the block of an activation do not change the seed. It follows from the one draw.
    function testFuzz_trap47_TheMomentDoesNotChooseTheSeed(
        uint32 blocksLater,
        uint32 secondsLater,
        uint16 roundsLater
    ) public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        uint64 seed = seedOf(nodeId);
        publishRound(beacon, roundOf(nodeId) + roundsLater);
        vm.roll(block.number + blocksLater);
        vm.warp(block.timestamp + secondsLater);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(registry.serviceNode(nodeId).seed, seed, "seed of the draw");
    }

    function assertListChanged(Vm.Log memory log, uint64 version, uint32 nodeId, bytes32 leaf) private view {
        assertEq(log.topics[0], IServiceNodeRegistry.ListChanged.selector, "ListChanged");
        assertEq(uint256(log.topics[1]), version, "version");
        assertEq(uint256(log.topics[2]), nodeId, "nodeId");
        (bytes32 root, uint32 leafIndex, bytes32 leaf_, uint32 leafCount) = abi.decode(
            log.data,
            (bytes32, uint32, bytes32, uint32)
        );
        assertEq(root, registry.listRoot(), "root");
        assertEq(leafIndex, 0, "leafIndex");
        assertEq(leaf_, leaf, "leaf");
        assertEq(leafCount, 1, "leafCount");
    }

    function test_activate_RevertWhen_TheEd25519KeyIsOfAnotherNode() public {
        uint32 nodeId = register(1);
        uint32 other = register(2);
        letDrawCome(other);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyNotOfNode.selector, nodeId, identityOf(other))
        );
        registry.activate(nodeId, keyOf(nodeId), identityOf(other));
    }
}
