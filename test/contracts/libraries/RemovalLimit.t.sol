// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {RemovalLimitHarness} from "../../mocks/RemovalLimitHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract RemovalLimitTest is BaseTest {
    uint256 private constant WEEK = 7 * 86_400;
    uint256 private constant ATTEMPTS = 48;

    RemovalLimitHarness private harness;

    /// @dev Times of counted removals, in order.
    uint256[] private counted;

    function setUp() public override {
        harness = new RemovalLimitHarness();
        vm.warp(START);
    }

    function test_count_RevertWhen_TheLimitIsReached() public {
        harness.count(3);
        harness.count(3);
        harness.count(3);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 3, 3));
        harness.count(3);
        // A network that grows has room again, one that shrinks has none.
        harness.count(4);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 4, 1));
        harness.count(1);
    }

    function test_count_RevertWhen_MaxIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 0, 0));
        harness.count(0);
    }

    /// @notice The last second of a day is forgotten together with its first, at the eighth midnight after it.
    function test_count_HasRoomFromTheEighthMidnightOn() public {
        uint256 midnight = (START / 1 days) * 1 days;
        vm.warp(midnight + 1 days - 1);
        harness.count(1);
        vm.warp(midnight + 8 days - 1);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 1, 1));
        harness.count(1);
        vm.warp(midnight + 8 days);
        harness.count(1);
    }

    /// @notice A counter is a byte: a day has room for 255 removals, however many the week allows.
    function test_count_RevertWhen_ADayIsFull() public {
        for (uint256 i = 0; i < 255; ++i) harness.count(10_000);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 255, 255));
        harness.count(10_000);
        vm.warp(block.timestamp + 1 days);
        harness.count(10_000);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 256, 256));
        harness.count(256);
    }

    function test_count_RefillsDayByDay() public {
        for (uint256 i = 0; i < 40; ++i) {
            harness.count(8);
            vm.warp(block.timestamp + 1 days);
        }
        harness.count(8);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 8, 8));
        harness.count(8);
    }

    /// @notice Many in one second, right before and right after a gap of a week.
    function test_count_AllowsNoBurstAcrossTheWeeksBorder() public {
        uint256 midnight = (START / 1 days) * 1 days;
        vm.warp(midnight + 1 days - 1);
        for (uint256 i = 0; i < 5; ++i) harness.count(5);
        vm.warp(midnight + 1 days - 1 + WEEK - 1);
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, 5, 5));
        harness.count(5);
    }

    /// @notice Never counts more than `max` in any 7 days, wherever they begin. Refuses only if the last eight days
    /// justify it.
    /// @custom:calls 48
    function testFuzz_count_NeverExceedsTheLimitInAny7Days(uint256 random) public {
        uint256 max = (random % 6) + 1;
        // From seconds to over a week between two attempts, so that both outcomes occur in each run.
        uint256 longest = 1 + (((random >> 64) % 10) * 1 days) / max;
        uint256 refused = 0;
        for (uint256 i = 0; i < ATTEMPTS; ++i) {
            random = uint256(keccak256(abi.encode(random)));
            if (random & 3 != 0) vm.warp(block.timestamp + (((random >> 8) % longest) * (random & 3)) / 3);
            uint256 inEightDays = countedSince((block.timestamp / 1 days) * 1 days - WEEK);
            bool accepted = tryCount(max);
            assertTrue(accepted == (inEightDays < max), "eight calendar days");
            if (accepted) counted.push(block.timestamp);
            else ++refused;
            // Any window with too many removals has one that ends with the newest.
            assertTrue(countedSince(block.timestamp - WEEK + 1) <= max, "7 days");
        }
        assertTrue(counted.length >= max, "the limit is reached");
        assertTrue(longest > 1 days || refused > 0, "refusals are reached");
    }

    function testFuzz_count_StartsAtZeroAfterEightDays(uint256 max, uint40 rest) public {
        max = (max % 20) + 1;
        for (uint256 i = 0; i < max; ++i) harness.count(max);
        vm.warp(block.timestamp + 8 days + (uint256(rest) % 3650 days));
        for (uint256 i = 0; i < max; ++i) harness.count(max);
        assertTrue(!tryCount(max), "full again");
    }

    function tryCount(uint256 max) private returns (bool) {
        try harness.count(max) {
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(RemovalLimit.RemovalLimitReached.selector), "reason");
            return false;
        }
    }

    /// @dev `from` included.
    function countedSince(uint256 from) private view returns (uint256 count) {
        for (uint256 i = counted.length; i > 0 && counted[i - 1] >= from; --i) ++count;
    }
}
