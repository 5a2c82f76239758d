// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title 4-ary Merkle tree over the list, stored whole
/// @notice `parent(a, b, c, d)` is 0 if all four are 0, else `keccak(a‖b‖c‖d)`. An empty leaf is 0. All inner nodes are
/// stored, so callers supply no siblings and no pending transaction makes another one stale.
/// Counterpart of `shared/list/tree.ts`; `test/vectors/tree.json` ties both.
library ListTree {
    /// @notice Storage of one tree. `root` comes first: in the registry it is storage slot 0, which clients prove.
    struct Tree {
        /* 0 */ bytes32 root;
        /* 1 */ uint64 version; // list changes so far
        /* 1 */ uint32 leafCount; // highest leaf index ever used + 1
        /* 1 */ uint32 freedCount; // entries of `freed` in use
        /* 1 */ uint8 depth; // minimum d >= 1 with 4^d >= leafCount; 0 before the first insert
        /* 1 */ uint64 eventCount; // events of the contract that keeps the tree; not used here
        /* 2 */ mapping(uint256 key => bytes32[4] children) groups; // see `_key`
        // Freed leaf indexes, eight to a slot. The one freed last is taken first.
        /* 3 */ mapping(uint256 position => uint32[8] indexes) freed;
    }

    /// @notice Thrown when the tree is full: 2^32 - 1 leaf indexes were used.
    error ListFull(uint256 leafCount);

    /// @notice Takes a leaf index. The caller sets the leaf.
    /// @return leafIndex the index freed last, else the next one
    function take(Tree storage tree) internal returns (uint32 leafIndex) {
        uint32 freedCount = tree.freedCount;
        if (freedCount != 0) {
            // The line before checks for 0.
            unchecked {
                --freedCount;
            }
            leafIndex = tree.freed[freedCount >> 3][freedCount & 7];
            tree.freedCount = freedCount;
        } else {
            leafIndex = tree.leafCount;
            if (leafIndex == type(uint32).max) revert ListFull(leafIndex);
            _grow(tree, leafIndex);
            tree.leafCount = leafIndex + 1;
        }
    }

    /// @notice Keeps an index for the next `take`. The caller empties the leaf.
    function free(Tree storage tree, uint32 leafIndex) internal {
        uint32 freedCount = tree.freedCount;
        tree.freed[freedCount >> 3][freedCount & 7] = leafIndex;
        // At most one entry per leaf index, and indexes are below 2^32.
        tree.freedCount = freedCount + 1;
    }

    /// @notice Writes a leaf and every hash above it. The index must be below `leafCount`.
    function set(Tree storage tree, uint32 leafIndex, bytes32 leaf) internal {
        uint256 depth = tree.depth;
        uint256 index = leafIndex;
        bytes32 value = leaf;
        for (uint256 level = 0; level < depth; ++level) {
            value = _replaceChild(tree.groups[_key(level, index >> 2)], index & 3, value);
            index >>= 2;
        }
        tree.root = value;
        ++tree.version;
    }

    /// @dev Adds a level if `leafIndex` does not fit. The old root becomes child 0 of the new top.
    function _grow(Tree storage tree, uint32 leafIndex) private {
        uint256 depth = tree.depth;
        if (depth == 0) {
            tree.depth = 1;
            return;
        }
        // Each level takes 2 bits of the index. Depth is at most 16 because indexes are below 2^32.
        if (uint256(leafIndex) >> (2 * depth) == 0) return;
        tree.groups[_key(depth, 0)][0] = tree.root;
        tree.depth = uint8(depth + 1);
    }

    /// @dev Groups of four siblings: level 0 holds leaves, level `depth - 1` the children of the root.
    function _key(uint256 level, uint256 group) private pure returns (uint256) {
        return (level << 32) | group;
    }

    /// @dev Stores one of four children and returns the parent's hash.
    function _replaceChild(
        bytes32[4] storage children,
        uint256 position,
        bytes32 value
    ) private returns (bytes32 parent) {
        children[position] = value;
        assembly ("memory-safe") {
            // 128 bytes behind the free-memory pointer are scratch space. They are hashed and not kept.
            let memory_ := mload(0x40)
            let slot := children.slot
            let any := value
            mstore(add(memory_, shl(5, position)), value)
            // The three others: position + 1, + 2, + 3 mod 4.
            for {
                let i := 1
            } lt(i, 4) {
                i := add(i, 1)
            } {
                let other := and(add(position, i), 3)
                let child := sload(add(slot, other))
                mstore(add(memory_, shl(5, other)), child)
                any := or(any, child)
            }
            if any {
                parent := keccak256(memory_, 0x80)
            }
        }
    }
}
