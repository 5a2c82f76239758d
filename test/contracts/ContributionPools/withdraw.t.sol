// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract WithdrawTest is PoolsBase {
    function test_withdraw_RefundsAllAndFreesTheSlot() public {
        openPool();
        contribute(ann, 3_000 ether);
        contribute(ben, 4_000 ether);
        contribute(cat, 5_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Withdrawn(POOL, ann, 1, 3_000 ether, OPERATOR_SHARE + 9_000 ether);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
        assertEq(pools.pool(POOL).slotCount, 3, "slotCount");
        assertEq(pools.pool(POOL).total, OPERATOR_SHARE + 9_000 ether, "total");
        assertSlot(0, operator, OPERATOR_SHARE);
        assertSlot(1, cat, 5_000 ether); // the last slot moved here
        assertSlot(2, ben, 4_000 ether);
        assertState(IContributionPools.PoolState.Open);

        withdraw(ben); // the last slot itself
        assertEq(pools.pool(POOL).slotCount, 2, "slotCount");
        assertSlot(1, cat, 5_000 ether);
        contribute(ann, 13_000 ether);
        assertEq(pools.pool(POOL).total, STAKE, "full again");
    }

    function test_withdraw_KeepsTheContentsOfTheSlotThatMoves() public {
        openPool();
        contribute(ann, 3_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        contributeFor(ben, 4_000 ether, cat);
        withdraw(ann);
        IContributionPools.Slot memory slot = pools.slots(POOL)[1];
        assertEq(slot.contributor, ben, "contributor");
        assertEq(slot.beneficiary, cat, "beneficiary");
        assertEq(slot.contributedAt, block.timestamp, "contributedAt");
        assertEq(slot.amount, 4_000 ether, "amount");
    }

    function test_withdraw_FreesAReservedSlot() public {
        openPool(termsKeeping(1, 3_000 ether), OPERATOR_SHARE);
        contribute(ann, 3_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(ann);
        assertEq(pools.pool(POOL).slotCount, 1, "slotCount");
        assertBounds(ann, 2_000 ether, STAKE - OPERATOR_SHARE); // like any new contributor
    }

    function test_withdraw_ByTheOperatorClosesThePool() public {
        openPool(termsKeeping(2, 3_000 ether), OPERATOR_SHARE);
        contribute(ann, 3_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        contribute(cat, 5_000 ether);
        uint256 before = token.balanceOf(operator);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.PoolClosed(POOL);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Withdrawn(POOL, operator, 0, OPERATOR_SHARE, 8_000 ether);
        withdraw(operator);
        assertEq(token.balanceOf(operator) - before, OPERATOR_SHARE, "operator has all back");
        assertState(IContributionPools.PoolState.Closed);
        assertTrue(pools.isOver(POOL), "over");

        vm.recordLogs();
        withdraw(cat); // cat contributed just now
        assertEq(vm.getRecordedLogs().length, 2, "Withdrawn and Transfer: a pool is closed once");
        withdraw(ann);
        assertEq(token.balanceOf(cat), STAKE, "cat has all back");
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
        assertEq(pools.pool(POOL).total, 0, "total");
        expectNotContributor(operator);
        withdraw(operator);
    }

    function test_withdraw_AfterTheDeadlineAtOnceThoughThePoolIsFull() public {
        openPool();
        vm.warp(deadline);
        fill();
        vm.warp(deadline + 1);
        uint256 before = token.balanceOf(operator);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.PoolClosed(POOL);
        withdraw(operator);
        // A pool that emptied a slot while closed never continues.
        assertState(IContributionPools.PoolState.Closed);
        withdraw(ben);
        withdraw(ann);
        assertEq(token.balanceOf(operator) - before, OPERATOR_SHARE, "operator");
        assertEq(token.balanceOf(ann), STAKE, "ann");
        assertEq(token.balanceOf(ben), STAKE, "ben");
        expectNotContributor(ann);
        withdraw(ann);
    }

    /* TRAPS */

    /// @notice Trap 16: neither a role nor a stranger can move a contribution, and a gift belongs to no slot.
    function test_trap16_NoAccountTakesContributionsOfOthers() public {
        openPool(termsKeeping(3, 1_000 ether), OPERATOR_SHARE);
        contribute(ann, 3_000 ether);
        contribute(ben, 4_000 ether);
        token.transfer(address(pools), 777 ether);
        uint256 held = token.balanceOf(address(pools));
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        address[6] memory others = [stranger, governor, guardian, owner, address(manager), cat];
        for (uint256 i = 0; i < others.length; ++i) {
            expectNotContributor(others[i]);
            withdraw(others[i]);
            vm.startPrank(others[i]);
            expectNotContributor(others[i]);
            pools.setBeneficiary(POOL, others[i]);
            expectStateNotAllowed(IContributionPools.PoolState.Open);
            pools.offerSlot(POOL, others[i]);
            expectStateNotAllowed(IContributionPools.PoolState.Open);
            pools.takeSlot(POOL, 1);
            expectStateNotAllowed(IContributionPools.PoolState.Open);
            pools.claim(placeOf(1));
            pools.claim(new IContributionPools.Place[](0));
            vm.stopPrank();
        }
        assertEq(token.balanceOf(address(pools)), held, "pools hold");
        withdraw(operator);
        withdraw(ann);
        withdraw(ben);
        assertEq(token.balanceOf(address(pools)), 777 ether, "the gift stays");
    }

    /// @notice Trap 16: no function can rescue, sweep or pull tokens, under the usual names.
    function test_trap16_NoFunctionRescuesTokens() public {
        openPool();
        bytes[5] memory calls = [
            abi.encodeWithSignature("rescue(address,uint256)", address(token), 1),
            abi.encodeWithSignature("rescueERC20(address,address,uint256)", address(token), stranger, 1),
            abi.encodeWithSignature("recoverERC20(address,uint256)", address(token), 1),
            abi.encodeWithSignature("sweep()"),
            abi.encodeWithSignature("skim(address)", stranger)
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool done, ) = address(pools).call(calls[i]);
            assertTrue(!done, "refused");
        }
        assertEq(token.allowance(address(pools), address(registry)), 0, "registry may take nothing");
        assertEq(token.balanceOf(address(pools)), OPERATOR_SHARE, "pools hold");
    }

    /// @notice Trap 16: a gift is not a contribution and fills no pool.
    function test_trap16_AGiftFillsNoPool() public {
        openPool();
        contribute(ann, ANN_SHARE);
        token.transfer(address(pools), BEN_SHARE);
        assertEq(pools.pool(POOL).total, OPERATOR_SHARE + ANN_SHARE, "total");
        assertBounds(ben, 1_000 ether, BEN_SHARE);
    }

    /// @notice Trap 17: a full but expired pool is refunded entirely, in any order of its contributors.
    function test_trap17_AnOverPoolIsRefundedEntirelyInAnyOrder() public {
        openWithTen();
        vm.warp(deadline + 1);
        uint256 snapshot = vm.snapshotState();
        for (uint256 order = 0; order < 6; ++order) {
            refundInOrder(order);
            vm.revertToState(snapshot);
            snapshot = vm.snapshotState();
        }
    }

    /// @notice Trap 17: if any contributor leaves an open pool, all others keep their slot, and the pool can fill
    /// again.
    function test_trap17_ThePoolCanFillAgainAfterAnyWithdrawal() public {
        openPool();
        for (uint256 i = 0; i + 2 < SLOTS_MAX; ++i) contribute(actor(i), 2_000 ether);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        uint256 snapshot = vm.snapshotState();
        for (uint256 leaver = 0; leaver + 2 < SLOTS_MAX; ++leaver) {
            withdraw(actor(leaver));
            for (uint256 i = 0; i + 2 < SLOTS_MAX; ++i) {
                assertEq(placesOf(actor(i)), i == leaver ? 0 : 1, "places");
            }
            contribute(actor(SLOTS_MAX), STAKE - pools.pool(POOL).total);
            finalize();
            vm.revertToState(snapshot);
            snapshot = vm.snapshotState();
        }
    }

    /* REFUSALS */

    function test_withdraw_RevertWhen_ThePoolIsUnknown() public {
        expectUnknown(POOL);
        withdraw(ann);
    }

    function test_withdraw_RevertWhen_TheCallerHasNoSlotOrOnlyAReservation() public {
        openPool(termsKeeping(1, 1_000 ether), OPERATOR_SHARE);
        expectNotContributor(stranger);
        withdraw(stranger);
        expectNotContributor(ann);
        withdraw(ann);
        vm.warp(deadline + 1);
        expectNotContributor(ann);
        withdraw(ann);
    }

    function test_withdraw_RevertWhen_ItIsTooEarly() public {
        openPool();
        contribute(ann, 3_000 ether);
        vm.warp(block.timestamp + 1 hours);
        contribute(ann, 1); // the cooldown begins anew
        uint40 withdrawableAt = uint40(block.timestamp) + WITHDRAWAL_REST;
        vm.warp(withdrawableAt - 1);
        bytes4 selector = IContributionPools.WithdrawalTooEarly.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, POOL, withdrawableAt));
        withdraw(ann);
        vm.warp(withdrawableAt);
        withdraw(ann);
    }

    function test_withdraw_RevertWhen_ThePoolIsFull() public {
        openPool();
        fill();
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolFull.selector, POOL, deadline));
        withdraw(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolFull.selector, POOL, deadline));
        withdraw(operator);
    }

    function test_withdraw_RevertWhen_TheNodeIsRegistered() public {
        openFilledAndFinalized();
        vm.warp(deadline + 1);
        assertTrue(!pools.isOver(POOL), "a registered pool is never over");
        expectStateNotAllowed(IContributionPools.PoolState.Registered);
        withdraw(ann);
    }

    /* HELPERS */

    function openWithTen() private {
        openPool();
        for (uint256 i = 0; i + 1 < SLOTS_MAX; ++i) contribute(actor(i), 2_000 ether);
    }

    /// @dev Order 0 to 5: each starts with another contributor and goes on in steps that reach all of them.
    function refundInOrder(uint256 order) private {
        uint256 before = token.balanceOf(operator);
        uint256 step = order % 2 == 0 ? 3 : 7; // both prime to ten
        for (uint256 i = 0; i < SLOTS_MAX; ++i) {
            uint256 next = (order * 2 + i * step) % SLOTS_MAX;
            withdraw(next + 1 == SLOTS_MAX ? operator : actor(next));
        }
        for (uint256 i = 0; i + 1 < SLOTS_MAX; ++i) assertEq(token.balanceOf(actor(i)), STAKE, "has all back");
        assertEq(token.balanceOf(operator) - before, OPERATOR_SHARE, "operator has all back");
        assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
        assertEq(pools.pool(POOL).total, 0, "total");
    }

    function placesOf(address contributor) private view returns (uint256 count) {
        IContributionPools.Slot[] memory places = pools.slots(POOL);
        for (uint256 i = 0; i < places.length; ++i) if (places[i].contributor == contributor) ++count;
    }
}
