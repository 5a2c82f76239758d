// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RemovalLimit} from "../../contracts/libraries/RemovalLimit.sol";

/// @notice Exposes the removal limit to tests.
contract RemovalLimitHarness {
    uint24 private _day;
    uint64 private _perDay;

    function count(uint256 max) external {
        (_day, _perDay) = RemovalLimit.count(_day, _perDay, max);
    }
}
