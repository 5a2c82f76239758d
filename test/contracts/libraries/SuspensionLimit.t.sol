// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SuspensionLimit} from "../../../contracts/libraries/SuspensionLimit.sol";
import {SuspensionLimitHarness} from "../../mocks/SuspensionLimitHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract SuspensionLimitTest is BaseTest {
    uint32 private constant BUCKET = 24;
    uint32 private constant WINDOW = 7 * BUCKET;
    uint256 private constant ATTEMPTS = 48;

    SuspensionLimitHarness private harness;

    /// @dev The current epoch.
    uint32 private epoch;

    /// @dev Epochs of counted suspensions, in order.
    uint32[] private counted;

    function setUp() public override {
        harness = new SuspensionLimitHarness();
        epoch = uint32(START / EPOCH);
    }

    /* LIMITS BY SIZE */

    /// @notice An eighth of the members in a bucket, at least two. A quarter in eight buckets, at least three.
    function test_count_AllowsAnEighthInABucketAndAQuarterInEight() public {
        uint256[5] memory members = [uint256(0), 15, 16, 100, 1_500];
        uint256[5] memory ofBucket = [uint256(2), 2, 2, 12, 187];
        uint256[5] memory ofEight = [uint256(3), 3, 4, 25, 375];
        for (uint256 i = 0; i < members.length; ++i) {
            epoch += 8 * BUCKET;
            countMany(ofBucket[i], members[i]);
            expectLimit(ofBucket[i], ofBucket[i]);
            harness.count(epoch, members[i]);
            uint256 left = ofEight[i] - ofBucket[i];
            while (left != 0) {
                epoch += BUCKET;
                uint256 now_ = left < ofBucket[i] ? left : ofBucket[i];
                countMany(now_, members[i]);
                left -= now_;
            }
            epoch += BUCKET;
            expectLimit(ofEight[i], ofEight[i]);
            harness.count(epoch, members[i]);
        }
    }

    /// @notice The set that suspends now decides. A network that shrinks has less room, one that grows has more.
    function test_count_FollowsTheSizeOfTheSetThatSuspends() public {
        countMany(4, 32);
        expectLimit(4, 2);
        harness.count(epoch, 8);
        countMany(1, 40);
        epoch += BUCKET;
        expectLimit(5, 5);
        harness.count(epoch, 20);
        countMany(1, 24);
    }

    /* BUCKETS */

    /// @notice The last epoch of a bucket is forgotten together with its first, when the eighth bucket after it begins.
    function test_count_HasRoomFromTheEighthBucketOn() public {
        uint32 first = (epoch / BUCKET) * BUCKET;
        epoch = first + BUCKET - 1;
        countMany(2, 8);
        epoch = first + BUCKET;
        countMany(1, 8);
        epoch = first + 8 * BUCKET - 1;
        expectLimit(3, 3);
        harness.count(epoch, 8);
        epoch = first + 8 * BUCKET;
        countMany(2, 8);
        epoch = first + 9 * BUCKET - 1;
        expectLimit(2, 2);
        harness.count(epoch, 8);
    }

    /// @notice Two in the last epoch of a bucket, and no more than one in all of the 168 epochs from there.
    function test_count_AllowsNoBurstAcrossTheBorder() public {
        epoch = (epoch / BUCKET) * BUCKET + BUCKET - 1;
        countMany(2, 8);
        ++epoch;
        countMany(1, 8);
        epoch += WINDOW - 2;
        expectLimit(3, 3);
        harness.count(epoch, 8);
    }

    /// @notice A counter has 16 bits: a bucket has room for 65,535 suspensions, however many members there are.
    function test_count_RevertWhen_ABucketIsFull() public {
        uint256 most = type(uint16).max;
        uint24 bucket = uint24(epoch / BUCKET);
        uint128 full = uint128(most);
        (, uint128 counters) = SuspensionLimit.count(bucket, full - 1, epoch, type(uint32).max);
        assertEq(counters, full, "a full bucket");
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, most, most));
        this.countFrom(bucket, full, epoch, type(uint32).max);

        // The sum of eight buckets has the same maximum, and no counter runs into its neighbour.
        epoch += BUCKET;
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, most, most));
        this.countFrom(bucket, full, epoch, type(uint32).max);
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, 7 * most, most));
        this.countFrom(bucket, type(uint128).max, epoch, type(uint32).max);
    }

    /// @notice The bucket number wraps at 2^24. With epochs of 10 seconds that is in 2097.
    function test_count_GoesOnWhenTheBucketNumberWraps() public {
        uint32 border = uint32(1 << 24) * BUCKET;
        epoch = border - 1;
        countMany(2, 8);
        epoch = border;
        countMany(1, 8);
        expectLimit(3, 3);
        harness.count(epoch, 8);
        epoch = border - 1 + WINDOW;
        expectLimit(3, 3);
        harness.count(epoch, 8);
        epoch = border + WINDOW;
        countMany(2, 8);
    }

    /* FUZZ */

    /// @notice Never more than the limit in any bucket and in any 168 epochs, wherever they begin. Refuses only if the
    /// bucket or the last eight justify it.
    /// @custom:calls 48
    function testFuzz_count_NeverExceedsTheLimitsInAny168Epochs(uint256 random) public {
        uint256 members = random % 48;
        (uint256 ofBucket, uint256 ofEight) = limitsOf(members);
        // From one epoch to over 168 between two attempts, so that both outcomes occur in each run.
        uint256 longest = 1 + (((random >> 64) % 10) * BUCKET) / ofEight;
        uint256 refused = 0;
        for (uint256 i = 0; i < ATTEMPTS; ++i) {
            random = uint256(keccak256(abi.encode(random)));
            if (random & 3 != 0) epoch += uint32((((random >> 8) % longest) * (random & 3)) / 3);
            uint32 bucketStart = (epoch / BUCKET) * BUCKET;
            bool room = countedSince(bucketStart) < ofBucket && countedSince(bucketStart - WINDOW) < ofEight;
            bool accepted = tryCount(members);
            assertTrue(accepted == room, "bucket and eight buckets");
            if (accepted) counted.push(epoch);
            else ++refused;
            assertTrue(countedSince(bucketStart) <= ofBucket, "a bucket");
            // Any window with too many suspensions has one that ends with the newest.
            assertTrue(countedSince(epoch - WINDOW + 1) <= ofEight, "168 epochs");
        }
        assertTrue(counted.length >= ofBucket, "the limit of a bucket is reached");
        assertTrue(longest > BUCKET || refused > 0, "refusals are reached");
    }

    function testFuzz_count_StartsAtZeroAfterEightBuckets(uint256 members, uint24 rest) public {
        members %= 160;
        (uint256 ofBucket, uint256 ofEight) = limitsOf(members);
        fillEight(ofBucket, ofEight, members);
        epoch += 8 * BUCKET + rest;
        fillEight(ofBucket, ofEight, members);
    }

    /* HELPERS */

    /// @dev Only external calls can be expected to revert.
    function countFrom(uint24 last, uint128 counters, uint32 epoch_, uint256 members) external pure {
        SuspensionLimit.count(last, counters, epoch_, members);
    }

    function fillEight(uint256 ofBucket, uint256 ofEight, uint256 members) private {
        uint256 sum = 0;
        for (uint256 i = 0; i < 8; ++i) {
            if (i != 0) epoch += BUCKET;
            uint256 inBucket = 0;
            for (; inBucket < ofBucket && sum < ofEight; ++inBucket) {
                harness.count(epoch, members);
                ++sum;
            }
            assertTrue(!tryCount(members), "full");
        }
        assertEq(sum, ofEight, "all eight buckets allow");
    }

    function countMany(uint256 times, uint256 members) private {
        for (uint256 i = 0; i < times; ++i) harness.count(epoch, members);
    }

    /// @dev Written apart from the library.
    function limitsOf(uint256 members) private pure returns (uint256 ofBucket, uint256 ofEight) {
        ofBucket = members >= 24 ? members / 8 : 2;
        ofEight = members >= 16 ? members / 4 : 3;
    }

    function expectLimit(uint256 suspensions, uint256 max) private {
        vm.expectRevert(abi.encodeWithSelector(SuspensionLimit.SuspensionLimitReached.selector, suspensions, max));
    }

    function tryCount(uint256 members) private returns (bool) {
        try harness.count(epoch, members) {
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(SuspensionLimit.SuspensionLimitReached.selector), "reason");
            return false;
        }
    }

    /// @dev `from` included.
    function countedSince(uint32 from) private view returns (uint256 sum) {
        for (uint256 i = counted.length; i > 0 && counted[i - 1] >= from; --i) ++sum;
    }
}
