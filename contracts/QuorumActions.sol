// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {RemovalLimit} from "./libraries/RemovalLimit.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title What the active nodes may do together: suspend, resume, remove
/// @dev The specification is `IServiceNodeRegistry`.
abstract contract QuorumActions is RegistryState, ReentrancyGuardTransient {
    using RemovalLimit for RemovalLimit.Counters;
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice Epochs between two changes of a node's status by quorum: a signature is dead by then.
    uint32 public constant STATUS_REST_EPOCHS = 2;

    /// @notice After this many seconds of suspension the operator alone may resume.
    uint40 public constant OPERATOR_RESUME_DELAY = 7 days;

    /// @notice One in this many nodes may be removed in any 7 days.
    uint256 public constant REMOVAL_SHARE = 13;

    /* QUORUM */

    /// @inheritdoc IServiceNodeRegistry
    function suspend(QuorumAction calldata action) external {
        (ServiceNode storage node, ) = _authorized(QuorumKind.Suspend, action);
        if (node.status != Status.Active) revert StatusNotAllowed(action.nodeId, node.status);
        uint32 active = SIGNER_SETS.activeCount();
        uint16 minQuorum = _parameters.minQuorum;
        if (active <= minQuorum) revert ActiveSetTooSmall(active - 1, minQuorum);

        node.status = Status.Suspended;
        // Unix seconds fit 40 bits for 34,000 years.
        node.suspendedAt = uint40(block.timestamp);
        emit ServiceNodeSuspended(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _deactivate(node, action);
    }

    /// @inheritdoc IServiceNodeRegistry
    function resume(QuorumAction calldata action) external {
        (ServiceNode storage node, ) = _authorized(QuorumKind.Resume, action);
        emit ServiceNodeResumed(action.nodeId, action.reporter, action.reason, action.evidenceHash, action.epoch);
        _resume(action.nodeId, node, action.blsKey);
    }

    /// @inheritdoc IServiceNodeRegistry
    function remove(QuorumAction calldata action) external nonReentrant {
        (ServiceNode storage node, uint32 members) = _authorized(QuorumKind.Remove, action);
        Status status = node.status;
        if (status != Status.Active && status != Status.Suspended) revert StatusNotAllowed(action.nodeId, status);
        uint256 max = members / REMOVAL_SHARE;
        _removals.count(max == 0 ? 1 : max);

        // At most a quarter of the principal, so the product's quotient fits 96 bits.
        uint96 penalty = uint96((uint256(node.principal) * _parameters.penaltyBps) / 10_000);
        uint96 reward = _parameters.removalReward < penalty ? _parameters.removalReward : penalty;
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 exitDueAt = uint40(block.timestamp) + _parameters.removalLock;
        node.status = Status.Removed;
        node.principal -= penalty;
        node.exitDueAt = exitDueAt;
        principalOwed -= penalty;
        emit ServiceNodeRemoved(
            action.nodeId,
            action.reporter,
            action.reason,
            action.evidenceHash,
            action.epoch,
            penalty,
            reward,
            node.principal,
            exitDueAt
        );
        if (status == Status.Active) _deactivate(node, action);

        uint256 rest = penalty - reward;
        if (rest != 0) {
            // No need to force: `fund` takes all of it, or reverts.
            TOKEN.approve(address(REWARDS_POOL), rest);
            REWARDS_POOL.fund(rest);
        }
        if (reward != 0) TOKEN.safeTransfer(action.reporter, reward);
    }

    /// @inheritdoc IServiceNodeRegistry
    function resumeByOperator(uint32 nodeId, BLS.G1Point calldata blsKey) external {
        ServiceNode storage node = _nodeBeforeExit(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        // Both fit 40 bits, see `suspend`; where the node is not suspended, `_resume` says so.
        uint40 resumableAt = node.suspendedAt + OPERATOR_RESUME_DELAY;
        if (block.timestamp < resumableAt) revert ResumeTooEarly(nodeId, resumableAt);
        emit ServiceNodeResumed(nodeId, msg.sender, 0, 0, 0);
        _resume(nodeId, node, blsKey);
    }

    /* INTERNALS */

    /// @dev The node acted on, where the action is signed by enough of its epoch's set and the node may be acted on.
    function _authorized(
        QuorumKind kind,
        QuorumAction calldata action
    ) private view returns (ServiceNode storage node, uint32 members) {
        node = _nodeBeforeExit(action.nodeId);
        uint32 currentEpoch = _currentEpoch();
        uint32 statusEpoch = node.statusEpoch;
        if (currentEpoch < statusEpoch + STATUS_REST_EPOCHS) {
            revert StatusTooRecent(action.nodeId, statusEpoch, currentEpoch);
        }
        members = SIGNER_SETS.authorize(kind, action, _parameters.minQuorum);
    }

    /// @dev Off the list, and earning no more; the caller has set the new status.
    function _deactivate(ServiceNode storage node, QuorumAction calldata action) private {
        _leaveActive(action.nodeId, node, action.blsKey);
        REWARDS_POOL.nodeDeactivated(action.nodeId);
    }

    /// @dev Back on the list; the caller has checked who asks.
    function _resume(uint32 nodeId, ServiceNode storage node, BLS.G1Point calldata blsKey) private {
        if (node.status != Status.Suspended) revert StatusNotAllowed(nodeId, node.status);
        node.suspendedAt = 0;
        _enterActive(nodeId, node, blsKey);
    }

    /// @dev The node, unless it left or its exit is due: then it can only exit.
    function _nodeBeforeExit(uint32 nodeId) private view returns (ServiceNode storage node) {
        node = _livingNode(nodeId);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt != 0 && block.timestamp >= exitDueAt) revert ExitDue(nodeId, exitDueAt);
    }
}
