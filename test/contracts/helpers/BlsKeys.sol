// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @notice Real keys and signatures, made with the precompiles themselves. No verifier is ever mocked.
library BlsKeys {
    function publicKey(uint256 secretKey) internal view returns (BLS.G1Point memory) {
        BLS.G1Point[] memory points = new BLS.G1Point[](1);
        bytes32[] memory scalars = new bytes32[](1);
        points[0] = BLS.G1Point({
            x_a: 0x0000000000000000000000000000000017f1d3a73197d7942695638c4fa9ac0f,
            x_b: 0xc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb,
            y_a: 0x0000000000000000000000000000000008b3f481e3aaa0f1a09e30ed741d8ae4,
            y_b: 0xfcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1
        });
        scalars[0] = bytes32(secretKey);
        return BLS.msm(points, scalars);
    }

    function sign(uint256 secretKey, bytes32 message) internal view returns (BLS.G2Point memory) {
        BLS.G2Point[] memory points = new BLS.G2Point[](1);
        bytes32[] memory scalars = new bytes32[](1);
        points[0] = BLS.hashToG2(abi.encodePacked(message));
        scalars[0] = bytes32(secretKey);
        return BLS.msm(points, scalars);
    }

    function hash(BLS.G1Point memory key) internal pure returns (bytes32) {
        return keccak256(abi.encode(key));
    }
}
