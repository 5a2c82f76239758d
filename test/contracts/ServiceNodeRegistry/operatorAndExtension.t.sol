// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {RotationBase} from "./RotationBase.sol";

contract OperatorAndExtensionTest is RotationBase {
    address private next = address(0x0e87);

    function test_acceptOperator_MovesTheOperationInTwoSteps() public {
        IServiceNodeRegistry.ServiceNode memory before = registry.serviceNode(NODE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.OperatorProposed(NODE, owner, next);
        propose(next);
        assertEq(registry.serviceNode(NODE).operator, operator, "still the old one");
        assertEq(registry.pendingOperator(NODE), next, "offered");

        warpEpochs(1);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.OperatorChanged(NODE, operator, next, uint40(block.timestamp));
        accept(next);
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(NODE);
        assertEq(node.operator, next, "new operator");
        assertEq(registry.pendingOperator(NODE), address(0), "offer gone");
        assertEq(node.seed, before.seed, "the seed stays");
        assertEq(node.activatedAt, block.timestamp, "to clients, a new node");
        assertEq(node.activatableAt, before.activatableAt, "first activation stays");
        bytes32 identity = identityOf(NODE);
        bytes32 hash = keyHashOf(NODE);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, operator));
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080808));
        vm.prank(next);
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080808));
    }

    /// @notice The old operator knows the keys, so the new one may take others at once.
    function test_acceptOperator_LetsTheNewOperatorRotateAtOnce() public {
        rotateBoth(operator, NODE, NEW_KEY);
        propose(next);
        accept(next);
        rotateBoth(next, NODE, THIRD_KEY);
    }

    /// @notice The old operator moves the node in the same epoch. The new one moves it to its own server at once.
    function test_acceptOperator_LetsTheNewOperatorMoveTheNodeAtOnce() public {
        bytes32 identity = identityOf(NODE);
        bytes32 hash = keyHashOf(NODE);
        propose(next);
        vm.prank(operator);
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080404));
        accept(next);
        vm.prank(next);
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080808));
        vm.prank(next);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector, NODE, currentEpoch())
        );
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080404));
    }

    function test_acceptOperator_OfAPendingNodeIsNoActivation() public {
        uint32 nodeId = register(1 << (NODES + 1));
        vm.prank(owner);
        registry.proposeOperator(nodeId, next);
        bytes32 hash = keyHashOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        (uint64 version, , ) = registry.listState();
        vm.prank(next);
        registry.acceptOperator(nodeId, hash, identity);
        assertEq(registry.serviceNode(nodeId).activatedAt, 0, "activatedAt");
        (uint64 after_, , ) = registry.listState();
        assertEq(after_, version, "the list stays");
    }

    function test_acceptOperator_RevertWhen_TwiceIn24Epochs() public {
        propose(next);
        accept(next);
        uint32 from = currentEpoch() + 24;
        propose(operator);
        warpEpochs(23);
        expectTooSoon(from);
        accept(operator);
        warpEpochs(1);
        accept(operator);
    }

    function test_acceptOperator_RevertWhen_NotOfferedOrWithdrawn() public {
        expectNotAllowed(next);
        accept(next);
        propose(next);
        expectNotAllowed(stranger);
        accept(stranger);
        propose(address(0));
        expectNotAllowed(next);
        accept(next);
    }

    function test_acceptOperator_RevertWhen_TheExitIsDue() public {
        requestExit(NODE);
        propose(next);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt);
        expectExitDue(NODE, exitDueAt);
        accept(next);
    }

    function test_proposeOperator_RevertWhen_NotTheOwner() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, operator));
        vm.prank(operator);
        registry.proposeOperator(NODE, next);
    }

    /// @notice An offer of the old owner does not bind the new one.
    function test_acceptOwner_WithdrawsTheOfferOfTheOperation() public {
        propose(next);
        vm.prank(owner);
        registry.proposeOwner(NODE, stranger);
        vm.prank(stranger);
        registry.acceptOwner(NODE);
        expectNotAllowed(next);
        accept(next);
    }

    function test_exit_EndsAnOfferOfTheOperation() public {
        propose(next);
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        registry.exit(NODE, keyOf(NODE));
        assertEq(registry.pendingOperator(NODE), address(0), "offer gone");
    }

    /* EXTENSION */

    function test_setExtension_PutsItsHashIntoTheLeaf() public {
        bytes32 root = registry.listRoot();
        bytes memory document = "any bytes: the chain does not parse them";
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.ExtensionSet(NODE, operator, keccak256(document), document, currentEpoch());
        setExtension(document);
        assertEq(registry.serviceNode(NODE).extensionHash, keccak256(document), "hash");
        assertTrue(registry.listRoot() != root, "root changed");

        warpEpochs(1);
        setExtension("");
        assertEq(registry.serviceNode(NODE).extensionHash, bytes32(0), "cleared");
        assertEq(registry.listRoot(), root, "the record of before");
    }

    function test_setExtension_RevertWhen_TooLong() public {
        setExtension(new bytes(2_048));
        warpEpochs(1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExtensionTooLong.selector, 2_049, 2_048));
        setExtension(new bytes(2_049));
    }

    function test_setExtension_RevertWhen_TwiceInAnEpoch() public {
        setExtension("first");
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.ExtensionSetThisEpoch.selector, NODE, currentEpoch())
        );
        setExtension("second");
    }

    function test_setExtension_RevertWhen_NotTheOperator() public {
        bytes32 hash = keyHashOf(NODE);
        bytes32 identity = identityOf(NODE);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, owner));
        registry.setExtension(NODE, hash, identity, "document");
    }

    /// @notice A document has a key of the same machine.
    function test_rotateKeys_ClearsTheExtension() public {
        setExtension("document");
        rotateBoth(operator, NODE, NEW_KEY);
        assertEq(registry.serviceNode(NODE).extensionHash, bytes32(0), "cleared");
    }

    function test_setExtension_OfAPendingNodeIsListedWithItsActivation() public {
        uint32 nodeId = register(1 << (NODES + 1));
        bytes32 hash = keyHashOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.prank(operator);
        registry.setExtension(nodeId, hash, identity, "document");
        activateAll(nodeId, nodeId);
        uint256 group = uint256(keccak256(abi.encode(uint256(nodeId - 1) >> 2, uint256(2))));
        bytes32 leaf = vm.load(address(registry), bytes32(group + ((nodeId - 1) & 3)));
        assertEq(leaf, leafOf(nodeId), "leaf with the hash");
    }

    /* HELPERS */

    function propose(address newOperator) private {
        vm.prank(owner);
        registry.proposeOperator(NODE, newOperator);
    }

    function accept(address by) private {
        bytes32 hash = keyHashOf(NODE);
        bytes32 identity = identityOf(NODE);
        vm.prank(by);
        registry.acceptOperator(NODE, hash, identity);
    }

    function setExtension(bytes memory document) private {
        bytes32 hash = keyHashOf(NODE);
        bytes32 identity = identityOf(NODE);
        vm.prank(operator);
        registry.setExtension(NODE, hash, identity, document);
    }

    function expectNotAllowed(address caller) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, caller));
    }

    function expectTooSoon(uint32 changeableFrom) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ChangeTooSoon.selector, NODE, changeableFrom));
    }
}
