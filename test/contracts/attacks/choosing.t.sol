// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {Joiner__Choosing} from "../../mocks/Joiner__Choosing.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

/// @notice Trap 47: a contract that joins only with a seed that suits it, and reverts with any other.
contract ChoosingTest is BaseTest {
    /// @dev Blocks in which the wrapper tries again, each with a round of its own.
    uint256 private constant TRIES = 255;

    /// @dev One seed in this many suits.
    uint64 private constant ONE_IN = 16;

    Joiner__Choosing private wrapper;

    function setUp() public override {
        super.setUp();
        wrapper = new Joiner__Choosing(registry, type(uint64).max / ONE_IN);
    }

    /// @notice 255 tries, one in each block, give one seed: a chance of 1 in 16 stays 1 in 16. With a draw for each
    /// try, all but one in 14 million such wrappers would find a seed that suits.
    function test_trap47_AWrapperThatRevertsTriesOneSeedOverAndOver() public {
        uint32 nodeId = unsuitableNode();
        uint64 seed = seedOf(nodeId);
        for (uint256 tries = 1; tries <= TRIES; ++tries) {
            expectUnsuitable(seed);
            tryToActivate(nodeId);
            vm.roll(block.number + 1);
            vm.warp(block.timestamp + 12);
            publishRound(beacon, uint40(beacon.roundAt(block.timestamp)));
        }
        assertStatus(nodeId, IServiceNodeRegistry.Status.Pending);
    }

    /// @notice Waiting does not help either: any account activates the node, with the very seed that the wrapper threw
    /// away.
    function test_trap47_AnyoneActivatesWithTheSeedThatAWrapperThrewAway() public {
        uint32 nodeId = unsuitableNode();
        uint64 seed = seedOf(nodeId);
        expectUnsuitable(seed);
        tryToActivate(nodeId);

        vm.prank(stranger);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(registry.serviceNode(nodeId).seed, seed, "seed");
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
    }

    /// @notice The wrapper gets only those of 64 nodes that would have suited anyway. It only chooses which ones wait.
    function test_trap47_TheWrapperGetsNoMoreSeedsThatSuitThanAreDrawn() public {
        uint256 drawn = 0;
        uint256 activated = 0;
        for (uint32 nodeId = 1; nodeId <= 64; ++nodeId) register(nodeId);
        letDrawCome(64);
        for (uint32 nodeId = 1; nodeId <= 64; ++nodeId) {
            if (seedOf(nodeId) < type(uint64).max / ONE_IN) ++drawn;
            (bool success, ) = tryToActivate(nodeId);
            if (success) ++activated;
        }
        assertTrue(drawn != 0 && drawn != 64, "some suit, others do not");
        assertEq(activated, drawn, "activated");
    }

    /* HELPERS */

    /// @dev A node whose draw exists and does not suit.
    function unsuitableNode() private returns (uint32 nodeId) {
        for (uint256 secretKey = 1; ; ++secretKey) {
            nodeId = register(secretKey);
            letDrawCome(nodeId);
            if (seedOf(nodeId) >= type(uint64).max / ONE_IN) return nodeId;
        }
    }

    function tryToActivate(uint32 nodeId) private returns (bool success, bytes memory answer) {
        bytes memory data = abi.encodeCall(wrapper.activate, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        (success, answer) = address(wrapper).call(data);
    }

    function expectUnsuitable(uint64 seed) private {
        vm.expectRevert(abi.encodeWithSelector(Joiner__Choosing.SeedUnsuitable.selector, seed));
    }
}
