// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {Vm} from "../helpers/Vm.sol";

contract ActivateTest is BaseTest {
    function test_activate_ListsTheNodeWithASeedFromItsDraw() public {
        uint32 nodeId = register(1);
        uint64 ticket = registry.serviceNode(nodeId).ticket;
        letDrawCome(nodeId);

        vm.recordLogs();
        vm.prank(stranger);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        bytes32 draw = keccak256(abi.encode("draw", ticket));
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        assertEq(node.seed, uint64(bytes8(keccak256(abi.encode(draw, nodeId)))), "seed");
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

    function test_activate_RevertWhen_TheDrawDoesNotExistYet() public {
        uint32 nodeId = register(1);
        uint64 ticket = registry.serviceNode(nodeId).ticket;
        vm.warp(block.timestamp + ACTIVATION_DELAY);
        vm.roll(ticket);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.DrawNotReady.selector, nodeId, ticket));
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
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

    /// @notice Trap 47: the time and the block of an activation do not change the seed, which follows from the one
    /// draw.
    function testFuzz_trap47_TheMomentDoesNotChooseTheSeed(uint8 blocksLater, uint32 secondsLater) public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        bytes32 draw = keccak256(abi.encode("draw", registry.serviceNode(nodeId).ticket));
        // Within the 256 blocks whose hashes every chain still knows.
        vm.roll(block.number + (blocksLater % 250));
        vm.warp(block.timestamp + secondsLater);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(
            registry.serviceNode(nodeId).seed,
            uint64(bytes8(keccak256(abi.encode(draw, nodeId)))),
            "seed of the draw"
        );
    }

    /* RENEW TICKET */

    function test_renewTicket_GivesADrawThatCanBeReadWhenTheNodeMayActivate() public {
        uint32 nodeId = register(1);
        passTime(registry.serviceNode(nodeId).activatableAt + EXIT_DELAY);
        uint40 activatableAt = uint40(block.timestamp) + ACTIVATION_DELAY;
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.TicketRenewed(nodeId, stranger, uint64(block.number) + 64, activatableAt);
        vm.prank(stranger);
        registry.renewTicket(nodeId);

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        assertEq(node.ticket, block.number + 64, "ticket");
        assertEq(node.activatableAt, block.timestamp + ACTIVATION_DELAY, "activatableAt");
        passTime(node.activatableAt);
        keepHistoryOf(node.ticket);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
    }

    /// @notice Missing a draw on purpose must cost as much time as leaving.
    function test_trap47_RevertWhen_AMissedDrawIsRenewedBeforeTheExitDelayIsOver() public {
        uint32 nodeId = register(1);
        uint40 renewableAt = registry.serviceNode(nodeId).activatableAt + EXIT_DELAY;
        passTime(renewableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.RenewalTooEarly.selector, nodeId, renewableAt));
        registry.renewTicket(nodeId);
    }

    function test_activate_RevertWhen_TheDrawWasMissed() public {
        uint32 nodeId = register(1);
        missDraw(nodeId);
        uint64 ticket = registry.serviceNode(nodeId).ticket;
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.DrawMissed.selector, nodeId, ticket));
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    /// @notice Trap 47: a draw cannot be thrown away while it is usable or still in the future.
    function test_trap47_RevertWhen_ADrawThatWasNotMissedIsThrownAway() public {
        uint32 nodeId = register(1);
        uint64 ticket = registry.serviceNode(nodeId).ticket;
        bytes memory expected = abi.encodeWithSelector(IServiceNodeRegistry.DrawNotMissed.selector, nodeId, ticket);
        vm.expectRevert(expected);
        registry.renewTicket(nodeId);
        letDrawCome(nodeId);
        vm.expectRevert(expected);
        registry.renewTicket(nodeId);
    }

    function test_renewTicket_RevertWhen_TheNodeIsActive() public {
        uint32 nodeId = join(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.StatusNotAllowed.selector,
                nodeId,
                IServiceNodeRegistry.Status.Active
            )
        );
        registry.renewTicket(nodeId);
    }

    /// @dev Adds one block per 12 seconds, as Ethereum does.
    function passTime(uint256 timestamp) private {
        vm.roll(block.number + (timestamp - block.timestamp) / 12);
        vm.warp(timestamp);
    }

    /// @dev Sets the answer of the chain's history contract (EIP-2935) for a past block.
    function keepHistoryOf(uint64 blockNumber) private {
        address history = 0x0000F90827F1C53a10cb7A02335B175320002935;
        vm.etch(
            history,
            hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500"
        );
        vm.store(history, bytes32(uint256(blockNumber % 8_191)), keccak256(abi.encode("draw", blockNumber)));
    }

    /// @dev Beyond the 8,191 blocks that even EIP-2935 keeps.
    function missDraw(uint32 nodeId) private {
        vm.roll(registry.serviceNode(nodeId).ticket + 8_193);
        vm.warp(block.timestamp + 2 days);
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
