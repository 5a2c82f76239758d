// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Limit on the nodes that a quorum suspends
/// @notice Counts the suspensions of eight buckets of 24 epochs each. Any 168 epochs lie within eight buckets, so a limit
/// on their sum holds for every 168 epochs, wherever they begin. The nodes that are left have days to answer.
library SuspensionLimit {
    /// @notice Thrown when the suspensions of the newest bucket, or of the last eight, are used up.
    error SuspensionLimitReached(uint256 suspensions, uint256 max);

    /// @notice Epochs of a bucket.
    uint32 internal constant BUCKET_EPOCHS = 24;

    /// @notice In a bucket, at most one for this many members, but at least `BUCKET_LEAST`.
    uint256 internal constant BUCKET_SHARE = 8;
    uint256 internal constant BUCKET_LEAST = 2;

    /// @notice In eight buckets, at most one for this many members, but at least `ALL_LEAST`.
    uint256 internal constant ALL_SHARE = 4;
    uint256 internal constant ALL_LEAST = 3;

    uint256 private constant BUCKETS = 8;
    uint256 private constant BITS = 16;

    /// @notice Maximum of suspensions in a bucket: the capacity of a counter.
    uint256 internal constant BUCKET_MAX = type(uint16).max;

    /// @dev The low 16 bits of each of four 32-bit lanes, and 1 in each lane.
    uint256 private constant EVEN_COUNTERS = 0x0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant LANES = 0x00000001000000010000000100000001;

    /// @notice Counts one suspension in `epoch`. Reverts if that is one too many.
    /// @param last bucket of the last suspension, modulo 2^24
    /// @param counters eight of 16 bits: that bucket lowest, the one seven buckets before highest
    /// @param members size of the set that suspends
    /// @return bucket the bucket of `epoch`, modulo 2^24
    /// @return counted the counters with this suspension
    function count(
        uint24 last,
        uint128 counters,
        uint32 epoch,
        uint256 members
    ) internal pure returns (uint24 bucket, uint128 counted) {
        // As in `RemovalLimit`: time does not go back, and the difference is modulo 2^24 on purpose. The counter is below
        // its maximum when it is raised. Each sum is one of eight counters, below 2^19.
        unchecked {
            bucket = uint24(epoch / BUCKET_EPOCHS);
            uint256 passed = bucket - last;
            // Bits shifted out of the 128 are dropped on purpose.
            counted = passed < BUCKETS ? counters << uint128(passed * BITS) : 0;
            _requireBelow(counted & BUCKET_MAX, _max(members / BUCKET_SHARE, BUCKET_LEAST));
            uint256 pairs = (counted & EVEN_COUNTERS) + ((counted >> BITS) & EVEN_COUNTERS);
            // The product's highest 32-bit lane of four is the sum of all lanes.
            uint256 sum = ((pairs * LANES) >> 96) & type(uint32).max;
            _requireBelow(sum, _max(members / ALL_SHARE, ALL_LEAST));
            ++counted;
        }
    }

    function _requireBelow(uint256 suspensions, uint256 max) private pure {
        if (suspensions >= max) revert SuspensionLimitReached(suspensions, max);
    }

    function _max(uint256 share, uint256 least) private pure returns (uint256 max) {
        max = share < least ? least : share;
        if (max > BUCKET_MAX) max = BUCKET_MAX;
    }
}
