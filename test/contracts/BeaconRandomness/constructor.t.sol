// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {BeaconRandomness} from "../../../contracts/BeaconRandomness.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {Quicknet} from "../helpers/Quicknet.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract BeaconConstructorTest is BeaconBase {
    function test_constructor_KeepsWhatIdentifiesTheBeacon() public view {
        assertEq(keccak256(abi.encode(quicknet.publicKey())), keccak256(abi.encode(Quicknet.publicKey())), "key");
        assertEq(quicknet.GENESIS(), Quicknet.GENESIS, "genesis");
        assertEq(quicknet.PERIOD(), Quicknet.PERIOD, "period");
        assertEq(quicknet.LOOKAHEAD(), LOOKAHEAD, "lookahead");
        assertEq(quicknet.STRIDE(), STRIDE, "stride");
    }

    /* ALIVE */

    function test_selfTest_PassesForBothBeacons() public view {
        quicknet.selfTest();
        local.selfTest();
    }

    function test_constructor_RevertWhen_TheKnownRoundDoesNotVerify() public {
        expectNotAlive(Quicknet.beacon(), 124, Quicknet.round123());
        expectNotAlive(Quicknet.beacon(), 123, LocalBeacon.sign(123));
        expectNotAlive(LocalBeacon.beacon(), 123, Quicknet.round123());
    }

    /// @notice Under a key of infinity, the signature of infinity verifies for every round.
    function test_constructor_RevertWhen_TheKeyIsInfinity() public {
        IBeaconRandomness.Beacon memory identity = Quicknet.beacon();
        BLS.G2Point memory infinity;
        identity.publicKey = infinity;
        BLS.G1Point memory signature;
        expectNotAlive(identity, 123, signature);
        expectNotAlive(identity, 123, Quicknet.round123());
    }

    function test_trap24_RevertWhen_APrecompileIsAbsentUnderTheBeacon() public {
        address[4] memory precompiles = [address(0x05), address(0x0b), address(0x0f), address(0x10)];
        for (uint256 i = 0; i < precompiles.length; ++i) {
            vm.mockCall(precompiles[i], "", "");
            vm.expectRevert();
            deployAgain(Quicknet.beacon(), 123, Quicknet.round123());
            vm.clearMockedCalls();
        }
        deployAgain(Quicknet.beacon(), 123, Quicknet.round123());
    }

    function test_trap24_RevertWhen_ThePairingAnswersAlways() public {
        for (uint256 answer = 0; answer < 2; ++answer) {
            vm.mockCall(address(0x0f), "", abi.encode(answer));
            vm.expectRevert(IRandomness.SourceNotAlive.selector);
            quicknet.selfTest();
            expectNotAlive(Quicknet.beacon(), 123, Quicknet.round123());
        }
    }

    function test_constructor_RevertWhen_TheKnownRoundIsInTheFuture() public {
        vm.warp(quicknet.timeOf(123) - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBeaconRandomness.KnownRoundInFuture.selector,
                uint40(123),
                uint256(Quicknet.GENESIS) + 122 * 3
            )
        );
        deployAgain(Quicknet.beacon(), 123, Quicknet.round123());
        vm.warp(block.timestamp + 1);
        deployAgain(Quicknet.beacon(), 123, Quicknet.round123());
    }

    /* LOCAL KEY */

    function test_constructor_NamesTheLocalKey() public view {
        bytes memory key = abi.encode(LocalBeacon.publicKey(LocalBeacon.secret()));
        assertEq(BeaconRandomness(address(local)).LOCAL_KEY_HASH(), keccak256(key), "hash of the key");
    }

    function test_constructor_RevertWhen_TheLocalKeyIsUsedOnAPublicChain() public {
        uint256[5] memory publicChains = [uint256(1), 10, 8_453, 42_161, 11_155_111];
        bytes memory arguments = beaconArguments(LocalBeacon.beacon(), 1, LocalBeacon.sign(1));
        for (uint256 i = 0; i < publicChains.length; ++i) {
            vm.chainId(publicChains[i]);
            vm.expectRevert(abi.encodeWithSelector(IBeaconRandomness.LocalBeaconRefused.selector, publicChains[i]));
            this.deployExternally("BeaconRandomness", arguments);
            deployAgain(Quicknet.beacon(), 123, Quicknet.round123());
        }
    }

    function test_constructor_AcceptsTheLocalKeyOnLocalChains() public {
        vm.chainId(31_337);
        deployAgain(LocalBeacon.beacon(), 1, LocalBeacon.sign(1));
        vm.chainId(1_337);
        deployAgain(LocalBeacon.beacon(), 1, LocalBeacon.sign(1));
    }

    /* LOOKAHEAD AND STRIDE */

    function test_constructor_RevertWhen_TheStrideIsNotAMultipleOfThePeriod() public {
        expectStrideInvalid(0, 3);
        expectStrideInvalid(1, 3);
        expectStrideInvalid(601, 3);
        expectStrideInvalid(600, 0);
        deployWith(3, LOOKAHEAD, 3);
    }

    function test_constructor_RevertWhen_ATicketCouldWaitMoreThanAWeek() public {
        vm.expectRevert(
            abi.encodeWithSelector(IBeaconRandomness.WaitTooLong.selector, uint256(7 days + 3), uint256(7 days))
        );
        this.deployWith(3, 7 days - 597, 600);
        this.deployWith(3, 7 days - 600, 600);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBeaconRandomness.WaitTooLong.selector,
                uint256(type(uint32).max) * 2,
                uint256(7 days)
            )
        );
        this.deployWith(3, type(uint32).max, type(uint32).max);
    }

    /* HELPERS */

    function deployWith(uint32 period, uint32 lookahead, uint32 stride) public {
        IBeaconRandomness.Beacon memory identity = Quicknet.beacon();
        identity.period = period;
        deploy("BeaconRandomness", abi.encode(identity, lookahead, stride, uint40(123), Quicknet.round123()));
    }

    /// @dev Only external calls can be expected to revert.
    function deployAgain(
        IBeaconRandomness.Beacon memory identity,
        uint40 knownRound,
        BLS.G1Point memory signature
    ) private {
        this.deployExternally("BeaconRandomness", beaconArguments(identity, knownRound, signature));
    }

    function expectNotAlive(
        IBeaconRandomness.Beacon memory identity,
        uint40 knownRound,
        BLS.G1Point memory signature
    ) private {
        bytes memory arguments = beaconArguments(identity, knownRound, signature);
        vm.expectRevert(IRandomness.SourceNotAlive.selector);
        this.deployExternally("BeaconRandomness", arguments);
    }

    function expectStrideInvalid(uint32 stride, uint32 period) private {
        vm.expectRevert(abi.encodeWithSelector(IBeaconRandomness.StrideInvalid.selector, stride, period));
        this.deployWith(period, LOOKAHEAD, stride);
    }
}
