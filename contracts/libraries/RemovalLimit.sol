// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Limit on the nodes that a quorum removes in 168 epochs
/// @notice Counts the removals of eight buckets of 24 epochs each. Any 168 epochs lie within eight buckets, so a limit
/// on their sum holds for every 168 epochs, wherever they begin. The library is pure, so its 88 bits can share a slot
/// with values that change along with them.
library RemovalLimit {
    /// @notice Thrown when the limit of the last buckets is used up.
    error RemovalLimitReached(uint256 removals, uint256 max);

    /// @notice Epochs of a bucket. The bucket of an epoch is ⌊epoch / 24⌋.
    uint32 internal constant BUCKET_EPOCHS = 24;

    /// @notice Maximum of removals in one bucket: the capacity of a counter.
    uint256 internal constant BUCKET_MAX = type(uint8).max;

    uint256 private constant BUCKETS = 8;
    uint256 private constant BITS = 8;

    /// @dev The low byte of each of four 16-bit lanes, and 1 in each lane.
    uint256 private constant EVEN_BYTES = 0x00ff00ff00ff00ff;
    uint256 private constant LANES = 0x0001000100010001;

    /// @notice Counts one removal in `epoch`. Reverts if `max` were counted in the last eight buckets, or 255 in this
    /// one.
    /// @param last bucket of the last removal, modulo 2^24
    /// @param removals eight counters of a byte: the bucket `last` lowest, seven buckets before highest
    /// @param epoch the current epoch
    /// @return bucket bucket of `epoch`, modulo 2^24
    /// @return counted the counters with this removal
    function count(
        uint24 last,
        uint64 removals,
        uint32 epoch,
        uint256 max
    ) internal pure returns (uint24 bucket, uint64 counted) {
        // Time does not go back. The difference of buckets is modulo 2^24 on purpose: with the shortest epoch, 10
        // seconds, 2^24 buckets last 127 years. Each sum is one of eight bytes, below 2^11. The counter is below its
        // maximum when it is raised.
        unchecked {
            bucket = uint24(epoch / BUCKET_EPOCHS);
            uint256 passed = bucket - last;
            // Bits shifted out of the 64 are dropped on purpose.
            counted = passed < BUCKETS ? removals << uint64(passed * BITS) : 0;
            uint256 pairs = (counted & EVEN_BYTES) + ((counted >> BITS) & EVEN_BYTES);
            // The product's highest 16-bit lane of four is the sum of all lanes.
            uint256 sum = ((pairs * LANES) >> 48) & type(uint16).max;
            if (sum >= max) revert RemovalLimitReached(sum, max);
            if (counted & BUCKET_MAX == BUCKET_MAX) revert RemovalLimitReached(BUCKET_MAX, BUCKET_MAX);
            ++counted;
        }
    }
}
