// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {QuorumHandler} from "./QuorumHandler.sol";

/// @notice Calls of single accounts: operators, owners, strangers. Every call either has to succeed or has to be
/// refused for a known reason. Anything else fails the run.
abstract contract RegistryHandler is QuorumHandler {
    uint256 private constant GIFT_MAX = 10 ether;
    uint256 private constant FUNDING_MAX = 10_000 ether;

    /// @dev Rounds around the present one that are published for no node: five minutes.
    uint256 private constant ROUNDS_NEAR = 100;

    /// @dev Seconds after which the tip of a late exit grows no more, and one step.
    uint256 private constant LATE_MAX = 11 * 24 * uint256(EPOCH);

    /// @dev Maximum of ids in one claim.
    uint256 private constant CLAIM_MAX = 12;

    /* JOINING */

    function registerNew(uint256 seed) public {
        uint32 nodeId = registry.serviceNodeCount() + 1;
        if (nodeId > nodesMax() || !areKeysLeft()) return;
        uint256 secretKey = newKey();
        IServiceNodeRegistry.Registration memory registration = registrationOf(
            seed,
            secretKey,
            ed25519KeyOf(secretKey)
        );
        bytes4 refusal =
            block.timestamp < registry.pausedUntil() ? IServiceNodeRegistry.RegistrationIsPaused.selector : bytes4(0);
        uint96 stake = registry.parameters().stakingRequirement;
        uint256 owed = registry.principalOwed();
        bool sponsored = draw(seed, "sponsored", 3) == 0;
        bytes memory operatorSignature = sponsored ? signOperator(seed, registration) : bytes("");
        IServiceNodeRegistry.Permit memory permit = sponsored ? signPermit(stake) : noPermit();
        actAs(sponsored ? sponsor : registration.operator);
        try registry.register(registration, operatorSignature, stake, permit) returns (uint32 given) {
            requireAccepted(refusal, "register");
            assertEq(given, nodeId, "node id");
            assertEq(registry.principalOwed(), owed + stake, "principalOwed after register");
            assertTrue(!beacon.isPublished(roundOf(nodeId)), "a ticket names a round that is not published");
            rememberKey(nodeId, secretKey, registration.blsKey);
            noteRegistered(nodeId, registration.owner, registration.operator, stake);
            ++times["registered"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "register");
            ++times["registration refused by a pause"];
        }
    }

    /// @notice With one key that some node has or had, and another that is new.
    function registerWithUsedKey(uint256 seed) external {
        uint32 nodeId = uint32(1 + draw(seed, "node", registry.serviceNodeCount()));
        bool usedBls = draw(seed, "key", 2) == 0;
        (uint256 secretKey, bytes32 ed25519Key) = (secretKeyOf[nodeId], identityOf(nodeId));
        if (oldKeys.length != 0 && draw(seed, "replaced", 2) == 0) {
            OldKey memory old = oldKeys[draw(seed, "old key", oldKeys.length)];
            usedBls = old.secretKey != 0;
            (secretKey, ed25519Key) = (old.secretKey, old.key);
        }
        IServiceNodeRegistry.Registration memory registration =
            usedBls
                ? registrationOf(seed, secretKey, ed25519KeyOf(UNUSED_KEY))
                : registrationOf(seed, UNUSED_KEY, ed25519Key);
        bytes4 refusal =
            usedBls ? IServiceNodeRegistry.BlsKeyUsed.selector : IServiceNodeRegistry.Ed25519KeyUsed.selector;
        if (block.timestamp < registry.pausedUntil()) refusal = IServiceNodeRegistry.RegistrationIsPaused.selector;
        uint96 stake = registry.parameters().stakingRequirement;
        actAs(registration.operator);
        try registry.register(registration, "", stake, noPermit()) returns (uint32) {
            requireAccepted(refusal, "register with a used key");
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "register with a used key");
        }
    }

    /// @notice Registers a node first if none is waiting. Waits for the next bucket of the limit, if need be, until the
    /// limit has refused an activation.
    function activate(uint256 seed) public {
        if (isCrowded()) return;
        if (pick(seed, mayActivate) == 0) registerNew(seed);
        uint32 nodeId = pick(seed, mayActivate);
        if (nodeId == 0) return;
        goTo(registry.serviceNode(nodeId).activatableAt);
        if (!isReached("activated")) goTo(registry.pausedUntil());
        bool waits = !isReached("activation limit reached") || draw(seed, "wait", 2) == 0;
        if (waits && isActivationLimitReached()) goToNextBucket();
        if (!isReached("activated") || draw(seed, "published", 4) != 0) publishDrawOf(nodeId);
        activateNode(nodeId);
    }

    /// @notice Registers and activates one node more than the limit allows at once.
    function activateMany(uint256 seed) external {
        if (isReached("activation limit reached") && draw(seed, "many", 4) != 0) return;
        if (isCrowded()) return;
        goTo(registry.pausedUntil());
        uint256 count = activationLimit(sizeOf(activeSet)) + 1;
        for (uint256 i = 0; i < count; ++i) registerNew(uint256(keccak256(abi.encode(seed, i))));
        goTo(registry.LAUNCH_END());
        uint32 last = registry.serviceNodeCount();
        goTo(registry.serviceNode(last).activatableAt);
        for (uint32 nodeId = last; nodeId != 0; --nodeId) {
            if (!mayActivate(nodeId) || block.timestamp < registry.serviceNode(nodeId).activatableAt) continue;
            publishDrawOf(nodeId);
            if (activateNode(nodeId) == IServiceNodeRegistry.ActivationLimitReached.selector) return;
        }
    }

    /// @return refusal error that refused it; 0: it is active
    function activateNode(uint32 nodeId) internal returns (bytes4 refusal) {
        refusal = refusalOfActivation(nodeId);
        actAs(stranger);
        try registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId)) {
            requireAccepted(refusal, "activate");
            noteActivated(nodeId);
            ++times["activated"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "activate");
            if (refusal == IServiceNodeRegistry.RegistrationIsPaused.selector) ++times["activation refused by a pause"];
            if (refusal == IRandomness.RoundNotPublished.selector) ++times["activation refused without its round"];
            if (refusal == IServiceNodeRegistry.ActivationLimitReached.selector) ++times["activation limit reached"];
        }
    }

    /// @notice A round near the present one, or of a node that waits. Once published, it never changes.
    function publish(uint256 seed) external {
        uint32 nodeId = pick(seed, mayActivate);
        IBeaconRandomness source = nodeId == 0 ? beacon : sourceOf(nodeId);
        uint256 near = beacon.roundAt(block.timestamp) + draw(seed, "round", ROUNDS_NEAR);
        uint40 round = nodeId == 0 || draw(seed, "near", 2) == 0 ? uint40(near) : roundOf(nodeId);
        uint40 newest = source.newestRound();
        bool known = source.isPublished(round);
        bytes32 value = known ? source.randomnessOf(round) : sha256(LocalBeacon.compressed(round));
        source.publish(round, LocalBeacon.sign(round));
        assertEq(source.randomnessOf(round), value, "randomness");
        assertEq(source.newestRound(), round > newest ? round : newest, "newest round");
        ++times["published"];
    }

    /* LEAVING */

    /// @notice By operator or owner; for a shared node by the operator. Spares the last few active nodes, so that a
    /// quorum remains.
    function requestExit(uint256 seed) external {
        uint32 nodeId = pick(seed, isQuorumShort() ? mayRequestExitInactive : mayRequestExit);
        if (nodeId == 0) return;
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        actAs(isShared(nodeId) || draw(seed, "by", 2) == 0 ? node.operator : node.owner);
        registry.requestExit(nodeId);
        noteLogs();
        ++times["exit requested"];
    }

    /// @notice Exits as a stranger or as the owner, sometimes a second too early, often late.
    function exit(uint256 seed) external {
        bool tipped = isReached("tip paid");
        uint32 nodeId = tipped ? 0 : pick(seed, mayExitWhileActive);
        if (nodeId == 0) nodeId = pick(seed, mayExit);
        if (nodeId == 0) return;
        uint40 dueAt = registry.serviceNode(nodeId).exitDueAt;
        bool early = tipped && draw(seed, "early", 4) == 0 && block.timestamp < dueAt;
        uint256 late = tipped && draw(seed, "late", 2) == 0 ? 0 : draw(seed, "lateness", LATE_MAX);
        goTo(early ? dueAt - 1 : dueAt + late);
        // The pools never call it.
        address by = draw(seed, "by", 4) == 0 && !isShared(nodeId) ? registry.ownerOf(nodeId) : stranger;
        exitBy(by, nodeId, early ? IServiceNodeRegistry.ExitNotDue.selector : bytes4(0));
    }

    /// @notice Exits a paid node again, which must be refused.
    function exitAgain(uint256 seed) external {
        uint32 nodeId = pick(seed, wasPaid);
        if (nodeId != 0) exitNow(nodeId, IServiceNodeRegistry.StatusNotAllowed.selector);
    }

    function exitNow(uint32 nodeId, bytes4 refusal) internal {
        exitBy(stranger, nodeId, refusal);
    }

    /// @dev The owner receives the principal, and the caller the tip of it.
    function exitBy(address by, uint32 nodeId, bytes4 refusal) private {
        address owner_ = registry.ownerOf(nodeId);
        uint256 principal = registry.serviceNode(nodeId).principal;
        uint256 tip = refusal == 0 ? tipOf(nodeId) : 0;
        uint256 ownerHeld = token.balanceOf(owner_);
        uint256 callerHeld = token.balanceOf(by);
        uint256 owed = registry.principalOwed();
        actAs(by);
        try registry.exit(nodeId, keyOf(nodeId)) {
            requireAccepted(refusal, "exit");
            assertEq(token.balanceOf(owner_), ownerHeld + principal - (by == owner_ ? 0 : tip), "the owner is paid");
            if (by != owner_) assertEq(token.balanceOf(by), callerHeld + tip, "the caller has the tip");
            assertEq(registry.principalPaid(nodeId), principal - tip, "principalPaid");
            assertEq(registry.principalOwed(), owed - principal, "principalOwed after exit");
            if (isActive(nodeId)) noteLeft(nodeId);
            ++times["exited"];
            if (tip != 0) ++times["tip paid"];
            if (block.timestamp < registry.pausedUntil()) ++times["exited in a pause"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "exit");
        }
    }

    /// @dev Base units that the exit of a node, which is due, pays its caller.
    function tipOf(uint32 nodeId) internal view returns (uint256) {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        if (node.status != IServiceNodeRegistry.Status.Active) return 0;
        uint256 periods = (block.timestamp - node.exitDueAt) / (24 * EPOCH);
        return (uint256(node.principal) * 20 * (periods < 10 ? periods : 10)) / 10_000;
    }

    /* MONEY */

    /// @notice For any ids: known, unknown, twice the same.
    function claim(uint256 seed) external {
        uint32[] memory nodeIds = new uint32[](draw(seed, "length", CLAIM_MAX + 1));
        for (uint256 i = 0; i < nodeIds.length; ++i) {
            nodeIds[i] = uint32(draw(uint256(keccak256(abi.encode(seed, i))), "node", nodesMax() + 2));
        }
        claimNow(nodeIds);
    }

    function claimNow(uint32[] memory nodeIds) internal {
        uint256 owed = rewardsPool.rewardsOwed();
        uint256 held = token.balanceOf(address(rewardsPool));
        actAs(stranger);
        rewardsPool.claim(nodeIds);
        noteLogs();
        uint256 paid = held - token.balanceOf(address(rewardsPool));
        assertEq(rewardsPool.rewardsOwed(), owed - paid, "rewardsOwed after claim");
        for (uint256 i = 0; i < nodeIds.length; ++i) assertEq(rewardsPool.accrued(nodeIds[i]), 0, "nothing is left");
        if (paid != 0) ++times["claimed"];
    }

    function fund(uint256 seed) external {
        uint256 amount = draw(seed, "amount", FUNDING_MAX + 1);
        uint256 tracked = rewardsPool.trackedBalance();
        actAs(sponsor);
        rewardsPool.fund(amount);
        noteLogs();
        assertEq(rewardsPool.trackedBalance(), tracked + amount, "trackedBalance");
        if (amount != 0) ++times["funded"];
    }

    /// @notice Sometimes right after a gift.
    function absorb(uint256 seed) external {
        uint256 gift = draw(seed, "gift", 2) == 0 ? draw(seed, "amount", GIFT_MAX) : 0;
        actAs(sponsor);
        token.transfer(address(rewardsPool), gift);
        uint256 tracked = rewardsPool.trackedBalance();
        actAs(stranger);
        uint256 amount = rewardsPool.absorb();
        noteLogs();
        assertTrue(amount >= gift, "the gift is absorbed");
        assertEq(rewardsPool.trackedBalance(), tracked + amount, "trackedBalance");
        uint256 booked = rewardsPool.trackedBalance() + rewardsPool.rewardsOwed();
        assertNear(token.balanceOf(address(rewardsPool)), booked, 1, "nothing is left untracked");
        if (amount != 0) ++times["absorbed"];
    }

    function sweep(uint256) external {
        actAs(stranger);
        registry.sweep();
        noteLogs();
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "the registry holds what it owes");
    }

    /// @notice Sends tokens as a gift, to the registry or to the pool.
    function give(uint256 seed) external {
        address to = draw(seed, "to", 2) == 0 ? address(registry) : address(rewardsPool);
        actAs(sponsor);
        token.transfer(to, draw(seed, "amount", GIFT_MAX));
    }

    /* ACTORS */

    function mayActivate(uint32 nodeId) internal view returns (bool) {
        return hasStatus(nodeId, IServiceNodeRegistry.Status.Pending) && registry.serviceNode(nodeId).exitDueAt == 0;
    }

    function refusalOfActivation(uint32 nodeId) internal view returns (bytes4) {
        if (block.timestamp < registry.pausedUntil()) return IServiceNodeRegistry.RegistrationIsPaused.selector;
        if (!sourceOf(nodeId).isPublished(roundOf(nodeId))) return IRandomness.RoundNotPublished.selector;
        return isActivationLimitReached() ? IServiceNodeRegistry.ActivationLimitReached.selector : bytes4(0);
    }

    function mayRequestExit(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && registry.serviceNode(nodeId).exitDueAt == 0;
    }

    function mayRequestExitInactive(uint32 nodeId) private view returns (bool) {
        return mayRequestExit(nodeId) && !isActive(nodeId);
    }

    function mayExit(uint32 nodeId) private view returns (bool) {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        return !node.paid && node.exitDueAt != 0;
    }

    function mayExitWhileActive(uint32 nodeId) private view returns (bool) {
        return isActive(nodeId) && mayExit(nodeId);
    }

    function wasPaid(uint32 nodeId) private view returns (bool) {
        return registry.serviceNode(nodeId).paid;
    }

    /* SIGNING */

    function registrationOf(
        uint256 seed,
        uint256 secretKey,
        bytes32 ed25519Key
    ) private view returns (IServiceNodeRegistry.Registration memory registration) {
        registration.operator = operatorAt(seed);
        registration.owner = ownerAt(draw(seed, "owner", ACTORS));
        registration.blsKey = BlsKeys.publicKey(secretKey);
        registration.ed25519Key = ed25519Key;
        registration.ed25519Signature = new bytes(64);
        registration.endpoint = endpoint(uint32(0x05000000 + draw(seed, "address", 1 << 24)));
        registration.feeBps = uint16(draw(seed, "fee", 10_001));
        registration.deadline = uint64(block.timestamp + 1 days);
        registration.proofOfPossession = BlsKeys.sign(secretKey, digestOf(registration));
    }

    function signOperator(
        uint256 seed,
        IServiceNodeRegistry.Registration memory registration
    ) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(operatorKeyAt(seed), digestOf(registration));
        return abi.encodePacked(r, s, v);
    }

    function signPermit(uint256 value) private view returns (IServiceNodeRegistry.Permit memory permit) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                sponsor,
                address(registry),
                value,
                token.nonces(sponsor),
                block.timestamp
            )
        );
        permit.value = value;
        permit.deadline = block.timestamp;
        (permit.v, permit.r, permit.s) = vm.sign(
            SPONSOR_KEY,
            keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash))
        );
    }
}
