// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {SuspensionLimit} from "../../../contracts/libraries/SuspensionLimit.sol";
import {QuorumSigner} from "./QuorumSigner.sol";

/// @notice Quorum actions, and the return of a node by its operator. The limits are predicted to the last call.
abstract contract QuorumHandler is QuorumSigner {
    uint256 private constant REMOVAL_SHARE = 13;

    /// @dev Buckets in which any 168 epochs lie.
    uint256 private constant WEEK_BUCKETS = 8;

    /// @dev More suspensions than the networks' limits allow in a bucket.
    uint256 private constant MANY = 5;

    /* CALLS */

    function suspend(uint256 seed) public {
        passLaunch(seed);
        uint32 nodeId = pickRested(seed, mayBeSuspended);
        if (nodeId != 0) suspendNode(seed, nodeId);
    }

    /// @notice Suspends one node after the other that is old enough to count, until one is refused.
    function suspendMany(uint256 seed) external {
        if (isReached("suspension limit reached") && draw(seed, "many", 4) != 0) return;
        goTo(registry.LAUNCH_END() + WEEK_EPOCHS * EPOCH);
        uint32 nodeId = pickRested(seed, mayBeSuspended);
        if (nodeId == 0) return;
        goTo(establishedAt(nodeId));
        for (uint256 i = 0; i < MANY && !isQuorumShort(); ++i) {
            nodeId = pickRested(seed, mayBeSuspendedAndCounts);
            if (nodeId == 0) return;
            bytes4 refusal = suspendNode(uint256(keccak256(abi.encode(seed, i))), nodeId);
            if (refusal == SuspensionLimit.SuspensionLimitReached.selector) return;
        }
    }

    /// @return refusal error that refused it; 0: it is suspended
    function suspendNode(uint256 seed, uint32 nodeId) internal returns (bytes4 refusal) {
        (IQuorumActions.QuorumAction memory action, uint256 members, bytes4 unsigned_) = signAction(
            seed,
            IQuorumActions.QuorumKind.Suspend,
            nodeId
        );
        refusal = refusalOfSuspension(nodeId, members, unsigned_);
        actAs(stranger);
        try registry.suspend(action) {
            requireAccepted(refusal, "suspend");
            if (isEstablished(nodeId)) suspensions.push(Counted({time: block.timestamp, members: members}));
            noteLeft(nodeId);
            ++times["suspended"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "suspend");
            noteRefused(refusal);
        }
    }

    /// @param unsigned_ error that the signature must cause; 0: none
    function refusalOfSuspension(uint32 nodeId, uint256 members, bytes4 unsigned_) private view returns (bytes4) {
        if (isSafe(nodeId)) return IQuorumActions.LaunchNotOver.selector;
        if (unsigned_ != 0) return unsigned_;
        if (isEstablished(nodeId) && isSuspensionLimitReached(members)) {
            return SuspensionLimit.SuspensionLimitReached.selector;
        }
        bool last = sizeOf(activeSet) - 1 < registry.parameters().minQuorum;
        return last ? IQuorumActions.ActiveSetTooSmall.selector : bytes4(0);
    }

    /// @notice Suspends a node first if none is suspended. The first time it resumes the node that was just suspended.
    function resume(uint256 seed) external {
        uint32 nodeId = pickRested(seed, mayBeResumed);
        if (nodeId == 0) {
            suspend(seed);
            if (isReached("resumed")) return;
            nodeId = pickRested(seed, mayBeResumed);
            if (nodeId == 0) return;
        }
        (IQuorumActions.QuorumAction memory action, , bytes4 refusal) = signAction(
            seed,
            IQuorumActions.QuorumKind.Resume,
            nodeId
        );
        actAs(stranger);
        try registry.resume(action, identityOf(nodeId)) {
            requireAccepted(refusal, "resume");
            noteJoined(nodeId);
            ++times["resumed"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "resume");
            noteRefused(refusal);
        }
    }

    /// @notice Often around the end of the week that the last removal began.
    function remove(uint256 seed) external {
        passLaunch(seed);
        if (removals.length != 0 && draw(seed, "edge", 2) == 0) {
            goTo(removals[removals.length - 1].time + 120 * EPOCH + draw(seed, "edge time", 96 * EPOCH));
        }
        uint32 nodeId = pick(seed, draw(seed, "of all", 3) == 0 ? mayBeRemoved : mayBeRemovedWhileActive);
        if (nodeId == 0) return;
        if (isReached("removed") && isQuorumShort() && draw(seed, "small", 4) != 0) return;
        removeNode(seed, nodeId);
    }

    function removeNode(uint256 seed, uint32 nodeId) internal {
        (IQuorumActions.QuorumAction memory action, uint256 members, bytes4 refusal) = signAction(
            seed,
            IQuorumActions.QuorumKind.Remove,
            nodeId
        );
        // The registry counts in buckets of 24 epochs, so it may refuse up to a bucket longer than 168 epochs.
        bool limited = countedIn(removals, WEEK_BUCKETS) >= removalLimit(members);
        if (refusal == 0 && limited) refusal = RemovalLimit.RemovalLimitReached.selector;
        // From the list, the removal of a node that is old enough counts as a suspension.
        bool counts = isActive(nodeId) && isEstablished(nodeId);
        if (refusal == 0 && counts && isSuspensionLimitReached(members)) {
            refusal = SuspensionLimit.SuspensionLimitReached.selector;
        }
        if (isSafe(nodeId)) refusal = IQuorumActions.LaunchNotOver.selector;
        uint256 owed = registry.principalOwed();
        uint256 principal = registry.serviceNode(nodeId).principal;
        uint256 held = token.balanceOf(action.reporter);
        actAs(stranger);
        try registry.remove(action) {
            requireAccepted(refusal, "remove");
            if (counts) suspensions.push(Counted({time: block.timestamp, members: members}));
            noteRemoved(nodeId, members);
            checkPenalty(action, principal, owed, held);
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "remove");
            noteRefused(refusal);
        }
    }

    function resumeByOperator(uint256 seed) external {
        uint32 nodeId = pick(seed, mayBeResumedByOperator);
        if (nodeId == 0) return;
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        bool early = draw(seed, "early", 4) == 0 && block.timestamp < node.suspendedAt + WEEK_EPOCHS * EPOCH;
        bytes4 refusal = early ? IQuorumActions.ResumeTooEarly.selector : bytes4(0);
        goTo(early ? block.timestamp : node.suspendedAt + WEEK_EPOCHS * EPOCH);
        // Else a flood that was put out while it was young would come back at once.
        bool counts = node.suspendedAt < establishedAt(nodeId);
        if (!early && counts && isActivationLimitReached()) {
            refusal = IServiceNodeRegistry.ActivationLimitReached.selector;
        }
        actAs(node.operator);
        try registry.resumeByOperator(nodeId, keyOf(nodeId), identityOf(nodeId)) {
            requireAccepted(refusal, "resumeByOperator");
            if (counts) activations.push(Counted({time: block.timestamp, members: sizeOf(activeSet)}));
            noteJoined(nodeId);
            ++times["resumed by the operator"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "resumeByOperator");
        }
    }

    /// @notice A node whose exit is due can only leave: neither quorum nor operator touches it.
    function touchLeaving(uint256 seed) external {
        uint32 nodeId = pick(seed, isLeaving);
        if (nodeId == 0) return;
        goTo(registry.serviceNode(nodeId).exitDueAt);
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        bool suspended = node.status == IServiceNodeRegistry.Status.Suspended;
        IQuorumActions.QuorumKind kind =
            draw(seed, "removed", 3) == 0
                ? IQuorumActions.QuorumKind.Remove
                : suspended
                    ? IQuorumActions.QuorumKind.Resume
                    : IQuorumActions.QuorumKind.Suspend;
        (IQuorumActions.QuorumAction memory action, , ) = signAction(seed, kind, nodeId);
        bytes memory call_ =
            kind == IQuorumActions.QuorumKind.Remove
                ? abi.encodeCall(registry.remove, (action))
                : suspended
                    ? abi.encodeCall(registry.resume, (action, identityOf(nodeId)))
                    : abi.encodeCall(registry.suspend, (action));
        requireExitDue(call_);
        if (suspended) {
            call_ = abi.encodeCall(registry.resumeByOperator, (nodeId, keyOf(nodeId), identityOf(nodeId)));
            actAs(node.operator);
            requireExitDue(call_);
        }
    }

    function requireExitDue(bytes memory call_) private {
        (bool accepted, bytes memory reason) = address(registry).call(call_);
        assertTrue(!accepted, "a node whose exit is due can only leave");
        requireRefused(IQuorumActions.ExitDue.selector, reason, "touch a leaving node");
        ++times["left alone"];
    }

    function noteRefused(bytes4 refusal) private {
        if (refusal == IQuorumActions.QuorumTooSmall.selector) ++times["too few to act"];
        if (refusal == IQuorumActions.LaunchNotOver.selector) ++times["launch not over"];
        if (refusal == IQuorumActions.NonSignerNotMember.selector) ++times["non-signer with another epoch's key"];
        if (refusal == SuspensionLimit.SuspensionLimitReached.selector) ++times["suspension limit reached"];
        if (refusal == RemovalLimit.RemovalLimitReached.selector) ++times["removal limit reached"];
    }

    /// @dev Waits, sometimes, until the launch is over for all nodes.
    function passLaunch(uint256 seed) private {
        uint256 over = registry.LAUNCH_END() + WEEK_EPOCHS * EPOCH;
        if (draw(seed, "launch", 4) == 0) goTo(over);
    }

    /* ACTORS */

    function isLeaving(uint32 nodeId) private view returns (bool) {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        return isLiving(nodeId) && node.exitDueAt != 0 && node.status != IServiceNodeRegistry.Status.Pending;
    }

    function isRested(uint32 nodeId) private view returns (bool) {
        return epochNow() >= changedIn[nodeId] + 2;
    }

    function mayBeSuspended(uint32 nodeId) private view returns (bool) {
        return mayBeRemovedWhileActive(nodeId) && isRested(nodeId);
    }

    function mayBeSuspendedAndCounts(uint32 nodeId) private view returns (bool) {
        return mayBeSuspended(nodeId) && isEstablished(nodeId);
    }

    /// @dev The quorum takes it off the list slowly.
    function isEstablished(uint32 nodeId) internal view returns (bool) {
        return block.timestamp >= establishedAt(nodeId);
    }

    function establishedAt(uint32 nodeId) internal view returns (uint256) {
        return nodeNotes[nodeId].firstActivatedAt + WEEK_EPOCHS * EPOCH;
    }

    /// @dev No quorum suspends or removes it yet: it came in the launch, which is not over for a week.
    function isSafe(uint32 nodeId) internal view returns (bool) {
        uint256 launchEnd = registry.LAUNCH_END();
        bool isOfLaunch = nodeNotes[nodeId].firstActivatedAt < launchEnd;
        return isOfLaunch && block.timestamp < launchEnd + WEEK_EPOCHS * EPOCH;
    }

    function mayBeResumed(uint32 nodeId) private view returns (bool) {
        return mayBeRemovedWhileSuspended(nodeId) && isRested(nodeId);
    }

    /// @dev Ignores the time of the last change of status.
    function mayBeRemoved(uint32 nodeId) private view returns (bool) {
        return mayBeRemovedWhileActive(nodeId) || mayBeRemovedWhileSuspended(nodeId);
    }

    function mayBeRemovedWhileActive(uint32 nodeId) private view returns (bool) {
        return hasStatus(nodeId, IServiceNodeRegistry.Status.Active) && isBeforeExit(nodeId);
    }

    function mayBeRemovedWhileSuspended(uint32 nodeId) private view returns (bool) {
        return hasStatus(nodeId, IServiceNodeRegistry.Status.Suspended) && isBeforeExit(nodeId);
    }

    /// @dev Now, or after the week that the operator has to wait.
    function mayBeResumedByOperator(uint32 nodeId) private view returns (bool) {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        return
            node.status == IServiceNodeRegistry.Status.Suspended &&
            isBeforeExit(nodeId) &&
            (node.exitDueAt == 0 || node.exitDueAt > node.suspendedAt + WEEK_EPOCHS * EPOCH);
    }

    /// @dev Waits two epochs if the status of all that would fit changed too lately.
    function pickRested(uint256 seed, function(uint32) view returns (bool) fits) private returns (uint32 nodeId) {
        nodeId = pick(seed, fits);
        if (nodeId != 0) return nodeId;
        goTo(block.timestamp + 2 * EPOCH);
        nodeId = pick(seed, fits);
    }

    /* LIMITS */

    /// @dev A set of this size may suspend no more nodes that count, for now.
    function isSuspensionLimitReached(uint256 members) internal view returns (bool) {
        return
            countedIn(suspensions, 1) >= suspensionLimit(members) ||
            countedIn(suspensions, WEEK_BUCKETS) >= suspensionLimitOfWeek(members);
    }

    function suspensionLimit(uint256 members) internal pure returns (uint256) {
        return members < 16 ? 2 : members / 8;
    }

    function suspensionLimitOfWeek(uint256 members) internal pure returns (uint256) {
        return members < 12 ? 3 : members / 4;
    }

    function removalLimit(uint256 members) internal pure returns (uint256) {
        return members < 2 * REMOVAL_SHARE ? 1 : members / REMOVAL_SHARE;
    }

    function noteRemoved(uint32 nodeId, uint256 members) private {
        if (isActive(nodeId)) noteLeft(nodeId);
        removals.push(Counted({time: block.timestamp, members: members}));
        ++times["removed"];
        if (removalLimit(members) > 1) ++times["removed from a large set"];
    }

    /// @dev The penalty is off the principal. A named reporter has received the reward.
    function checkPenalty(
        IQuorumActions.QuorumAction memory action,
        uint256 principal,
        uint256 owed,
        uint256 held
    ) private view {
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        uint256 penalty = (principal * parameters.penaltyBps) / 10_000;
        uint256 reward = parameters.removalReward < penalty / 10 ? parameters.removalReward : penalty / 10;
        if (action.reporter == address(0)) reward = 0;
        assertEq(registry.serviceNode(action.nodeId).principal, principal - penalty, "principal after the penalty");
        assertEq(registry.principalOwed(), owed - penalty, "principalOwed after the penalty");
        assertEq(token.balanceOf(action.reporter), held + reward, "the reporter's reward");
        uint256 exitDueAt = block.timestamp + parameters.removalLock;
        assertEq(registry.serviceNode(action.nodeId).exitDueAt, exitDueAt, "exitDueAt");
    }
}
