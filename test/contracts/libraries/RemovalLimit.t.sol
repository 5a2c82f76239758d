// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {RemovalLimitHarness} from "../../mocks/RemovalLimitHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract RemovalLimitTest is BaseTest {
    uint32 private constant BUCKET = 24;
    uint32 private constant WINDOW = 7 * BUCKET;
    uint256 private constant ATTEMPTS = 48;

    RemovalLimitHarness private harness;

    /// @dev The current epoch.
    uint32 private epoch;

    /// @dev Epochs of counted removals, in order.
    uint32[] private counted;

    function setUp() public override {
        harness = new RemovalLimitHarness();
        epoch = uint32(START / EPOCH);
    }

    function test_count_RevertWhen_TheLimitIsReached() public {
        count(3);
        count(3);
        count(3);
        expectLimit(3, 3);
        count(3);
        // A network that grows has room again, one that shrinks has none.
        count(4);
        expectLimit(4, 1);
        count(1);
    }

    function test_count_RevertWhen_MaxIsZero() public {
        expectLimit(0, 0);
        count(0);
    }

    /// @notice The last epoch of a bucket is forgotten together with its first, when the eighth bucket after it begins.
    function test_count_HasRoomFromTheEighthBucketOn() public {
        uint32 first = (epoch / BUCKET) * BUCKET;
        epoch = first + BUCKET - 1;
        count(1);
        epoch = first + 8 * BUCKET - 1;
        expectLimit(1, 1);
        count(1);
        epoch = first + 8 * BUCKET;
        count(1);
    }

    /// @notice A counter is a byte: a bucket has room for 255 removals, however many 168 epochs allow.
    function test_count_RevertWhen_ABucketIsFull() public {
        for (uint256 i = 0; i < 255; ++i) count(10_000);
        expectLimit(255, 255);
        count(10_000);
        epoch += BUCKET;
        count(10_000);
        expectLimit(256, 256);
        count(256);
    }

    function test_count_RefillsBucketByBucket() public {
        for (uint256 i = 0; i < 40; ++i) {
            count(8);
            epoch += BUCKET;
        }
        count(8);
        expectLimit(8, 8);
        count(8);
    }

    /// @notice Many in one epoch, right before and right after a gap of 168 epochs.
    function test_count_AllowsNoBurstAcrossTheBorder() public {
        epoch = (epoch / BUCKET) * BUCKET + BUCKET - 1;
        for (uint256 i = 0; i < 5; ++i) count(5);
        epoch += WINDOW - 1;
        expectLimit(5, 5);
        count(5);
    }

    /// @notice The bucket number wraps at 2^24. With epochs of 10 seconds that is in 2097.
    function test_count_GoesOnWhenTheBucketNumberWraps() public {
        uint32 border = uint32(1 << 24) * BUCKET;
        epoch = border - 1;
        count(2);
        epoch = border;
        count(2);
        expectLimit(2, 2);
        count(2);
        epoch = border - 1 + WINDOW;
        expectLimit(2, 2);
        count(2);
        epoch = border + WINDOW;
        count(2);
    }

    /// @notice Never counts more than `max` in any 168 epochs, wherever they begin. Refuses only if the last eight
    /// buckets justify it.
    /// @custom:calls 48
    function testFuzz_count_NeverExceedsTheLimitInAny168Epochs(uint256 random) public {
        uint256 max = (random % 6) + 1;
        // From one epoch to over 168 between two attempts, so that both outcomes occur in each run.
        uint256 longest = 1 + (((random >> 64) % 10) * BUCKET) / max;
        uint256 refused = 0;
        for (uint256 i = 0; i < ATTEMPTS; ++i) {
            random = uint256(keccak256(abi.encode(random)));
            if (random & 3 != 0) epoch += uint32((((random >> 8) % longest) * (random & 3)) / 3);
            uint256 inEightBuckets = countedSince((epoch / BUCKET) * BUCKET - WINDOW);
            bool accepted = tryCount(max);
            assertTrue(accepted == (inEightBuckets < max), "eight buckets");
            if (accepted) counted.push(epoch);
            else ++refused;
            // Any window with too many removals has one that ends with the newest.
            assertTrue(countedSince(epoch - WINDOW + 1) <= max, "168 epochs");
        }
        assertTrue(counted.length >= max, "the limit is reached");
        assertTrue(longest > BUCKET || refused > 0, "refusals are reached");
    }

    function testFuzz_count_StartsAtZeroAfterEightBuckets(uint256 max, uint24 rest) public {
        max = (max % 20) + 1;
        for (uint256 i = 0; i < max; ++i) count(max);
        epoch += 8 * BUCKET + rest;
        for (uint256 i = 0; i < max; ++i) count(max);
        assertTrue(!tryCount(max), "full again");
    }

    function count(uint256 max) private {
        harness.count(epoch, max);
    }

    function expectLimit(uint256 removals, uint256 max) private {
        vm.expectRevert(abi.encodeWithSelector(RemovalLimit.RemovalLimitReached.selector, removals, max));
    }

    function tryCount(uint256 max) private returns (bool) {
        try harness.count(epoch, max) {
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(RemovalLimit.RemovalLimitReached.selector), "reason");
            return false;
        }
    }

    /// @dev `from` included.
    function countedSince(uint32 from) private view returns (uint256 sum) {
        for (uint256 i = counted.length; i > 0 && counted[i - 1] >= from; --i) ++sum;
    }
}
