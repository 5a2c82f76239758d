// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";
import {Emission} from "../../contracts/libraries/Emission.sol";
import {BaseTest} from "./helpers/BaseTest.sol";

/// @notice The pool's account, to the last bit.
contract RewardsPoolAccountTest is BaseTest {
    uint32 private constant FULL_NODES = 7;

    function fullEmissionNodes() internal pure override returns (uint32) {
        return FULL_NODES;
    }

    /// @notice An accrual takes its possible error from the balance, and gives each node the same whole number.
    function test_fund_AccruesToTheLastBit() public {
        token.approve(address(rewardsPool), 1_000_000 ether);
        rewardsPool.fund(1_000_000 ether);
        for (uint256 secretKey = 1; secretKey <= 3; ++secretKey) join(secretKey);
        IRewardsPool.PoolAccount memory before = rewardsPool.poolAccount();
        assertEq(before.activeNodes, 3, "active");

        vm.warp(block.timestamp + 1 days + 5);
        rewardsPool.fund(0);
        IRewardsPool.PoolAccount memory account = rewardsPool.poolAccount();
        uint256 dividend = REWARD_RATE * (block.timestamp - before.accruedAt) * 3;
        assertTrue(dividend % FULL_NODES != 0, "there is an exponent to round");
        uint256 share = Emission.share(dividend / FULL_NODES);
        uint256 computedX32 = (uint256(before.balanceX32) * share) >> 128;
        assertTrue(computedX32 % 3 != 0, "there is something to round");
        assertEq(account.rewardPerNodeX32 - before.rewardPerNodeX32, computedX32 / 3, "each node");
        assertEq(account.owedX32 - before.owedX32, (computedX32 / 3) * 3, "owed");
        // The share is less than 3 ulps too small. Exponent and product are rounded down by less than 1 each.
        assertEq(before.balanceX32 - account.balanceX32, computedX32 + 5, "balance");
        assertEq(account.accruedAt, block.timestamp, "accruedAt");
    }

    /// @notice The amount owed is rounded up: a fraction of a unit counts as one.
    function test_rewardsOwed_RoundsUp() public {
        // Slot 1: the amount owed in the lowest 128 bits.
        vm.store(address(rewardsPool), bytes32(uint256(1)), bytes32(uint256(1)));
        assertEq(rewardsPool.poolAccount().owedX32, 1, "owedX32");
        assertEq(rewardsPool.rewardsOwed(), 1, "owed");
        vm.store(address(rewardsPool), bytes32(uint256(1)), bytes32(uint256(1) << 32));
        assertEq(rewardsPool.rewardsOwed(), 1, "a whole unit is no more than itself");
    }

    /// @notice The bound that keeps the numbers below 2^128.
    function test_fund_LeavesRoomForTheAmountOwedAndForLifetimeEarnings() public {
        token.approve(address(rewardsPool), 1_000_000 ether);
        rewardsPool.fund(1_000_000 ether);
        uint32[] memory nodeIds = new uint32[](2);
        (nodeIds[0], nodeIds[1]) = (join(1), join(2));
        vm.warp(block.timestamp + 36_500 days);
        rewardsPool.fund(0);
        IRewardsPool.PoolAccount memory account = rewardsPool.poolAccount();
        assertTrue(account.owedX32 > account.rewardPerNodeX32, "two nodes are owed");
        expectRoomBelow(account.owedX32);
        rewardsPool.claim(nodeIds);
        account = rewardsPool.poolAccount();
        assertTrue(account.owedX32 < account.rewardPerNodeX32, "and are paid");
        expectRoomBelow(account.rewardPerNodeX32);
    }

    function expectRoomBelow(uint128 largestX32) private {
        uint256 room = (uint256(type(uint128).max) - rewardsPool.poolAccount().balanceX32 - largestX32) >> 32;
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingTooHigh.selector, room + 1, room));
        rewardsPool.fund(room + 1);
    }
}
