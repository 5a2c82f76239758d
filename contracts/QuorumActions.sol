// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "./interfaces/IQuorumActions.sol";
import {RemovalLimit} from "./libraries/RemovalLimit.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Actions that active nodes take together: suspend, resume, remove
/// @dev The specification is `IQuorumActions`.
abstract contract QuorumActions is RegistryState, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice Seconds of suspension after which the operator alone may resume.
    uint40 public constant OPERATOR_RESUME_DELAY = 7 days;

    /// @notice One in this many nodes may be removed in any 7 days.
    uint256 public constant REMOVAL_SHARE = 13;

    /// @notice A reporter gets at most this fraction (1/n) of the penalty, so the removal of an own node never pays.
    uint96 public constant REWARD_PARTS = 10;

    /* QUORUM */

    /// @inheritdoc IQuorumActions
    function suspend(QuorumAction calldata action) external {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        if (node.status != Status.Active) revert StatusNotAllowed(action.nodeId, node.status);
        uint16 minQuorum = _parameters.minQuorum;
        (, uint32 active, ) = SIGNER_SETS.enact(QuorumKind.Suspend, action, minQuorum);
        if (active < minQuorum) revert ActiveSetTooSmall(active, minQuorum);

        node.status = Status.Suspended;
        // Unix seconds fit 40 bits for 34,000 years.
        node.suspendedAt = uint40(block.timestamp);
        emit ServiceNodeSuspended(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _deactivate(action.nodeId, node.leafIndex);
    }

    /// @inheritdoc IQuorumActions
    function resume(QuorumAction calldata action, bytes32 ed25519Key) external {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        if (node.status != Status.Suspended) revert StatusNotAllowed(action.nodeId, node.status);
        (, , bytes32 blsKeyHash) = SIGNER_SETS.enact(QuorumKind.Resume, action, _parameters.minQuorum);
        emit ServiceNodeResumed(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _resume(action.nodeId, node, blsKeyHash, ed25519Key);
    }

    /// @inheritdoc IQuorumActions
    function remove(QuorumAction calldata action) external nonReentrant {
        ServiceNode storage node = _nodeBeforeExit(action.nodeId);
        Status status = node.status;
        if (status == Status.Pending) revert StatusNotAllowed(action.nodeId, status);
        (uint32 members, , ) = SIGNER_SETS.enact(QuorumKind.Remove, action, _parameters.minQuorum);
        uint256 max = members / REMOVAL_SHARE;
        (_removalDay, _removalsPerDay) = RemovalLimit.count(_removalDay, _removalsPerDay, max == 0 ? 1 : max);

        // At most a quarter of the principal, so the quotient fits 96 bits.
        uint96 penalty = uint96((uint256(node.principal) * _parameters.penaltyBps) / 10_000);
        uint96 reward = action.reporter == address(0) ? 0 : _parameters.removalReward;
        if (reward > penalty / REWARD_PARTS) reward = penalty / REWARD_PARTS;
        uint96 principal = node.principal - penalty;
        // A removal is not a faster way out than an exit. Unix seconds fit 40 bits for 34,000 years.
        uint40 lock = _parameters.removalLock < _parameters.exitDelay ? _parameters.exitDelay : _parameters.removalLock;
        uint40 exitDueAt = uint40(block.timestamp) + lock;
        node.principal = principal;
        principalOwed -= penalty;
        node.status = Status.Removed;
        node.exitDueAt = exitDueAt;
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
        uint40 resumableAt = node.suspendedAt + OPERATOR_RESUME_DELAY;
        if (block.timestamp < resumableAt) revert ResumeTooEarly(nodeId, resumableAt);
        emit ServiceNodeResumed(nodeId, msg.sender, 0, 0, 0);
        _resume(nodeId, node, SIGNER_SETS.nodeJoined(nodeId, blsKey), ed25519Key);
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

    /// @dev The node, unless it left or its exit is due. Then only `exit` changes its status.
    function _nodeBeforeExit(uint32 nodeId) private view returns (ServiceNode storage node) {
        node = _livingNode(nodeId);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt != 0 && block.timestamp >= exitDueAt) revert ExitDue(nodeId, exitDueAt);
    }
}
