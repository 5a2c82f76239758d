// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @title BLS12-381 signatures with keys in G1 and signatures in G2
/// @notice Ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_. Points are in the EIP-2537 encoding.
interface IBlsVerifier {
    /// @notice Thrown at deployment when the precompiles answer a known-good or a known-bad vector wrongly.
    error SelfTestFailed();

    /// @notice Whether the key made `signature` over `message`. The point at infinity is never a valid key or
    /// signature. Reverts if a point is not on its curve or not in its subgroup, or if a precompile is absent.
    function verify(
        BLS.G1Point calldata publicKey,
        bytes32 message,
        BLS.G2Point calldata signature
    ) external view returns (bool);
}
