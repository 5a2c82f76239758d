// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";

/// @notice The public beacon *quicknet* of drand, and two rounds that it made.
library Quicknet {
    uint40 internal constant GENESIS = 1_692_803_367;
    uint32 internal constant PERIOD = 3;

    /// @dev Published by drand with round 1000.
    bytes32 internal constant RANDOMNESS_1000 = 0xfe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd;

    /// @dev sha256 of the signature of round 123, computed apart from the contract.
    bytes32 internal constant RANDOMNESS_123 = 0xfb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc;

    function beacon() internal pure returns (IBeaconRandomness.Beacon memory) {
        return IBeaconRandomness.Beacon({publicKey: publicKey(), genesis: GENESIS, period: PERIOD});
    }

    function publicKey() internal pure returns (BLS.G2Point memory) {
        return
            BLS.G2Point({
                x_c0_a: 0x000000000000000000000000000000000d1fec758c921cc22b0e17e63aaf4bcb,
                x_c0_b: 0x5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a,
                x_c1_a: 0x0000000000000000000000000000000003cf0f2896adee7eb8b5f01fcad39122,
                x_c1_b: 0x12c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451,
                y_c0_a: 0x000000000000000000000000000000000e5db2b6bfbb01c867749cadffca88b3,
                y_c0_b: 0x6c24f3012ba09fc4d3022c5c37dce0f977d3adb5d183c7477c442b1f04515273,
                y_c1_a: 0x0000000000000000000000000000000001a714f2edb74119a2f2b0d5a7c75ba9,
                y_c1_b: 0x02d163700a61bc224ededd8e63aef7be1aaf8e93d7a9718b047ccddb3eb5d68b
            });
    }

    /// @notice Compressed: b44679b9…63ed5e39.
    function round1000() internal pure returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: 0x00000000000000000000000000000000144679b9a59af2ec876b1a6b1ad52ea9,
                x_b: 0xb1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39,
                y_a: 0x0000000000000000000000000000000011f92e4521ef54f047b64b85fa98db2d,
                y_b: 0x46f0f44add1f60b93f8a0dbddd63b34f238657c2d93aed18b90bddd60a01b6d2
            });
    }

    /// @notice Compressed: b75c69d0…3e0dfc92.
    function round123() internal pure returns (BLS.G1Point memory) {
        return
            BLS.G1Point({
                x_a: 0x00000000000000000000000000000000175c69d0b72a5d906e854e808ba7e2ac,
                x_b: 0xcb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92,
                y_a: 0x000000000000000000000000000000000f3894d8ccd4bb5edc3fca0f1f67f658,
                y_b: 0x559b86a360dd0128c3b64c12141372bb22276f0a00720b51125a9996b722b23f
            });
    }
}
