// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {PoolModel} from "./PoolModel.sol";

/// @notice Opens pools with any terms and amounts within the bounds and at them, sometimes with one thing just beyond.
abstract contract PoolOpeningHandler is PoolModel {
    /// @notice A registration with its operator's signature.
    struct Signed {
        IServiceNodeRegistry.Registration registration;
        bytes signature;
        uint256 secretKey;
    }

    /// @notice All arguments of `open`.
    struct Opening {
        address opener;
        uint256 openerKey;
        IContributionPools.Terms terms;
        Signed signed;
        uint256 amount; // base units
        uint256 reserved; // base units
    }

    /// @dev Bounds the time of a check.
    uint256 private constant POOLS_MAX = 40;

    uint40 private constant DEADLINE_MAX = 336 * EPOCH;

    /// @dev One opening in this many has a mistake, and this many kinds of mistake exist.
    uint256 private constant WRONG_SHARE = 5;
    uint256 internal constant WRONG_KINDS = 15;

    /// @dev One registration in this many has each of the three kinds of keys that are not new.
    uint256 internal constant KEYS_SHARE = 8;
    uint256 internal constant OLD_KEYS = 3;

    /* OPENING */

    function open(uint256 seed) public {
        if (poolsOpened == POOLS_MAX || !areKeysLeft()) return;
        Opening memory opening = drawOpening(seed);
        bytes4 refusal = bytes4(0);
        if (draw(seed, "wrong", WRONG_SHARE) == 0) {
            refusal = makeWrong(seed, opening, draw(seed, "wrong kind", WRONG_KINDS));
        }
        openWith(opening, refusal);
    }

    function openWith(Opening memory opening, bytes4 refusal) internal {
        if (block.timestamp < registry.pausedUntil()) refusal = IContributionPools.PoolsArePaused.selector;
        IServiceNodeRegistry.Registration memory registration = opening.signed.registration;
        uint96 amount = uint96(opening.amount);
        actAs(opening.opener);
        try pools.open(opening.terms, registration, opening.signed.signature, amount, noPermit()) returns (
            uint256 poolId
        ) {
            requireAccepted(refusal, "open");
            assertEq(poolId, poolsOpened + 1, "pool id");
            noteOpened(opening);
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "open");
        }
    }

    function noteOpened(Opening memory opening) private {
        PoolNote storage note = notes[++poolsOpened];
        note.opener = opening.opener;
        note.openerKey = opening.openerKey;
        note.feeBps = opening.terms.feeBps;
        note.deadline = opening.terms.deadline;
        note.requirement = opening.terms.requirement;
        note.state = IContributionPools.PoolState.Open;
        note.termsHash = keccak256(abi.encode(poolsOpened, opening.opener, opening.terms));
        noteRegistration(note, opening.signed);
        note.places.push();
        note.places[0].contributor = opening.opener;
        note.places[0].amount = uint96(opening.amount);
        note.places[0].contributedAt = uint40(block.timestamp);
        for (uint256 i = 0; i < opening.terms.reservations.length; ++i) {
            note.places.push();
            note.places[i + 1].contributor = opening.terms.reservations[i].contributor;
            note.places[i + 1].amount = opening.terms.reservations[i].least;
        }
        ++times["opened"];
        if (opening.terms.reservations.length != 0) ++times["opened with places kept"];
        if (isFull(poolsOpened)) ++times["full"];
    }

    function noteRegistration(PoolNote storage note, Signed memory signed) internal {
        note.registration = abi.encode(signed.registration, signed.signature);
        note.secretKey = signed.secretKey;
    }

    /* TERMS */

    /// @dev Valid terms.
    function drawOpening(uint256 seed) internal returns (Opening memory opening) {
        opening.openerKey = operatorKeyAt(draw(seed, "operator", ACTORS));
        opening.opener = vm.addr(opening.openerKey);
        IContributionPools.Terms memory terms = opening.terms;
        terms.requirement = registry.parameters().stakingRequirement;
        uint256 feeKind = draw(seed, "fee kind", 6);
        if (feeKind != 0) terms.feeBps = feeKind == 1 ? 10_000 : uint16(draw(seed, "fee", 10_001));
        uint256 timeKind = draw(seed, "deadline kind", 8);
        uint256 time =
            timeKind == 0
                ? 1
                : timeKind < 3
                    ? DEADLINE_MAX
                    : 2 days + draw(seed, "deadline", 12 days);
        terms.deadline = uint40(block.timestamp + time);
        uint256 quarter = quarterOf(terms.requirement);
        uint256 count = draw(seed, "many kept", 6) == 0 ? draw(seed, "kept", PLACES_MAX) : draw(seed, "kept", 3);
        keepPlaces(seed, opening, count, terms.requirement - quarter);

        uint256 most = terms.requirement - opening.reserved;
        uint256 amountKind = draw(seed, "amount kind", 8);
        if (amountKind < 3) opening.amount = quarter;
        else if (amountKind == 3) opening.amount = most;
        else opening.amount = quarter + draw(seed, "amount", (most - quarter) / 2 + 1);
        signOpening(seed, opening);
    }

    function signOpening(uint256 seed, Opening memory opening) internal {
        opening.signed = signFor(
            seed,
            nodeOperatorKey(seed, opening.openerKey),
            opening.terms.feeBps,
            opening.terms.deadline
        );
    }

    /// @dev Reservations for different people, together at most `most`, sometimes all of it.
    function keepPlaces(uint256 seed, Opening memory opening, uint256 count, uint256 most) internal view {
        opening.terms.reservations = new IContributionPools.Reservation[](count);
        uint256 next = draw(seed, "first kept", PEOPLE);
        bool all = draw(seed, "all kept", 4) == 0;
        for (uint256 i = 0; i < count; ++i) {
            if (personAt(next) == opening.opener) ++next;
            uint256 least = 1 + draw(uint256(keccak256(abi.encode(seed, i))), "least", most / count);
            if (all && i == count - 1) least = most - opening.reserved;
            opening.terms.reservations[i] = IContributionPools.Reservation(personAt(next++), uint96(least));
            opening.reserved += least;
        }
    }

    function quarterOf(uint96 requirement) internal pure returns (uint256) {
        return (uint256(requirement) + 3) / 4;
    }

    /* WRONG OPENINGS */

    /// @dev Makes one mistake. Returns the error that must refuse it.
    function makeWrong(uint256 seed, Opening memory opening, uint256 kind) internal view returns (bytes4) {
        IContributionPools.Terms memory terms = opening.terms;
        IServiceNodeRegistry.Registration memory registration = opening.signed.registration;
        if (kind == 0) {
            opening.amount = quarterOf(terms.requirement) - 1;
            return IContributionPools.ContributionTooLow.selector;
        }
        if (kind == 1) {
            opening.amount = terms.requirement - opening.reserved + 1;
            return IContributionPools.ContributionTooHigh.selector;
        }
        if (kind == 2 || kind == 3) {
            terms.deadline = uint40(kind == 2 ? block.timestamp : block.timestamp + DEADLINE_MAX + 1);
            return IContributionPools.DeadlineOutOfBounds.selector;
        }
        if (kind == 4) {
            ++terms.requirement;
            return IContributionPools.RequirementUnexpected.selector;
        }
        if (kind == 5) {
            terms.feeBps = 10_001;
            return IContributionPools.FeeTooHigh.selector;
        }
        if (kind < 11) return makeReservationsWrong(kind - 6, terms);
        if (kind == 11) registration.owner = ownerAt(seed);
        else if (kind == 12) registration.deadline = terms.deadline - 1;
        else if (kind == 13) {
            registration.operator = draw(seed, "no operator", 2) == 0 ? address(0) : address(pools);
            return IServiceNodeRegistry.OperatorInvalid.selector;
        } else registration.feeBps = terms.feeBps == 0 ? 1 : terms.feeBps - 1;
        return IContributionPools.RegistrationNotOfPool.selector;
    }

    function makeReservationsWrong(uint256 kind, IContributionPools.Terms memory terms) private view returns (bytes4) {
        terms.reservations = new IContributionPools.Reservation[](kind == 0 ? PLACES_MAX : 2);
        IContributionPools.Reservation memory first = terms.reservations[0];
        IContributionPools.Reservation memory second = terms.reservations[1];
        if (kind == 0) return IContributionPools.TooManyReservations.selector;
        // Two accounts other than the opener, with the whole remainder reserved. Then one thing more.
        (first.contributor, second.contributor) = (personAt(ACTORS), personAt(ACTORS + 1));
        first.least = uint96(terms.requirement - quarterOf(terms.requirement) - 1);
        second.least = 1;
        if (kind == 1) {
            second.least = 2;
            return IContributionPools.ReservationsTooHigh.selector;
        }
        if (kind == 2) second.least = 0;
        else if (kind == 3) second.contributor = first.contributor;
        else second.contributor = address(0);
        return IContributionPools.ReservationInvalid.selector;
    }

    /* SIGNING */

    /// @dev For an opened pool. Sometimes with one key that a node has, or with both of another pool.
    function signRegistration(
        uint256 seed,
        PoolNote storage note,
        uint40 deadline
    ) internal returns (Signed memory signed) {
        uint256 openerKey = note.openerKey == 0 ? FIRST_OPERATOR_KEY : note.openerKey;
        signed = signFor(seed, nodeOperatorKey(seed, openerKey), note.feeBps, deadline);
    }

    /// @dev The opener operates the node, or any other account does.
    function nodeOperatorKey(uint256 seed, uint256 openerKey) private pure returns (uint256) {
        return draw(seed, "cold", 2) == 0 ? operatorKeyAt(draw(seed, "node operator", ACTORS)) : openerKey;
    }

    /// @dev With new keys, sometimes with one that a node has, or with those of another pool.
    function signFor(
        uint256 seed,
        uint256 operatorKey,
        uint16 feeBps,
        uint40 deadline
    ) private returns (Signed memory signed) {
        uint256 blsKey = newKey();
        bytes32 ed25519Key = ed25519KeyOf(blsKey);
        uint256 kind = isReached("shared node registered") ? draw(seed, "keys", KEYS_SHARE) : OLD_KEYS;
        uint32 used = uint32(1 + draw(seed, "used", registry.serviceNodeCount()));
        if (kind == 0) ed25519Key = identityOf(used);
        if (kind == 1) blsKey = secretKeyOf[used];
        if (kind == 2 && poolsOpened != 0) {
            blsKey = notes[1 + draw(seed, "keys of", poolsOpened)].secretKey;
            ed25519Key = ed25519KeyOf(blsKey);
        }
        signed.secretKey = blsKey;
        IServiceNodeRegistry.Registration memory registration = signed.registration;
        registration.operator = vm.addr(operatorKey);
        registration.owner = address(pools);
        registration.blsKey = BlsKeys.publicKey(blsKey);
        registration.ed25519Key = ed25519Key;
        registration.ed25519Signature = new bytes(64);
        registration.endpoint = endpoint(uint32(0x05000000 + draw(seed, "address", 1 << 24)));
        registration.feeBps = feeBps;
        registration.deadline = deadline + uint64(draw(seed, "longer", 2));
        registration.proofOfPossession = BlsKeys.sign(blsKey, digestOf(registration));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(operatorKey, digestOf(registration));
        signed.signature = abi.encodePacked(r, s, v);
    }
}
