// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {BaseTest} from "./helpers/BaseTest.sol";
import {BlsKeys} from "./helpers/BlsKeys.sol";

contract BlsVerifierTest is BaseTest {
    function testFuzz_verify_AcceptsTheRightSignatureOnly(
        uint256 secretKey,
        bytes32 message,
        bytes32 other
    ) public view {
        secretKey = 1 + (secretKey % (2 ** 250));
        if (other == message) return;
        BLS.G1Point memory key = BlsKeys.publicKey(secretKey);
        BLS.G2Point memory signature = BlsKeys.sign(secretKey, message);
        assertTrue(signerSets.verify(key, message, signature), "right");
        assertTrue(!signerSets.verify(key, other, signature), "another message");
        assertTrue(!signerSets.verify(BlsKeys.publicKey(secretKey + 1), message, signature), "another key");
    }

    function test_verify_RefusesTheKeyAtInfinity() public view {
        BLS.G1Point memory key;
        BLS.G2Point memory signature;
        assertTrue(!signerSets.verify(key, "anything", signature), "infinity");
    }

    /// @notice Trap 24: a call to an absent precompile succeeds with empty data.
    function test_trap24_RevertWhen_AnyPrecompileIsAbsent() public {
        address[3] memory precompiles = [address(0x0d), address(0x0f), address(0x11)];
        for (uint256 i = 0; i < precompiles.length; ++i) {
            vm.mockCall(precompiles[i], "", "");
            vm.expectRevert();
            this.deployExternally("BlsVerifier", "");
            vm.clearMockedCalls();
        }
        this.deployExternally("BlsVerifier", "");
    }

    function test_trap24_RevertWhen_ThePairingAcceptsEverything() public {
        vm.mockCall(address(0x0f), "", abi.encode(1));
        vm.expectRevert();
        this.deployExternally("BlsVerifier", "");
    }

    function test_constructor_RevertWhen_ThePairingAcceptsNothing() public {
        vm.mockCall(address(0x0f), "", abi.encode(0));
        vm.expectRevert();
        this.deployExternally("BlsVerifier", "");
    }
}
