// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {RegistryState} from "./RegistryState.sol";
import {TokenReceipt} from "./libraries/TokenReceipt.sol";

/// @title How a node joins: registration, draw, activation
/// @dev The specification is `IServiceNodeRegistry`.
abstract contract Joining is RegistryState, ReentrancyGuardTransient {
    using TokenReceipt for IERC20;

    /* CONSTANTS */

    /// @dev Low bits of a ticket: the round. The source is above them.
    uint8 private constant ROUND_BITS = 40;

    /* REGISTRATION */

    /// @inheritdoc IServiceNodeRegistry
    function register(
        Registration calldata registration,
        bytes calldata operatorSignature,
        uint256 expectedStake,
        Permit calldata permit
    ) external nonReentrant returns (uint32 nodeId) {
        if (block.timestamp < pausedUntil) revert RegistrationIsPaused(pausedUntil);
        uint96 stake = _parameters.stakingRequirement;
        if (stake != expectedStake) revert StakeUnexpected(expectedStake, stake);
        Identity storage found = _identities[registration.ed25519Key];
        uint32 usedBy = found.nodeId;
        if (usedBy != 0) revert Ed25519KeyUsed(registration.ed25519Key, usedBy);

        nodeId = ++serviceNodeCount;
        principalOwed += stake;
        _checkAccounts(registration);
        SIGNER_SETS.admit(nodeId, registration, msg.sender, operatorSignature);
        found.nodeId = nodeId;
        found.ip = registration.endpoint.ip;
        found.rpcPort = registration.endpoint.rpcPort;
        found.quicPort = registration.endpoint.quicPort;
        (uint48 ticket, uint40 activatableAt) = _takeTicket();
        ServiceNode storage node = _serviceNodes[nodeId];
        node.owner = registration.owner;
        node.principal = stake;
        node.operator = registration.operator;
        node.status = Status.Pending;
        node.activatableAt = activatableAt;
        node.ticket = ticket;
        _emitRegistered(nodeId, registration, stake, ticket, activatableAt);

        _pullStake(stake, permit);
    }

    /// @inheritdoc IServiceNodeRegistry
    function activate(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external {
        if (block.timestamp < pausedUntil) revert RegistrationIsPaused(pausedUntil);
        ServiceNode storage node = _livingNode(nodeId);
        if (node.status != Status.Pending) revert StatusNotAllowed(nodeId, node.status);
        if (node.exitDueAt != 0) revert ExitAlreadyRequested(nodeId, node.exitDueAt);
        uint40 activatableAt = node.activatableAt;
        if (block.timestamp < activatableAt) revert ActivationTooEarly(nodeId, activatableAt);
        // The ticket's own source, even if tickets name another one by now. Reverts if the round is not published.
        uint48 ticket = node.ticket;
        bytes32 draw = randomnessSource[uint8(ticket >> ROUND_BITS)].randomnessOf(uint40(ticket));

        uint64 seed = uint64(bytes8(keccak256(abi.encode(draw, nodeId))));
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 activatedAt = uint40(block.timestamp);
        node.seed = seed;
        node.activatedAt = activatedAt;
        node.activatableAt = activatedAt;
        _countEvent();
        emit ServiceNodeActivated(nodeId, msg.sender, seed, activatedAt);
        (bytes32 blsKeyHash, uint32 active) = SIGNER_SETS.nodeJoined(nodeId, blsKey);
        if (block.timestamp >= LAUNCH_END) _countActivation(active - 1);
        _enterActive(nodeId, node, blsKeyHash, ed25519Key);
    }

    /* INTERNALS */

    /// @dev The pools own the nodes that they register, and no others.
    function _checkAccounts(Registration calldata registration) private view {
        address owner = registration.owner;
        bool isOfPools = owner == CONTRIBUTION_POOLS && msg.sender == owner;
        if (!isOfPools && !_isPayable(owner)) revert OwnerInvalid(owner);
        if (!_isPayable(registration.operator)) revert OperatorInvalid(registration.operator);
    }

    /// @dev Names a round that does not exist yet. Returns the time from which the node may be activated.
    function _takeTicket() private view returns (uint48 ticket, uint40 activatableAt) {
        (uint40 round, uint40 roundTime) = randomness.ticket();
        ticket = (uint48(_source) << ROUND_BITS) | round;
        // Unix seconds fit 40 bits for 34,000 years.
        activatableAt = uint40(block.timestamp) + _parameters.activationDelay;
        if (roundTime > activatableAt) activatableAt = roundTime;
    }

    function _emitRegistered(
        uint32 nodeId,
        Registration calldata registration,
        uint96 stake,
        uint48 ticket,
        uint40 activatableAt
    ) private {
        _countEvent();
        emit ServiceNodeRegistered(
            nodeId,
            registration.operator,
            registration.owner,
            msg.sender,
            stake,
            registration.blsKey,
            registration.ed25519Key,
            registration.ed25519Signature,
            registration.endpoint,
            registration.feeBps,
            registration.deadline,
            ticket,
            activatableAt
        );
    }

    /// @dev Takes exactly `stake` from the caller.
    function _pullStake(uint256 stake, Permit calldata permit) private {
        TOKEN.usePermit(permit);
        uint256 received = TOKEN.pull(stake);
        if (received != stake) revert StakeNotReceived(received, stake);
    }
}
