// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {SignerRing} from "../../contracts/libraries/SignerRing.sol";

/// @notice Exposes the signer sets to tests.
contract SignerSetsHarness {
    using SignerRing for SignerRing.Ring;

    SignerRing.Ring private _ring;

    function add(uint32 epoch, BLS.G1Point calldata key) external {
        _ring.add(epoch, key);
    }

    function remove(uint32 epoch, BLS.G1Point calldata key) external {
        _ring.remove(epoch, key);
    }

    function size() external view returns (uint32) {
        return _ring.size();
    }

    function setOf(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members) {
        return _ring.setOf(epoch);
    }

    function negate(BLS.G1Point calldata point) external pure returns (BLS.G1Point memory) {
        return SignerRing.negate(point);
    }
}
