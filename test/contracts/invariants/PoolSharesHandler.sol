// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {PoolModel} from "./PoolModel.sol";

/// @notice Calls of those who share a node: leave, claim, change beneficiaries, transfer slots. Also the attempts of
/// strangers.
abstract contract PoolSharesHandler is PoolModel {
    uint256 private constant CLAIM_MAX = 64;
    uint256 private constant GIFT_MAX = 10 ether;

    /* LEAVING */

    /// @notice Requests the exit for any contributor, often around the end of the days in which a small one has to
    /// wait. Spares the last few active nodes, so that a quorum remains.
    function requestExitOfPool(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "exit of a shared node requested", isStaying);
        PoolNote storage note = notes[poolId];
        address who = draw(seed, "stranger", 8) == 0 || poolId > poolsOpened ? stranger : contributorOf(poolId, seed);
        if (isRegistered(poolId)) {
            if (isActive(note.nodeId) && isQuorumShort()) return;
            uint256 kind = draw(seed, "time", 4);
            if (kind < 2) goTo(note.registeredAt + EXIT_REQUEST_REST - kind);
        }
        requestExitBy(poolId, who);
    }

    function requestExitBy(uint256 poolId, address who) internal {
        bytes4 refusal = refusalOfExitRequest(poolId, who);
        actAs(who);
        try pools.requestExit(poolId) {
            requireAccepted(refusal, "requestExit of a pool");
            uint40 dueAt = registry.serviceNode(notes[poolId].nodeId).exitDueAt;
            assertEq(dueAt, block.timestamp + registry.parameters().exitDelay, "exitDueAt of a shared node");
            ++times["exit of a shared node requested"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "requestExit of a pool");
        }
    }

    function refusalOfExitRequest(uint256 poolId, address who) private view returns (bytes4) {
        PoolNote storage note = notes[poolId];
        if (note.state == IContributionPools.PoolState.None) return IContributionPools.PoolUnknown.selector;
        if (!isRegistered(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        (bool found, uint8 index) = findPlace(poolId, who);
        if (!found) return IContributionPools.CallerNotContributor.selector;
        bool small = uint256(note.places[index].amount) < (uint256(note.requirement) + 3) / 4;
        if (small && block.timestamp < note.registeredAt + EXIT_REQUEST_REST) {
            return IContributionPools.ExitRequestTooEarly.selector;
        }
        if (!isLiving(note.nodeId)) return IServiceNodeRegistry.StatusNotAllowed.selector;
        bool requested = registry.serviceNode(note.nodeId).exitDueAt != 0;
        return requested ? IServiceNodeRegistry.ExitAlreadyRequested.selector : bytes4(0);
    }

    function isStaying(uint256 poolId) private view returns (bool) {
        return isRegistered(poolId) && registry.serviceNode(notes[poolId].nodeId).exitDueAt == 0;
    }

    /* CLAIMING */

    /// @notice Claims as a beneficiary: the credit alone, one slot, one twice, all slots, too many, or one of another
    /// beneficiary.
    function claimPlaces(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "places claimed", isRegistered);
        uint256 count = notes[poolId].places.length;
        uint256 index = count == 0 ? 0 : draw(seed, "place", count);
        address who = count == 0 ? stranger : beneficiaryOf(poolId, index);
        if (who == address(0)) who = stranger;
        uint256 kind = isReached("places claimed") ? draw(seed, "claim", 12) : 7;
        IContributionPools.Place[] memory places;
        bytes4 refusal = 0;
        if (kind == 0) places = new IContributionPools.Place[](0);
        else if (kind < 3) places = onePlace(poolId, index, 1);
        else if (kind == 3) places = onePlace(poolId, index, 2);
        else if (kind == 4) (places, refusal) = (onePlace(poolId, index, 65), IContributionPools.ClaimTooLong.selector);
        else if (kind == 5) (places, who) = (onePlace(poolId, index, 1), stranger);
        else if (kind == 6) places = onePlace(poolId, count, 1);
        else places = placesOf(who);
        if (refusal == 0 && places.length != 0 && kind < 7) refusal = refusalOfClaim(poolId, places[0].slot, who);
        claimBy(who, places, refusal);
    }

    function claimBy(address who, IContributionPools.Place[] memory places, bytes4 refusal) internal {
        uint256 held = token.balanceOf(who);
        actAs(who);
        try pools.claim(places) {
            requireAccepted(refusal, "claim of places");
            for (uint256 i = 0; i < places.length; ++i) {
                noteSettled(places[i].poolId, places[i].slot);
                if (isPaidOut(places[i].poolId)) ++times["paid out to the last unit"];
            }
            assertEq(token.balanceOf(who), held + credits[who], "what a beneficiary was paid");
            if (credits[who] != 0) ++times["places claimed"];
            credits[who] = 0;
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "claim of places");
        }
    }

    function refusalOfClaim(uint256 poolId, uint256 index, address who) private view returns (bytes4) {
        PoolNote storage note = notes[poolId];
        if (note.state == IContributionPools.PoolState.None) return IContributionPools.PoolUnknown.selector;
        if (!isRegistered(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        bool theirs = index < note.places.length && beneficiaryOf(poolId, index) == who;
        return theirs ? bytes4(0) : IContributionPools.CallerNotBeneficiary.selector;
    }

    function onePlace(
        uint256 poolId,
        uint256 index,
        uint256 count
    ) internal pure returns (IContributionPools.Place[] memory places) {
        places = new IContributionPools.Place[](count);
        for (uint256 i = 0; i < count; ++i) places[i] = IContributionPools.Place({poolId: poolId, slot: uint8(index)});
    }

    /// @dev All slots in registered pools with this beneficiary, at most as many as a claim may name.
    function placesOf(address who) private view returns (IContributionPools.Place[] memory places) {
        IContributionPools.Place[] memory found = new IContributionPools.Place[](CLAIM_MAX);
        uint256 count = 0;
        for (uint256 poolId = 1; poolId <= poolsOpened; ++poolId) {
            if (!isRegistered(poolId)) continue;
            for (uint256 i = 0; i < notes[poolId].places.length && count < CLAIM_MAX; ++i) {
                if (beneficiaryOf(poolId, i) != who) continue;
                found[count++] = IContributionPools.Place({poolId: poolId, slot: uint8(i)});
            }
        }
        places = new IContributionPools.Place[](count);
        for (uint256 i = 0; i < count; ++i) places[i] = found[i];
    }

    /// @dev The node has left, and every slot received its whole share.
    function isPaidOut(uint256 poolId) internal view returns (bool) {
        uint32 nodeId = notes[poolId].nodeId;
        if (!registry.serviceNode(nodeId).paid || rewardsPool.accrued(nodeId) != 0) return false;
        for (uint256 i = 0; i < notes[poolId].places.length; ++i) if (dueTo(poolId, i) != 0) return false;
        return true;
    }

    /* PLACES */

    /// @notice In any pool of the contributor. Sometimes the caller is the beneficiary again.
    function setBeneficiary(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "beneficiary changed", isRegistered);
        address who = draw(seed, "stranger", 8) == 0 || poolId > poolsOpened ? stranger : contributorOf(poolId, seed);
        address next = draw(seed, "again", 4) == 0 ? address(0) : personAt(draw(seed, "beneficiary", PEOPLE));
        setBeneficiaryBy(poolId, who, next);
    }

    function setBeneficiaryBy(uint256 poolId, address who, address next) internal {
        bytes4 refusal =
            poolId > poolsOpened
                ? IContributionPools.PoolUnknown.selector
                : hasTakenPlace(poolId, who)
                    ? bytes4(0)
                    : IContributionPools.CallerNotContributor.selector;
        actAs(who);
        try pools.setBeneficiary(poolId, next) {
            requireAccepted(refusal, "setBeneficiary");
            (, uint8 index) = findPlace(poolId, who);
            if (isRegistered(poolId)) {
                noteSettled(poolId, index);
                if (beneficiaryOf(poolId, index) != next) ++times["beneficiary changed"];
            }
            notes[poolId].places[index].beneficiary = next;
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "setBeneficiary");
        }
    }

    /// @notice Mostly to an account without a slot there. Often it takes the slot at once.
    function offerSlot(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "transferred", isRegistered);
        bool reached = isReached("transferred");
        address who = reached ? contributorOf(poolId, seed) : followerOf(poolId, seed);
        if (reached && draw(seed, "stranger", 8) == 0) who = stranger;
        address to = personAt(draw(seed, "to", PEOPLE));
        uint256 kind = reached ? draw(seed, "kind", 8) : 7;
        if (kind == 0) to = address(0);
        if (kind == 1) to = draw(seed, "of the protocol", 2) == 0 ? address(pools) : address(registry);
        if (kind > 3) {
            uint256 first = draw(seed, "new", PEOPLE);
            for (uint256 i = 0; i < PEOPLE && hasTakenPlace(poolId, to); ++i) to = personAt(first + i);
        }
        offerSlotBy(poolId, who, to);
        (bool found, uint8 index) = findPlace(poolId, who);
        // The zero address makes no calls.
        bool atOnce = found && to != address(0) && (!reached || draw(seed, "at once", 2) == 0);
        if (atOnce) takeSlotBy(poolId, index, to);
    }

    function offerSlotBy(uint256 poolId, address who, address to) internal {
        bytes4 refusal = refusalOfOffer(poolId, who, to);
        (, uint8 index) = findPlace(poolId, who);
        actAs(who);
        try pools.offerSlot(poolId, to) {
            requireAccepted(refusal, "offerSlot");
            notes[poolId].places[index].offeredTo = to;
            ++times[to == address(0) ? "offer withdrawn" : "offered"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "offerSlot");
        }
    }

    function refusalOfOffer(uint256 poolId, address who, address to) private view returns (bytes4) {
        if (poolId > poolsOpened) return IContributionPools.PoolUnknown.selector;
        if (!isRegistered(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        (bool found, uint8 index) = findPlace(poolId, who);
        if (!found) return IContributionPools.CallerNotContributor.selector;
        // The first loss must not be transferred.
        if (index == 0) return IContributionPools.OpenerSlotBound.selector;
        (bool has, ) = findPlace(poolId, to);
        bool wrong = to != address(0) && (has || to == address(pools) || to == address(registry));
        return wrong ? IContributionPools.NewContributorInvalid.selector : bytes4(0);
    }

    /// @notice Mostly a slot that is offered, by the account that it is offered to.
    function takeSlot(uint256 seed) external {
        uint256 poolId = pickPoolOrAny(seed, "taken late", hasOffer);
        uint256 count = notes[poolId].places.length;
        uint8 index = uint8(draw(seed, "slot", PLACES_MAX));
        if (count != 0) {
            uint256 first = draw(seed, "first", count);
            for (uint256 i = 0; i < count && !isOffered(poolId, index); ++i) index = uint8((first + i) % count);
        }
        bool offered = index < count && isOffered(poolId, index);
        bool byOther = !offered || draw(seed, "other", 6) == 0;
        if (takeSlotBy(poolId, index, byOther ? personAt(seed) : notes[poolId].places[index].offeredTo)) {
            ++times["taken late"];
        }
    }

    function takeSlotBy(uint256 poolId, uint8 index, address who) internal returns (bool taken) {
        bytes4 refusal = refusalOfTaking(poolId, index, who);
        actAs(who);
        try pools.takeSlot(poolId, index) {
            requireAccepted(refusal, "takeSlot");
            noteSettled(poolId, index);
            PlaceNote storage place = notes[poolId].places[index];
            (place.contributor, place.beneficiary, place.offeredTo) = (who, address(0), address(0));
            ++times["transferred"];
            return true;
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "takeSlot");
        }
    }

    function refusalOfTaking(uint256 poolId, uint8 index, address who) private view returns (bytes4) {
        if (poolId > poolsOpened) return IContributionPools.PoolUnknown.selector;
        if (!isRegistered(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        PlaceNote[] storage places = notes[poolId].places;
        address offeredTo = index < places.length ? places[index].offeredTo : address(0);
        if (who != offeredTo) return IContributionPools.SlotNotOffered.selector;
        (bool has, ) = findPlace(poolId, who);
        if (has) return IContributionPools.NewContributorInvalid.selector;
        bool paid = registry.serviceNode(notes[poolId].nodeId).paid;
        return paid ? IContributionPools.SlotPaidOut.selector : bytes4(0);
    }

    function isOffered(uint256 poolId, uint256 index) private view returns (bool) {
        return index < notes[poolId].places.length && notes[poolId].places[index].offeredTo != address(0);
    }

    function hasOffer(uint256 poolId) internal view returns (bool) {
        for (uint256 i = 0; i < notes[poolId].places.length; ++i) if (isOffered(poolId, i)) return true;
        return false;
    }

    /* STRANGERS */

    /// @notice Only the pools make the pools an owner, offer their node to another, or accept it.
    function seizeSharedNode(uint256 seed) external {
        uint256 poolId = pickPool(seed, isLivingPool);
        if (poolId == 0) return;
        uint32 nodeId = notes[poolId].nodeId;
        address operator_ = registry.serviceNode(nodeId).operator;
        address other = contributorOf(poolId, seed);
        if (other == operator_) other = stranger;
        bytes4 refusal = IServiceNodeRegistry.CallerNotAllowed.selector;
        address by = draw(seed, "by", 2) == 0 ? operator_ : other;
        requireSeizureRefused(by, abi.encodeCall(registry.proposeOwner, (nodeId, by)), refusal);
        requireSeizureRefused(by, abi.encodeCall(registry.acceptOwner, (nodeId)), refusal);
        requireSeizureRefused(other, abi.encodeCall(registry.requestExit, (nodeId)), refusal);

        IServiceNodeRegistry.Registration memory registration = validRegistration(UNUSED_KEY);
        registration.owner = address(pools);
        uint96 stake = registry.parameters().stakingRequirement;
        bool paused = block.timestamp < registry.pausedUntil();
        requireSeizureRefused(
            operator,
            abi.encodeCall(registry.register, (registration, "", stake, noPermit())),
            paused ? IServiceNodeRegistry.RegistrationIsPaused.selector : IServiceNodeRegistry.OwnerInvalid.selector
        );
    }

    function requireSeizureRefused(address by, bytes memory call_, bytes4 refusal) private {
        actAs(by);
        (bool accepted, bytes memory reason) = address(registry).call(call_);
        assertTrue(!accepted, "a shared node cannot be seized");
        requireRefused(refusal, reason, "seize a shared node");
    }

    function isLivingPool(uint256 poolId) internal view returns (bool) {
        return isRegistered(poolId) && isLiving(notes[poolId].nodeId);
    }

    /// @notice Sends tokens to the pools as a gift.
    function giveToPools(uint256 seed) external {
        uint256 amount = draw(seed, "amount", GIFT_MAX);
        actAs(sponsor);
        token.transfer(address(pools), amount);
        gifts += amount;
    }
}
