// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RemovalLimit} from "../../contracts/libraries/RemovalLimit.sol";

/// @notice Opens the removal limit to tests.
contract RemovalLimitHarness {
    using RemovalLimit for RemovalLimit.Counters;

    RemovalLimit.Counters private _counters;

    function count(uint256 max) external {
        _counters.count(max);
    }
}
