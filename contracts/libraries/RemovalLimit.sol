// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title How many nodes a quorum may remove in a week
/// @notice One word counts the removals of eight days: any 7 days lie within eight calendar days, so a limit on their sum
/// holds for every 7 days, wherever they begin.
library RemovalLimit {
    /// @notice Thrown when the limit of the last days is used up.
    error RemovalLimitReached(uint256 removals, uint256 max);

    /// @notice Eight counters of 24 bits, the one of day d at position d mod 8, and above them the day of the last change.
    struct Counters {
        uint256 word;
    }

    uint256 private constant DAYS = 8;
    uint256 private constant BITS = 24;
    uint256 private constant DAY_SHIFT = DAYS * BITS;
    uint256 private constant MASK = (1 << BITS) - 1;

    /// @notice Counts one removal today, unless `max` were counted in the last eight days.
    function count(Counters storage counters, uint256 max) internal {
        uint256 today = block.timestamp / 1 days;
        uint256 word = counters.word;
        uint256 last = word >> DAY_SHIFT;
        word &= (1 << DAY_SHIFT) - 1;
        uint256 passed = today - last;
        if (passed > DAYS) passed = DAYS;
        // The counters of the days since are from eight days before: forgotten.
        for (uint256 i = 0; i < passed; ++i) word &= ~(MASK << (((today - i) % DAYS) * BITS));
        uint256 sum = 0;
        for (uint256 i = 0; i < DAYS; ++i) sum += (word >> (i * BITS)) & MASK;
        if (sum >= max) revert RemovalLimitReached(sum, max);
        // Below 2^24 a day: the sum is below `max`, a thirteenth of a 32-bit count that no chain could fill.
        counters.word = (today << DAY_SHIFT) | (word + (1 << ((today % DAYS) * BITS)));
    }
}
