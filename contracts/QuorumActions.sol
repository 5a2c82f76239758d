// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "./interfaces/IQuorumActions.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Actions that active nodes take together: suspend, resume, remove
/// @dev The specification is `IQuorumActions`.
abstract contract QuorumActions is RegistryState, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice Epochs of suspension after which the operator alone may resume.
    uint40 public constant OPERATOR_RESUME_EPOCHS = 168;

    /// @dev Suspensions of a node are limited from this many epochs after its first activation on.
    uint40 private constant ESTABLISHED_EPOCHS = 168;

    /// @dev A reporter gets at most this fraction (1/n) of the penalty, so the removal of an own node never pays.
    uint96 private constant REWARD_PARTS = 10;

    /* QUORUM */

    /// @inheritdoc IQuorumActions
    function suspend(QuorumAction calldata action) external {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        if (node.status != Status.Active) revert StatusNotAllowed(action.nodeId, node.status);
        uint16 minQuorum = _parameters.minQuorum;
        bool established = _requireLaunched(node);
        (uint32 active, ) = SIGNER_SETS.enact(QuorumKind.Suspend, action, minQuorum, established);
        if (active < minQuorum) revert ActiveSetTooSmall(active, minQuorum);

        node.status = Status.Suspended;
        // Unix seconds fit 40 bits for 34,000 years.
        node.suspendedAt = uint40(block.timestamp);
        _countEvent();
        emit ServiceNodeSuspended(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _deactivate(action.nodeId, node.leafIndex);
    }

    /// @inheritdoc IQuorumActions
    function resume(QuorumAction calldata action, bytes32 ed25519Key) external {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        if (node.status != Status.Suspended) revert StatusNotAllowed(action.nodeId, node.status);
        (, bytes32 blsKeyHash) = SIGNER_SETS.enact(QuorumKind.Resume, action, _parameters.minQuorum, false);
        _countEvent();
        emit ServiceNodeResumed(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _resume(action.nodeId, node, blsKeyHash, ed25519Key);
    }

    /// @inheritdoc IQuorumActions
    function remove(QuorumAction calldata action) external nonReentrant {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        Status status = node.status;
        if (status == Status.Pending) revert StatusNotAllowed(action.nodeId, status);
        // A removal from the list is limited like a suspension. Else both together would empty a small list too fast.
        bool takesEstablished = _requireLaunched(node) && status == Status.Active;
        address reporter = action.reporter;
        if (reporter != address(0) && !_isPayable(reporter)) revert ReporterInvalid(reporter);
        SIGNER_SETS.enact(QuorumKind.Remove, action, _parameters.minQuorum, takesEstablished);

        // At most a quarter of the principal, so the quotient fits 96 bits.
        uint96 penalty = uint96((uint256(node.principal) * _parameters.penaltyBps) / 10_000);
        uint96 reward = action.reporter == address(0) ? 0 : _parameters.removalReward;
        if (reward > penalty / REWARD_PARTS) reward = penalty / REWARD_PARTS;
        uint96 principal = node.principal - penalty;
        // Parameters may have changed since the exit was requested: a removal never shortens the wait. Unix seconds fit 40
        // bits for 34,000 years.
        uint40 exitDueAt = uint40(Math.max(node.exitDueAt, block.timestamp + _parameters.removalLock));
        node.principal = principal;
        principalOwed -= penalty;
        node.status = Status.Removed;
        node.exitDueAt = exitDueAt;
        _countEvent();
        emit ServiceNodeRemoved(
            action.nodeId,
            action.reporter,
            action.reason,
            action.evidenceHash,
            action.epoch,
            penalty,
            reward,
            principal,
            exitDueAt
        );
        if (status == Status.Active) _deactivate(action.nodeId, node.leafIndex);

        if (reward != 0) TOKEN.safeTransfer(action.reporter, reward);
    }

    /// @inheritdoc IQuorumActions
    function resumeByOperator(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external {
        ServiceNode storage node = _nodeBeforeExit(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        if (node.status != Status.Suspended) revert StatusNotAllowed(nodeId, node.status);
        // Both fit 40 bits, see `suspend`.
        uint40 resumableAt = node.suspendedAt + OPERATOR_RESUME_EPOCHS * EPOCH_SECONDS;
        if (block.timestamp < resumableAt) revert ResumeTooEarly(nodeId, resumableAt);
        _countEvent();
        emit ServiceNodeResumed(nodeId, msg.sender, 0, 0, 0);
        (bytes32 blsKeyHash, uint32 active) = SIGNER_SETS.nodeJoined(nodeId, blsKey);
        // A flood that was put out while it was young would come back in one epoch, more than a third of the set.
        if (node.suspendedAt < _establishedAt(node)) _countActivation(active - 1);
        _resume(nodeId, node, blsKeyHash, ed25519Key);
    }

    /* INTERNALS */

    /// @dev Takes the node off the list and stops its earnings. The caller has set the new status.
    function _deactivate(uint32 nodeId, uint32 leafIndex) private {
        _leaveList(nodeId, leafIndex);
        REWARDS_POOL.nodeDeactivated(nodeId);
    }

    /// @dev Puts the node back on the list. The caller has checked the sender, and that the node is suspended.
    function _resume(uint32 nodeId, ServiceNode storage node, bytes32 blsKeyHash, bytes32 ed25519Key) private {
        node.suspendedAt = 0;
        _enterActive(nodeId, node, blsKeyHash, ed25519Key);
    }

    /// @dev Activations in the launch are not limited: its first nodes could put all others out. So every node of the
    /// launch is safe until its suspension is limited.
    /// @return established whether the node's suspension is limited
    function _requireLaunched(ServiceNode storage node) private view returns (bool established) {
        // Fits 40 bits, see `suspend`.
        uint40 from = LAUNCH_END + ESTABLISHED_EPOCHS * EPOCH_SECONDS;
        if (node.activatableAt < LAUNCH_END && block.timestamp < from) revert LaunchNotOver(from);
        established = block.timestamp >= _establishedAt(node);
    }

    /// @dev Unix seconds from which on suspensions of the node are limited.
    function _establishedAt(ServiceNode storage node) private view returns (uint40) {
        // Fits 40 bits, see `suspend`.
        return node.activatableAt + ESTABLISHED_EPOCHS * EPOCH_SECONDS;
    }
}
