// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title How many nodes a quorum may remove in a week
/// @notice The removals of eight days are counted: any 7 days lie within eight calendar days, so a limit on their sum holds
/// for every 7 days, wherever they begin. Pure, so that its 88 bits may share a slot with what changes along with them.
library RemovalLimit {
    /// @notice Thrown when the limit of the last days is used up.
    error RemovalLimitReached(uint256 removals, uint256 max);

    /// @notice Most removals of one day: what a counter holds.
    uint256 internal constant DAY_MAX = type(uint8).max;

    uint256 private constant DAYS = 8;
    uint256 private constant BITS = 8;

    /// @dev The low byte of each of four 16-bit lanes, and 1 in each lane.
    uint256 private constant EVEN_BYTES = 0x00ff00ff00ff00ff;
    uint256 private constant LANES = 0x0001000100010001;

    /// @notice Counts one removal today, unless `max` were counted in the last eight days, or 255 today.
    /// @param last day of the last removal, since 1970
    /// @param perDay eight counters of a byte, that of the day `last` lowest, that of seven days before highest
    /// @return today
    /// @return counted the counters with this removal
    function count(uint24 last, uint64 perDay, uint256 max) internal view returns (uint24 today, uint64 counted) {
        // Days since 1970 fit 24 bits for 45,000 years, and time does not go back. Each sum is one of eight bytes, below
        // 2^11, and the counter that is raised is below its greatest value.
        unchecked {
            today = uint24(block.timestamp / 1 days);
            uint256 passed = today - last;
            // What is shifted out of 64 bits is forgotten.
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
