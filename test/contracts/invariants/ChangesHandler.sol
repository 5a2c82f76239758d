// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {NetworkModel} from "./NetworkModel.sol";

/// @notice Changes of endpoint, extension, operator and owner. Each is mostly made by who may make it.
abstract contract ChangesHandler is NetworkModel {
    uint256 private constant OPERATOR_REST = 24;
    uint256 private constant EXTENSION_MAX = 2_048;

    /* ENDPOINT AND EXTENSION */

    function updateEndpoint(uint256 seed) external {
        uint32 nodeId = pick(seed, isLiving);
        if (nodeId == 0) return;
        bytes32 ed25519Key = identityOf(nodeId);
        address by = operatorOr(seed, nodeId);
        bytes4 refusal = 0;
        if (registry.identity(ed25519Key).endpointEpoch == epochNow()) {
            refusal = IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector;
        }
        if (by == stranger) refusal = IServiceNodeRegistry.CallerNotAllowed.selector;
        IServiceNodeRegistry.Endpoint memory moved = endpoint(uint32(0x08000000 + draw(seed, "address", 1 << 24)));
        bytes32 blsKeyHash = keyHashOf(nodeId);
        actAs(by);
        try registry.updateEndpoint(nodeId, blsKeyHash, ed25519Key, moved) {
            requireAccepted(refusal, "updateEndpoint");
            assertEq(bytes32(registry.identity(ed25519Key).ip), bytes32(moved.ip), "ip");
            ++times["endpoint updated"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "updateEndpoint");
        }
    }

    /// @notice The document has any length, often none, sometimes a byte too much.
    function setExtension(uint256 seed) external {
        uint32 nodeId = pick(seed, isLiving);
        if (nodeId == 0) return;
        NodeNote storage note = nodeNotes[nodeId];
        address by = operatorOr(seed, nodeId);
        uint256 kind = draw(seed, "length", 8);
        bytes memory document = new bytes(
            kind == 0
                ? EXTENSION_MAX + 1
                : kind == 1
                    ? EXTENSION_MAX
                    : 32 * (kind / 3)
        );
        if (document.length != 0) document[0] = bytes1(uint8(1 + draw(seed, "document", 255)));
        bytes4 refusal = 0;
        if (note.extensionEpoch == epochNow()) refusal = IServiceNodeRegistry.ExtensionSetThisEpoch.selector;
        if (document.length > EXTENSION_MAX) refusal = IServiceNodeRegistry.ExtensionTooLong.selector;
        if (by == stranger) refusal = IServiceNodeRegistry.CallerNotAllowed.selector;
        (bytes32 blsKeyHash, bytes32 ed25519Key) = (keyHashOf(nodeId), identityOf(nodeId));
        actAs(by);
        try registry.setExtension(nodeId, blsKeyHash, ed25519Key, document) {
            requireAccepted(refusal, "setExtension");
            note.extensionEpoch = epochNow();
            note.extensionHash = document.length == 0 ? bytes32(0) : keccak256(document);
            ++times[document.length == 0 ? "extension cleared" : "extension set"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "setExtension");
        }
    }

    /* OPERATOR */

    /// @notice Sometimes zero, which withdraws the offer, or a contract of the protocol.
    function proposeOperator(uint256 seed) public {
        uint32 nodeId = pick(seed, isOwned);
        if (nodeId == 0) return;
        address by = ownerOr(seed, nodeId);
        (address next, bytes4 refusal) = drawOperator(seed);
        if (by == stranger) refusal = IServiceNodeRegistry.CallerNotAllowed.selector;
        actAs(by);
        try registry.proposeOperator(nodeId, next) {
            requireAccepted(refusal, "proposeOperator");
            nodeNotes[nodeId].pendingOperator = next;
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "proposeOperator");
        }
    }

    /// @return next account that is offered the operation of a node
    /// @return refusal error that refuses it; 0: none
    function drawOperator(uint256 seed) internal view returns (address next, bytes4 refusal) {
        next = operatorAt(draw(seed, "next", ACTORS));
        if (!isReached("operator changed")) return (next, 0);
        uint256 kind = draw(seed, "next kind", 8);
        if (kind == 0) return (address(0), 0);
        if (kind == 1) return (address(pools), IServiceNodeRegistry.OperatorInvalid.selector);
    }

    /// @notice If no operation is offered, one is first. Sometimes by another account, or too soon.
    function acceptOperator(uint256 seed) external {
        if (pick(seed, isOperationOffered) == 0) proposeOperator(seed);
        uint32 nodeId = pick(seed, isOperationOffered);
        if (nodeId == 0) return;
        NodeNote storage note = nodeNotes[nodeId];
        bool other = isReached("operator changed") && draw(seed, "other", 8) == 0;
        address by = other ? stranger : note.pendingOperator;
        if (draw(seed, "rest", 2) == 0) goTo((note.operatorEpoch + OPERATOR_REST) * EPOCH);
        bytes4 refusal = 0;
        if (isResting(note.operatorEpoch, OPERATOR_REST)) refusal = IServiceNodeRegistry.ChangeTooSoon.selector;
        if (other) refusal = IServiceNodeRegistry.CallerNotAllowed.selector;
        if (!isBeforeExit(nodeId)) refusal = IQuorumActions.ExitDue.selector;
        (bytes32 blsKeyHash, bytes32 ed25519Key) = (keyHashOf(nodeId), identityOf(nodeId));
        actAs(by);
        try registry.acceptOperator(nodeId, blsKeyHash, ed25519Key) {
            requireAccepted(refusal, "acceptOperator");
            note.operator = by;
            note.operatorEpoch = epochNow();
            note.operatorRotationEpoch = 0;
            note.pendingOperator = address(0);
            noteBegunAnew(nodeId);
            ++times["operator changed"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "acceptOperator");
            if (refusal == IServiceNodeRegistry.ChangeTooSoon.selector) ++times["operator refused too soon"];
        }
    }

    /* OWNER */

    /// @notice Sometimes to the zero address, which withdraws the offer.
    function proposeOwner(uint256 seed) external {
        uint32 nodeId = pick(seed, isOwned);
        if (nodeId == 0) return;
        address by = ownerOr(seed, nodeId);
        address next = draw(seed, "withdrawn", 4) == 0 ? address(0) : ownerAt(seed);
        bytes4 refusal = by == stranger ? IServiceNodeRegistry.CallerNotAllowed.selector : bytes4(0);
        actAs(by);
        try registry.proposeOwner(nodeId, next) {
            requireAccepted(refusal, "proposeOwner");
            nodeNotes[nodeId].pendingOwner = next;
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "proposeOwner");
        }
    }

    function acceptOwner(uint256 seed) external {
        uint32 nodeId = pick(seed, isOffered);
        if (nodeId == 0) return;
        NodeNote storage note = nodeNotes[nodeId];
        actAs(note.pendingOwner);
        registry.acceptOwner(nodeId);
        noteLogs();
        note.owner = note.pendingOwner;
        (note.pendingOwner, note.pendingOperator) = (address(0), address(0));
        ++times["owner changed"];
    }

    /* ACTORS */

    function operatorOr(uint256 seed, uint32 nodeId) private view returns (address) {
        return draw(seed, "stranger", 8) == 0 ? stranger : nodeNotes[nodeId].operator;
    }

    function ownerOr(uint256 seed, uint32 nodeId) private view returns (address) {
        return draw(seed, "stranger", 8) == 0 ? stranger : nodeNotes[nodeId].owner;
    }

    /// @dev An account could offer the node to another.
    function isOwned(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && !isShared(nodeId);
    }

    function isOffered(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && nodeNotes[nodeId].pendingOwner != address(0);
    }

    function isOperationOffered(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && nodeNotes[nodeId].pendingOperator != address(0);
    }
}
