// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";
import {RegistryHandler} from "./RegistryHandler.sol";

/// @notice A network with its handlers, and its invariants, checked after every call.
abstract contract Promises is RegistryHandler, GovernanceHandler {
    uint256 private constant WEEK = 7 days;

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
                ISignerSets.Signer memory signer = signerOf(nodeId);
                bool isMember = signer.joinedEpoch <= epoch && epoch < signer.leftEpoch;
                assertTrue(isMember == contains(set, nodeId), "who was active at the boundary signs");
            }
        }
    }

    function keysBelongToTheirFirstNodeForEver() external view {
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            assertEq(registry.identity(identityOf(nodeId)).nodeId, nodeId, "whose Ed25519 key it is");
            assertEq(signerOf(nodeId).nodeId, nodeId, "whose BLS key it is");
        }
    }

    function removalsOfAnyWeekAreWithinTheLimit() external view {
        for (uint256 last = 0; last < removals.length; ++last) {
            uint256 count = 0;
            for (uint256 i = 0; i <= last; ++i) if (removals[i].time + WEEK > removals[last].time) ++count;
            assertTrue(count <= removalLimit(removals[last].members), "removals of a week are within the limit");
        }
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
                vm.prank(isShared(nodeId) ? node.operator : node.owner);
                registry.requestExit(nodeId);
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
        assertEq(registry.principalOwed(), 0, "nothing is owed when all have left");
        assertEq(registry.listRoot(), 0, "nobody is listed when all have left");
        assertEq(signerSets.activeCount(), 0, "nobody signs when all have left");
        assertEq(rewardsPool.activeNodeCount(), 0, "nobody earns when all have left");
    }

    /* INTERNALS */

    /// @dev Registrations are paused now, or as soon as they can be again.
    function pauseForSure() internal {
        pauseNow();
        if (block.timestamp >= registry.pausedUntil()) {
            goTo(registry.pausedUntil() + WEEK);
            pauseNow();
        }
        assertTrue(block.timestamp < registry.pausedUntil(), "registrations are paused");
    }

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
