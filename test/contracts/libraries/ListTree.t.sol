// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListTree} from "../../../contracts/libraries/ListTree.sol";
import {ListTreeHarness} from "../../mocks/ListTreeHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

/// @notice Compares the stored tree with one that hashes everything anew after each operation.
contract ListTreeTest is BaseTest {
    uint32 private constant MANY = 40;

    bytes32[] private leaves;
    uint32[] private freed;

    /// @custom:calls 64
    function testFuzz_trap23_TheTreeEqualsTheOneHashedAnew(uint256 seed) public {
        ListTreeHarness tree = new ListTreeHarness();
        for (uint256 i = 0; i < 64; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            step(tree, random);
            if (i % 16 == 0) assertSame(tree);
        }
        assertSame(tree);
    }

    /// @notice Freed indexes fill several slots, of eight each.
    function test_take_GivesBackManyFreedIndexesLastFreedFirst() public {
        ListTreeHarness tree = new ListTreeHarness();
        for (uint32 i = 0; i < MANY; ++i) tree.insert(bytes32(uint256(i) + 1));
        for (uint32 i = 0; i < MANY; ++i) tree.remove((i * 7) % MANY); // 7 and 40 are prime to each other
        assertEq(tree.listRoot(), bytes32(0), "empty");
        for (uint32 i = MANY; i > 0; --i) assertEq(tree.insert("leaf"), ((i - 1) * 7) % MANY, "last freed first");
        assertEq(tree.insert("leaf"), MANY, "then a new one");
    }

    function test_take_RevertWhen_EveryIndexWasUsed() public {
        ListTreeHarness tree = new ListTreeHarness();
        // Slot 1: version, then leafCount above its 64 bits.
        vm.store(address(tree), bytes32(uint256(1)), bytes32(uint256(type(uint32).max) << 64));
        vm.expectRevert(abi.encodeWithSelector(ListTree.ListFull.selector, type(uint32).max));
        tree.insert("leaf");
    }

    function step(ListTreeHarness tree, uint256 random) private {
        bytes32 leaf = keccak256(abi.encode("leaf", random));
        uint256 index = leaves.length == 0 ? 0 : (random >> 8) % leaves.length;
        if (random % 4 < 2 || leaves.length == 0 || leaves[index] == 0) {
            uint32 taken = tree.insert(leaf);
            if (freed.length != 0) {
                assertEq(taken, freed[freed.length - 1], "last freed first");
                freed.pop();
                leaves[taken] = leaf;
            } else {
                assertEq(taken, leaves.length, "next index");
                leaves.push(leaf);
            }
        } else if (random % 4 == 2) {
            tree.update(uint32(index), leaf);
            leaves[index] = leaf;
        } else {
            tree.remove(uint32(index));
            leaves[index] = 0;
            freed.push(uint32(index));
        }
    }

    function assertSame(ListTreeHarness tree) private view {
        (, uint32 leafCount, uint8 depth) = tree.listState();
        assertEq(leafCount, leaves.length, "leafCount");
        if (leafCount == 0) return;
        assertTrue(4 ** uint256(depth) >= leafCount, "deep enough");
        assertTrue(depth == 1 || 4 ** (uint256(depth) - 1) < leafCount, "no deeper than needed");
        bytes32[] memory level = new bytes32[](4 ** uint256(depth));
        for (uint256 i = 0; i < leafCount; ++i) level[i] = leaves[i];
        for (uint256 size = level.length; size > 1; size /= 4) {
            for (uint256 i = 0; i < size / 4; ++i) {
                bytes32 any = level[4 * i] | level[4 * i + 1] | level[4 * i + 2] | level[4 * i + 3];
                level[i] =
                    any == 0
                        ? bytes32(0)
                        : keccak256(abi.encode(level[4 * i], level[4 * i + 1], level[4 * i + 2], level[4 * i + 3]));
            }
        }
        assertEq(tree.listRoot(), level[0], "root");
    }
}
