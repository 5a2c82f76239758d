// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../contracts/interfaces/IQuorumActions.sol";
import {ISignerSets} from "../../contracts/interfaces/ISignerSets.sol";
import {BaseTest} from "./helpers/BaseTest.sol";

contract EpochClockTest is BaseTest {
    function setUp() public override {}

    /// @dev The same file of vectors as for TypeScript and Python. A signer set is known for the current epoch, and
    /// unknown for the next: both together give the contract's own epoch.
    function test_currentEpoch_IsTheEpochOfEachVector() public {
        string memory json = vm.readFile("test/vectors/epoch-clock.json");
        uint256 checked = 0;
        string memory vector = vectorAt(0);
        for (uint256 i = 0; vm.keyExistsJson(json, vector); vector = vectorAt(++i)) {
            uint256 length = vm.parseJsonUint(json, string.concat(vector, ".epochSeconds"));
            uint256 epoch = vm.parseJsonUint(json, string.concat(vector, ".epoch"));
            // The contracts count epochs in 32 bits: enough for 1,300 years of the shortest epochs.
            if (epoch >= type(uint32).max) continue;
            vm.warp(vm.parseJsonUint(json, string.concat(vector, ".time")));
            ISignerSets sets = ISignerSets(deploy("SignerSets", abi.encode(uint32(length))));
            sets.signerSet(uint32(epoch));
            vm.expectRevert(
                abi.encodeWithSelector(IQuorumActions.QuorumEpochInvalid.selector, uint32(epoch + 1), uint32(epoch))
            );
            sets.signerSet(uint32(epoch + 1));
            ++checked;
        }
        assertTrue(checked > 50, "at least 50 vectors are checked");
    }

    function vectorAt(uint256 index) private pure returns (string memory) {
        return string.concat(".clocks[", vm.toString(index), "]");
    }
}
