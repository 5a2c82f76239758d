// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "./BlsKeys.sol";
import {QuorumBase} from "./QuorumBase.sol";

/// @notice Helpers of the quorum's tests.
abstract contract QuorumAsserts is QuorumBase {
    uint32 internal constant NODE = 3;

    /* HELPERS */

    function assertExitWithBrokenPool(bytes memory code) internal {
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        BLS.G1Point memory key = keyOf(NODE);
        vm.etch(address(rewardsPool), code);
        uint64 events = registry.eventCount();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.RewardsPoolFailed(NODE);
        // A pool that burns its gas leaves a 64th for the transfer. A transaction may use 2^24 (EIP-7825).
        registry.exit{gas: 1 << 24}(NODE, key);
        assertEq(registry.eventCount(), events + 3, "exit, list and failure are counted");
        assertStatus(NODE, IServiceNodeRegistry.Status.Exited);
        assertEq(token.balanceOf(owner), STAKE, "principal was paid");
        assertEq(signerSets.activeCount(), NODES - 1, "active");
    }

    /// @dev Calls everything that the node's status allows.
    function expectAllToRevert(IQuorumActions.QuorumAction memory action, bytes memory expected) internal {
        bytes32 identity = identityOf(action.nodeId);
        bool suspended =
            action.nodeId <= registry.serviceNodeCount() &&
                registry.serviceNode(action.nodeId).status == IServiceNodeRegistry.Status.Suspended;
        vm.expectRevert(expected);
        if (suspended) registry.resume(action, identity);
        else registry.suspend(action);
        vm.expectRevert(expected);
        registry.remove(action);
    }

    /// @dev The revert data if the node is given the key of `other`.
    function keyNotOfNode(uint32 nodeId, uint32 other) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, nodeId, keyHashOf(other));
    }

    function epochInvalid(uint32 epoch) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IQuorumActions.QuorumEpochInvalid.selector, epoch, currentEpoch());
    }

    function statusTooRecent(uint32 nodeId, uint32 statusEpoch) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IQuorumActions.StatusTooRecent.selector, nodeId, statusEpoch, currentEpoch());
    }

    function assertSet(uint32 epoch, uint256 count, uint256 sum) internal view {
        (BLS.G1Point memory aggregate, uint32 actual) = signerSets.signerSet(epoch);
        assertEq(actual, count, "members of the set");
        assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(BlsKeys.publicKey(sum)), "aggregate of the set");
    }

    function sumOf(uint32 first, uint32 last) internal view returns (uint256 sum) {
        for (uint32 nodeId = first; nodeId <= last; ++nodeId) sum += secretKeyOf[nodeId];
    }

    function membersWithout(uint32 nodeId) internal view returns (uint32[] memory others) {
        others = new uint32[](members.length - 1);
        uint256 count = 0;
        for (uint256 i = 0; i < members.length; ++i) if (members[i] != nodeId) others[count++] = members[i];
    }

    function fundRewards() internal {
        token.approve(address(rewardsPool), 1_000_000 ether);
        rewardsPool.fund(1_000_000 ether);
    }
}
