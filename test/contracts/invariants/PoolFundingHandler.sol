// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolOpeningHandler} from "./PoolOpeningHandler.sol";

/// @notice Calls on a pool until its node is registered: contributions, withdrawals, cancelling, refunds, registering.
abstract contract PoolFundingHandler is PoolOpeningHandler {
    /* CONTRIBUTING */

    /// @notice Contributes for an owner of a slot, for a holder of a reservation, or for a new account. Amounts are at
    /// the bounds, within them, or just beyond.
    function contribute(uint256 seed) external {
        if (pickPool(seed, isFilling) == 0) open(seed);
        uint256 poolId = pickPoolOrAny(seed, "contributed", isFilling);
        address who = personAt(draw(seed, "who", PEOPLE));
        if (poolId <= poolsOpened && draw(seed, "known", 2) == 0) {
            PlaceNote[] storage places = notes[poolId].places;
            address known = places[draw(seed, "place", places.length)].contributor;
            if (known != address(0)) who = known;
        }
        (uint256 least, uint256 most) = goesOn(poolId) ? boundsOf(poolId, who) : (1, STAKE);
        uint256 amount = least;
        uint256 kind = draw(seed, "amount", 8);
        // Mostly small amounts, so that pools do not fill at once.
        if (kind < 4 && most > least) amount += draw(seed, "more", (most - least) / 4 + 1);
        else if (kind == 4) amount = most;
        else if (kind == 5) amount = most + 1;
        else if (kind == 6 && least != 0) amount = least - 1;
        bytes32 termsHash = notes[poolId].termsHash;
        if (draw(seed, "other terms", 12) == 0) termsHash = keccak256(abi.encode(termsHash));
        address beneficiary = draw(seed, "benefits", 3) == 0 ? personAt(draw(seed, "beneficiary", PEOPLE)) : address(0);
        contributeTo(poolId, who, uint96(amount), termsHash, beneficiary);
    }

    function contributeTo(uint256 poolId, address who, uint96 amount, bytes32 termsHash, address beneficiary) internal {
        bytes4 refusal = refusalOfContribution(poolId, who, amount, termsHash);
        uint256 held = token.balanceOf(who);
        actAs(who);
        try pools.contribute(poolId, termsHash, amount, beneficiary, noPermit()) {
            requireAccepted(refusal, "contribute");
            assertEq(token.balanceOf(who), held - amount, "what was contributed");
            noteContributed(poolId, who, amount, beneficiary);
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "contribute");
        }
    }

    function refusalOfContribution(
        uint256 poolId,
        address who,
        uint96 amount,
        bytes32 termsHash
    ) private view returns (bytes4) {
        PoolNote storage note = notes[poolId];
        if (note.state == IContributionPools.PoolState.None) return IContributionPools.PoolUnknown.selector;
        if (!isOpen(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        if (block.timestamp < registry.pausedUntil()) return IContributionPools.PoolsArePaused.selector;
        if (termsHash != note.termsHash) return IContributionPools.TermsDiffer.selector;
        if (isPast(poolId)) return IContributionPools.PoolOver.selector;
        (uint256 least, uint256 most) = boundsOf(poolId, who);
        (uint96 min, uint96 max) = pools.contributionBounds(poolId, who);
        assertEq(min, most == 0 ? 0 : least, "least that may be contributed");
        assertEq(max, most, "most that may be contributed");
        if (least == 0) return IContributionPools.NoFreeSlot.selector;
        if (amount > most) return IContributionPools.ContributionTooHigh.selector;
        return amount < least ? IContributionPools.ContributionTooLow.selector : bytes4(0);
    }

    function noteContributed(uint256 poolId, address who, uint96 amount, address beneficiary) private {
        PlaceNote[] storage places = notes[poolId].places;
        (bool found, uint8 index) = findPlace(poolId, who);
        if (!found) {
            index = uint8(places.length);
            places.push();
            places[index].contributor = who;
        }
        PlaceNote storage place = places[index];
        if (place.contributedAt == 0) place.amount = 0;
        place.amount += amount;
        place.contributedAt = uint40(block.timestamp);
        place.beneficiary = beneficiary;
        ++times["contributed"];
        if (isFull(poolId)) ++times["full"];
    }

    /// @dev All holders of reservations add their maximum, then all others. That fills the pool, whatever came before.
    function fill(uint256 poolId, uint256 seed) internal {
        bytes32 termsHash = notes[poolId].termsHash;
        for (uint256 i = notes[poolId].places.length; i != 0; --i) {
            PlaceNote memory place = notes[poolId].places[i - 1];
            if (place.contributedAt == 0) contributeTo(poolId, place.contributor, place.amount, termsHash, address(0));
        }
        uint256 first = draw(seed, "first to fill", PEOPLE);
        for (uint256 i = 0; i < 2 * PEOPLE && !isFull(poolId); ++i) {
            address who = personAt(first + i);
            (uint256 least, uint256 most) = boundsOf(poolId, who);
            if (least == 0 || (i < PEOPLE && who == notes[poolId].opener)) continue;
            // In the first round a part each, so that pools have several contributors.
            uint256 amount = i < PEOPLE ? least + draw(seed, "part", (most - least) / 4 + 1) : most;
            if (amount == most && most > 1 && draw(seed, "short", 2) == 0) {
                // One unit short of the stake, for a moment.
                who = notes[poolId].places[notes[poolId].places.length - 1].contributor;
                contributeTo(poolId, who, uint96(most - 1), termsHash, address(0));
                finalizeWith(poolId, stranger, notes[poolId].registration);
                amount = 1;
            }
            contributeTo(poolId, who, uint96(amount), termsHash, address(0));
        }
        bool paused = block.timestamp < registry.pausedUntil();
        assertTrue(paused || isFull(poolId), "a pool that goes on can always be filled");
    }

    /// @dev Contributes for this many accounts without a slot in the pool.
    function contributeLeast(uint256 poolId, uint256 count) internal {
        for (uint256 i = 0; i < PEOPLE && count != 0; ++i) {
            address who = personAt(i);
            (uint256 least, uint256 most) = boundsOf(poolId, who);
            if (least == 0 || most < least || hasTakenPlace(poolId, who)) continue;
            contributeTo(poolId, who, uint96(least), notes[poolId].termsHash, address(0));
            --count;
        }
    }

    /* WITHDRAWING */

    /// @notice Withdraws mostly from open pools, often at the end of the day that a contribution must stay. If only
    /// operators have contributed, another account contributes first.
    function withdraw(uint256 seed) external {
        if (pickPool(seed, isShareFilling) == 0) {
            if (pickPool(seed, isFilling) == 0) open(seed);
            uint256 toShare = pickPool(seed, isFilling);
            if (toShare != 0) contributeLeast(toShare, 2);
        }
        bool held = isReached("withdrawn") && draw(seed, "full", 4) == 0;
        uint256 poolId = pickPoolOrAny(seed, "withdrawn", held ? isReadyToRegister : isShareFilling);
        address who = personAt(draw(seed, "who", PEOPLE));
        bool reached = isReached("withdrawn");
        if (poolId <= poolsOpened && (!reached || draw(seed, "known", 4) != 0)) who = followerOf(poolId, seed);
        (bool found, uint8 index) = findPlace(poolId, who);
        uint256 kind = reached ? draw(seed, "time", 4) : 2;
        // The operator's withdrawal is the end: `cancel` does it.
        if (found && index == 0 && isFilling(poolId)) return;
        if (found && kind != 0) goTo(notes[poolId].places[index].contributedAt + WITHDRAWAL_REST - (kind == 1 ? 1 : 0));
        withdrawFrom(poolId, who);
    }

    /// @notice Cancels seldom, so that most pools have a chance to fill.
    function cancel(uint256 seed) external {
        uint256 poolId = pickPool(seed, isFilling);
        if (poolId == 0 || draw(seed, "cancel", 3) != 0) return;
        goTo(notes[poolId].places[0].contributedAt + WITHDRAWAL_REST);
        withdrawFrom(poolId, notes[poolId].opener);
    }

    /// @notice Withdraws the whole contribution at once from a closed or expired pool.
    function refund(uint256 seed) external {
        uint256 poolId = pickPool(seed, isRefundable);
        if (poolId == 0 && draw(seed, "expire", 4) == 0) {
            letOneExpire(seed);
            poolId = pickPool(seed, isRefundable);
        }
        if (poolId != 0) withdrawFrom(poolId, contributorOf(poolId, seed));
    }

    /// @notice Moves to the last second of a pool, or the one after it.
    function passDeadline(uint256 seed) external {
        uint256 poolId = pickPool(seed, goesOn);
        if (poolId == 0 || draw(seed, "pass", 2) != 0) return;
        goTo(notes[poolId].deadline + draw(seed, "over", 2));
    }

    function letOneExpire(uint256 seed) private {
        if (pickPool(seed, goesOn) == 0) open(seed);
        uint256 poolId = pickPool(seed, goesOn);
        if (poolId != 0) goTo(notes[poolId].deadline + 1);
    }

    function withdrawFrom(uint256 poolId, address who) internal {
        bytes4 refusal = refusalOfWithdrawal(poolId, who);
        (, uint8 index) = findPlace(poolId, who);
        uint256 amount = refusal == 0 ? notes[poolId].places[index].amount : 0;
        uint256 held = token.balanceOf(who);
        actAs(who);
        try pools.withdraw(poolId) {
            requireAccepted(refusal, "withdraw");
            assertEq(token.balanceOf(who), held + amount, "all of it is had back");
            noteWithdrawn(poolId, index);
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "withdraw");
        }
    }

    function refusalOfWithdrawal(uint256 poolId, address who) private view returns (bytes4) {
        IContributionPools.PoolState state = notes[poolId].state;
        if (state == IContributionPools.PoolState.None) return IContributionPools.PoolUnknown.selector;
        if (isRegistered(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        if (!hasTakenPlace(poolId, who)) return IContributionPools.CallerNotContributor.selector;
        if (!goesOn(poolId)) return 0;
        if (isFull(poolId)) return IContributionPools.PoolFull.selector;
        (, uint8 index) = findPlace(poolId, who);
        bool early = block.timestamp < notes[poolId].places[index].contributedAt + WITHDRAWAL_REST;
        return early ? IContributionPools.WithdrawalTooEarly.selector : bytes4(0);
    }

    function noteWithdrawn(uint256 poolId, uint8 index) private {
        PoolNote storage note = notes[poolId];
        if (goesOn(poolId) && index != 0) {
            note.places[index] = note.places[note.places.length - 1];
            note.places.pop();
            ++times["withdrawn"];
            return;
        }
        if (goesOn(poolId)) {
            ++times["cancelled"];
        } else {
            ++times["refunded"];
            if (isOpen(poolId)) ++times[block.timestamp > note.deadline ? "expired" : "outdated"];
        }
        delete note.places[index];
        note.state = IContributionPools.PoolState.Closed;
    }

    /* REGISTERING */

    /// @notice Replaces the keys: by new ones, or by ones that a node has, which no registration survives.
    function replaceRegistration(uint256 seed) public {
        if (!areKeysLeft()) return;
        uint256 poolId = pickPoolOrAny(seed, "registration replaced", isOpen);
        PoolNote storage note = notes[poolId];
        Signed memory replacement = signRegistration(seed, note, note.deadline);
        bool ofAnother = draw(seed, "of another", 8) == 0;
        if (ofAnother) replacement.registration.owner = ownerAt(seed);
        bool byStranger = note.opener == address(0) || draw(seed, "stranger", 3) == 0;
        bytes4 refusal = 0;
        if (ofAnother) refusal = IContributionPools.RegistrationNotOfPool.selector;
        if (byStranger) refusal = IContributionPools.CallerNotOpener.selector;
        if (!isOpen(poolId)) refusal = IContributionPools.PoolStateNotAllowed.selector;
        if (note.opener == address(0)) refusal = IContributionPools.PoolUnknown.selector;
        actAs(byStranger ? stranger : note.opener);
        try pools.replaceRegistration(poolId, replacement.registration, replacement.signature) {
            requireAccepted(refusal, "replaceRegistration");
            note.formerRegistration = note.registration;
            noteRegistration(note, replacement);
            ++times["registration replaced"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "replaceRegistration");
        }
    }

    /// @notice Finalizes a full pool, often one filled just now. Sometimes with another registration, or too early.
    function finalize(uint256 seed) external {
        if (registry.serviceNodeCount() == nodesMax()) return;
        if (poolsOpened == 0) open(seed);
        if (poolsOpened == 0) return;
        if (pickPool(seed, isReadyToRegister) == 0) {
            if (pickPool(seed, isFilling) == 0) open(seed);
            uint256 toFill = pickPool(seed, isFilling);
            if (toFill != 0) fill(toFill, seed);
        }
        uint256 kind = isReached("shared node registered") ? draw(seed, "brought", 6) : 3;
        uint256 poolId = pickPoolOrAny(seed, "shared node registered", kind == 2 ? isMissed : isReadyToRegister);
        bytes memory brought = notes[poolId].registration;
        if (kind == 0 && notes[poolId].formerRegistration.length != 0) brought = notes[poolId].formerRegistration;
        if (kind == 1 || brought.length == 0) brought = notes[1 + draw(seed, "of another", poolsOpened)].registration;
        finalizeWith(poolId, draw(seed, "by", 2) == 0 ? stranger : personAt(seed), brought);
    }

    function finalizeWith(uint256 poolId, address by, bytes memory brought) internal {
        PoolNote storage note = notes[poolId];
        (IServiceNodeRegistry.Registration memory registration, bytes memory signature) = abi.decode(
            brought,
            (IServiceNodeRegistry.Registration, bytes)
        );
        bytes4 refusal = refusalOfFinalizing(poolId, brought, registration);
        uint32 nodes = registry.serviceNodeCount();
        actAs(by);
        try pools.finalize(poolId, registration, signature) returns (uint32 nodeId) {
            requireAccepted(refusal, "finalize");
            assertEq(nodeId, nodes + 1, "node id");
            assertEq(registry.serviceNode(nodeId).principal, note.requirement, "the stake of a shared node");
            assertTrue(isShared(nodeId), "a shared node is the pools'");
            note.state = IContributionPools.PoolState.Registered;
            note.nodeId = nodeId;
            note.registeredAt = uint40(block.timestamp);
            rememberKey(nodeId, note.secretKey, registration.blsKey);
            noteRegistered(nodeId, address(pools), registration.operator, note.requirement);
            ++times["shared node registered"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "finalize");
        }
    }

    function refusalOfFinalizing(
        uint256 poolId,
        bytes memory brought,
        IServiceNodeRegistry.Registration memory registration
    ) private view returns (bytes4) {
        PoolNote storage note = notes[poolId];
        if (note.state == IContributionPools.PoolState.None) return IContributionPools.PoolUnknown.selector;
        if (!isOpen(poolId)) return IContributionPools.PoolStateNotAllowed.selector;
        if (isPast(poolId)) return IContributionPools.PoolOver.selector;
        if (!isFull(poolId)) return IContributionPools.PoolNotFull.selector;
        if (keccak256(brought) != keccak256(note.registration)) return IContributionPools.RegistrationDiffers.selector;
        if (block.timestamp < registry.pausedUntil()) return IServiceNodeRegistry.RegistrationIsPaused.selector;
        if (registry.identity(registration.ed25519Key).nodeId != 0) return IServiceNodeRegistry.Ed25519KeyUsed.selector;
        bytes32 blsKeyHash = keccak256(abi.encode(registration.blsKey));
        return signerSets.signer(blsKeyHash).nodeId != 0 ? IServiceNodeRegistry.BlsKeyUsed.selector : bytes4(0);
    }
}
