// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice After any calls in any order, a pool can fill, and either all contributors are refunded or the node is
/// registered.
contract PoolSequencesTest is PoolsBase {
    uint256 private constant STEPS = 24;
    uint256 private constant GIFT = 3 ether;

    uint256 private random;
    uint256 private operatorBefore;

    /// @notice Traps 16 and 17 at once. One seed drives the whole sequence. It has 14 calls when the pool expires at
    /// once: the pool opens, then the operator and each of the twelve withdraw.
    /// @custom:calls 14
    function testFuzz_trap17_AnySequenceEndsRegisteredOrRefunded(uint256 seed) public {
        random = seed;
        operatorBefore = token.balanceOf(operator);
        uint256 kept = draw(4);
        uint96 most = STAKE - QUARTER - uint96(kept) * 2_000 ether;
        openPool(termsKeeping(kept, 2_000 ether), QUARTER + uint96(draw(most / 2)));
        token.transfer(address(pools), GIFT);

        for (uint256 i = 0; i < STEPS && !pools.isOver(POOL); ++i) {
            step();
            assertAccounts();
            if (pools.isOver(POOL)) break;
            assertBoundsAreExact(someone());
            assertSomebodyCanGoOn();
        }
        if (draw(3) == 0) vm.warp(deadline + 1);
        if (pools.isOver(POOL)) refundAll();
        else fillAndRegister();
    }

    /* STEPS */

    function step() private {
        uint256 kind = draw(8);
        if (kind < 4) tryContribution(someone());
        else if (kind < 6) tryWithdrawal(actor(draw(ACTORS)));
        else if (kind == 6) vm.warp(block.timestamp + draw(30 hours));
        else if (draw(8) == 0) tryWithdrawal(operator);
    }

    function tryContribution(address contributor) private {
        (uint96 min, uint96 max) = pools.contributionBounds(POOL, contributor);
        if (max == 0) return;
        // Mostly small amounts, so that pools do not fill at once.
        uint96 amount = draw(6) == 0 ? max : min + uint96(draw((max - min) / 8 + 1));
        uint96 total = pools.pool(POOL).total;
        contribute(contributor, amount);
        assertEq(pools.pool(POOL).total, total + amount, "total");
    }

    function tryWithdrawal(address contributor) private {
        (bool found, IContributionPools.Slot memory slot) = takenSlotOf(contributor);
        uint40 withdrawableAt = slot.contributedAt + WITHDRAWAL_REST;
        bool done = false;
        if (!found) {
            expectNotContributor(contributor);
        } else if (pools.pool(POOL).total == STAKE) {
            vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolFull.selector, POOL, deadline));
        } else if (block.timestamp < withdrawableAt) {
            vm.expectRevert(
                abi.encodeWithSelector(IContributionPools.WithdrawalTooEarly.selector, POOL, withdrawableAt)
            );
        } else {
            done = true;
        }
        withdraw(contributor);
        if (done && contributor != operator) assertEq(token.balanceOf(contributor), STAKE, "has all back");
        if (done && contributor == operator) assertState(IContributionPools.PoolState.Closed);
    }

    /* INVARIANTS */

    function assertAccounts() private view {
        IContributionPools.Slot[] memory places = pools.slots(POOL);
        uint256 sum = 0;
        for (uint256 i = 0; i < places.length; ++i) if (places[i].contributedAt != 0) sum += places[i].amount;
        assertEq(pools.pool(POOL).total, sum, "total is what the taken places have");
        assertEq(token.balanceOf(address(pools)), sum + GIFT, "pools hold it");
        assertTrue(sum <= STAKE, "never more than the requirement");
        assertTrue(places.length <= SLOTS_MAX, "never more places than ten");
        for (uint256 i = 0; i < ACTORS; ++i) {
            (, IContributionPools.Slot memory slot) = takenSlotOf(actor(i));
            assertEq(token.balanceOf(actor(i)) + slot.amount, STAKE, "a place has what its contributor brought");
        }
    }

    function assertBoundsAreExact(address contributor) private {
        (uint96 min, uint96 max) = pools.contributionBounds(POOL, contributor);
        if (max == 0) {
            assertEq(min, 0, "least where nothing may be brought");
            if (hasRoomFor(contributor)) expectTooHigh(1, 0);
            else vm.expectRevert(abi.encodeWithSelector(IContributionPools.NoFreeSlot.selector, POOL));
            contribute(contributor, 1);
            return;
        }
        assertTrue(min != 0 && min <= max, "something may be brought");
        expectTooLow(min - 1, min);
        contribute(contributor, min - 1);
        expectTooHigh(max + 1, max);
        contribute(contributor, max + 1);
    }

    function assertSomebodyCanGoOn() private view {
        if (pools.pool(POOL).total == STAKE) return;
        for (uint256 i = 0; i <= ACTORS; ++i) {
            (uint96 min, uint96 max) = pools.contributionBounds(POOL, i == ACTORS ? operator : actor(i));
            if (max != 0 && min <= max) return;
        }
        assertTrue(false, "nobody can go on");
    }

    /* THE END */

    /// @dev Each contributor adds its maximum once. That fills the pool, whatever came before.
    function fillAndRegister() private {
        for (uint256 i = 0; i <= ACTORS; ++i) {
            address contributor = i == ACTORS ? operator : actor(i);
            (, uint96 max) = pools.contributionBounds(POOL, contributor);
            if (max != 0) contribute(contributor, max);
        }
        assertEq(pools.pool(POOL).total, STAKE, "full");
        assertAccounts();
        finalize();
        assertEq(registry.serviceNode(poolNode).principal, STAKE, "principal");
        assertEq(token.balanceOf(address(pools)), GIFT, "only the gift is left");
    }

    function refundAll() private {
        uint256 first = draw(ACTORS + 1);
        for (uint256 i = 0; i <= ACTORS; ++i) {
            uint256 next = (first + i * 5) % (ACTORS + 1); // 5 and 13 are prime to each other
            address contributor = next == ACTORS ? operator : actor(next);
            (bool found, ) = takenSlotOf(contributor);
            if (!found) expectNotContributor(contributor);
            withdraw(contributor);
            assertAccounts();
        }
        assertEq(token.balanceOf(operator), operatorBefore, "operator has all back");
        assertEq(token.balanceOf(address(pools)), GIFT, "only the gift is left");
        assertEq(pools.pool(POOL).total, 0, "total");
    }

    /* HELPERS */

    function draw(uint256 below) private returns (uint256) {
        random = uint256(keccak256(abi.encode(random)));
        return random % below;
    }

    /// @dev An actor, or sometimes the operator.
    function someone() private returns (address) {
        uint256 index = draw(ACTORS + 1);
        return index == ACTORS ? operator : actor(index);
    }

    function takenSlotOf(address contributor) private view returns (bool found, IContributionPools.Slot memory slot) {
        IContributionPools.Slot[] memory places = pools.slots(POOL);
        for (uint256 i = 0; i < places.length; ++i) {
            if (places[i].contributor != contributor || places[i].contributedAt == 0) continue;
            assertTrue(!found, "nobody has two places");
            (found, slot) = (true, places[i]);
        }
    }

    /// @dev Whether the contributor has a slot, taken or reserved, or could take one.
    function hasRoomFor(address contributor) private view returns (bool has) {
        IContributionPools.Slot[] memory places = pools.slots(POOL);
        has = places.length < SLOTS_MAX;
        for (uint256 i = 0; i < places.length; ++i) if (places[i].contributor == contributor) has = true;
    }
}
