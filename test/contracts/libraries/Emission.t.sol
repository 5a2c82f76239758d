// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Emission} from "../../../contracts/libraries/Emission.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract EmissionTest is BaseTest {
    uint256 private constant ONE = 1 << 128;
    uint256 private constant LN2 = 0xb17217f7d1cf79abc9e3b39803f2f6b0;

    function setUp() public override {}

    /// @dev Exact values from 400 digits of decimal arithmetic (Python's `decimal`), rounded down.
    function test_share_StaysWithinThreeUlpsBelowTheExactValue() public pure {
        assertShare(0, 0x0);
        assertShare(1, 0x0);
        assertShare(2, 0x1);
        assertShare(1_000, 0x3e7);
        assertShare(1 << 64, 0xffffffffffffffff);
        assertShare(1 << 100, 0xfffffff80000002aaaaaaa000);
        assertShare((1 << 118) - 1, 0x3ff800aaa0008882d861847853131f);
        assertShare(1 << 118, 0x3ff800aaa0008882d8618478531320);
        assertShare(1 << 120, 0xff802aa00221c72970f73da81f31c0);
        assertShare(LN2 - 1, 0x7fffffffffffffffffffffffffffffff);
        assertShare(LN2, 0x80000000000000000000000000000000);
        assertShare(LN2 + 1, 0x80000000000000000000000000000000);
        assertShare(ONE, 0xa1d2a7274c4320e54521387d6fab06f2);
        assertShare(3 * ONE, 0xf341279998a7a89b5becfe6e37bf797f);
        assertShare(20 * ONE, 0xfffffff725bcd50646cc8cfda5d757f4);
        assertShare(88 * ONE, 0xfffffffffffffffffffffffffffffffd);
        assertShare(127 * LN2, 0xfffffffffffffffffffffffffffffffe);
        assertShare(128 * LN2 - 1, ONE - 1);
        assertShare(128 * LN2, ONE - 1);
        assertShare(129 * LN2, ONE - 1);
        assertShare(4_000 * ONE, ONE - 1);
        assertShare(1 << 200, ONE - 1);
        assertShare(type(uint256).max, ONE - 1);
    }

    /// @notice If nothing of the series is left, the result is exact: e^(−ln 2) is a half, however the rest is rounded.
    function test_share_HalvesExactlyAtEachLn2() public pure {
        assertEq(Emission.share(LN2), ONE / 2, "ln 2");
        assertEq(Emission.share(2 * LN2), ONE - ONE / 4, "2 ln 2");
        assertEq(Emission.share(100 * LN2), ONE - (ONE >> 100), "100 ln 2");
        // The larger half of an odd number stays, so the share is never above the exact one.
        for (uint256 x = 1_000; x < 1_004; ++x) {
            assertEq(Emission.share(LN2 + x), ONE - (ONE - Emission.share(x) + 1) / 2, "ln 2 and a little");
        }
    }

    function testFuzz_share_StaysBelowOneAndBelowItsArgument(uint256 x, uint8 shift) public pure {
        x >>= shift;
        uint256 share = Emission.share(x);
        assertTrue(share < ONE, "below one");
        assertTrue(share <= x, "below its argument");
    }

    function testFuzz_share_GrowsWithItsArgument(uint256 x, uint8 shift, uint64 step) public pure {
        x >>= shift;
        if (x > type(uint256).max - step) return;
        // Two results may be wrong by less than ERROR_MAX each.
        assertTrue(Emission.share(x + step) + Emission.ERROR_MAX > Emission.share(x), "grows");
    }

    /// @dev e^−(x+y) = e^−x · e^−y ties every range of the argument to every other.
    function testFuzz_share_OfASumIsThatOfItsPartsInTurn(uint136 x, uint136 y, uint8 shiftX, uint8 shiftY) public pure {
        uint256 exponentX = x >> (shiftX % 136);
        uint256 exponentY = y >> (shiftY % 136);
        uint256 atOnce = ONE - Emission.share(exponentX + exponentY);
        uint256 first = ONE - Emission.share(exponentX);
        uint256 second = ONE - Emission.share(exponentY);
        // A factor of 1 is 2^128 itself, whose square is one bit too long.
        uint256 inTurn =
            first == ONE
                ? second
                : second == ONE
                    ? first
                    : (first * second) >> 128;
        assertTrue(atOnce < inTurn + 8, "not above the product");
        assertTrue(inTurn < atOnce + 8, "not below the product");
    }

    function assertShare(uint256 x, uint256 exact) private pure {
        uint256 share = Emission.share(x);
        assertTrue(share <= exact, "never above");
        assertTrue(share + 3 > exact, "less than three ulps below");
    }
}
