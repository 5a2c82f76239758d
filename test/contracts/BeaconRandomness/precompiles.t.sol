// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {HashToG1} from "../../../contracts/libraries/HashToG1.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {BeaconBase} from "./BeaconBase.sol";

/// @notice Chains on which a precompile is absent or fails.
contract BeaconPrecompilesTest is BeaconBase {
    address private constant MODEXP = address(0x05);

    function test_publish_RevertWhen_ModexpFails() public {
        BLS.G1Point memory signature = LocalBeacon.sign(2);
        vm.mockCallRevert(MODEXP, "", "");
        vm.expectRevert(HashToG1.ModexpFailed.selector);
        local.publish(2, signature);
    }

    /// @notice An account without code answers every call with success and nothing.
    function test_publish_RevertWhen_ModexpIsAbsent() public {
        BLS.G1Point memory signature = LocalBeacon.sign(2);
        vm.mockCall(MODEXP, "", "");
        vm.expectRevert(HashToG1.ModexpFailed.selector);
        local.publish(2, signature);
    }
}
