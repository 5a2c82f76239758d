// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolControlHandler} from "./PoolControlHandler.sol";
import {PoolFundingHandler} from "./PoolFundingHandler.sol";
import {PoolSharesHandler} from "./PoolSharesHandler.sol";
import {Promises} from "./Promises.sol";

/// @notice Invariants of the pools, checked after every call.
abstract contract PoolPromises is Promises, PoolFundingHandler, PoolSharesHandler, PoolControlHandler {
    /* AFTER EVERY CALL */

    function poolsKeepTheirPromises() external view {
        uint256 held = gifts;
        for (uint256 poolId = 1; poolId <= poolsOpened; ++poolId) {
            IContributionPools.Pool memory pool = pools.pool(poolId);
            // Empty closed pools do not change, so the time goes to the others.
            if (pool.state == IContributionPools.PoolState.Closed && pool.total == 0 && isLeft(poolId)) continue;
            IContributionPools.Slot[] memory slots = pools.slots(poolId);
            checkPool(poolId, pool);
            checkPlaces(poolId, pool, slots);
            held += isRegistered(poolId) ? checkShares(poolId, pool, slots) : pool.total;
        }
        assertEq(pools.poolCount(), poolsOpened, "poolCount");
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 credit = pools.credit(people[i]);
            assertEq(credit, credits[people[i]], "credit");
            held += credit;
        }
        // To the unit: contributions, payments to nodes that are not credited yet, credits, gifts.
        assertEq(token.balanceOf(address(pools)), held, "the pools hold what they should");
    }

    function isLeft(uint256 poolId) private view returns (bool) {
        return notes[poolId].state == IContributionPools.PoolState.Closed && totalOf(poolId) == 0;
    }

    /// @dev The pool equals the model's.
    function checkPool(uint256 poolId, IContributionPools.Pool memory pool) private view {
        PoolNote storage note = notes[poolId];
        assertTrue(pool.state == note.state, "state of a pool");
        assertEq(pool.opener, note.opener, "opener of a pool");
        assertEq(pool.feeBps, note.feeBps, "fee of a pool");
        assertEq(pool.deadline, note.deadline, "deadline of a pool");
        assertEq(pool.requirement, note.requirement, "requirement of a pool");
        assertEq(pool.nodeId, note.nodeId, "node of a pool");
        assertEq(pool.registeredAt, note.registeredAt, "registeredAt of a pool");
        assertEq(pool.termsHash, note.termsHash, "terms of a pool");
        assertEq(pool.registrationHash, keccak256(note.registration), "registration of a pool");
        assertTrue(pools.isOver(poolId) == (!isRegistered(poolId) && !goesOn(poolId)), "isOver of a pool");
        if (note.nodeId != 0) assertTrue(isShared(note.nodeId), "a shared node is the pools' for ever");
    }

    /// @dev Each slot equals the model's. Together they are the total, and at last the stake.
    function checkPlaces(
        uint256 poolId,
        IContributionPools.Pool memory pool,
        IContributionPools.Slot[] memory slots
    ) private view {
        PoolNote storage note = notes[poolId];
        assertTrue(slots.length <= PLACES_MAX, "never more than ten places");
        assertEq(slots.length, note.places.length, "places of a pool");
        uint256 sum = 0;
        uint256 kept = 0;
        for (uint256 i = 0; i < slots.length; ++i) {
            PlaceNote memory place = note.places[i];
            assertEq(slots[i].contributor, place.contributor, "contributor of a place");
            assertEq(slots[i].beneficiary, place.beneficiary, "beneficiary of a place");
            assertEq(slots[i].amount, place.amount, "amount of a place");
            assertEq(slots[i].contributedAt, place.contributedAt, "contributedAt of a place");
            assertEq(slots[i].paid, place.paid, "what a place was paid only grows");
            assertEq(pools.pendingContributor(poolId, uint8(i)), place.offeredTo, "offer of a place");
            if (slots[i].contributedAt != 0) sum += slots[i].amount;
            else if (slots[i].amount != 0) ++kept;
        }
        assertEq(pool.total, sum, "the total is what the taken places have");
        assertTrue(sum <= pool.requirement, "never more than the stake");
        if (isRegistered(poolId)) assertEq(sum, pool.requirement, "the shares of a node are its stake");
        if (isOpen(poolId)) {
            assertEq(pool.reservedCount, kept, "places kept");
            assertTrue(slots[0].amount >= quarterOf(pool.requirement), "the opener has a quarter");
        }
        bool bound = isOpen(poolId) || isRegistered(poolId);
        if (bound) assertEq(slots[0].contributor, pool.opener, "place 0 is the opener's for ever");
    }

    /// @dev Payments to a node are shared without a loss, and the opener loses principal first.
    /// @return unpaid base units received for the node that are not credited yet
    function checkShares(
        uint256 poolId,
        IContributionPools.Pool memory pool,
        IContributionPools.Slot[] memory slots
    ) private view returns (uint256 unpaid) {
        (uint256 rewards, uint256 principal) = receivedFor(poolId);
        unpaid = rewards + principal;
        uint256 due = 0;
        for (uint8 i = 0; i < slots.length; ++i) {
            uint256 part = pools.due(poolId, i);
            assertEq(part, dueTo(poolId, i), "what is due to a place");
            due += part;
            unpaid -= slots[i].paid;
            if (principal == 0 || i == 0) continue;
            assertTrue(part + slots[i].paid >= slots[i].amount, "only the opener loses principal");
        }
        assertTrue(due <= unpaid, "what is due is covered");
        assertTrue(unpaid - due < slots.length, "rounding leaves less than a unit a place");
        if (principal == 0) return unpaid;
        assertTrue(pool.requirement - principal <= slots[0].amount, "a loss is at most what the opener brought");
    }

    /* FROM ANY STATE */

    /// @notice As one of the calls: all contributors leave every pool, and the state is then reverted.
    function leavePoolsAndComeBack(uint256 seed) external {
        uint256 snapshotId = vm.snapshotState();
        this.everyContributorCanLeave(seed);
        assertTrue(vm.revertToState(snapshotId), "state was taken back");
    }

    /// @notice While registrations are paused, every contributor of every pool, in any order, gets back each
    /// contribution without a registered node. It has the others' nodes leave and everything paid. At last the pools
    /// hold gifts, and of each node less than a unit per slot.
    function everyContributorCanLeave(uint256 seed) external {
        uint256 lastAt = block.timestamp;
        for (uint256 poolId = 1; poolId <= poolsOpened; ++poolId) {
            if (isRegistered(poolId)) askToLeave(seed, poolId);
            uint256 leaveAt =
                isRegistered(poolId)
                    ? registry.serviceNode(notes[poolId].nodeId).exitDueAt
                    : notes[poolId].deadline + 1;
            if (leaveAt > lastAt) lastAt = leaveAt;
        }
        goTo(lastAt);
        pauseForSure();
        for (uint256 poolId = 1; poolId <= poolsOpened; ++poolId) {
            if (isRegistered(poolId)) leaveRegistered(seed, poolId);
            else leaveUnregistered(seed, poolId);
        }
        uint256 held = gifts;
        for (uint256 poolId = 1; poolId <= poolsOpened; ++poolId) {
            if (isRegistered(poolId)) held += restOf(poolId);
            else assertEq(pools.pool(poolId).total, 0, "nothing is left of what nobody registered");
        }
        for (uint256 i = 0; i < PEOPLE; ++i) claimBy(people[i], new IContributionPools.Place[](0), 0);
        assertEq(token.balanceOf(address(pools)), held, "the pools hold gifts and what rounding left");
    }

    /// @dev Requested by any contributor, as soon as it may.
    function askToLeave(uint256 seed, uint256 poolId) private {
        if (registry.serviceNode(notes[poolId].nodeId).exitDueAt != 0) return;
        goTo(notes[poolId].registeredAt + EXIT_REQUEST_REST);
        requestExitBy(poolId, contributorOf(poolId, seed));
        assertTrue(
            registry.serviceNode(notes[poolId].nodeId).exitDueAt != 0,
            "any contributor can have the node leave"
        );
    }

    function leaveUnregistered(uint256 seed, uint256 poolId) private {
        uint256 count = notes[poolId].places.length;
        uint256 first = draw(seed, "first to withdraw", count);
        for (uint256 i = 0; i < count; ++i) {
            PlaceNote memory place = notes[poolId].places[(first + i) % count];
            if (place.contributedAt == 0) continue;
            uint256 held = token.balanceOf(place.contributor);
            withdrawFrom(poolId, place.contributor);
            assertEq(token.balanceOf(place.contributor), held + place.amount, "everybody can withdraw");
        }
    }

    function leaveRegistered(uint256 seed, uint256 poolId) private {
        uint32 nodeId = notes[poolId].nodeId;
        if (!registry.serviceNode(nodeId).paid) exitNow(nodeId, 0);
        uint256 count = notes[poolId].places.length;
        uint256 first = draw(seed, "first to claim", count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 index = (first + i) % count;
            claimBy(beneficiaryOf(poolId, index), onePlace(poolId, index, 1), 0);
        }
        assertTrue(isPaidOut(poolId), "everything is paid");
    }

    /// @dev Rounding remainder of all payments for the pool's node.
    function restOf(uint256 poolId) private view returns (uint256 rest) {
        (uint256 rewards, uint256 principal) = receivedFor(poolId);
        rest = rewards + principal;
        IContributionPools.Slot[] memory slots = pools.slots(poolId);
        for (uint256 i = 0; i < slots.length; ++i) rest -= slots[i].paid;
        assertTrue(rest < slots.length, "rounding leaves less than a unit a place");
    }
}
