// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardsPoolBase} from "./helpers/RewardsPoolBase.sol";

/// @notice A pool whose account holds as much as fits.
contract RewardsPoolNoRoomTest is RewardsPoolBase {
    function test_absorb_OfAGiftWithoutRoomSaysNothing() public {
        token.transfer(address(pool), 1);
        // A node has earned in its life all units that an account holds.
        vm.store(address(pool), bytes32(uint256(0)), bytes32(uint256(type(uint128).max) << 128));
        uint256 events = pool.eventCount();
        vm.recordLogs();
        assertEq(pool.absorb(), 0, "absorbed");
        assertEq(vm.getRecordedLogs().length, 0, "logs of nothing");
        assertEq(pool.eventCount(), events, "nor is it counted");
    }
}
