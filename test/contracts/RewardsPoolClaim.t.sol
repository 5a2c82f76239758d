// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";
import {RewardsPoolBase} from "./helpers/RewardsPoolBase.sol";

contract RewardsPoolClaimTest is RewardsPoolBase {
    uint256 private constant CLAIM_MAX = 256;

    function test_claim_ByAStrangerPaysTheOwner() public {
        earn(1);
        uint256 due = pool.accrued(1);
        vm.expectEmit(true, true, true, true, address(pool));
        emit IRewardsPool.RewardsClaimed(1, ownerOf(1), stranger, due, due);
        vm.prank(stranger);
        pool.claim(list(1));
        assertEq(token.balanceOf(ownerOf(1)), due, "owner");
        assertEq(token.balanceOf(stranger), 0, "stranger");
        assertEq(pool.rewardsPaid(1), due, "lifetime counter");
        assertEq(pool.accrued(1), 0, "nothing left");
    }

    function test_claim_PaysTheOwnerOfNow() public {
        earn(1);
        uint256 due = pool.accrued(1);
        nodes.setOwner(1, address(0xb0b));
        claim(1);
        assertEq(token.balanceOf(address(0xb0b)), due, "new owner");
        assertEq(token.balanceOf(ownerOf(1)), 0, "former owner");
    }

    function test_claim_AfterTheNodeLeft() public {
        earn(1);
        nodes.deactivate(1);
        uint256 due = pool.accrued(1);
        vm.warp(block.timestamp + 365 days);
        claim(1);
        assertEq(token.balanceOf(ownerOf(1)), due, "what it had earned");
    }

    function test_claim_OfDuplicatesPaysOnce() public {
        earn(1);
        uint256 due = pool.accrued(1);
        uint32[] memory twice = new uint32[](3);
        (twice[0], twice[1], twice[2]) = (1, 1, 1);
        pool.claim(twice);
        claim(1);
        assertEq(token.balanceOf(ownerOf(1)), due, "once");
    }

    function test_claim_PassesOverNodesWithNothing() public {
        earn(1);
        uint32[] memory ids = new uint32[](4);
        (ids[0], ids[1], ids[2], ids[3]) = (0, 99, 1, type(uint32).max);
        uint256 due = pool.accrued(1);
        pool.fund(0); // to accrue
        vm.recordLogs();
        pool.claim(ids);
        assertEq(vm.getRecordedLogs().length, 2, "RewardsClaimed and Transfer, of one node");
        assertEq(token.balanceOf(ownerOf(1)), due, "paid");
        pool.claim(new uint32[](0));
    }

    function test_claim_OfManyPaysEachOwner_NeighboursInOneTransfer() public {
        pool.fund(FUNDS);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) {
            nodes.activate(nodeId);
            nodes.setOwner(nodeId, address(uint160(nodeId == 2 ? 0x1001 : 0x1000)));
        }
        vm.warp(START + 1 days);
        uint256 due = pool.accrued(1);
        vm.recordLogs();
        pool.claim(allNodes());
        // Accrued, five RewardsClaimed, and transfers to 0x1000, 0x1001, 0x1000.
        assertEq(vm.getRecordedLogs().length, 9, "logs");
        assertEq(token.balanceOf(address(0x1000)), 4 * due, "four nodes");
        assertEq(token.balanceOf(address(0x1001)), due, "one node");
    }

    /// @dev Trap 18: no claim uses up a later one.
    function test_trap18_AClaimDoesNotLimitAnother() public {
        pool.fund(FUNDS);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) nodes.activate(nodeId);
        vm.warp(START + 36_500 days);
        uint256 due = pool.accrued(NODES);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) claim(nodeId);
        assertEq(token.balanceOf(ownerOf(1)), due, "first");
        assertEq(token.balanceOf(ownerOf(NODES)), due, "last");
    }

    function test_claim_RevertWhen_TooLong() public {
        pool.claim(new uint32[](CLAIM_MAX));
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.ClaimTooLong.selector, CLAIM_MAX + 1, CLAIM_MAX));
        pool.claim(new uint32[](CLAIM_MAX + 1));
    }
}
