// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ChangesHandler} from "./ChangesHandler.sol";
import {KeysHandler} from "./KeysHandler.sol";
import {PoolModel} from "./PoolModel.sol";

/// @notice Calls of an opener by the right of the node's owner: other keys, another operator. Also of others.
abstract contract PoolControlHandler is PoolModel, KeysHandler, ChangesHandler {
    function rotateKeysOfPool(uint256 seed) external {
        if (!areKeysLeft()) return;
        uint256 poolId = pickPoolOrAny(seed, "rotated by an opener", mayControl);
        (address by, bytes4 refusal) = controllerOf(seed, poolId);
        uint32 nodeId = notes[poolId].nodeId;
        if (isRegistered(poolId) && draw(seed, "rest", 2) == 0) letRest(nodeId, address(pools));
        Rotation memory rotation = drawRotation(seed, nodeId);
        if (refusal == 0) refusal = refusalOfRotation(nodeId, address(pools));
        if (refusal == 0) refusal = rotation.refusal;
        actAs(by);
        try pools.rotateKeys(poolId, rotation.content) {
            requireAccepted(refusal, "rotateKeys of a pool");
            noteRotatedBy(address(pools), nodeId, rotation);
            ++times["rotated by an opener"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "rotateKeys of a pool");
            noteRotationRefused(refusal);
        }
    }

    function proposeOperatorOfPool(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "operator proposed by an opener", mayControl);
        (address by, bytes4 refusal) = controllerOf(seed, poolId);
        uint32 nodeId = notes[poolId].nodeId;
        (address next, bytes4 invalid) = drawOperator(seed);
        if (refusal == 0 && !isLiving(nodeId)) refusal = IServiceNodeRegistry.StatusNotAllowed.selector;
        if (refusal == 0) refusal = invalid;
        actAs(by);
        try pools.proposeOperator(poolId, next) {
            requireAccepted(refusal, "proposeOperator of a pool");
            nodeNotes[nodeId].pendingOperator = next;
            ++times["operator proposed by an opener"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "proposeOperator of a pool");
        }
    }

    /// @return by mostly the opener, else a contributor, the node's operator or a stranger
    /// @return refusal error that the pools must cause; 0: none
    function controllerOf(uint256 seed, uint256 poolId) private view returns (address by, bytes4 refusal) {
        PoolNote storage note = notes[poolId];
        by = note.opener;
        uint256 kind = isReached("rotated by an opener") ? draw(seed, "by", 8) : 3;
        if (kind == 0 || by == address(0)) by = stranger;
        else if (kind == 1) by = followerOf(poolId, seed);
        else if (kind == 2 && isRegistered(poolId)) by = nodeNotes[note.nodeId].operator;
        if (note.state == IContributionPools.PoolState.None) return (by, IContributionPools.PoolUnknown.selector);
        if (!isRegistered(poolId)) return (by, IContributionPools.PoolStateNotAllowed.selector);
        if (by != note.opener) refusal = IContributionPools.CallerNotOpener.selector;
    }

    function mayControl(uint256 poolId) private view returns (bool) {
        return isRegistered(poolId) && isBeforeExit(notes[poolId].nodeId);
    }
}
