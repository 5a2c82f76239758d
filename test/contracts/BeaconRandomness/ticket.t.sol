// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {Quicknet} from "../helpers/Quicknet.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract BeaconTicketTest is BeaconBase {
    /* TIMES */

    function test_timeOf_CountsFromTheGenesis() public view {
        assertEq(quicknet.timeOf(1), Quicknet.GENESIS, "round 1");
        assertEq(quicknet.timeOf(1000), Quicknet.GENESIS + 2_997, "round 1000");
        assertEq(
            quicknet.timeOf(type(uint40).max),
            Quicknet.GENESIS + (uint256(type(uint40).max) - 1) * 3,
            "last round"
        );
    }

    function test_timeOf_RevertWhen_TheRoundIs0() public {
        vm.expectRevert();
        quicknet.timeOf(0);
    }

    function test_roundAt_IsTheNewestRoundThatExists() public view {
        assertEq(quicknet.roundAt(0), 0, "at 0");
        assertEq(quicknet.roundAt(Quicknet.GENESIS - 1), 0, "before the genesis");
        assertEq(quicknet.roundAt(Quicknet.GENESIS), 1, "at the genesis");
        assertEq(quicknet.roundAt(Quicknet.GENESIS + 2_996), 999, "a second before round 1000");
        assertEq(quicknet.roundAt(Quicknet.GENESIS + 2_997), 1000, "at round 1000");
    }

    /* TICKET */

    /// @dev 1,750,000,000 + 3,600 lies between the multiples 1,750,003,200 and 1,750,003,800 of 600.
    function test_ticket_NamesTheFirstStrideAfterTheLookahead() public {
        assertTicket(1_750_003_800);
        vm.warp(1_750_000_200);
        assertTicket(1_750_003_800);
        vm.warp(1_750_000_201);
        assertTicket(1_750_004_400);
    }

    function testFuzz_ticket_WaitsTheLookaheadAndLessThanAStrideMore(uint32 elapsed) public {
        vm.warp(START + elapsed);
        (uint40 round, uint40 time) = quicknet.ticket();
        assertEq(quicknet.timeOf(round), time, "time of the round");
        assertEq(time % STRIDE, 0, "a multiple of the stride");
        assertTrue(time >= block.timestamp + LOOKAHEAD, "not before the lookahead");
        assertTrue(time < block.timestamp + LOOKAHEAD + STRIDE, "and the first after it");
    }

    /// @notice If rounds are not made at multiples of the stride, the ticket names the first round after one.
    function testFuzz_ticket_NamesTheFirstRoundAfterTheStride(uint8 shift, uint32 elapsed) public {
        IBeaconRandomness.Beacon memory identity = LocalBeacon.beacon();
        identity.genesis += shift;
        IBeaconRandomness shifted = deployBeacon(identity, 1, LocalBeacon.sign(1));
        vm.warp(START + elapsed);
        (uint40 round, uint40 time) = shifted.ticket();
        uint256 target = ((block.timestamp + LOOKAHEAD + STRIDE - 1) / STRIDE) * STRIDE;
        assertEq(shifted.timeOf(round), time, "time of the round");
        assertTrue(time >= target && time < target + LocalBeacon.PERIOD, "first round after the stride");
    }

    /// @notice A published round is known to all, so tickets leave the lookahead after it.
    function test_ticket_CountsFromTheNewestRoundWhenTheClockIsBehind() public {
        uint256 known = START + 1 days;
        uint40 round = uint40(local.roundAt(known));
        local.publish(round, LocalBeacon.sign(round));
        (, uint40 time) = local.ticket();
        assertTrue(time >= local.timeOf(round) + LOOKAHEAD, "after the newest round");
        assertTrue(time < local.timeOf(round) + LOOKAHEAD + STRIDE, "the first stride after it");
        vm.warp(known + 1);
        (, time) = local.ticket();
        assertTrue(time >= known + 1 + LOOKAHEAD, "after the clock once that is ahead");
    }

    function assertTicket(uint256 expected) private view {
        (uint40 round, uint40 time) = quicknet.ticket();
        assertEq(time, expected, "time");
        assertEq(round, (expected - Quicknet.GENESIS) / 3 + 1, "round");
    }
}
