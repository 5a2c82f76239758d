// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolPromises} from "./PoolPromises.sol";

/// @notice Start of a network's random calls, with people and rewards. On request also with a pool in every state that
/// takes longer to reach than a sequence has calls.
abstract contract SharedStart is PoolPromises {
    uint256 private constant REWARDS = 1_000_000 ether;

    /// @dev Number of removal signatures that are tried: most are valid.
    uint256 private constant REMOVAL_TRIES = 64;

    uint256 private constant EARNING = 1;
    uint256 private constant REMOVED = 2;
    uint256 private constant EXITED = 3;
    uint256 private constant CANCELLED = 4;
    uint256 private constant EXPIRED = 5;
    uint256 private constant OUTDATED = 6;
    uint256 private constant OUTDATED_FULL = 7;
    uint256 private constant FILLING = 8;
    uint256 private constant FULL = 9;

    function start(uint32 nodes) public virtual override {
        super.start(nodes);
        startPeople();
        actAs(sponsor);
        rewardsPool.fund(REWARDS);
        noteLogs();
    }

    /// @notice A pool in each state, in the order of the constants above.
    function startPools() external {
        for (uint256 poolId = EARNING; poolId <= EXITED; ++poolId) startSharedNode(poolId);
        // An owner of exactly a quarter may request the exit at once.
        requestExitBy(EXITED, notes[EXITED].opener);
        uint96 requirement = registry.parameters().stakingRequirement;
        announceParameters(0);
        goTo(nextChangeAt() - 20 days);
        removeSharedNode(REMOVED);

        goTo(nextChangeAt() - 6 days);
        for (uint256 poolId = CANCELLED; poolId <= OUTDATED_FULL; ++poolId) {
            openFor(poolId, poolId == EXPIRED ? 2 days : 14 days);
            if (poolId != OUTDATED_FULL) contributeLeast(poolId, 3);
            else fill(poolId, poolId);
        }
        goTo(notes[EXPIRED].deadline);
        assertTrue(goesOn(EXPIRED) && !pools.isOver(EXPIRED), "a pool goes on to the last second");
        goTo(block.timestamp + 1 days);
        withdrawFrom(CANCELLED, notes[CANCELLED].opener);
        changeHands(EARNING);

        setParameters(0);
        assertTrue(registry.parameters().stakingRequirement != requirement, "another stake is asked for");
        exitNow(notes[EXITED].nodeId, 0);
        openFor(FILLING, 14 days);
        contributeLeast(FILLING, 2);
        openFor(FULL, 14 days);
        fill(FULL, FULL);
        assertEveryState();
        tryWhatIsRefused();
    }

    /// @dev Too late, too early, or for another pool: the model says that each is refused.
    function tryWhatIsRefused() private {
        finalizeWith(OUTDATED_FULL, stranger, notes[OUTDATED_FULL].registration);
        finalizeWith(FILLING, stranger, notes[FILLING].registration);
        finalizeWith(FULL, stranger, notes[FILLING].registration);
        withdrawFrom(FULL, notes[FULL].opener);
        for (uint256 poolId = EARNING; poolId <= FULL; ++poolId) {
            contributeTo(poolId, notes[poolId].opener, 1, notes[poolId].termsHash, address(0));
            offerSlotBy(poolId, notes[poolId].opener, notes[poolId].places[1].contributor);
            takeSlotBy(poolId, 1, notes[poolId].opener);
            for (uint256 i = 0; i < notes[poolId].places.length; ++i) {
                PlaceNote memory place = notes[poolId].places[i];
                // A reservation holds no contribution yet.
                if (place.contributedAt != 0 || place.contributor == address(0)) continue;
                withdrawFrom(poolId, place.contributor);
            }
        }
        for (uint256 kind = 0; kind < WRONG_KINDS; ++kind) {
            Opening memory opening = drawOpening(kind);
            openWith(opening, makeWrong(kind, opening, kind));
        }
        assertEveryState();
    }

    function assertEveryState() private view {
        IServiceNodeRegistry.ServiceNode memory removed = registry.serviceNode(notes[REMOVED].nodeId);
        assertTrue(removed.status == IServiceNodeRegistry.Status.Removed, "removed");
        // Two hundredths: it was asked for weeks before.
        uint256 tip = notes[EXITED].requirement / 50;
        assertEq(registry.principalPaid(notes[EXITED].nodeId), notes[EXITED].requirement - tip, "exited late");
        assertTrue(removed.principal < notes[REMOVED].requirement, "removed with a penalty");
        assertTrue(isActive(notes[EARNING].nodeId), "earning");
        assertEq(notes[EXITED].places[0].amount, quarterOf(notes[EXITED].requirement), "an opener with a quarter");
        for (uint256 poolId = CANCELLED; poolId <= OUTDATED_FULL; ++poolId) {
            assertTrue(isRefundable(poolId) && pools.isOver(poolId), "cancelled, expired or outdated");
        }
        assertTrue(block.timestamp > notes[EXPIRED].deadline, "expired");
        assertTrue(block.timestamp < notes[OUTDATED].deadline, "outdated before the deadline");
        assertTrue(isFull(OUTDATED_FULL), "full and outdated");
        assertTrue(isFilling(FILLING), "filling");
        assertTrue(pools.pool(FILLING).reservedCount != 0, "places kept");
        assertTrue(isReadyToRegister(FULL), "full");
    }

    /* STEPS */

    function startSharedNode(uint256 poolId) private {
        openFor(poolId, 14 days);
        fill(poolId, poolId);
        finalizeWith(poolId, stranger, notes[poolId].registration);
        uint32 nodeId = notes[poolId].nodeId;
        goTo(registry.serviceNode(nodeId).activatableAt);
        if (isActivationLimitReached()) goToNextBucket();
        publishDrawOf(nodeId);
        activateNode(nodeId);
        assertTrue(isActive(notes[poolId].nodeId), "a shared node is active");
    }

    /// @dev For an operator who contributes the minimum, with new keys.
    function openFor(uint256 poolId, uint256 time) private {
        uint256 seed = poolId;
        while (draw(seed, "keys", KEYS_SHARE) < OLD_KEYS) ++seed;
        Opening memory opening = drawOpening(seed);
        opening.terms.deadline = uint40(block.timestamp + time);
        opening.amount = quarterOf(opening.terms.requirement);
        opening.reserved = 0;
        keepPlaces(seed, opening, poolId == FILLING ? 4 : 0, opening.terms.requirement - opening.amount);
        signOpening(seed, opening);
        openWith(opening, 0);
        assertEq(poolsOpened, poolId, "pool id");
    }

    function removeSharedNode(uint256 poolId) private {
        for (uint256 seed = 0; seed < REMOVAL_TRIES && isActive(notes[poolId].nodeId); ++seed) {
            removeNode(seed, notes[poolId].nodeId);
        }
    }

    /// @dev One slot gets another beneficiary, another is transferred.
    function changeHands(uint256 poolId) private {
        PlaceNote[] storage places = notes[poolId].places;
        setBeneficiaryBy(poolId, places[1].contributor, places[0].contributor);
        address to = personAt(0);
        for (uint256 i = 1; hasTakenPlace(poolId, to); ++i) to = personAt(i);
        uint8 last = uint8(places.length - 1);
        offerSlotBy(poolId, places[last].contributor, to);
        takeSlotBy(poolId, last, to);
    }
}
