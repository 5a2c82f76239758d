// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title The share of a balance that continuous emission has paid out
/// @notice `1 − e^(−x)`, never above it and less than `ERROR_MAX` ulps below it, for any `x`. Numbers are Q128: an
/// integer counts ulps of 2^-128.
///
/// Method: `x = k·ln 2 + r` with `0 <= r < ln 2`, so `e^(−x) = e^(−r) / 2^k`. `1 − e^(−r)` is the Taylor series in
/// Horner's form, `r·(1 − r/2·(1 − r/3·(1 − …)))`. Each step divides the error of the steps inside it.
library Emission {
    /// @dev 1 in Q128.
    uint256 private constant ONE = 1 << 128;

    /// @dev ln 2 in Q128, rounded up.
    uint256 private constant LN2 = 0xb17217f7d1cf79abc9e3b39803f2f6b0;

    /// @notice The result is less than this many ulps below the exact value.
    uint256 internal constant ERROR_MAX = 3;

    /// @dev Below 2^-10, the error of 11 terms is less than 2^-148.
    uint256 private constant SMALL = 1 << 118;
    uint256 private constant TERMS_SMALL = 11;

    /// @dev Below ln 2, the error of 32 terms is less than 2^-140.
    uint256 private constant TERMS = 32;

    /// @notice `1 − e^(−x)`, rounded down.
    /// @param x Q128, the full range of a word
    /// @return Q128, always below 1, so that its product with 128 bits fits a word
    ///
    /// @dev Error if `k > 0`, in ulps. `r` is too small by less than `k`, because LN2 is rounded up by less than one.
    /// That is at most `k/2^k <= 1/2` of `e^(−x)`. The share of `r` is too small by less than 2.3, of which the
    /// division by 2^k leaves less than 1.2. Rounding that division up adds less than 1. All three make `e^(−x)` too
    /// large, by less than 3 in all. So the result is below the exact value by less than 3, and never above it.
    function share(uint256 x) internal pure returns (uint256) {
        // `k·LN2 <= x`. The share of `r` is below 1/2 + 1 ulp. The remainder is at least 1 before and after halving.
        unchecked {
            uint256 k = x / LN2;
            uint256 shareOfR = _shareBelowLn2(x - k * LN2);
            if (k == 0) return shareOfR;
            // A shift by 256 or more gives 0. `e^(−x)` is then rounded up to one ulp, as it is from k = 128 on.
            return ONE - (((ONE - shareOfR - 1) >> k) + 1);
        }
    }

    /// @dev `1 − e^(−r)` for `r < LN2`, rounded down.
    ///
    /// Error, in ulps: each step rounds its quotient down, so its value is too large by less than 1. The error of the
    /// step inside enters with the other sign and a factor of at most `r/2 < 0.35`. Let `p` and `q` be the largest
    /// excess and shortfall of a step: `p < 1 + 0.35·q` and `q < 0.35·p`, so `p < 1.14` and `q < 0.4`. The last product
    /// is then too large by less than `0.7·p + 0.01 < 1` (0.01: omitted terms). It is too small by less than `0.7·q +
    /// 0.01 + 1 < 1.3`. One ulp less is never too large, and too small by less than 2.3.
    function _shareBelowLn2(uint256 r) private pure returns (uint256 result) {
        // `r < LN2 < 2^128`, and `factor <= 2^128`: a quotient below 0.35·2^128 is subtracted from 2^128.
        unchecked {
            uint256 factor = ONE;
            for (uint256 term = r < SMALL ? TERMS_SMALL : TERMS; term > 1; --term) {
                factor = ONE - ((r * factor) >> 128) / term;
            }
            result = (r * factor) >> 128;
            if (result != 0) --result;
        }
    }
}
