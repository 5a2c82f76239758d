// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool, IRewardsRegistry} from "../../contracts/interfaces/IRewardsPool.sol";

/// @notice Plays the registry for the rewards pool: passes hooks on, and names owners.
contract RewardsRegistryHarness is IRewardsRegistry {
    IRewardsPool private _pool;

    /// @inheritdoc IRewardsRegistry
    mapping(uint32 nodeId => address) public ownerOf;

    function setPool(IRewardsPool pool) external {
        _pool = pool;
    }

    function setOwner(uint32 nodeId, address owner) external {
        ownerOf[nodeId] = owner;
    }

    function activate(uint32 nodeId) external {
        _pool.nodeActivated(nodeId);
    }

    function deactivate(uint32 nodeId) external {
        _pool.nodeDeactivated(nodeId);
    }
}
