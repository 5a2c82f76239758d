// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {RegistryHandler} from "./RegistryHandler.sol";

/// @notice Rotations of keys, and calls with keys that were replaced.
abstract contract KeysHandler is RegistryHandler {
    /// @notice A rotation, and the error that its content must cause; 0: none.
    struct Rotation {
        IServiceNodeRegistry.KeyRotation content;
        uint256 secretKey; // secret of the new BLS key; 0: it stays
        bytes32 ed25519Key; // the new one; 0: it stays
        bytes4 refusal;
    }

    // Keys that a rotation replaces.
    uint256 private constant BOTH = 0;
    uint256 private constant BLS_ALONE = 1;
    uint256 private constant ED25519_ALONE = 2;
    uint256 private constant KINDS = 3;

    /// @dev Kinds of mistakes, and one in this many rotations has none of them.
    uint256 private constant MISTAKES = 8;
    uint256 private constant MISTAKES_DRAWN = 14;

    uint256 private constant OWNER_REST = 24;
    uint256 private constant OPERATOR_REST = 168;

    /* ROTATING */

    /// @notice By owner, operator or a stranger, sometimes too soon. Without a mistake until each has succeeded.
    function rotateKeys(uint256 seed) public {
        if (!areKeysLeft()) return;
        uint32 nodeId = pick(seed, mayFailToRotate() && draw(seed, "any", 8) == 0 ? isAny : mayRotate);
        if (nodeId == 0) return;
        address by = rotatorOf(seed, nodeId);
        if (!mayFailToRotate() || draw(seed, "rest", 2) == 0) letRest(nodeId, by);
        Rotation memory rotation = drawRotation(seed, nodeId);
        bytes4 refusal = refusalOfRotation(nodeId, by);
        if (refusal == 0) refusal = rotation.refusal;
        actAs(by);
        try registry.rotateKeys(nodeId, rotation.content) {
            requireAccepted(refusal, "rotateKeys");
            noteRotatedBy(by, nodeId, rotation);
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "rotateKeys");
            noteRotationRefused(refusal);
        }
    }

    function noteRotatedBy(address by, uint32 nodeId, Rotation memory rotation) internal {
        NodeNote storage note = nodeNotes[nodeId];
        if (by == note.owner) note.ownerRotationEpoch = epochNow();
        else note.operatorRotationEpoch = epochNow();
        noteRotated(nodeId, rotation.secretKey, rotation.ed25519Key);
        ++times[by == note.owner ? "rotated by the owner" : "rotated by the operator"];
        if (rotation.ed25519Key == 0) ++times["BLS key rotated"];
        else ++times[rotation.secretKey == 0 ? "Ed25519 key rotated" : "both keys rotated"];
    }

    function noteRotationRefused(bytes4 refusal) internal {
        if (refusal == IServiceNodeRegistry.ChangeTooSoon.selector) ++times["rotation refused too soon"];
    }

    /// @dev The error that refuses any rotation of the node by this account now; 0: none.
    function refusalOfRotation(uint32 nodeId, address by) internal view returns (bytes4) {
        if (!isLiving(nodeId)) return IServiceNodeRegistry.StatusNotAllowed.selector;
        if (!isBeforeExit(nodeId)) return IQuorumActions.ExitDue.selector;
        NodeNote storage note = nodeNotes[nodeId];
        if (by != note.owner && by != note.operator) return IServiceNodeRegistry.CallerNotAllowed.selector;
        bool soon =
            by == note.owner
                ? isResting(note.ownerRotationEpoch, OWNER_REST)
                : isResting(note.operatorRotationEpoch, OPERATOR_REST);
        return soon ? IServiceNodeRegistry.ChangeTooSoon.selector : bytes4(0);
    }

    /// @dev Waits until the account may rotate again, if that is before the exit.
    function letRest(uint32 nodeId, address by) internal {
        NodeNote storage note = nodeNotes[nodeId];
        uint256 epoch =
            by == note.owner ? note.ownerRotationEpoch + OWNER_REST : note.operatorRotationEpoch + OPERATOR_REST;
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        if (exitDueAt == 0 || epoch * EPOCH < exitDueAt) goTo(epoch * EPOCH);
    }

    /// @dev Every kind of rotation has succeeded, so that from now on they may fail.
    function mayFailToRotate() internal view returns (bool) {
        return isReached("Ed25519 key rotated") && isReached("BLS key rotated") && isReached("both keys rotated");
    }

    /// @dev An account, never the pools: those only call for their openers.
    function rotatorOf(uint256 seed, uint32 nodeId) private view returns (address) {
        if (mayFailToRotate() && draw(seed, "stranger", 8) == 0) return stranger;
        NodeNote storage note = nodeNotes[nodeId];
        if (note.owner == address(pools)) return note.operator;
        if (!isReached("rotated by the owner")) return note.owner;
        if (!isReached("rotated by the operator")) return note.operator;
        return draw(seed, "by", 2) == 0 ? note.owner : note.operator;
    }

    function mayRotate(uint32 nodeId) private view returns (bool) {
        return isBeforeExit(nodeId);
    }

    function isAny(uint32 nodeId) private view returns (bool) {
        return nodeId <= registry.serviceNodeCount();
    }

    /* CONTENT */

    /// @dev A signed rotation, sometimes with one mistake. `nodeId` 0: an empty one.
    function drawRotation(uint256 seed, uint32 nodeId) internal returns (Rotation memory rotation) {
        if (nodeId == 0) return rotation;
        uint256 kind = kindOf(seed);
        if (kind != ED25519_ALONE) rotation.secretKey = newKey();
        if (kind != BLS_ALONE) rotation.ed25519Key = newIdentity();
        uint256 mistake = mayFailToRotate() ? draw(seed, "mistake", MISTAKES_DRAWN) : MISTAKES;
        if (mistake == 0) (rotation.secretKey, rotation.refusal) = useUsedKey(seed, nodeId, rotation);
        if (mistake == 1) (rotation.ed25519Key, rotation.refusal) = useUsedIdentity(seed, nodeId, rotation);

        IServiceNodeRegistry.KeyRotation memory content = rotation.content;
        content.previousBlsKey = keyOf(nodeId);
        content.previousEd25519Key = identityOf(nodeId);
        content.blsKey = rotation.secretKey == 0 ? keyOf(nodeId) : BlsKeys.publicKey(rotation.secretKey);
        content.ed25519Key = rotation.ed25519Key == 0 ? identityOf(nodeId) : rotation.ed25519Key;
        content.ed25519Signature = new bytes(rotation.ed25519Key == 0 ? 0 : 64);
        content.compromised = draw(seed, "compromised", 2) == 0;
        content.deadline = uint64(block.timestamp + draw(seed, "deadline", 2));
        if (mistake > 1 && mistake < MISTAKES) rotation.refusal = makeRotationWrong(seed, mistake, nodeId, rotation);
        if (rotation.secretKey != 0) {
            bytes32 digest = digestOfRotation(nodeId, content);
            content.proofOfPossession = BlsKeys.sign(mistake == 2 ? UNUSED_KEY : rotation.secretKey, digest);
        }
    }

    function kindOf(uint256 seed) private view returns (uint256) {
        if (!isReached("both keys rotated")) return BOTH;
        if (!isReached("BLS key rotated")) return BLS_ALONE;
        return isReached("Ed25519 key rotated") ? draw(seed, "kind", KINDS) : ED25519_ALONE;
    }

    /// @dev Mistakes 2 to 7. Each comes before those that a later line could make.
    function makeRotationWrong(
        uint256 seed,
        uint256 mistake,
        uint32 nodeId,
        Rotation memory rotation
    ) private view returns (bytes4) {
        IServiceNodeRegistry.KeyRotation memory content = rotation.content;
        if (mistake == 2) {
            return rotation.secretKey == 0 ? bytes4(0) : IServiceNodeRegistry.ProofOfPossessionInvalid.selector;
        }
        if (mistake == 3) {
            content.deadline = uint64(block.timestamp - 1);
            return IServiceNodeRegistry.RegistrationExpired.selector;
        }
        if (mistake == 4) {
            (content.blsKey, content.ed25519Key) = (content.previousBlsKey, content.previousEd25519Key);
            return IServiceNodeRegistry.RotationEmpty.selector;
        }
        if (mistake == 5) {
            content.ed25519Signature = new bytes(content.ed25519Signature.length == 0 ? 64 : 63);
            return IServiceNodeRegistry.Ed25519SignatureLengthInvalid.selector;
        }
        uint32 other = uint32(1 + (nodeId % registry.serviceNodeCount()));
        bool ofBls = draw(seed, "of which", 2) == 0;
        if (other == nodeId || mistake == 6) return makePreviousReplaced(nodeId, content);
        if (ofBls) content.previousBlsKey = keyOf(other);
        else content.previousEd25519Key = identityOf(other);
        return
            ofBls ? IServiceNodeRegistry.BlsKeyNotOfNode.selector : IServiceNodeRegistry.Ed25519KeyNotOfNode.selector;
    }

    /// @dev The rotation begins from a key that the node replaced before, if there is one.
    function makePreviousReplaced(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation memory content
    ) private view returns (bytes4) {
        for (uint256 i = oldKeys.length; i != 0; --i) {
            OldKey memory old = oldKeys[i - 1];
            if (old.nodeId != nodeId) continue;
            if (old.secretKey == 0) content.previousEd25519Key = old.key;
            else content.previousBlsKey = BlsKeys.publicKey(old.secretKey);
            return IServiceNodeRegistry.KeyReplaced.selector;
        }
        return 0;
    }

    /// @dev A BLS key that another node has, or any node had.
    function useUsedKey(
        uint256 seed,
        uint32 nodeId,
        Rotation memory rotation
    ) private view returns (uint256 secretKey, bytes4 refusal) {
        if (rotation.secretKey == 0) return (0, 0);
        secretKey = secretKeyOf[otherThan(seed, nodeId)];
        for (uint256 i = oldKeys.length; i != 0 && draw(seed, "old", 2) == 0; --i) {
            if (oldKeys[i - 1].secretKey == 0) continue;
            secretKey = oldKeys[i - 1].secretKey;
            break;
        }
        refusal = IServiceNodeRegistry.BlsKeyUsed.selector;
    }

    /// @dev An Ed25519 key that another node has, or any node had.
    function useUsedIdentity(
        uint256 seed,
        uint32 nodeId,
        Rotation memory rotation
    ) private view returns (bytes32 ed25519Key, bytes4 refusal) {
        if (rotation.ed25519Key == 0) return (0, 0);
        ed25519Key = identityOf(otherThan(seed, nodeId));
        for (uint256 i = oldKeys.length; i != 0 && draw(seed, "old", 2) == 0; --i) {
            if (oldKeys[i - 1].secretKey != 0) continue;
            ed25519Key = oldKeys[i - 1].key;
            break;
        }
        refusal = IServiceNodeRegistry.Ed25519KeyUsed.selector;
    }

    /// @dev There are at least two nodes.
    function otherThan(uint256 seed, uint32 nodeId) private view returns (uint32) {
        uint32 count = registry.serviceNodeCount();
        return uint32(1 + ((nodeId + draw(seed, "other", count - 1)) % count));
    }

    function digestOfRotation(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation memory content
    ) private view returns (bytes32) {
        return
            signerSets.rotationDigest(
                nodeId,
                BlsKeys.hash(content.previousBlsKey),
                BlsKeys.hash(content.blsKey),
                content.previousEd25519Key,
                content.ed25519Key,
                content.compromised,
                content.deadline
            );
    }

    /* REPLACED KEYS */

    /// @notice Passes a replaced key to every function that takes keys of a node, in a state in which the right ones do.
    function useReplacedKey(uint256 seed) external {
        if (oldKeys.length == 0) rotateKeys(seed);
        for (uint256 i = 0; i < oldKeys.length; ++i) {
            OldKey memory old = oldKeys[(draw(seed, "old key", oldKeys.length) + i) % oldKeys.length];
            if (!isLiving(old.nodeId)) continue;
            tryReplacedKey(seed, old);
            return;
        }
    }

    function tryReplacedKey(uint256 seed, OldKey memory old) private {
        uint32 nodeId = old.nodeId;
        bool isBls = old.secretKey != 0;
        bytes32 blsKeyHash = isBls ? old.key : keyHashOf(nodeId);
        bytes32 ed25519Key = isBls ? identityOf(nodeId) : old.key;
        BLS.G1Point memory blsKey = isBls ? BlsKeys.publicKey(old.secretKey) : keyOf(nodeId);
        NodeNote memory note = nodeNotes[nodeId];
        requireKeyReplaced(
            note.operator,
            abi.encodeCall(registry.updateEndpoint, (nodeId, blsKeyHash, ed25519Key, endpoint(0x08080808)))
        );
        requireKeyReplaced(
            note.operator,
            abi.encodeCall(registry.setExtension, (nodeId, blsKeyHash, ed25519Key, bytes("document")))
        );
        if (!isBeforeExit(nodeId)) {
            if (isBls && isActive(nodeId))
                requireKeyReplaced(stranger, abi.encodeCall(registry.exit, (nodeId, blsKey)));
            return;
        }
        if (note.pendingOperator != address(0)) {
            bytes memory accept = abi.encodeCall(registry.acceptOperator, (nodeId, blsKeyHash, ed25519Key));
            requireKeyReplaced(note.pendingOperator, accept);
        }
        if (refusalOfRotation(nodeId, note.operator) == 0 && areKeysLeft()) {
            IServiceNodeRegistry.KeyRotation memory content = drawRotation(seed, nodeId).content;
            (content.previousBlsKey, content.previousEd25519Key) = (blsKey, ed25519Key);
            requireKeyReplaced(note.operator, abi.encodeCall(registry.rotateKeys, (nodeId, content)));
        }
        tryReplacedKeyOfStatus(nodeId, blsKey, ed25519Key, isBls);
    }

    /// @dev The keys are looked at before the signature, so the actions need none.
    function tryReplacedKeyOfStatus(uint32 nodeId, BLS.G1Point memory blsKey, bytes32 ed25519Key, bool isBls) private {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        IQuorumActions.QuorumAction memory action;
        (action.nodeId, action.blsKey) = (nodeId, blsKey);
        bool suspended = node.status == IServiceNodeRegistry.Status.Suspended;
        if (mayActivate(nodeId) && block.timestamp >= node.activatableAt && refusalOfActivation(nodeId) == 0) {
            requireKeyReplaced(stranger, abi.encodeCall(registry.activate, (nodeId, blsKey, ed25519Key)));
        }
        if (isBls && !isSafe(nodeId) && (suspended || isActive(nodeId))) {
            requireKeyReplaced(stranger, abi.encodeCall(registry.remove, (action)));
            if (!suspended) requireKeyReplaced(stranger, abi.encodeCall(registry.suspend, (action)));
        }
        if (!suspended) return;
        if (isBls) requireKeyReplaced(stranger, abi.encodeCall(registry.resume, (action, ed25519Key)));
        if (block.timestamp < node.suspendedAt + WEEK_EPOCHS * EPOCH || isActivationLimitReached()) return;
        requireKeyReplaced(node.operator, abi.encodeCall(registry.resumeByOperator, (nodeId, blsKey, ed25519Key)));
    }

    function requireKeyReplaced(address by, bytes memory call_) private {
        actAs(by);
        (bool accepted, bytes memory reason) = address(registry).call(call_);
        assertTrue(!accepted, "a replaced key never works again");
        requireRefused(IServiceNodeRegistry.KeyReplaced.selector, reason, "use a replaced key");
        ++times["replaced key refused"];
    }
}
