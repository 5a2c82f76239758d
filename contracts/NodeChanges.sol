// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Changes of a node by operator and owner: endpoint, extension, keys, operator, owner
/// @dev The specification is `IServiceNodeRegistry`. A change of status is none of these.
abstract contract NodeChanges is RegistryState {
    /* CONSTANTS */

    /// @dev Maximum size of an extension document, bytes.
    uint256 private constant EXTENSION_MAX = 2_048;

    /// @dev An operator may rotate the keys of a node once in this many epochs.
    uint32 private constant OPERATOR_ROTATION_EPOCHS = 168;

    /// @dev An owner may rotate the keys of a node once in this many epochs.
    uint32 private constant OWNER_ROTATION_EPOCHS = 24;

    /// @dev The operator of a node may change once in this many epochs.
    uint32 private constant OPERATOR_CHANGE_EPOCHS = 24;

    /* ENDPOINT AND EXTENSION */

    /// @inheritdoc IServiceNodeRegistry
    function updateEndpoint(
        uint32 nodeId,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        Endpoint calldata endpoint
    ) external {
        (ServiceNode storage node, Identity storage found) = _ofOperator(nodeId, blsKeyHash, ed25519Key);
        SIGNER_SETS.checkEndpoint(endpoint);
        uint32 epoch = _currentEpoch();
        if (found.endpointEpoch == epoch) revert EndpointUpdatedThisEpoch(nodeId, epoch);

        found.ip = endpoint.ip;
        found.rpcPort = endpoint.rpcPort;
        found.quicPort = endpoint.quicPort;
        found.endpointEpoch = epoch;
        _countEvent();
        emit EndpointUpdated(nodeId, msg.sender, endpoint, epoch);
        _renewLeaf(nodeId, node, found, blsKeyHash, ed25519Key);
    }

    /// @inheritdoc IServiceNodeRegistry
    function setExtension(uint32 nodeId, bytes32 blsKeyHash, bytes32 ed25519Key, bytes calldata document) external {
        (ServiceNode storage node, Identity storage found) = _ofOperator(nodeId, blsKeyHash, ed25519Key);
        if (document.length > EXTENSION_MAX) revert ExtensionTooLong(document.length, EXTENSION_MAX);
        uint32 epoch = _currentEpoch();
        if (node.extensionEpoch == epoch) revert ExtensionSetThisEpoch(nodeId, epoch);

        bytes32 extensionHash = document.length == 0 ? bytes32(0) : keccak256(document);
        node.extensionEpoch = epoch;
        node.extensionHash = extensionHash;
        _countEvent();
        emit ExtensionSet(nodeId, msg.sender, extensionHash, document, epoch);
        _renewLeaf(nodeId, node, found, blsKeyHash, ed25519Key);
    }

    /* KEYS */

    /// @inheritdoc IServiceNodeRegistry
    function rotateKeys(uint32 nodeId, KeyRotation calldata rotation) external {
        ServiceNode storage node = _nodeBeforeExit(nodeId);
        _markRotation(nodeId, node);
        Identity storage found = _identityOf(nodeId, rotation.previousEd25519Key);
        (bytes32 previousBlsKeyHash, bytes32 blsKeyHash) = SIGNER_SETS.rotate(nodeId, rotation);
        if (rotation.ed25519Key != rotation.previousEd25519Key) {
            found = _replaceIdentity(nodeId, found, rotation.ed25519Key);
            _beginAnew(node);
        }
        // Its key lies on the same machine.
        if (node.extensionEpoch != 0) node.extensionHash = 0;
        _countEvent();
        emit KeysRotated(
            nodeId,
            msg.sender,
            previousBlsKeyHash,
            rotation.previousEd25519Key,
            rotation.blsKey,
            rotation.ed25519Key,
            rotation.ed25519Signature,
            rotation.compromised,
            rotation.deadline,
            node.activatedAt
        );
        _renewLeaf(nodeId, node, found, blsKeyHash, rotation.ed25519Key);
    }

    /* OPERATOR AND OWNER */

    /// @inheritdoc IServiceNodeRegistry
    function proposeOperator(uint32 nodeId, address newOperator) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        if (newOperator != address(0) && !_isPayable(newOperator)) revert OperatorInvalid(newOperator);

        _pendingOperator[nodeId] = newOperator;
        _countEvent();
        emit OperatorProposed(nodeId, msg.sender, newOperator);
    }

    /// @inheritdoc IServiceNodeRegistry
    function acceptOperator(uint32 nodeId, bytes32 blsKeyHash, bytes32 ed25519Key) external {
        ServiceNode storage node = _nodeBeforeExit(nodeId);
        if (msg.sender != _pendingOperator[nodeId]) revert CallerNotAllowed(nodeId, msg.sender);
        Identity storage found = _identityOf(nodeId, ed25519Key);
        SIGNER_SETS.requireCurrent(nodeId, blsKeyHash);
        uint32 epoch = _currentEpoch();
        _requireRested(nodeId, node.operatorEpoch, OPERATOR_CHANGE_EPOCHS, epoch);

        address previousOperator = node.operator;
        node.operator = msg.sender;
        node.operatorEpoch = epoch;
        // The new operator does not share the old one's mark: the first thing to do is to take new keys.
        node.operatorRotationEpoch = 0;
        // Nor the epoch of its last endpoint, which the old one could renew up to the last moment.
        found.endpointEpoch = 0;
        delete _pendingOperator[nodeId];
        _beginAnew(node);
        _countEvent();
        emit OperatorChanged(nodeId, previousOperator, msg.sender, node.activatedAt);
        _renewLeaf(nodeId, node, found, blsKeyHash, ed25519Key);
    }

    /// @inheritdoc IServiceNodeRegistry
    function proposeOwner(uint32 nodeId, address newOwner) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        if (newOwner != address(0) && !_isPayable(newOwner)) revert OwnerInvalid(newOwner);

        _pendingOwner[nodeId] = newOwner;
        _countEvent();
        emit OwnerProposed(nodeId, msg.sender, newOwner);
    }

    /// @inheritdoc IServiceNodeRegistry
    function acceptOwner(uint32 nodeId) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != _pendingOwner[nodeId]) revert CallerNotAllowed(nodeId, msg.sender);

        address previousOwner = node.owner;
        node.owner = msg.sender;
        delete _pendingOwner[nodeId];
        delete _pendingOperator[nodeId];
        _countEvent();
        emit OwnerChanged(nodeId, previousOwner, msg.sender);
    }

    /* INTERNALS */

    /// @dev Node and identity, if the caller is the operator and both keys are the node's.
    function _ofOperator(
        uint32 nodeId,
        bytes32 blsKeyHash,
        bytes32 ed25519Key
    ) private view returns (ServiceNode storage node, Identity storage found) {
        node = _livingNode(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        found = _identityOf(nodeId, ed25519Key);
        SIGNER_SETS.requireCurrent(nodeId, blsKeyHash);
    }

    /// @dev Checks the caller, and that its last rotation is long enough ago. Owner and operator have a mark each, so
    /// that a thief of the operator's key cannot use up the owner's rotation.
    function _markRotation(uint32 nodeId, ServiceNode storage node) private {
        uint32 epoch = _currentEpoch();
        if (msg.sender == node.owner) {
            _requireRested(nodeId, node.ownerRotationEpoch, OWNER_ROTATION_EPOCHS, epoch);
            node.ownerRotationEpoch = epoch;
        } else if (msg.sender == node.operator) {
            _requireRested(nodeId, node.operatorRotationEpoch, OPERATOR_ROTATION_EPOCHS, epoch);
            node.operatorRotationEpoch = epoch;
        } else {
            revert CallerNotAllowed(nodeId, msg.sender);
        }
    }

    /// @dev `last` 0: it never happened. A current epoch is far above every rest.
    function _requireRested(uint32 nodeId, uint32 last, uint32 rest, uint32 epoch) private pure {
        if (epoch < last + rest) revert ChangeTooSoon(nodeId, last + rest);
    }

    /// @dev Enters a new key with the endpoint of the old one, which is burnt.
    function _replaceIdentity(
        uint32 nodeId,
        Identity storage found,
        bytes32 newKey
    ) private returns (Identity storage replacement) {
        if (newKey == 0) revert Ed25519KeyInvalid(newKey);
        replacement = _identities[newKey];
        uint32 usedBy = replacement.nodeId;
        if (usedBy != 0) revert Ed25519KeyUsed(newKey, usedBy);
        replacement.nodeId = nodeId;
        replacement.ip = found.ip;
        replacement.rpcPort = found.rpcPort;
        replacement.quicPort = found.quicPort;
        replacement.endpointEpoch = found.endpointEpoch;
        found.flags = REPLACED;
    }

    /// @dev To clients, a node with another identity or operator is a new node: its age as a guard cannot be bought.
    function _beginAnew(ServiceNode storage node) private {
        // Unix seconds fit 40 bits for 34,000 years.
        if (node.activatedAt != 0) node.activatedAt = uint40(block.timestamp);
    }

    function _renewLeaf(
        uint32 nodeId,
        ServiceNode storage node,
        Identity storage found,
        bytes32 blsKeyHash,
        bytes32 ed25519Key
    ) private {
        if (node.status != Status.Active) return;
        _setLeaf(nodeId, node.leafIndex, _leafOf(nodeId, node, found, blsKeyHash, ed25519Key));
    }
}
