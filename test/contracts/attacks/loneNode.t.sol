// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {RewardsRegistryHarness} from "../../mocks/RewardsRegistryHarness.sol";
import {RewardsPoolBase} from "../helpers/RewardsPoolBase.sol";

/// @notice Fault C4: the first node of a network, alone with the rewards that were meant for a thousand.
contract LoneNodeTest is RewardsPoolBase {
    uint32 private constant FULL = 1_000;
    uint256 private constant REWARDS = 40_000_000 ether;
    uint256 private constant YEAR = 31_557_600; // seconds

    /// @dev 14 % of the balance in a year, as in `deploy/deploy.ts`.
    uint256 private constant YEARLY_RATE = ((uint256(1) << 128) * 14) / 100 / YEAR;

    function setUp() public override {
        super.setUp();
        (pool, nodes) = deployPool(YEARLY_RATE, FULL);
        nameOwners();
        pool.fund(REWARDS);
        nodes.activate(1);
    }

    /// @notice A lone node earns at most its share of the full network, poked or not. Alone it never earns more than
    /// `rate × time / FULL` of the balance, as each of a full network does at its start.
    function test_C4_ALoneNodeEarnsAtMostItsShareOfTheFullNetwork_PokedOrNot() public {
        (IRewardsPool quiet, RewardsRegistryHarness quietNodes) = deployPool(YEARLY_RATE, FULL);
        quiet.fund(REWARDS);
        quietNodes.activate(1);
        uint256 hoursOfYear = YEAR / 1 hours;
        for (uint256 i = 1; i <= hoursOfYear; ++i) {
            vm.warp(START + i * 1 hours);
            if (i % 2 == 0) claim(1);
            else pool.absorb();
        }
        uint256 earned = pool.accrued(1) + pool.rewardsPaid(1);
        // 40,000,000 × (1 − e^(−0.14 × hours × 3,600 / (1,000 × year))) is 5,599.6 tokens. At full speed it was 5.2 million.
        assertTrue(earned <= (REWARDS * 14 * hoursOfYear * 1 hours) / (100 * YEAR * FULL), "at most its share");
        assertTrue(earned > 5_598 ether, "and its share");
        // Each of 8,766 calls loses less than 11 X32: no whole unit.
        assertNear(earned, quiet.accrued(1), 1, "poking changes nothing");
        assertNear(pool.trackedBalance(), quiet.trackedBalance(), 1, "nor in the balance");
        assertTrue(token.balanceOf(address(pool)) >= pool.rewardsOwed() + pool.trackedBalance(), "solvent");
    }

    function test_C4_ALoneNodeEarnsItsShareOnTheFirstDay() public {
        vm.warp(START + 1 days);
        // A full network earned 15,329 tokens, and so did the lone node of the first edition.
        assertTrue(pool.accrued(1) <= 15.34 ether, "at most");
        assertTrue(pool.accrued(1) >= 15.33 ether, "at least");
    }

    /// @notice Leaving and coming back, as often as it likes, gains a node nothing.
    function test_C4_ALoneNodeGainsNothingByComingAndGoing() public {
        (IRewardsPool quiet, RewardsRegistryHarness quietNodes) = deployPool(YEARLY_RATE, FULL);
        quiet.fund(REWARDS);
        quietNodes.activate(1);
        for (uint256 i = 1; i <= 365; ++i) {
            vm.warp(START + i * 1 days);
            nodes.deactivate(1);
            nodes.activate(1);
        }
        assertNear(pool.accrued(1), quiet.accrued(1), 1, "the same");
    }

    /// @notice A network that comes later finds the rewards that the lone node did not earn.
    function test_C4_TheRewardsStayForTheNetworkThatComes() public {
        vm.warp(START + YEAR);
        pool.fund(0);
        assertTrue(pool.trackedBalance() > REWARDS - 5_600 ether, "all but the share of one");
        for (uint32 nodeId = 2; nodeId <= FULL + 1; ++nodeId) nodes.activate(nodeId);
        uint256 balance = pool.trackedBalance();
        uint256 before = pool.accrued(1);
        vm.warp(START + YEAR + 1 days);
        assertNear(balance - pool.trackedBalance(), 15_329 ether, 5 ether, "a full network's day");
        assertNear(pool.accrued(1) - before, (balance - pool.trackedBalance()) / (FULL + 1), 1, "in equal parts");
    }
}
