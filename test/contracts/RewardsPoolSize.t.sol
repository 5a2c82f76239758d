// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";
import {RewardsRegistryHarness} from "../mocks/RewardsRegistryHarness.sol";
import {RewardsPoolBase} from "./helpers/RewardsPoolBase.sol";

/// @notice Emission by the size of the network.
contract RewardsPoolSizeTest is RewardsPoolBase {
    uint32 private constant FULL = 3;

    function setUp() public override {
        super.setUp();
        (pool, nodes) = deployPool(RATE, FULL);
        nameOwners();
        pool.fund(FUNDS);
    }

    /// @notice A third of a full network emits in three days as much as a full one in a day.
    function test_accrued_GrowsInProportionToTheNetwork() public {
        (IRewardsPool full, RewardsRegistryHarness fullNodes) = deployPool(RATE, 1);
        full.fund(FUNDS);
        fullNodes.activate(1);
        nodes.activate(1);
        vm.warp(START + 1 days);
        uint256 day = full.accrued(1);
        vm.warp(START + 3 days);
        assertEq(pool.accrued(1), day, "three days of a third");
        assertEq(pool.trackedBalance(), FUNDS - day - 1, "the others stay in the balance");
    }

    function test_accrued_OfALargerNetworkIsThatOfAFullOne() public {
        (IRewardsPool larger, RewardsRegistryHarness largerNodes) = deployPool(RATE, FULL);
        larger.fund(FUNDS);
        for (uint32 nodeId = 1; nodeId <= FULL + 2; ++nodeId) {
            largerNodes.activate(nodeId);
            if (nodeId <= FULL) nodes.activate(nodeId);
        }
        vm.warp(START + 10 days);
        assertEq(larger.trackedBalance(), pool.trackedBalance(), "the same is left");
        assertNear(larger.rewardsOwed(), pool.rewardsOwed(), 1, "the same is owed");
        assertEq(larger.accrued(1), (pool.accrued(1) * FULL) / (FULL + 2), "and shared by all");
    }

    /// @notice Each stretch of time counts with its own number of nodes.
    function test_accrued_FollowsTheNetworkAsItGrowsAndShrinks() public {
        (IRewardsPool twin, RewardsRegistryHarness twinNodes) = deployPool(RATE, FULL);
        twin.fund(FUNDS);
        twinNodes.activate(1);
        nodes.activate(1);
        vm.warp(START + 1 days);
        nodes.activate(2);
        vm.warp(START + 2 days);
        nodes.deactivate(2);
        vm.warp(START + 3 days);
        // One node, two nodes, one node: as much as one for four days.
        vm.warp(START + 4 days);
        uint256 left = twin.trackedBalance();
        vm.warp(START + 3 days);
        assertNear(pool.trackedBalance(), left, 1, "emitted by node-days");
    }

    /// @notice The smallest exponents round to 0. The balance loses fractions by them, and no node gains any.
    function test_accrued_NothingFromAnExponentBelowOne() public {
        (IRewardsPool slow, RewardsRegistryHarness slowNodes) = deployPool(1, type(uint32).max);
        slow.fund(FUNDS);
        slowNodes.activate(1);
        vm.warp(START + 36_500 days);
        assertEq(slow.accrued(1), 0, "earned");
        assertEq(slow.trackedBalance(), FUNDS - 1, "a fraction of a unit is written off");
    }
}
