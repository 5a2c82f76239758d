// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {SignerSetsHarness} from "../../mocks/SignerSetsHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";

contract SignerSetsTest is BaseTest {
    /// @dev One change of the naive model. Key i has the secret 2^i: a set of keys is a mask, and the mask is the
    /// secret of their sum.
    struct Change {
        uint32 epoch;
        uint256 mask; // after the change
    }

    uint256 private constant KEYS = 12;
    uint256 private constant STEPS = 16;
    uint256 private constant GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    SignerSetsHarness private harness;
    Change[] private changes;

    function setUp() public override {
        harness = new SignerSetsHarness();
    }

    function test_at_ReturnsAnEmptySetBeforeAnyChange() public view {
        assertSet(100, 0, 0);
        assertSet(0, 0, 0);
        assertEq(harness.size(), 0, "size");
    }

    /// @notice Trap 1: a key counts from the next epoch on.
    function test_add_CountsFromTheNextEpoch() public {
        harness.add(100, key(0));
        assertEq(harness.size(), 1, "active at once");
        assertSet(99, 0, 0);
        assertSet(100, 0, 0);
        assertSet(101, 1, 1);
        assertSet(5_000, 1, 1);
    }

    function test_remove_CountsFromTheNextEpoch() public {
        harness.add(100, key(0));
        harness.add(100, key(1));
        harness.remove(101, key(0));
        assertEq(harness.size(), 1, "gone at once");
        assertSet(101, 3, 2);
        assertSet(102, 2, 1);
    }

    function test_remove_OfTheLastLeavesInfinity() public {
        harness.add(100, key(0));
        harness.remove(100, key(0));
        assertSet(101, 0, 0);
        assertEq(harness.size(), 0, "size");
    }

    /// @notice Changes in many epochs in a row turn the ring over and over.
    function test_at_KeepsTwoEpochsWhileEachEpochChanges() public {
        for (uint32 i = 0; i < KEYS; ++i) {
            uint32 epoch = 100 + i;
            uint256 before = (1 << i) - 1;
            harness.add(epoch, key(i));
            assertSet(epoch - 1, before >> 1, i == 0 ? 0 : i - 1);
            assertSet(epoch, before, i);
            assertSet(epoch + 1, (before << 1) | 1, i + 1);
        }
    }

    function test_negate_OfInfinityIsInfinity() public view {
        BLS.G1Point memory infinity;
        assertEq(BlsKeys.hash(harness.negate(infinity)), BlsKeys.hash(infinity), "negated");
    }

    /// @notice Random keys never meet this edge: a point of the curve, outside the subgroup, whose y has the same low
    /// word as the modulus. The difference of the low words is then zero and borrows nothing.
    function test_negate_BorrowsNothingForTheLowWordOfTheModulus() public view {
        BLS.G1Point memory point = BLS.G1Point({
            x_a: bytes32(uint256(0x05410a0f3bb28a593d62cf89ab7dca94)),
            x_b: bytes32(0xa97b201f22f7b81a672baf961b1f85a7874d43943659c25f11a7e086442a1f85),
            y_a: bytes32(uint256(3)),
            y_b: bytes32(0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab)
        });
        BLS.G1Point memory infinity;
        assertEq(BlsKeys.hash(BLS.add(point, harness.negate(point))), BlsKeys.hash(infinity), "sum");
    }

    /// @notice (0, 2) is on the curve: most of its words are 0, and it is not infinity.
    function test_negate_ChangesAPointWithOneWord() public view {
        BLS.G1Point memory point = BLS.G1Point({x_a: 0, x_b: 0, y_a: 0, y_b: bytes32(uint256(2))});
        BLS.G1Point memory infinity;
        assertEq(BlsKeys.hash(BLS.add(point, harness.negate(point))), BlsKeys.hash(infinity), "sum");
    }

    function testFuzz_negate_CancelsThePoint(uint256 secretKey) public view {
        BLS.G1Point memory point = BlsKeys.publicKey(secretKey);
        BLS.G1Point memory infinity;
        BLS.G1Point memory negated = harness.negate(point);
        assertEq(BlsKeys.hash(BLS.add(point, negated)), BlsKeys.hash(infinity), "sum");
        assertEq(BlsKeys.hash(harness.negate(negated)), BlsKeys.hash(point), "twice");
        secretKey %= GROUP_ORDER;
        assertEq(BlsKeys.hash(negated), BlsKeys.hash(BlsKeys.publicKey(GROUP_ORDER - secretKey)), "by the scalar");
    }

    /// @notice Traps 6 and 49: after any joins and exits, the sets of this epoch and the last equal those of a naive
    /// model.
    /// @custom:calls 16
    function testFuzz_at_ReturnsTheSetBeforeTheEpochBegan(uint256 random) public {
        uint32 epoch = 486_000;
        uint256 mask = 0;
        for (uint256 i = 0; i < STEPS; ++i) {
            random = uint256(keccak256(abi.encode(random)));
            // Half of the changes follow in the same epoch. The others come 1 to 4 epochs later, sometimes many.
            uint32 gap = random & 1 == 0 ? 0 : uint32((random >> 8) % 4) + 1;
            if ((random >> 16) % 16 == 0) gap += uint32(random >> 32) % 100_000;
            for (uint32 passed = 1; passed <= gap && passed <= 3; ++passed) assertLikeModel(epoch + passed);
            epoch += gap;

            uint32 index = uint32((random >> 64) % KEYS);
            if (mask & (1 << index) == 0) harness.add(epoch, key(index));
            else harness.remove(epoch, key(index));
            mask ^= 1 << index;
            changes.push(Change(epoch, mask));

            assertEq(harness.size(), bits(mask), "size");
            assertLikeModel(epoch);
        }
        assertLikeModel(epoch + 1);
        assertLikeModel(epoch + 2);
    }

    /// @dev For the current epoch and the one before.
    function assertLikeModel(uint32 currentEpoch) private view {
        assertSet(currentEpoch, modelOf(currentEpoch), bits(modelOf(currentEpoch)));
        assertSet(currentEpoch - 1, modelOf(currentEpoch - 1), bits(modelOf(currentEpoch - 1)));
    }

    /// @dev Members after the last change that was made before `epoch` began.
    function modelOf(uint32 epoch) private view returns (uint256) {
        for (uint256 i = changes.length; i > 0; --i) if (changes[i - 1].epoch < epoch) return changes[i - 1].mask;
        return 0;
    }

    function assertSet(uint32 epoch, uint256 mask, uint256 count) private view {
        (BLS.G1Point memory aggregate, uint32 members) = harness.setOf(epoch);
        assertEq(members, count, "members");
        assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(BlsKeys.publicKey(mask)), "aggregate");
    }

    function key(uint32 index) private view returns (BLS.G1Point memory) {
        return BlsKeys.publicKey(1 << index);
    }

    function bits(uint256 mask) private pure returns (uint256 count) {
        for (; mask != 0; mask >>= 1) count += mask & 1;
    }
}
