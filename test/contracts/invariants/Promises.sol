// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {ChangesHandler} from "./ChangesHandler.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";
import {KeysHandler} from "./KeysHandler.sol";

/// @notice A network with its handlers, and its invariants, checked after every call.
abstract contract Promises is KeysHandler, ChangesHandler, GovernanceHandler {
    /// @dev Slot of `ISignerSets` at which its ring begins: marks, then three sums of three words.
    uint256 private constant RING_SLOT = 0;

    /* AFTER EVERY CALL */

    function principalIsOwedToTheUnpaidAndCovered() external view {
        uint256 unpaid = 0;
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
            if (!node.paid) unpaid += node.principal;
        }
        assertEq(registry.principalOwed(), unpaid, "principalOwed is the sum of unpaid principal");
        assertTrue(token.balanceOf(address(registry)) >= unpaid, "principalOwed is covered");
    }

    function rewardsAreCovered() external view {
        uint256 promised = rewardsPool.rewardsOwed() + rewardsPool.trackedBalance();
        assertTrue(token.balanceOf(address(rewardsPool)) >= promised, "rewards are covered");
    }

    function listRootIsThatOfTheActiveNodes() external view {
        (, uint32 leafCount, uint8 depth) = registry.listState();
        bytes32[] memory leaves = new bytes32[](leafCount);
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
            if (node.status != IServiceNodeRegistry.Status.Active) continue;
            assertTrue(leaves[node.leafIndex] == 0, "no two nodes have one leaf");
            leaves[node.leafIndex] = leafOf(nodeId);
        }
        assertEq(registry.listRoot(), rootOf(leaves, depth, 0), "listRoot is that of the active nodes");
    }

    function activeIsListedIsEarningIsSigning() external view {
        uint256 active = 0;
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            bool isActive_ = registry.serviceNode(nodeId).status == IServiceNodeRegistry.Status.Active;
            if (isActive_) ++active;
            assertTrue(isActive(nodeId) == isActive_, "active is what was made so");
            assertTrue(rewardsPool.nodeAccount(nodeId).active == isActive_, "earning is active");
            assertTrue((signerOf(nodeId).leftEpoch == type(uint32).max) == isActive_, "signing is active");
        }
        assertEq(signerSets.activeCount(), active, "as many sign as are active");
        assertEq(rewardsPool.activeNodeCount(), active, "as many earn as are active");
    }

    function signerSetsAreWhoWasActiveAtTheBoundary() external view {
        for (uint256 back = 0; back < 2; ++back) {
            uint32 epoch = uint32(epochNow() - back);
            uint256 set = setOfEpoch[epoch];
            (BLS.G1Point memory aggregate, uint32 members) = signerSets.signerSet(epoch);
            assertEq(members, sizeOf(set), "members of the set");
            assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(BlsKeys.publicKey(set)), "aggregate key of the set");
            for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
                checkMember(signerOf(nodeId), epoch, set & secretKeyOf[nodeId] != 0);
            }
            for (uint256 i = 0; i < oldKeys.length; ++i) {
                if (oldKeys[i].secretKey == 0) continue;
                checkMember(signerSets.signer(oldKeys[i].key), epoch, set & oldKeys[i].secretKey != 0);
            }
        }
    }

    function checkMember(ISignerSets.Signer memory signer, uint32 epoch, bool isMember) private pure {
        bool found = signer.joinedEpoch <= epoch && epoch < signer.leftEpoch;
        assertTrue(found == isMember, "the key of who was active at the boundary signs");
    }

    /// @notice The set that the next change begins from: after every call, with the keys of now.
    function newestSetIsTheCurrentKeysOfTheActive() external view {
        uint256 sum = 0;
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            if (hasStatus(nodeId, IServiceNodeRegistry.Status.Active)) sum += secretKeyOf[nodeId];
        }
        assertEq(activeSet, sum, "the active nodes");
        uint256 newest = uint256(loadRing(0)) >> 192;
        uint256 high = uint256(loadRing(1 + 3 * newest));
        BLS.G1Point memory aggregate = BLS.G1Point({
            x_a: bytes32(high & type(uint128).max),
            x_b: loadRing(2 + 3 * newest),
            y_a: bytes32(high >> 128),
            y_b: loadRing(3 + 3 * newest)
        });
        assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(BlsKeys.publicKey(sum)), "sum of the current keys");
    }

    function loadRing(uint256 word) private view returns (bytes32) {
        return vm.load(address(signerSets), bytes32(RING_SLOT + word));
    }

    function keysBelongToTheirFirstNodeForEver() external view {
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            IServiceNodeRegistry.Identity memory identity = registry.identity(identityOf(nodeId));
            assertEq(identity.nodeId, nodeId, "whose Ed25519 key it is");
            assertEq(identity.flags, 0, "a current Ed25519 key is not replaced");
            assertEq(signerOf(nodeId).nodeId, nodeId, "whose BLS key it is");
            assertTrue(!signerOf(nodeId).replaced, "a current BLS key is not replaced");
        }
        for (uint256 i = 0; i < oldKeys.length; ++i) {
            OldKey memory old = oldKeys[i];
            bool isBls = old.secretKey != 0;
            uint32 nodeId = isBls ? signerSets.signer(old.key).nodeId : registry.identity(old.key).nodeId;
            bool replaced = isBls ? signerSets.signer(old.key).replaced : registry.identity(old.key).flags == 1;
            assertEq(nodeId, old.nodeId, "whose key it was");
            assertTrue(replaced, "replaced for ever");
        }
    }

    /// @notice Owner, operator and offers; seed and ages; extension; the epochs of all changes; and the stake.
    function nodesAreAsTheirChangesLeftThem() external view {
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
            NodeNote memory note = nodeNotes[nodeId];
            assertEq(node.owner, note.owner, "owner");
            assertEq(node.operator, note.operator, "operator");
            bool living = isLiving(nodeId);
            assertEq(registry.pendingOwner(nodeId), living ? note.pendingOwner : address(0), "pendingOwner");
            assertEq(registry.pendingOperator(nodeId), living ? note.pendingOperator : address(0), "pendingOperator");
            assertEq(node.seed, note.seed, "the seed never changes");
            assertEq(node.activatedAt, note.activatedAt, "activatedAt of the record");
            if (note.firstActivatedAt != 0) {
                assertEq(node.activatableAt, note.firstActivatedAt, "the first activation never changes");
            }
            assertEq(node.extensionHash, note.extensionHash, "extensionHash");
            assertEq(node.extensionEpoch, note.extensionEpoch, "extensionEpoch");
            assertEq(node.ownerRotationEpoch, note.ownerRotationEpoch, "ownerRotationEpoch");
            assertEq(node.operatorRotationEpoch, note.operatorRotationEpoch, "operatorRotationEpoch");
            assertEq(node.operatorEpoch, note.operatorEpoch, "operatorEpoch");
            assertTrue(note.stake - node.principal <= note.stake / 4, "at most a quarter is ever lost");
        }
    }

    function removalsOfAnyWeekAreWithinTheLimit() external view {
        for (uint256 last = 0; last < removals.length; ++last) {
            uint256 count = 0;
            for (uint256 i = 0; i <= last; ++i) {
                if (removals[i].time + WEEK_EPOCHS * EPOCH > removals[last].time) ++count;
            }
            assertTrue(count <= removalLimit(removals[last].members), "removals of 168 epochs are within the limit");
        }
    }

    /// @notice Checks the newest one. Each was the newest once.
    function suspensionsAndActivationsAreWithinTheirLimits() external view {
        uint256 count = 0;
        uint256 ofBucket = 0;
        for (uint256 i = suspensions.length; i != 0; --i) {
            Counted memory last = suspensions[suspensions.length - 1];
            if (suspensions[i - 1].time / (BUCKET * EPOCH) == last.time / (BUCKET * EPOCH)) ++ofBucket;
            if (suspensions[i - 1].time + WEEK_EPOCHS * EPOCH > last.time) ++count;
            assertTrue(ofBucket <= suspensionLimit(last.members), "suspensions of a bucket are within the limit");
            assertTrue(count <= suspensionLimitOfWeek(last.members), "suspensions of 168 epochs are within the limit");
        }
        if (activations.length == 0) return;
        uint256 active;
        (count, active) = activationsOf(activations[activations.length - 1].time / (BUCKET * EPOCH));
        assertTrue(count <= activationLimit(active), "activations of a bucket are within the limit");
    }

    /// @notice So one storage proof shows that a mirror of the log is whole.
    function eventCountsAreTheLogs() public view {
        assertEq(registry.eventCount(), logsOf[address(registry)], "events of the registry");
        assertEq(rewardsPool.eventCount(), logsOf[address(rewardsPool)], "events of the rewards pool");
        assertEq(pools.eventCount(), logsOf[address(pools)], "events of the pools");
    }

    /* FROM ANY STATE */

    /// @notice As one of the calls: all nodes leave, and the state is then reverted.
    function leaveAndComeBack(uint256 seed) external {
        uint256 snapshotId = vm.snapshotState();
        this.everyOwnerCanLeaveEvenInAPause(seed);
        assertTrue(vm.revertToState(snapshotId), "state was taken back");
    }

    /// @notice Every node requests the exit, registrations are paused, every node exits and every reward is claimed.
    /// Each owner then has principal and rewards, nothing is owed, and the list is empty.
    function everyOwnerCanLeaveEvenInAPause(uint256 seed) external {
        uint32 count = registry.serviceNodeCount();
        uint256 lastDueAt = 0;
        for (uint32 nodeId = 1; nodeId <= count; ++nodeId) {
            IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
            if (node.exitDueAt == 0) {
                actAs(isShared(nodeId) ? node.operator : node.owner);
                registry.requestExit(nodeId);
                noteLogs();
            }
            uint256 dueAt = registry.serviceNode(nodeId).exitDueAt;
            if (!node.paid && dueAt > lastDueAt) lastDueAt = dueAt;
        }
        goTo(lastDueAt);
        pauseForSure();

        uint256 first = draw(seed, "first to leave", count);
        uint32[] memory nodeIds = new uint32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint32 nodeId = uint32(1 + ((first + i) % count));
            nodeIds[i] = nodeId;
            if (!registry.serviceNode(nodeId).paid) exitNow(nodeId, 0);
        }
        claimNow(nodeIds);
        eventCountsAreTheLogs();
        assertEq(registry.principalOwed(), 0, "nothing is owed when all have left");
        assertEq(registry.listRoot(), 0, "nobody is listed when all have left");
        assertEq(signerSets.activeCount(), 0, "nobody signs when all have left");
        assertEq(rewardsPool.activeNodeCount(), 0, "nobody earns when all have left");
    }

    /* INTERNALS */

    /// @dev Root of the subtree of this height whose first leaf is `first`.
    function rootOf(bytes32[] memory leaves, uint256 height, uint256 first) private pure returns (bytes32) {
        if (first >= leaves.length) return 0;
        if (height == 0) return leaves[first];
        bytes32[4] memory children;
        uint256 width = 4 ** (height - 1);
        for (uint256 i = 0; i < 4; ++i) children[i] = rootOf(leaves, height - 1, first + i * width);
        if ((children[0] | children[1] | children[2] | children[3]) == 0) return 0;
        return keccak256(abi.encode(children));
    }
}
