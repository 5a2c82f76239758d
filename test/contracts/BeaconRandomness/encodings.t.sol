// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {Quicknet} from "../helpers/Quicknet.sol";
import {BeaconBase} from "./BeaconBase.sol";

/// @notice A round has one value only if its signature has one encoding. Each test tries another one for round 1000.
contract BeaconEncodingsTest is BeaconBase {
    uint40 private constant ROUND = 1000;

    /// @dev The field's modulus, and order of the groups.
    uint256 private constant MODULUS_A = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 private constant MODULUS_B = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
    uint256 private constant GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    function testFuzz_publish_RevertWhen_AnyBitIsFlipped(uint16 bit) public {
        BLS.G1Point memory signature = flipped(Quicknet.round1000(), bit % 1_024);
        (bool success, ) = address(quicknet).call{gas: PUBLISH_GAS}(
            abi.encodeCall(IBeaconRandomness.publish, (ROUND, signature))
        );
        assertTrue(!success, "refused");
        assertTrue(!quicknet.isPublished(ROUND), "nothing is kept");
    }

    function test_publish_RevertWhen_XIsNotBelowTheModulus() public {
        BLS.G1Point memory signature = Quicknet.round1000();
        (signature.x_a, signature.x_b) = plusModulus(signature.x_a, signature.x_b);
        expectNoPoint(quicknet, ROUND, signature);
    }

    function test_publish_RevertWhen_YIsNotBelowTheModulus() public {
        BLS.G1Point memory signature = Quicknet.round1000();
        (signature.y_a, signature.y_b) = plusModulus(signature.y_a, signature.y_b);
        expectNoPoint(quicknet, ROUND, signature);
    }

    /// @notice The call carries no flags, so nothing is left to clear or set: any of their bits makes x too large.
    function test_publish_RevertWhen_XCarriesAFlagOfTheCompressedForm() public {
        for (uint256 bit = 125; bit < 128; ++bit) {
            BLS.G1Point memory signature = Quicknet.round1000();
            signature.x_a |= bytes32(1 << bit);
            expectNoPoint(quicknet, ROUND, signature);
        }
    }

    function test_publish_RevertWhen_ThePaddingIsNotZero() public {
        BLS.G1Point memory signature = Quicknet.round1000();
        signature.x_a |= bytes32(uint256(1) << 128);
        expectNoPoint(quicknet, ROUND, signature);
        signature = Quicknet.round1000();
        signature.y_a |= bytes32(uint256(1) << 255);
        expectNoPoint(quicknet, ROUND, signature);
    }

    /// @notice −y is the same x with the other sign bit: a point of the subgroup, but not the signature.
    function test_publish_RevertWhen_YHasTheOtherSign() public {
        BLS.G1Point memory signature = Quicknet.round1000();
        uint256 low = uint256(signature.y_b);
        unchecked {
            uint256 borrow = low > MODULUS_B ? 1 : 0;
            signature.y_a = bytes32(MODULUS_A - uint256(signature.y_a) - borrow);
            signature.y_b = bytes32(MODULUS_B - low);
        }
        expectRefused(quicknet, ROUND, signature);
    }

    function test_publish_RevertWhen_TheSignatureIsInfinity() public {
        BLS.G1Point memory infinity;
        expectRefused(quicknet, ROUND, infinity);
    }

    function test_publish_RevertWhen_ThePointIsNotOnTheCurve() public {
        BLS.G1Point memory signature = Quicknet.round1000();
        signature.y_b = bytes32(uint256(signature.y_b) + 1);
        expectNoPoint(quicknet, ROUND, signature);
    }

    function test_publish_RevertWhen_ThePointIsOfAnotherSubgroup() public {
        expectNoPoint(quicknet, ROUND, pointOutside());
    }

    /// @notice The pairing's equation alone would accept such a sum, and with it many values of one round.
    function test_publish_RevertWhen_APointOfTheCofactorIsAddedToTheSignature() public {
        BLS.G1Point memory torsion = multiplyAnywhere(pointOutside(), GROUP_ORDER);
        assertTrue(torsion.x_b != 0, "not infinity");
        expectNoPoint(quicknet, ROUND, BLS.add(Quicknet.round1000(), torsion));
    }

    function test_publish_RevertWhen_BytesAreMissing() public {
        bytes memory data = abi.encodeCall(IBeaconRandomness.publish, (ROUND, Quicknet.round1000()));
        assembly ("memory-safe") {
            mstore(data, sub(mload(data), 1))
        }
        (bool success, bytes memory answer) = address(quicknet).call(data);
        assertTrue(!success && answer.length == 0, "no encoding of the arguments");
        assertTrue(!quicknet.isPublished(ROUND), "nothing is kept");
    }

    function test_publish_IgnoresBytesBehindTheSignature() public {
        bytes memory data = abi.encodeCall(IBeaconRandomness.publish, (ROUND, Quicknet.round1000()));
        (bool success, ) = address(quicknet).call(bytes.concat(data, hex"b4"));
        assertTrue(success, "accepted");
        assertEq(quicknet.randomnessOf(ROUND), Quicknet.RANDOMNESS_1000, "the same value");
    }

    function test_publish_RevertWhen_TheRoundDoesNotFit40Bits() public {
        bytes4 selector = IBeaconRandomness.publish.selector;
        (bool success, ) = address(quicknet).call(
            abi.encodeWithSelector(selector, (uint256(1) << 40) | ROUND, Quicknet.round1000())
        );
        assertTrue(!success, "refused");
    }

    /* HELPERS */

    function flipped(BLS.G1Point memory point, uint256 bit) private pure returns (BLS.G1Point memory) {
        bytes memory data = abi.encode(point);
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        return abi.decode(data, (BLS.G1Point));
    }

    function plusModulus(bytes32 high, bytes32 low) private pure returns (bytes32, bytes32) {
        unchecked {
            uint256 sum = uint256(low) + MODULUS_B;
            uint256 carry = sum < MODULUS_B ? 1 : 0;
            return (bytes32(uint256(high) + MODULUS_A + carry), bytes32(sum));
        }
    }

    /// @dev On the curve, x = 4, but not in the subgroup of the signatures.
    function pointOutside() private pure returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: 0,
                x_b: bytes32(uint256(4)),
                y_a: 0x000000000000000000000000000000000a989badd40d6212b33cffc3f3763e9b,
                y_b: 0xc760f988c9926b26da9dd85e928483446346b8ed00e1de5d5ea93e354abe706c
            });
    }

    /// @dev Doubles and adds. The precompile for multiplication takes points of the subgroup only.
    function multiplyAnywhere(
        BLS.G1Point memory point,
        uint256 scalar
    ) private view returns (BLS.G1Point memory product) {
        for (uint256 bit = 256; bit > 0; --bit) {
            product = BLS.add(product, product);
            if ((scalar >> (bit - 1)) & 1 == 1) product = BLS.add(product, point);
        }
    }
}
