// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";
import {ERC20__Reentering} from "../mocks/ERC20__Reentering.sol";
import {RewardsRegistryHarness} from "../mocks/RewardsRegistryHarness.sol";
import {RewardsPoolBase} from "./helpers/RewardsPoolBase.sol";

contract RewardsPoolAbsorbTest is RewardsPoolBase {
    uint256 private constant GIFT = 7_000 ether;

    function test_absorb_MakesAGiftAPartOfTheBalance() public {
        pool.fund(FUNDS);
        token.transfer(address(pool), GIFT);
        assertEq(pool.trackedBalance(), FUNDS, "untracked before");
        vm.expectEmit(true, true, true, true, address(pool));
        emit IRewardsPool.Absorbed(stranger, GIFT, (FUNDS + GIFT) << 32);
        vm.prank(stranger);
        assertEq(pool.absorb(), GIFT, "absorbed");
        assertEq(pool.trackedBalance(), FUNDS + GIFT, "tracked after");
        assertEq(token.balanceOf(stranger), 0, "the caller gains nothing");
    }

    function test_absorb_TwiceInABlockTakesTheGiftOnce() public {
        earn(1);
        token.transfer(address(pool), GIFT);
        assertEq(pool.absorb(), GIFT, "first");
        uint256 events = pool.eventCount();
        vm.recordLogs();
        assertEq(pool.absorb(), 0, "second");
        assertEq(vm.getRecordedLogs().length, 0, "logs of nothing");
        assertEq(pool.eventCount(), events, "nor is it counted");
    }

    function test_absorb_LeavesALaterGiftForTheNextCall() public {
        earn(1);
        token.transfer(address(pool), GIFT);
        assertEq(pool.absorb(), GIFT, "before");
        token.transfer(address(pool), 1);
        assertEq(pool.absorb(), 1, "after");
    }

    /// @notice A gift earns from its absorption on, as funds do from their funding on.
    function test_absorb_DoesNotPayForTheTimeBefore() public {
        (IRewardsPool same, RewardsRegistryHarness sameNodes) = deployPool(RATE);
        same.fund(FUNDS);
        sameNodes.activate(1);
        earn(1);
        token.transfer(address(pool), GIFT);
        vm.warp(block.timestamp + 9 days);
        pool.absorb();
        assertEq(pool.accrued(1), same.accrued(1), "as if no gift had come");
        same.fund(GIFT);
        vm.warp(block.timestamp + 9 days);
        assertEq(pool.accrued(1), same.accrued(1), "and then as if it were funds");
    }

    /// @notice Emission writes fractions off. They are less than a whole unit, so there is nothing to absorb.
    function test_absorb_NothingOfTheFractionsThatAreOwedOrWrittenOff() public {
        pool.fund(FUNDS);
        for (uint32 nodeId = 1; nodeId <= 3; ++nodeId) nodes.activate(nodeId);
        for (uint256 i = 0; i < 64; ++i) {
            vm.warp(block.timestamp + 1 + i * i * 977);
            if (i % 4 == 0) claim(1);
            assertEq(pool.absorb(), 0, "nothing is untracked");
        }
    }

    /// @notice Earnings are not taken from their nodes, whether whole units or fractions.
    function test_absorb_NothingOfAnEmptyPoolThatStillOwes() public {
        pool.fund(FUNDS);
        for (uint32 nodeId = 1; nodeId <= 3; ++nodeId) nodes.activate(nodeId);
        vm.warp(START + 365_000 days);
        pool.absorb();
        assertEq(pool.trackedBalance(), 0, "empty");
        pool.claim(list(1));
        pool.claim(list(2));
        assertEq(pool.absorb(), 0, "the third is owed still");
        uint256 due = pool.accrued(3);
        claim(3);
        assertEq(token.balanceOf(ownerOf(3)), due, "and is paid");
        uint256 held = token.balanceOf(address(pool));
        assertEq(held, pool.rewardsOwed(), "dust is owed");
        assertEq(pool.absorb(), 0, "dust stays owed");
        token.transfer(address(pool), GIFT);
        assertEq(pool.absorb(), GIFT, "a gift begins anew");
        assertEq(pool.trackedBalance(), GIFT, "tracked");
    }

    /// @notice Balance and owed amount are added first and rounded up then. So two halves are one unit.
    function test_absorb_RoundsTheBookedAmountUp() public {
        token.transfer(address(pool), 17);
        uint256 half = 1 << 31;
        vm.store(address(pool), bytes32(uint256(0)), bytes32((10 << 32) + half));
        vm.store(address(pool), bytes32(uint256(1)), bytes32((6 << 32) + half));
        assertEq(pool.absorb(), 0, "10.5 and 6.5 are 17");
        vm.store(address(pool), bytes32(uint256(1)), bytes32((5 << 32) + half + 1));
        assertEq(pool.absorb(), 0, "a fraction above 16 is booked as 17");
        vm.store(address(pool), bytes32(uint256(1)), bytes32((5 << 32) + half));
        assertEq(pool.absorb(), 1, "16 are booked");
    }

    /// @notice A token that shrinks leaves less than is booked.
    function test_absorb_NothingIfLessIsHeldThanBooked() public {
        pool.fund(FUNDS);
        bytes memory ask = abi.encodeCall(token.balanceOf, (address(pool)));
        vm.mockCall(address(token), ask, abi.encode(FUNDS - 1));
        assertEq(pool.absorb(), 0, "one unit is missing");
        vm.mockCall(address(token), ask, abi.encode(0));
        assertEq(pool.absorb(), 0, "all are missing");
        assertEq(pool.trackedBalance(), FUNDS, "the account stays");
    }

    /// @notice The bound of `fund` holds. What has no room stays untracked.
    function test_absorb_TakesNoMoreThanThereIsRoomFor() public {
        token.transfer(address(pool), GIFT);
        // A node has earned in its life all but 5 of the units that an account holds.
        uint256 lifetimeX32 = uint256(type(uint128).max) - (5 << 32);
        vm.store(address(pool), bytes32(uint256(0)), bytes32(lifetimeX32 << 128));
        assertEq(pool.absorb(), 5, "the room");
        assertEq(pool.absorb(), 0, "there is none");
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingTooHigh.selector, 1, 0));
        pool.fund(1);
        assertEq(pool.trackedBalance(), 5, "tracked");
    }

    /// @notice While a funding is booked and its tokens are on their way. `reentrancy.t.sol` has every other moment.
    function test_absorb_RevertWhen_Reentered() public {
        ERC20__Reentering reentering = new ERC20__Reentering();
        IRewardsPool target = IRewardsPool(deploy("RewardsPool", abi.encode(reentering, nodes, RATE, 1)));
        reentering.aim(address(target), abi.encodeCall(target.absorb, ()));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        target.fund(1);
    }

    /// @notice From any state, a gift is absorbed to the unit, and all that was owed is paid.
    function testFuzz_absorb_TakesTheGiftAndNoMore(uint96 funds, uint96 gift, uint32 elapsed, uint8 active) public {
        funds /= 2;
        gift /= 2;
        pool.fund(funds);
        uint32 count = 1 + (active % NODES);
        for (uint32 nodeId = 1; nodeId <= count; ++nodeId) nodes.activate(nodeId);
        vm.warp(START + elapsed);
        uint256[] memory due = new uint256[](count);
        for (uint32 i = 0; i < count; ++i) due[i] = pool.accrued(i + 1);
        uint256 events = pool.eventCount();
        token.transfer(address(pool), gift);
        vm.recordLogs();
        assertEq(pool.absorb(), gift, "absorbed");
        assertEq(pool.eventCount(), events + vm.getRecordedLogs().length, "events");
        assertTrue(token.balanceOf(address(pool)) >= pool.trackedBalance() + pool.rewardsOwed(), "solvent");
        pool.claim(allNodes());
        for (uint32 i = 0; i < count; ++i) assertEq(token.balanceOf(ownerOf(i + 1)), due[i], "paid");
    }
}
