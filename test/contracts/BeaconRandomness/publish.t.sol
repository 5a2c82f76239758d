// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {Quicknet} from "../helpers/Quicknet.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract BeaconPublishTest is BeaconBase {
    /// @dev Longest wait of a ticket.
    uint256 private constant WAIT_MAX = 7 days;

    /* ROUNDS OF QUICKNET */

    function test_publish_KeepsTheRandomnessThatDrandGivesForRound1000() public {
        quicknet.publish(1000, Quicknet.round1000());
        assertEq(quicknet.randomnessOf(1000), Quicknet.RANDOMNESS_1000, "randomness");
        assertTrue(quicknet.isPublished(1000), "published");
        assertEq(quicknet.newestRound(), 1000, "newest");
    }

    function test_constructor_PublishesTheKnownRound() public view {
        assertEq(quicknet.randomnessOf(123), Quicknet.RANDOMNESS_123, "randomness");
        assertEq(quicknet.newestRound(), 123, "newest");
    }

    function test_publish_RevertWhen_TheSignatureIsOfAnotherRound() public {
        expectRefused(quicknet, 1000, Quicknet.round123());
        expectRefused(quicknet, 999, Quicknet.round1000());
        expectRefused(quicknet, 1001, Quicknet.round1000());
    }

    function test_publish_RevertWhen_TheSignatureIsOfAnotherKey() public {
        expectRefused(quicknet, 1000, LocalBeacon.sign(1000));
        expectRefused(local, 1000, Quicknet.round1000());
    }

    /* LOCAL ROUNDS */

    /// @dev Computed with another library: the y of round 1 is the smaller one, of round 2 the larger one.
    function test_publish_HashesTheCompressedSignatureWithEitherSign() public {
        assertEq(
            local.randomnessOf(1),
            0xe5147521508eddbdff73019630c0725800f993109f97a428d4921d54b88206ea,
            "sign bit clear"
        );
        local.publish(2, LocalBeacon.sign(2));
        assertEq(
            local.randomnessOf(2),
            0xadd042f08e319af707842d347f7389c348409e21c645b079cac108ee61a56f35,
            "sign bit set"
        );
    }

    function testFuzz_publish_AcceptsOnlyTheRightKeyAndRound(uint256 secretKey, uint40 round, uint40 other) public {
        secretKey = 1 + (secretKey % (2 ** 250));
        uint40 last = uint40(local.roundAt(block.timestamp + WAIT_MAX));
        round = uint40(2 + (uint256(round) % (last - 1)));
        other = uint40(2 + (uint256(other) % (last - 1)));
        vm.assume(round != other);
        BLS.G1Point memory signature = LocalBeacon.sign(secretKey, round);
        IBeaconRandomness.Beacon memory identity = LocalBeacon.beacon();
        identity.publicKey = LocalBeacon.publicKey(secretKey);
        IBeaconRandomness own = deployBeacon(identity, 1, LocalBeacon.sign(secretKey, 1));

        expectRefused(own, other, signature);
        expectRefused(local, round, signature);
        own.publish(round, signature);
        assertTrue(own.isPublished(round) && !own.isPublished(other), "only this round");
    }

    /// @notice A round that no ticket can ask for would put all tickets after it.
    function test_publish_RevertWhen_TheRoundIsLaterThanAnyTicket() public {
        // The wait ends in the very second of a round.
        vm.warp(LocalBeacon.GENESIS + 1_000 * uint256(LocalBeacon.PERIOD));
        uint40 last = uint40(local.roundAt(block.timestamp + WAIT_MAX));
        uint40[3] memory rounds = [last + 1, 2 * last, type(uint40).max];
        for (uint256 i = 0; i < rounds.length; ++i) {
            BLS.G1Point memory signature = LocalBeacon.sign(rounds[i]);
            vm.expectRevert(abi.encodeWithSelector(IBeaconRandomness.RoundTooFar.selector, rounds[i], last));
            local.publish(rounds[i], signature);
        }
        local.publish(last, LocalBeacon.sign(last));
        assertEq(local.newestRound(), last, "newest");
    }

    function test_publish_RevertWhen_TheRoundIsZero() public {
        expectRefused(local, 0, LocalBeacon.sign(1));
    }

    /* KNOWN ROUNDS */

    function test_publish_ReturnsWithoutEffectWhenTheRoundIsKnown() public {
        quicknet.publish(1000, Quicknet.round1000());
        quicknet.publish(1000, Quicknet.round1000());
        // Not even a wrong signature reverts or changes what is kept.
        quicknet.publish(1000, Quicknet.round123());
        assertEq(quicknet.randomnessOf(1000), Quicknet.RANDOMNESS_1000, "randomness");
        assertEq(quicknet.newestRound(), 1000, "newest");
    }

    function test_publish_KeepsTheNewestRoundWhenAnOlderOneComes() public {
        local.publish(900, LocalBeacon.sign(900));
        local.publish(30, LocalBeacon.sign(30));
        assertEq(local.newestRound(), 900, "newest");
        assertTrue(local.isPublished(30), "the older one is kept too");
    }

    function test_publish_IsOpenToAnyone() public {
        BLS.G1Point memory signature = LocalBeacon.sign(7);
        vm.prank(stranger);
        local.publish(7, signature);
        assertTrue(local.isPublished(7), "published");
    }

    /// @notice A round exists if its signature does, even if this chain's clock is behind.
    function test_publish_AcceptsARoundThatIsAheadOfTheClock() public {
        uint40 ahead = uint40(local.roundAt(block.timestamp + 1 days));
        local.publish(ahead, LocalBeacon.sign(ahead));
        assertEq(local.newestRound(), ahead, "newest");
    }

    function test_randomnessOf_RevertWhen_TheRoundIsNotPublished() public {
        vm.expectRevert(abi.encodeWithSelector(IRandomness.RoundNotPublished.selector, uint40(1000)));
        quicknet.randomnessOf(1000);
        vm.expectRevert(abi.encodeWithSelector(IRandomness.RoundNotPublished.selector, uint40(0)));
        quicknet.randomnessOf(0);
    }
}
