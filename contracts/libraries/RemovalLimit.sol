// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Limit on the nodes that a quorum removes in a week
/// @notice Counts the removals of eight days. Any 7 days lie within eight calendar days, so a limit on their sum holds
/// for every 7 days, wherever they begin. The library is pure, so its 88 bits can share a slot with values that change
/// along with them.
library RemovalLimit {
    /// @notice Thrown when the limit of the last days is used up.
    error RemovalLimitReached(uint256 removals, uint256 max);

    /// @notice Maximum of removals in one day: the capacity of a counter.
    uint256 internal constant DAY_MAX = type(uint8).max;

    uint256 private constant DAYS = 8;
    uint256 private constant BITS = 8;

    /// @dev The low byte of each of four 16-bit lanes, and 1 in each lane.
    uint256 private constant EVEN_BYTES = 0x00ff00ff00ff00ff;
    uint256 private constant LANES = 0x0001000100010001;

    /// @notice Counts one removal today. Reverts if `max` were counted in the last eight days, or 255 today.
    /// @param last day of the last removal, since 1970
    /// @param perDay eight counters of a byte: the day `last` lowest, seven days before highest
    /// @return today days since 1970
    /// @return counted the counters with this removal
    function count(uint24 last, uint64 perDay, uint256 max) internal view returns (uint24 today, uint64 counted) {
        // Days since 1970 fit 24 bits for 45,000 years, and time does not go back. Each sum is one of eight bytes,
        // below 2^11. The counter is below its maximum when it is raised.
        unchecked {
            today = uint24(block.timestamp / 1 days);
            uint256 passed = today - last;
            // Bits shifted out of the 64 are dropped on purpose.
            counted = passed < DAYS ? perDay << uint64(passed * BITS) : 0;
            uint256 pairs = (counted & EVEN_BYTES) + ((counted >> BITS) & EVEN_BYTES);
            // The product's highest 16-bit lane of four is the sum of all lanes.
            uint256 sum = ((pairs * LANES) >> 48) & type(uint16).max;
            if (sum >= max) revert RemovalLimitReached(sum, max);
            if (counted & DAY_MAX == DAY_MAX) revert RemovalLimitReached(DAY_MAX, DAY_MAX);
            ++counted;
        }
    }
}
