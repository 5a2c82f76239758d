// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RemovalLimit} from "../../contracts/libraries/RemovalLimit.sol";

/// @notice Exposes the removal limit to tests.
contract RemovalLimitHarness {
    uint24 private _bucket;
    uint64 private _removals;

    function count(uint32 epoch, uint256 max) external {
        (_bucket, _removals) = RemovalLimit.count(_bucket, _removals, epoch, max);
    }
}
