// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {HashToG1} from "../../../contracts/libraries/HashToG1.sol";

/// @notice The beacon of local test chains: real signatures, made with the precompiles themselves.
library LocalBeacon {
    uint40 internal constant GENESIS = 1_700_000_100;
    uint32 internal constant PERIOD = 3;

    /// @dev Order of the BLS12-381 groups.
    uint256 private constant GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    function beacon() internal view returns (IBeaconRandomness.Beacon memory) {
        return IBeaconRandomness.Beacon({publicKey: publicKey(secret()), genesis: GENESIS, period: PERIOD});
    }

    function secret() internal pure returns (uint256) {
        return uint256(keccak256("muster local beacon")) % GROUP_ORDER;
    }

    /// @notice The beacon's signature of a round.
    function sign(uint40 round) internal view returns (BLS.G1Point memory) {
        return sign(secret(), round);
    }

    function sign(uint256 secretKey, uint40 round) internal view returns (BLS.G1Point memory) {
        return multiply(HashToG1.hash(sha256(abi.encodePacked(uint64(round)))), secretKey);
    }

    /// @notice The 48 bytes that drand publishes for a round. Written apart from the contract.
    function compressed(uint40 round) internal view returns (bytes memory form) {
        BLS.G1Point memory point = sign(round);
        bytes memory coordinates = abi.encode(point);
        form = new bytes(48);
        for (uint256 i = 0; i < 48; ++i) form[i] = coordinates[16 + i];
        form[0] |= 0x80;
        // The negated point has the same x and the other y.
        BLS.G1Point memory negated = multiply(point, GROUP_ORDER - 1);
        bool isLarger = point.y_a > negated.y_a || (point.y_a == negated.y_a && point.y_b > negated.y_b);
        if (isLarger) form[0] |= 0x20;
    }

    function multiply(BLS.G1Point memory point, uint256 scalar) internal view returns (BLS.G1Point memory) {
        BLS.G1Point[] memory points = new BLS.G1Point[](1);
        bytes32[] memory scalars = new bytes32[](1);
        points[0] = point;
        scalars[0] = bytes32(scalar);
        return BLS.msm(points, scalars);
    }

    function publicKey(uint256 secretKey) internal view returns (BLS.G2Point memory) {
        BLS.G2Point[] memory points = new BLS.G2Point[](1);
        bytes32[] memory scalars = new bytes32[](1);
        points[0] = BLS.G2Point({
            x_c0_a: 0x00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051,
            x_c0_b: 0xc6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8,
            x_c1_a: 0x0000000000000000000000000000000013e02b6052719f607dacd3a088274f65,
            x_c1_b: 0x596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e,
            y_c0_a: 0x000000000000000000000000000000000ce5d527727d6e118cc9cdc6da2e351a,
            y_c0_b: 0xadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801,
            y_c1_a: 0x000000000000000000000000000000000606c4a02ea734cc32acd2b02bc28b99,
            y_c1_b: 0xcb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be
        });
        scalars[0] = bytes32(secretKey);
        return BLS.msm(points, scalars);
    }
}
