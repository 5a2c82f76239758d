// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {NetworkModel} from "./NetworkModel.sol";

/// @notice The expected state of the pools: terms, slots, payments to each slot, credits, gifts. Only what the registry
/// and its rewards pool say of a node is read from the contracts.
abstract contract PoolModel is NetworkModel {
    /// @notice A slot of a pool, taken or reserved.
    struct PlaceNote {
        address contributor;
        uint96 amount; // base units; of a reservation, the minimum
        uint40 contributedAt; // unix seconds; 0: only reserved
        address beneficiary; // zero: the contributor
        uint256 paid; // base units
        address offeredTo; // zero: it is not offered
    }

    /// @notice A pool, as the earlier calls should have made it.
    struct PoolNote {
        address opener;
        uint256 openerKey;
        uint16 feeBps;
        uint40 deadline; // unix seconds
        uint96 requirement; // base units
        IContributionPools.PoolState state;
        uint32 nodeId;
        uint40 registeredAt; // unix seconds
        bytes32 termsHash;
        uint256 secretKey; // secret key of the registration
        bytes registration; // with its operator's signature, encoded
        bytes formerRegistration; // the one that it replaced; empty: none
        PlaceNote[] places;
    }

    uint256 internal constant PEOPLE = 14;
    uint256 internal constant PLACES_MAX = 10;
    uint40 internal constant WITHDRAWAL_REST = 24 * EPOCH;
    uint40 internal constant EXIT_REQUEST_REST = 720 * EPOCH;

    /// @dev Operators and others, who contribute and benefit.
    address[] internal people;

    mapping(uint256 poolId => PoolNote) internal notes;
    uint256 internal poolsOpened;

    mapping(address beneficiary => uint256) internal credits;

    /// @dev Base units sent to the pools as gifts.
    uint256 internal gifts;

    /* PEOPLE */

    function startPeople() internal {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            address person = i < ACTORS ? operatorAt(i) : address(uint160(0xac7000 + i));
            people.push(person);
            if (i >= ACTORS) token.transfer(person, 5_000_000 ether);
            vm.prank(person);
            token.approve(address(pools), type(uint256).max);
        }
    }

    function personAt(uint256 index) internal view returns (address) {
        return people[index % PEOPLE];
    }

    /* STATES */

    function isOpen(uint256 poolId) internal view returns (bool) {
        return notes[poolId].state == IContributionPools.PoolState.Open;
    }

    function isRegistered(uint256 poolId) internal view returns (bool) {
        return notes[poolId].state == IContributionPools.PoolState.Registered;
    }

    function isNotRegistered(uint256 poolId) internal view returns (bool) {
        return !isRegistered(poolId);
    }

    /// @dev Its deadline is over, or the registry's requirement changed.
    function isPast(uint256 poolId) internal view returns (bool) {
        PoolNote storage note = notes[poolId];
        return block.timestamp > note.deadline || note.requirement != registry.parameters().stakingRequirement;
    }

    function goesOn(uint256 poolId) internal view returns (bool) {
        return isOpen(poolId) && !isPast(poolId);
    }

    function isFull(uint256 poolId) internal view returns (bool) {
        return totalOf(poolId) == notes[poolId].requirement;
    }

    function isFilling(uint256 poolId) internal view returns (bool) {
        return goesOn(poolId) && !isFull(poolId);
    }

    /// @dev An account other than the opener has contributed.
    function isShareFilling(uint256 poolId) internal view returns (bool) {
        return isFilling(poolId) && totalOf(poolId) != notes[poolId].places[0].amount;
    }

    function isReadyToRegister(uint256 poolId) internal view returns (bool) {
        return goesOn(poolId) && isFull(poolId);
    }

    /// @dev Full, and past its deadline.
    function isMissed(uint256 poolId) internal view returns (bool) {
        return isOpen(poolId) && isPast(poolId) && isFull(poolId);
    }

    /// @dev It can only be refunded, and a contribution is left.
    function isRefundable(uint256 poolId) internal view returns (bool) {
        return !isRegistered(poolId) && !goesOn(poolId) && totalOf(poolId) != 0;
    }

    function totalOf(uint256 poolId) internal view returns (uint256 total) {
        PlaceNote[] storage places = notes[poolId].places;
        for (uint256 i = 0; i < places.length; ++i) if (places[i].contributedAt != 0) total += places[i].amount;
    }

    /* PLACES */

    function findPlace(uint256 poolId, address who) internal view returns (bool found, uint8 index) {
        PlaceNote[] storage places = notes[poolId].places;
        for (uint8 i = 0; i < places.length; ++i) if (places[i].contributor == who) return (true, i);
    }

    function hasTakenPlace(uint256 poolId, address who) internal view returns (bool) {
        (bool found, uint8 index) = findPlace(poolId, who);
        return found && notes[poolId].places[index].contributedAt != 0;
    }

    /// @dev A contributor, other than the opener if there is one.
    function followerOf(uint256 poolId, uint256 seed) internal view returns (address) {
        PlaceNote[] storage places = notes[poolId].places;
        if (places.length == 0) return stranger;
        uint256 first = draw(seed, "follower", places.length);
        for (uint256 i = 0; i < places.length; ++i) {
            uint256 index = (first + i) % places.length;
            if (index != 0 && places[index].contributedAt != 0) return places[index].contributor;
        }
        return contributorOf(poolId, seed);
    }

    /// @dev A contributor; a stranger if the pool has no contribution.
    function contributorOf(uint256 poolId, uint256 seed) internal view returns (address who) {
        PlaceNote[] storage places = notes[poolId].places;
        if (places.length == 0) return stranger;
        uint256 first = draw(seed, "contributor", places.length);
        for (uint256 i = 0; i < places.length; ++i) {
            PlaceNote storage place = places[(first + i) % places.length];
            if (place.contributedAt != 0) return place.contributor;
        }
        return stranger;
    }

    function beneficiaryOf(uint256 poolId, uint256 index) internal view returns (address) {
        PlaceNote storage place = notes[poolId].places[index];
        return place.beneficiary == address(0) ? place.contributor : place.beneficiary;
    }

    /// @dev Minimum and maximum that an account may add to an open pool; `least` 0: it cannot contribute.
    function boundsOf(uint256 poolId, address who) internal view returns (uint256 least, uint256 most) {
        PlaceNote[] storage places = notes[poolId].places;
        (bool found, uint8 index) = findPlace(poolId, who);
        if (!found && places.length == PLACES_MAX) return (0, 0);
        most = notes[poolId].requirement - totalOf(poolId);
        for (uint256 i = 0; i < places.length; ++i) {
            if (places[i].contributedAt == 0 && !(found && i == index)) most -= places[i].amount;
        }
        if (found) {
            least = places[index].contributedAt == 0 ? places[index].amount : 1;
        } else {
            uint256 free = PLACES_MAX - places.length;
            least = most / free + (most % free == 0 ? 0 : 1);
            uint256 part = notes[poolId].requirement / 100;
            if (least < part) least = part;
            if (least > most) least = most;
            if (least == 0) least = 1;
        }
    }

    /* MONEY */

    /// @dev Base units that pools were ever paid for the node: rewards, principal.
    function receivedFor(uint256 poolId) internal view returns (uint256 rewards, uint256 principal) {
        uint32 nodeId = notes[poolId].nodeId;
        return (rewardsPool.rewardsPaid(nodeId), registry.principalPaid(nodeId));
    }

    /// @dev Base units that a slot should have earned in its life. The opener takes its fee of rewards first; the
    /// rest is shared in proportion. Principal is returned to each contributor, less the whole loss for the opener.
    function entitledTo(uint256 poolId, uint256 index) internal view returns (uint256 amount) {
        PoolNote storage note = notes[poolId];
        (uint256 rewards, uint256 principal) = receivedFor(poolId);
        uint256 brought = note.places[index].amount;
        uint256 fee = (rewards * note.feeBps) / 10_000;
        amount = ((rewards - fee) * brought) / note.requirement;
        if (principal != 0) amount += brought;
        if (index == 0) {
            amount += fee;
            if (principal != 0) amount -= note.requirement - principal;
        }
    }

    function dueTo(uint256 poolId, uint256 index) internal view returns (uint256) {
        return entitledTo(poolId, index) - notes[poolId].places[index].paid;
    }

    /// @dev Credits the beneficiary of the slot with its earnings. To be noted after the call, whose rewards count.
    function noteSettled(uint256 poolId, uint256 index) internal {
        assertEq(rewardsPool.accrued(notes[poolId].nodeId), 0, "the node's rewards were claimed");
        uint256 amount = dueTo(poolId, index);
        credits[beneficiaryOf(poolId, index)] += amount;
        notes[poolId].places[index].paid += amount;
    }

    /* CHOICE */

    /// @dev A pool that fits, or 0 if there is none.
    function pickPool(uint256 seed, function(uint256) view returns (bool) fits) internal view returns (uint256) {
        if (poolsOpened == 0) return 0;
        uint256 first = draw(seed, "pool", poolsOpened);
        for (uint256 i = 0; i < poolsOpened; ++i) {
            uint256 poolId = 1 + ((first + i) % poolsOpened);
            if (fits(poolId)) return poolId;
        }
        return 0;
    }

    /// @dev Mostly a pool that fits, else any. Sometimes one that does not exist, once `what` was reached.
    function pickPoolOrAny(
        uint256 seed,
        string memory what,
        function(uint256) view returns (bool) fits
    ) internal view returns (uint256 poolId) {
        uint256 kind = isReached(what) ? draw(seed, "which pool", 12) : 3;
        if (kind == 0) return poolsOpened + 1;
        if (kind > 2) poolId = pickPool(seed, fits);
        if (poolId == 0) poolId = 1 + draw(seed, "any pool", poolsOpened + 1);
    }
}
