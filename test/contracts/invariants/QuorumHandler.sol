// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {NetworkModel} from "./NetworkModel.sol";

/// @notice Quorum actions with real aggregate signatures: by the present set or the one before, with any allowed
/// non-signers, sometimes by the wrong set.
abstract contract QuorumHandler is NetworkModel {
    /// @dev One signature in this many lacks an unnamed signer, and one has a non-signer too many.
    uint256 private constant FORGED_SHARE = 8;

    uint256 private constant NON_SIGNER_SHARE = 3;
    uint256 private constant REMOVAL_SHARE = 13;

    /* CALLS */

    function suspend(uint256 seed) public {
        uint32 nodeId = pickRested(seed, mayBeSuspended);
        if (nodeId == 0) return;
        (IQuorumActions.QuorumAction memory action, , bytes4 refusal) = signAction(
            seed,
            IQuorumActions.QuorumKind.Suspend,
            nodeId
        );
        if (refusal == 0 && sizeOf(activeSet) - 1 < registry.parameters().minQuorum) {
            refusal = IQuorumActions.ActiveSetTooSmall.selector;
        }
        try registry.suspend(action) {
            requireAccepted(refusal, "suspend");
            noteLeft(nodeId);
            ++times["suspended"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "suspend");
            noteRefused(refusal);
        }
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
        if (removals.length != 0 && draw(seed, "edge", 2) == 0) {
            goTo(removals[removals.length - 1].time + 5 days + draw(seed, "edge time", 4 days));
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
        // The invariant of removals decides whether enough were refused.
        bool limited = refusal == 0 && removalsOfEightDays() >= removalLimit(members);
        uint256 owed = registry.principalOwed();
        uint256 principal = registry.serviceNode(nodeId).principal;
        uint256 held = token.balanceOf(action.reporter);
        try registry.remove(action) {
            requireAccepted(refusal, "remove");
            noteRemoved(nodeId, members);
            checkPenalty(action, principal, owed, held);
        } catch (bytes memory reason) {
            requireRefused(limited ? RemovalLimit.RemovalLimitReached.selector : refusal, reason, "remove");
            noteRefused(refusal);
        }
    }

    function resumeByOperator(uint256 seed) external {
        uint32 nodeId = pick(seed, mayBeResumedByOperator);
        if (nodeId == 0) return;
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        bool early = draw(seed, "early", 4) == 0 && block.timestamp < node.suspendedAt + 7 days;
        bytes4 refusal = early ? IQuorumActions.ResumeTooEarly.selector : bytes4(0);
        goTo(early ? block.timestamp : node.suspendedAt + 7 days);
        vm.prank(node.operator);
        try registry.resumeByOperator(nodeId, keyOf(nodeId), identityOf(nodeId)) {
            requireAccepted(refusal, "resumeByOperator");
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
            vm.prank(node.operator);
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
            (node.exitDueAt == 0 || node.exitDueAt > node.suspendedAt + 7 days);
    }

    /// @dev Waits two epochs if the status of all that would fit changed too lately.
    function pickRested(uint256 seed, function(uint32) view returns (bool) fits) private returns (uint32 nodeId) {
        nodeId = pick(seed, fits);
        if (nodeId != 0) return nodeId;
        goTo(block.timestamp + 2 * EPOCH);
        nodeId = pick(seed, fits);
    }

    /* SIGNING */

    /// @return action signed action on the node
    /// @return members size of the set that signed
    /// @return refusal the error that the signature must cause; 0: none
    function signAction(
        uint256 seed,
        IQuorumActions.QuorumKind kind,
        uint32 nodeId
    ) private view returns (IQuorumActions.QuorumAction memory action, uint256 members, bytes4 refusal) {
        action.nodeId = nodeId;
        action.reason = uint16(draw(seed, "reason", 1 << 16));
        action.evidenceHash = bytes32(seed);
        action.epoch = uint32(epochNow() - draw(seed, "epoch", 2));
        action.reporter = draw(seed, "reporter", 4) == 0 ? address(0) : address(uint160(0x4e900 + (seed % ACTORS)));
        action.blsKey = keyOf(nodeId);
        uint256 set = setOfEpoch[action.epoch];
        members = sizeOf(set);
        bool mayFail = isReached(whatOf(kind));
        bool tooMany = mayFail && draw(seed, "too many", FORGED_SHARE) == 0;
        uint256 most = members / NON_SIGNER_SHARE;
        uint256 silent = nonSigners(seed, set, tooMany ? most + 1 : draw(seed, "silent", most + 1));
        nameNonSigners(action, silent);

        uint256 signers = set & ~silent;
        if (mayFail && draw(seed, "forged", FORGED_SHARE) == 0) {
            refusal = IQuorumActions.QuorumSignatureInvalid.selector;
            signers &= signers - (signers == 0 ? 0 : 1);
        }
        if (tooMany) refusal = IQuorumActions.TooManyNonSigners.selector;
        if (members < registry.parameters().minQuorum) refusal = IQuorumActions.QuorumTooSmall.selector;
        // The bits of a set are the sum of its secret keys.
        action.signature = BlsKeys.sign(signers, signerSets.quorumDigest(kind, action));
    }

    /// @dev The state that a call of this kind reaches.
    function whatOf(IQuorumActions.QuorumKind kind) private pure returns (string memory) {
        if (kind == IQuorumActions.QuorumKind.Remove) return "removed";
        return kind == IQuorumActions.QuorumKind.Resume ? "resumed" : "suspended";
    }

    /// @dev At most `count` members of the set.
    function nonSigners(uint256 seed, uint256 set, uint256 count) private view returns (uint256 silent) {
        uint32 nodes = registry.serviceNodeCount();
        uint256 first = draw(seed, "first non-signer", nodes);
        for (uint256 i = 0; i < nodes && count != 0; ++i) {
            uint32 nodeId = uint32(1 + ((first + i) % nodes));
            if (!contains(set, nodeId)) continue;
            silent |= secretKeyOf[nodeId];
            --count;
        }
    }

    function nameNonSigners(IQuorumActions.QuorumAction memory action, uint256 silent) private view {
        action.nonSigners = new IQuorumActions.NonSigner[](sizeOf(silent));
        uint256 count = 0;
        for (uint32 nodeId = 1; count < action.nonSigners.length; ++nodeId) {
            if (!contains(silent, nodeId)) continue;
            action.nonSigners[count++] = IQuorumActions.NonSigner({nodeId: nodeId, blsKey: keyOf(nodeId)});
        }
    }

    /* REMOVALS */

    function removalLimit(uint256 members) internal pure returns (uint256) {
        return members < 2 * REMOVAL_SHARE ? 1 : members / REMOVAL_SHARE;
    }

    /// @dev The registry counts in days, so it may refuse up to a day longer than the week.
    function removalsOfEightDays() private view returns (uint256 count) {
        for (uint256 i = 0; i < removals.length; ++i) {
            if (removals[i].time / 1 days + 8 > block.timestamp / 1 days) ++count;
        }
    }

    function noteRemoved(uint32 nodeId, uint256 members) private {
        if (isActive(nodeId)) noteLeft(nodeId);
        removals.push(Removal({time: block.timestamp, members: members}));
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
        uint256 lock = parameters.removalLock < parameters.exitDelay ? parameters.exitDelay : parameters.removalLock;
        assertEq(registry.serviceNode(action.nodeId).exitDueAt, block.timestamp + lock, "exitDueAt");
    }
}
