// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SuspensionLimit} from "../../contracts/libraries/SuspensionLimit.sol";

/// @notice Keeps the counters as `SignerSets` does.
contract SuspensionLimitHarness {
    uint24 private _bucket;
    uint128 private _suspensions;

    function count(uint32 epoch, uint256 members) external {
        (_bucket, _suspensions) = SuspensionLimit.count(_bucket, _suspensions, epoch, members);
    }
}
