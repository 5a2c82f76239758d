// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @title Hashing to G1 of BLS12-381, RFC 9380
/// @notice Suite BLS12381G1_XMD:SHA-256_SSWU_RO_ under the domain of BLS signatures. Solady's library hashes to G2
/// only.
library HashToG1 {
    /// @notice Thrown when the precompile for modular exponentiation (0x05) is absent.
    error ModexpFailed();

    /// @dev Domain separation tag of 43 bytes, then its length. In two fixed parts: a constant of `bytes` would be
    /// copied to memory at each use.
    bytes32 private constant DST_A = "BLS_SIG_BLS12381G1_XMD:SHA-256_S";
    bytes12 private constant DST_B = "SWU_RO_NUL_\x2b";

    /// @dev Bytes that two field elements need: 64 each, so that their bias is negligible.
    uint16 private constant UNIFORM_BYTES = 128;

    address private constant MODEXP = address(0x05);

    /// @dev The field's modulus, as two words.
    bytes32 private constant MODULUS_A = 0x000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd7;
    bytes32 private constant MODULUS_B = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;

    /// @notice Computes a point in G1 from a message of 32 bytes.
    function hash(bytes32 message) internal view returns (BLS.G1Point memory) {
        // expand_message_xmd: the first block begins with a block of zeros of the hash function.
        bytes32 b0 = sha256(abi.encodePacked(bytes32(0), bytes32(0), message, UNIFORM_BYTES, uint8(0), DST_A, DST_B));
        bytes32 b1 = sha256(abi.encodePacked(b0, uint8(1), DST_A, DST_B));
        bytes32 b2 = sha256(abi.encodePacked(b0 ^ b1, uint8(2), DST_A, DST_B));
        bytes32 b3 = sha256(abi.encodePacked(b0 ^ b2, uint8(3), DST_A, DST_B));
        bytes32 b4 = sha256(abi.encodePacked(b0 ^ b3, uint8(4), DST_A, DST_B));
        // The map clears the cofactor, so both points and their sum are in the subgroup.
        return BLS.add(BLS.toG1(_toField(b1, b2)), BLS.toG1(_toField(b3, b4)));
    }

    /// @dev 64 bytes, modulo the field's modulus: a power with exponent 1.
    function _toField(bytes32 high, bytes32 low) private view returns (BLS.Fp memory) {
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = MODEXP.staticcall(
            abi.encodePacked(uint256(64), uint256(1), uint256(64), high, low, uint8(1), MODULUS_A, MODULUS_B)
        );
        if (!success || answer.length != 64) revert ModexpFailed();
        return abi.decode(answer, (BLS.Fp));
    }
}
