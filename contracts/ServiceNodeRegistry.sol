// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {EndpointRules} from "./libraries/EndpointRules.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {Joining} from "./Joining.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Registry of service nodes
/// @dev The specification is `IServiceNodeRegistry`. `Joining` begins with `RegistryState`, whose first variable is the
/// list: that keeps the list root in storage slot 0.
contract ServiceNodeRegistry is Joining, AccessManaged {
    using EndpointRules for Endpoint;
    using ListTree for ListTree.Tree;
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice Bounds of `activationDelay`, seconds.
    uint40 public constant ACTIVATION_DELAY_MIN = 1 hours;
    uint40 public constant ACTIVATION_DELAY_MAX = 4 hours;

    /// @notice Bounds of `exitDelay`, seconds.
    uint40 public constant EXIT_DELAY_MIN = 1 days;
    uint40 public constant EXIT_DELAY_MAX = 30 days;

    /// @notice Bounds of the epoch, seconds: long enough for a block, short enough for a list to be of use.
    uint32 public constant EPOCH_SECONDS_MIN = 10;
    uint32 public constant EPOCH_SECONDS_MAX = 1 days;

    /* CONSTRUCTOR */

    /// @param authority OpenZeppelin `AccessManager` that holds roles and delays
    /// @param epochSeconds length of an epoch for ever
    constructor(
        address authority,
        IERC20 token,
        IBlsVerifier blsVerifier,
        IRandomness randomness,
        uint32 epochSeconds,
        Parameters memory initialParameters
    ) RegistryState(token, blsVerifier, randomness, epochSeconds) EIP712("Muster", "1") AccessManaged(authority) {
        _requireWithin("epochSeconds", epochSeconds, EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX);
        _requireWithin("stakingRequirement", initialParameters.stakingRequirement, 1, type(uint96).max);
        _setParameters(initialParameters);
    }

    /* ENDPOINT AND OWNER */

    /// @inheritdoc IServiceNodeRegistry
    function updateEndpoint(uint32 nodeId, Endpoint calldata endpoint) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        endpoint.check();
        // Epoch numbers fit 32 bits: seconds since 1970 over at least 10.
        uint32 epoch = uint32(block.timestamp / EPOCH_SECONDS);
        if (node.endpointEpoch == epoch) revert EndpointUpdatedThisEpoch(nodeId, epoch);

        node.ip = endpoint.ip;
        node.rpcPort = endpoint.rpcPort;
        node.quicPort = endpoint.quicPort;
        node.endpointEpoch = epoch;
        emit EndpointUpdated(nodeId, msg.sender, endpoint, epoch);

        if (node.status == Status.Active) {
            uint32 leafIndex = node.leafIndex;
            bytes32 leaf = _leafOf(nodeId, node);
            _list.set(leafIndex, leaf);
            _emitListChanged(nodeId, leafIndex, leaf);
        }
    }

    /// @inheritdoc IServiceNodeRegistry
    function proposeOwner(uint32 nodeId, address newOwner) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        if (newOwner == address(this)) revert OwnerInvalid(newOwner);

        pendingOwner[nodeId] = newOwner;
        emit OwnerProposed(nodeId, msg.sender, newOwner);
    }

    /// @inheritdoc IServiceNodeRegistry
    function acceptOwner(uint32 nodeId) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != pendingOwner[nodeId]) revert CallerNotAllowed(nodeId, msg.sender);

        address previousOwner = node.owner;
        node.owner = msg.sender;
        delete pendingOwner[nodeId];
        emit OwnerChanged(nodeId, previousOwner, msg.sender);
    }

    /* EXIT */

    /// @inheritdoc IServiceNodeRegistry
    function requestExit(uint32 nodeId) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.operator && msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt != 0) revert ExitAlreadyRequested(nodeId, exitDueAt);

        // Unix seconds fit 40 bits for 34,000 years.
        exitDueAt = uint40(block.timestamp) + _parameters.exitDelay;
        node.exitDueAt = exitDueAt;
        emit ExitRequested(nodeId, msg.sender, exitDueAt);
    }

    /// @inheritdoc IServiceNodeRegistry
    function exit(uint32 nodeId) external nonReentrant {
        ServiceNode storage node = _livingNode(nodeId);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt == 0 || block.timestamp < exitDueAt) revert ExitNotDue(nodeId, exitDueAt);

        bool wasActive = node.status == Status.Active;
        uint32 leafIndex = node.leafIndex;
        address owner = node.owner;
        uint96 principal = node.principal;
        node.status = Status.Exited;
        node.principal = 0;
        principalOwed -= principal;
        principalPaid[nodeId] += principal;
        delete pendingOwner[nodeId];
        emit ServiceNodeExited(nodeId, owner, msg.sender, principal);
        if (wasActive) {
            _list.remove(leafIndex);
            _emitListChanged(nodeId, leafIndex, 0);
        }

        TOKEN.safeTransfer(owner, principal);
    }

    /* GOVERNANCE */

    /// @inheritdoc IServiceNodeRegistry
    function setParameters(Parameters calldata newParameters) external restricted {
        uint256 requirement = _parameters.stakingRequirement;
        // At least 1 either way, so that no requirement is a dead end.
        uint256 max = requirement + (requirement + 1) / 2;
        if (max > type(uint96).max) max = type(uint96).max;
        uint256 min = requirement - requirement / 2;
        _requireWithin("stakingRequirement", newParameters.stakingRequirement, min, max);
        _setParameters(newParameters);
    }

    /* VIEWS */

    /// @inheritdoc IServiceNodeRegistry
    function listRoot() external view returns (bytes32) {
        return _list.root;
    }

    /// @inheritdoc IServiceNodeRegistry
    function listState() external view returns (uint64 version, uint32 leafCount, uint8 depth) {
        return (_list.version, _list.leafCount, _list.depth);
    }

    /// @inheritdoc IServiceNodeRegistry
    function serviceNode(uint32 nodeId) external view returns (ServiceNode memory node) {
        node = _serviceNodes[nodeId];
        if (node.status == Status.None) revert ServiceNodeUnknown(nodeId);
    }

    /// @inheritdoc IServiceNodeRegistry
    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    /* INTERNALS */

    function _setParameters(Parameters memory newParameters) private {
        _requireWithin("activationDelay", newParameters.activationDelay, ACTIVATION_DELAY_MIN, ACTIVATION_DELAY_MAX);
        _requireWithin("exitDelay", newParameters.exitDelay, EXIT_DELAY_MIN, EXIT_DELAY_MAX);
        _parameters = newParameters;
        emit ParametersChanged(msg.sender, newParameters);
    }

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert ParameterOutOfBounds(name, value, min, max);
    }
}
