// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {Quicknet} from "../helpers/Quicknet.sol";

/// @notice The public beacon and a local one, without a registry.
abstract contract BeaconBase is BaseTest {
    /// @dev A precompile that refuses its input takes all gas of the call.
    uint256 internal constant PUBLISH_GAS = 1_000_000;

    IBeaconRandomness internal quicknet;
    IBeaconRandomness internal local;

    function setUp() public virtual override {
        vm.warp(START);
        quicknet = deployBeacon(Quicknet.beacon(), 123, Quicknet.round123());
        local = deployBeacon(LocalBeacon.beacon(), 1, LocalBeacon.sign(1));
    }

    function beaconArguments(
        IBeaconRandomness.Beacon memory identity,
        uint40 knownRound,
        BLS.G1Point memory signature
    ) internal pure returns (bytes memory) {
        return abi.encode(identity, LOOKAHEAD, STRIDE, knownRound, signature);
    }

    function deployBeacon(
        IBeaconRandomness.Beacon memory identity,
        uint40 knownRound,
        BLS.G1Point memory signature
    ) internal returns (IBeaconRandomness) {
        return IBeaconRandomness(deploy("BeaconRandomness", beaconArguments(identity, knownRound, signature)));
    }

    /// @dev The signature does not verify, so the contract itself refuses it.
    function expectRefused(IBeaconRandomness source, uint40 round, BLS.G1Point memory signature) internal {
        vm.expectRevert(abi.encodeWithSelector(IBeaconRandomness.RoundSignatureInvalid.selector, round));
        source.publish{gas: PUBLISH_GAS}(round, signature);
        assertTrue(!source.isPublished(round), "nothing is kept");
    }

    /// @dev The signature is not a point of the subgroup, so the pairing precompile refuses it.
    function expectNoPoint(IBeaconRandomness source, uint40 round, BLS.G1Point memory signature) internal {
        vm.expectRevert(BLS.PairingFailed.selector);
        source.publish{gas: PUBLISH_GAS}(round, signature);
        assertTrue(!source.isPublished(round), "nothing is kept");
    }
}
