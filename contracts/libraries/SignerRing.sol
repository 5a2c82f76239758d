// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @title Epoch-frozen signer sets
/// @notice The set of epoch E is the nodes active in the state after the last block before E begins. A node that joins
/// or leaves during E changes nothing for signatures of E. The ring keeps three sets, each marked with its first epoch.
/// An epoch without changes uses the set of the last mark before it. Nothing is ever copied at a boundary.
///
/// A signature names the current epoch or the one before. Marks are at most current + 1. In descending order, the three
/// marks are therefore at most current + 1, current, and current - 1. So each of the two epochs has its set.
library SignerRing {
    /// @notice The sum of the keys of one set; EIP-2537 coordinates without their 16 zero bytes of padding.
    struct Aggregate {
        /* 0 */ uint128 xHigh;
        /* 0 */ uint128 yHigh;
        /* 1 */ bytes32 xLow;
        /* 2 */ bytes32 yLow;
    }

    struct Ring {
        // Three entries of 64 bits (first epoch, then size, 32 bits each), and above them the index of the newest.
        /* 0 */ uint256 marks;
        /* 1 */ Aggregate[3] aggregates;
    }

    /// @dev Precompile of EIP-2537.
    uint256 private constant BLS12_G1ADD = 0x0b;

    uint256 private constant SETS = 3;
    uint256 private constant NEWEST_SHIFT = 192;

    /// @notice Adds a key to the set of all epochs after `epoch`.
    function add(Ring storage ring, uint32 epoch, BLS.G1Point memory key) internal {
        _change(ring, epoch, key, 1);
    }

    /// @notice Takes a key out of the set of all epochs after `epoch`. The key must be in it.
    function remove(Ring storage ring, uint32 epoch, BLS.G1Point memory key) internal {
        _change(ring, epoch, negate(key), -1);
    }

    /// @notice Puts another key in the place of one, in the set of all epochs after `epoch`. The old key must be in it.
    function replace(Ring storage ring, uint32 epoch, BLS.G1Point memory old, BLS.G1Point memory key) internal {
        _change(ring, epoch, BLS.add(negate(old), key), 0);
    }

    /// @notice Size of the newest set: the number of active nodes.
    function size(Ring storage ring) internal view returns (uint32) {
        uint256 marks = ring.marks;
        return _size(marks, marks >> NEWEST_SHIFT);
    }

    /// @notice The set of `epoch`, which must be the current epoch or the one before.
    function setOf(
        Ring storage ring,
        uint32 epoch
    ) internal view returns (BLS.G1Point memory aggregate, uint32 members) {
        uint256 marks = ring.marks;
        uint256 index = marks >> NEWEST_SHIFT;
        // From the newest back. The last of the three is early enough, see above. Unused ones are for epoch 0.
        for (uint256 i = 1; i < SETS && _firstEpoch(marks, index) > epoch; ++i) index = (index + SETS - 1) % SETS;
        return (_load(ring.aggregates[index]), _size(marks, index));
    }

    /// @notice The point that cancels `point`: (x, p - y). Infinity is its own inverse.
    function negate(BLS.G1Point memory point) internal pure returns (BLS.G1Point memory) {
        if ((point.x_a | point.x_b | point.y_a | point.y_b) == 0) return point;
        // The field's modulus in two words. y is below it, so the difference never borrows beyond the high word.
        uint256 high = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
        uint256 low = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
        unchecked {
            uint256 borrow = uint256(point.y_b) > low ? 1 : 0;
            return
                BLS.G1Point({
                    x_a: point.x_a,
                    x_b: point.x_b,
                    y_a: bytes32(high - uint256(point.y_a) - borrow),
                    y_b: bytes32(low - uint256(point.y_b))
                });
        }
    }

    /// @notice Adds `key` to `sum`, in place, so that a loop over keys allocates no memory.
    function accumulate(BLS.G1Point memory sum, BLS.G1Point calldata key) internal view {
        bool success;
        assembly ("memory-safe") {
            // 256 bytes behind the free-memory pointer are scratch space. A call to an absent precompile succeeds with
            // empty data.
            let memory_ := mload(0x40)
            mcopy(memory_, sum, 0x80)
            calldatacopy(add(memory_, 0x80), key, 0x80)
            success := staticcall(gas(), BLS12_G1ADD, memory_, 0x100, sum, 0x80)
            success := and(success, eq(returndatasize(), 0x80))
        }
        if (!success) revert BLS.G1AddFailed();
    }

    /// @dev Adds a point to the newest set. Opens a set for `epoch + 1` if the newest is older.
    function _change(Ring storage ring, uint32 epoch, BLS.G1Point memory point, int256 step) private {
        uint256 marks = ring.marks;
        uint256 newest = marks >> NEWEST_SHIFT;
        uint256 members = uint256(int256(uint256(_size(marks, newest))) + step);
        BLS.G1Point memory sum = BLS.add(_load(ring.aggregates[newest]), point);
        uint256 target = _firstEpoch(marks, newest) > epoch ? newest : (newest + 1) % SETS;
        _store(ring.aggregates[target], sum);
        uint256 entry = ((uint256(epoch) + 1) << 32) | members;
        uint256 shift = target * 64;
        uint256 others = marks & ~(uint256(type(uint64).max) << shift) & ((1 << NEWEST_SHIFT) - 1);
        ring.marks = others | (entry << shift) | (target << NEWEST_SHIFT);
    }

    function _firstEpoch(uint256 marks, uint256 index) private pure returns (uint32) {
        // The upper half of a 64-bit entry.
        return uint32(marks >> (index * 64 + 32));
    }

    function _size(uint256 marks, uint256 index) private pure returns (uint32) {
        // The lower half of a 64-bit entry.
        return uint32(marks >> (index * 64));
    }

    function _load(Aggregate storage aggregate) private view returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: bytes32(uint256(aggregate.xHigh)),
                x_b: aggregate.xLow,
                y_a: bytes32(uint256(aggregate.yHigh)),
                y_b: aggregate.yLow
            });
    }

    function _store(Aggregate storage aggregate, BLS.G1Point memory point) private {
        // The precompile's coordinates are below 2^381, so their upper words fit 128 bits.
        aggregate.xHigh = uint128(uint256(point.x_a));
        aggregate.yHigh = uint128(uint256(point.y_a));
        aggregate.xLow = point.x_b;
        aggregate.yLow = point.y_b;
    }
}
