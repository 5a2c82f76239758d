// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract EndpointAndOwnerTest is BaseTest {
    /* ENDPOINT */

    function test_updateEndpoint_ReplacesTheLeafOfAnActiveNode() public {
        uint32 nodeId = join(1);
        bytes32 before = registry.listRoot();
        uint32 epoch = uint32(block.timestamp / EPOCH);
        IServiceNodeRegistry.Endpoint memory moved = endpoint(0x08080808);
        (moved.rpcPort, moved.quicPort) = (443, 8_443);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.EndpointUpdated(nodeId, operator, moved, epoch);
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), moved);

        assertEndpoint(registry.identity(identityOf(nodeId)), moved);
        assertTrue(registry.listRoot() != before, "root changed");
        assertEq(registry.listRoot(), keccak256(abi.encode(leafOf(nodeId), 0, 0, 0)), "root over the new leaf");
        (uint64 version, , ) = registry.listState();
        assertEq(version, 2, "version");
    }

    function test_updateEndpoint_RevertWhen_AKeyIsOfAnotherNode() public {
        uint32 nodeId = join(1);
        uint32 other = register(2);
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, nodeId, keyHashOf(other))
        );
        registry.updateEndpoint(nodeId, keyHashOf(other), identityOf(nodeId), endpoint(0x08080808));
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyNotOfNode.selector, nodeId, identityOf(other))
        );
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(other), endpoint(0x08080808));
        vm.stopPrank();
    }

    function test_updateEndpoint_OfAPendingNodeLeavesTheListAlone() public {
        uint32 nodeId = register(1);
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080808));
        (uint64 version, , ) = registry.listState();
        assertEq(version, 0, "version");
        assertEq(registry.listRoot(), bytes32(0), "root");
        letDrawCome(nodeId);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(registry.listRoot(), keccak256(abi.encode(leafOf(nodeId), 0, 0, 0)), "listed with the new endpoint");
    }

    function test_updateEndpoint_RevertWhen_TwiceInAnEpoch() public {
        uint32 nodeId = join(1);
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080808));
        uint32 epoch = uint32(block.timestamp / EPOCH);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector, nodeId, epoch));
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080809));

        vm.warp((uint256(epoch) + 1) * EPOCH);
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080809));
    }

    function test_updateEndpoint_RevertWhen_NotTheOperator() public {
        uint32 nodeId = join(1);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, nodeId, owner));
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), endpoint(0x08080808));
    }

    function test_updateEndpoint_RevertWhen_TheEndpointIsNotPublic() public {
        uint32 nodeId = join(1);
        IServiceNodeRegistry.Endpoint memory private_ = endpoint(0x0a000001);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.IpNotPublic.selector, private_.ip));
        registry.updateEndpoint(nodeId, keyHashOf(nodeId), identityOf(nodeId), private_);
    }

    /* OWNER */

    function test_acceptOwner_MovesTheNodeInTwoSteps() public {
        uint32 nodeId = join(1);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.OwnerProposed(nodeId, owner, stranger);
        vm.prank(owner);
        registry.proposeOwner(nodeId, stranger);
        assertEq(registry.serviceNode(nodeId).owner, owner, "still the old owner");
        assertEq(registry.pendingOwner(nodeId), stranger, "offered");

        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.OwnerChanged(nodeId, owner, stranger);
        vm.prank(stranger);
        registry.acceptOwner(nodeId);
        assertEq(registry.serviceNode(nodeId).owner, stranger, "new owner");
        assertEq(registry.pendingOwner(nodeId), address(0), "offer gone");
    }

    function test_proposeOwner_RevertWhen_NotTheOwner() public {
        uint32 nodeId = join(1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, nodeId, operator));
        registry.proposeOwner(nodeId, operator);
    }

    function test_proposeOwner_RevertWhen_OfferedToTheRegistry() public {
        uint32 nodeId = join(1);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, address(registry)));
        registry.proposeOwner(nodeId, address(registry));
    }

    function test_acceptOwner_RevertWhen_NotOfferedOrWithdrawn() public {
        uint32 nodeId = join(1);
        bytes memory expected = abi.encodeWithSelector(
            IServiceNodeRegistry.CallerNotAllowed.selector,
            nodeId,
            stranger
        );
        vm.prank(stranger);
        vm.expectRevert(expected);
        registry.acceptOwner(nodeId);

        vm.prank(owner);
        registry.proposeOwner(nodeId, stranger);
        vm.prank(owner);
        registry.proposeOwner(nodeId, address(0));
        vm.prank(stranger);
        vm.expectRevert(expected);
        registry.acceptOwner(nodeId);
    }
}
