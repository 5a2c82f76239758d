// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";

/// @title BLS12-381 signature checks through the EIP-2537 precompiles
/// @dev A call to an absent precompile succeeds with empty data. Solady's library checks the length of every answer.
/// The constructor checks the answers themselves.
contract BlsVerifier is IBlsVerifier {
    /* CONSTANTS */

    /// @dev Message of the self-test. Key and signature are in `_selfTestKey` and `_selfTestSignature`.
    bytes32 private constant SELF_TEST_MESSAGE = 0x5656565656565656565656565656565656565656565656565656565656565656;

    /* CONSTRUCTOR */

    constructor() {
        BLS.G1Point memory key = _selfTestKey();
        BLS.G2Point memory signature = _selfTestSignature();
        bool acceptsGood = _verify(key, SELF_TEST_MESSAGE, signature);
        bool acceptsBad = _verify(key, ~SELF_TEST_MESSAGE, signature);
        if (!acceptsGood || acceptsBad) revert SelfTestFailed();
    }

    /* VIEWS */

    /// @inheritdoc IBlsVerifier
    function verify(
        BLS.G1Point calldata publicKey,
        bytes32 message,
        BLS.G2Point calldata signature
    ) external view returns (bool) {
        return _verify(publicKey, message, signature);
    }

    /* INTERNALS */

    /// @dev e(key, H(message)) · e(−g1, signature) = 1. The pairing precompile checks curve and subgroup of each point.
    function _verify(
        BLS.G1Point memory publicKey,
        bytes32 message,
        BLS.G2Point memory signature
    ) internal view returns (bool) {
        // Infinity is a valid point to the precompile, and the zero signature verifies under the zero key.
        if (_isInfinity(publicKey)) return false;

        BLS.G1Point[] memory g1 = new BLS.G1Point[](2);
        BLS.G2Point[] memory g2 = new BLS.G2Point[](2);
        g1[0] = publicKey;
        g2[0] = BLS.hashToG2(abi.encodePacked(message));
        g1[1] = _negatedG1Generator();
        g2[1] = signature;
        return BLS.pairing(g1, g2);
    }

    /// @dev A signature of infinity needs no check of its own, because it verifies only under the key at infinity.
    function _isInfinity(BLS.G1Point memory point) private pure returns (bool) {
        return (point.x_a | point.x_b | point.y_a | point.y_b) == 0;
    }

    function _negatedG1Generator() private pure returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: 0x0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0f,
                x_b: 0xc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb,
                y_a: 0x00000000000000000000000000000000114d1d6855d545a8aa7d76c8cf2e21f2,
                y_b: 0x67816aef1db507c96655b9d5caac42364e6f38ba0ecb751bad54dcd6b939c2ca
            });
    }

    function _selfTestKey() private pure returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: 0x000000000000000000000000000000000491d1b0ecd9bb917989f0e74f0dea04,
                x_b: 0x22eac4a873e5e2644f368dffb9a6e20fd6e10c1b77654d067c0618f6e5a7f79a,
                y_a: 0x0000000000000000000000000000000017cd7061575d3e8034fcea62adaa1a3b,
                y_b: 0xc38dca4b50e4c5c01d04dd78037c9cee914e17944ea99e7ad84278e5d49f36c4
            });
    }

    function _selfTestSignature() private pure returns (BLS.G2Point memory) {
        return
            BLS.G2Point({
                x_c0_a: 0x000000000000000000000000000000000dc79c4676ce3ad633ecad86e354f029,
                x_c0_b: 0xa22fb0a107715e2a4cf9bfff66c3644914c3f3c64dfc468e15b0d83be3e92c87,
                x_c1_a: 0x00000000000000000000000000000000085ec37c3ad44795958e94399a04079a,
                x_c1_b: 0x51bdb070bbbf06586fb126310a4726e85dd29a2e56180af97b26d60900f8827c,
                y_c0_a: 0x000000000000000000000000000000000e0e30fa348246f3b7b7d3445fb20359,
                y_c0_b: 0x2145e5061fe94b8529e04dc782bbc7d363cecea8c0344cf18a9d6e52d071ef18,
                y_c1_a: 0x0000000000000000000000000000000014873dcfa4c1c3bf8f15b9550bd19a9a,
                y_c1_b: 0x1ecc2bde85984cbd71a48ed8193439b881a0d0d81f30f6773b7f4e8eaa929908
            });
    }
}
