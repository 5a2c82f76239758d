// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

/// @notice Fault C1: ways to get another draw than the one that a ticket names, or to know it beforehand.
contract DrawsTest is BaseTest {
    /// @dev More than the 8,191 blocks of 12 s for which a chain keeps its hashes.
    uint256 private constant OUTWAITED = 400 days;

    /* ANOTHER DRAW */

    function test_C1_OutwaitingTheDrawGivesTheVerySeed() public {
        uint32 nodeId = register(1);
        uint40 round = roundOf(nodeId);
        uint256 snapshot = vm.snapshotState();
        letDrawCome(nodeId);
        uint64 seed = seedOf(nodeId);
        vm.revertToState(snapshot);

        vm.warp(block.timestamp + OUTWAITED);
        vm.roll(block.number + OUTWAITED / 12);
        assertEq(roundOf(nodeId), round, "the ticket stays");
        publishDrawOf(nodeId);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(registry.serviceNode(nodeId).seed, seed, "seed");
    }

    /// @notice A draw is thrown away by leaving only: the stake is locked for the exit delay, and both keys are burnt.
    function test_C1_ThrowingADrawAwayCostsAnExit() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        (bool success, ) = address(registry).call(abi.encodeWithSignature("renewTicket(uint32)", nodeId));
        assertTrue(!success, "no function gives another ticket");

        vm.prank(operator);
        registry.requestExit(nodeId);
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        assertEq(exitDueAt, block.timestamp + EXIT_DELAY, "due an exit delay later");
        vm.warp(exitDueAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ExitNotDue.selector, nodeId, exitDueAt));
        registry.exit(nodeId, keyOf(nodeId));
        vm.warp(exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));

        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, registration.ed25519Key, nodeId)
        );
        registry.register(registration, "", STAKE, noPermit());
    }

    /// @notice All blocks of a stride give one round, and none gives a round that exists.
    function test_C1_NoBlockOfARegistrationHasADrawToChoose() public {
        vm.warp(1_750_000_201);
        uint40 round;
        for (uint256 blocks = 0; blocks < STRIDE / 12; ++blocks) {
            publishRound(beacon, uint40(beacon.roundAt(block.timestamp)));
            (uint40 ticket, uint40 time) = beacon.ticket();
            if (blocks == 0) round = ticket;
            assertEq(ticket, round, "the same round in each block");
            assertTrue(time >= block.timestamp + LOOKAHEAD, "far ahead of the newest one");
            assertTrue(!beacon.isPublished(ticket), "unknown");
            vm.warp(block.timestamp + 12);
            vm.roll(block.number + 1);
        }
    }

    /// @notice Neither the block nor the sender of an activation is in the seed. Nor is any later round.
    function test_C1_NoBlockOfAnActivationHasADrawToChoose() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        uint64 seed = seedOf(nodeId);
        for (uint256 blocks = 0; blocks < 8; ++blocks) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(address(uint160(0xca11e4 + blocks)));
            registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
            assertEq(registry.serviceNode(nodeId).seed, seed, "the same seed in each block");
            vm.revertToState(snapshot);
            vm.warp(block.timestamp + 12);
            vm.roll(block.number + 1);
            publishRound(beacon, uint40(beacon.roundAt(block.timestamp)));
        }
    }

    /* THE CLOCK SET BACK */

    /// @notice A sequencer that sets the clock back by less than the lookahead sees no round that a ticket names.
    function testFuzz_C1_AClockSetBackByLessThanTheLookaheadNamesAFutureRound(uint32 elapsed, uint16 back) public {
        uint256 trueTime = START + LOOKAHEAD + elapsed;
        vm.warp(trueTime - (back % LOOKAHEAD));
        assertTrue(timeOfTicket() > trueTime, "the beacon has not made it");
    }

    function test_C1_AClockSetBackByTheLookaheadLess1NamesAFutureRound() public {
        uint256 trueTime = (START / STRIDE) * STRIDE;
        vm.warp(trueTime - (LOOKAHEAD - 1));
        assertEq(timeOfTicket(), trueTime + STRIDE, "the next stride");
        vm.warp(trueTime - 1 - (LOOKAHEAD - 1));
        assertEq(timeOfTicket(), trueTime, "a second after the true time");
    }

    /// @notice The limit of the lookahead: set back further, the clock makes tickets name rounds that exist. Then the
    /// newest published round takes its place.
    function test_C1_AClockSetBackByTheLookaheadAnd1IsOverruledByAPublishedRound() public {
        uint256 trueTime = (START / STRIDE) * STRIDE;
        vm.warp(trueTime - (LOOKAHEAD + 1));
        assertTrue(timeOfTicket() <= trueTime, "a round that exists, if no keeper published");

        publishRound(beacon, uint40(beacon.roundAt(trueTime)));
        assertEq(timeOfTicket(), trueTime + LOOKAHEAD, "the lookahead after the published round");
        uint32 nodeId = register(1);
        assertEq(beacon.timeOf(roundOf(nodeId)), trueTime + LOOKAHEAD, "in the ticket of a node too");
        uint40 activatableAt = registry.serviceNode(nodeId).activatableAt;
        assertTrue(activatableAt >= trueTime + LOOKAHEAD, "not activated before its round");
    }

    /* BLOCK NUMBERS */

    /// @notice On Arbitrum `block.number` is that of Ethereum: it stands still for many blocks, then jumps.
    function test_C1_NodesActivateWhenTheBlockNumberIsOfAnotherChain() public {
        uint256[6] memory numbers = [uint256(22_700_000), 22_700_000, 22_700_001, 22_800_000, 5, 0];
        for (uint32 nodeId = 1; nodeId <= numbers.length; ++nodeId) {
            vm.roll(numbers[nodeId - 1]);
            register(nodeId);
            vm.roll(numbers[numbers.length - nodeId]);
            letDrawCome(nodeId);
            registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
            assertEq(registry.serviceNode(nodeId).seed, seedOf(nodeId), "seed of the draw");
            assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        }
    }

    function test_C1_NodesActivateWhenTheBlockNumberNeverMoves() public {
        uint256 number = block.number;
        uint32 nodeId = join(1);
        vm.warp(block.timestamp + OUTWAITED);
        assertEq(join(2), nodeId + 1, "a year later");
        assertEq(block.number, number, "block number");
    }

    function timeOfTicket() private view returns (uint256 time) {
        (, time) = beacon.ticket();
    }
}
