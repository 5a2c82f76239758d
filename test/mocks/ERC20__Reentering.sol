// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";

/// @notice Pretends to move tokens and calls the pool while it does.
contract ERC20__Reentering {
    IRewardsPool private _pool;

    function aim(IRewardsPool pool) external {
        _pool = pool;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        _pool.claim(new uint32[](0));
        return true;
    }
}
