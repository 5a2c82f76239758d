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
        vm.prank(sponsored ? sponsor : registration.operator);
        try registry.register(registration, operatorSignature, stake, permit) returns (uint32 given) {
            requireAccepted(refusal, "register");
            assertEq(given, nodeId, "node id");
            assertEq(registry.principalOwed(), owed + stake, "principalOwed after register");
            assertTrue(!beacon.isPublished(roundOf(nodeId)), "a ticket names a round that is not published");
            rememberKey(nodeId, secretKey, registration.blsKey);
            ++times["registered"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "register");
            ++times["registration refused by a pause"];
        }
    }

    /// @notice With one key that some node has or had, and another that is new.
    function registerWithUsedKey(uint256 seed) external {
        uint32 nodeId = uint32(1 + draw(seed, "node", registry.serviceNodeCount()));
        uint256 used = secretKeyOf[nodeId];
        bool usedBls = draw(seed, "key", 2) == 0;
        IServiceNodeRegistry.Registration memory registration =
            usedBls
                ? registrationOf(seed, used, ed25519KeyOf(UNUSED_KEY))
                : registrationOf(seed, UNUSED_KEY, ed25519KeyOf(used));
        bytes4 refusal =
            usedBls ? IServiceNodeRegistry.BlsKeyUsed.selector : IServiceNodeRegistry.Ed25519KeyUsed.selector;
        if (block.timestamp < registry.pausedUntil()) refusal = IServiceNodeRegistry.RegistrationIsPaused.selector;
        uint96 stake = registry.parameters().stakingRequirement;
        vm.prank(registration.operator);
        try registry.register(registration, "", stake, noPermit()) returns (uint32) {
            requireAccepted(refusal, "register with a used key");
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "register with a used key");
        }
    }

    /// @notice Registers a node first if none is waiting.
    function activate(uint256 seed) public {
        if (isCrowded()) return;
        if (pick(seed, mayActivate) == 0) registerNew(seed);
        uint32 nodeId = pick(seed, mayActivate);
        if (nodeId == 0) return;
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        goTo(node.activatableAt);
        IBeaconRandomness source = sourceOf(nodeId);
        uint40 round = roundOf(nodeId);
        if (!isReached("activated") || draw(seed, "published", 4) != 0) publishDrawOf(nodeId);
        bytes4 refusal = source.isPublished(round) ? bytes4(0) : IRandomness.RoundNotPublished.selector;
        try registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId)) {
            requireAccepted(refusal, "activate");
            assertEq(registry.serviceNode(nodeId).seed, seedOf(nodeId), "seed");
            noteJoined(nodeId);
            ++times["activated"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "activate");
            ++times["activation refused without its round"];
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

    /* ENDPOINT AND OWNER */

    function updateEndpoint(uint256 seed) external {
        uint32 nodeId = pick(seed, isLiving);
        if (nodeId == 0) return;
        bytes32 ed25519Key = identityOf(nodeId);
        bytes4 refusal =
            registry.identity(ed25519Key).endpointEpoch == epochNow()
                ? IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector
                : bytes4(0);
        IServiceNodeRegistry.Endpoint memory moved = endpoint(uint32(0x08000000 + draw(seed, "address", 1 << 24)));
        bytes32 blsKeyHash = keyHashOf(nodeId);
        vm.prank(registry.serviceNode(nodeId).operator);
        try registry.updateEndpoint(nodeId, blsKeyHash, ed25519Key, moved) {
            requireAccepted(refusal, "updateEndpoint");
            assertEq(bytes32(registry.identity(ed25519Key).ip), bytes32(moved.ip), "ip");
            ++times["endpoint updated"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "updateEndpoint");
        }
    }

    /// @notice Sometimes to the zero address, which withdraws the offer.
    function proposeOwner(uint256 seed) external {
        uint32 nodeId = pick(seed, isOwned);
        if (nodeId == 0) return;
        address next = draw(seed, "withdrawn", 4) == 0 ? address(0) : ownerAt(seed);
        vm.prank(registry.ownerOf(nodeId));
        registry.proposeOwner(nodeId, next);
        assertEq(registry.pendingOwner(nodeId), next, "pendingOwner");
    }

    function acceptOwner(uint256 seed) external {
        uint32 nodeId = pick(seed, isOffered);
        if (nodeId == 0) return;
        address next = registry.pendingOwner(nodeId);
        vm.prank(next);
        registry.acceptOwner(nodeId);
        assertEq(registry.ownerOf(nodeId), next, "owner");
        ++times["owner changed"];
    }

    /* LEAVING */

    /// @notice By operator or owner; for a shared node by the operator. Spares the last few active nodes, so that a
    /// quorum remains.
    function requestExit(uint256 seed) external {
        uint32 nodeId = pick(seed, isQuorumShort() ? mayRequestExitInactive : mayRequestExit);
        if (nodeId == 0) return;
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        vm.prank(isShared(nodeId) || draw(seed, "by", 2) == 0 ? node.operator : node.owner);
        registry.requestExit(nodeId);
        ++times["exit requested"];
    }

    /// @notice Exits as a stranger, sometimes a second too early.
    function exit(uint256 seed) external {
        uint32 nodeId = pick(seed, mayExit);
        if (nodeId == 0) return;
        uint40 dueAt = registry.serviceNode(nodeId).exitDueAt;
        bool early = draw(seed, "early", 4) == 0 && block.timestamp < dueAt;
        goTo(early ? dueAt - 1 : dueAt);
        exitNow(nodeId, early ? IServiceNodeRegistry.ExitNotDue.selector : bytes4(0));
    }

    /// @notice Exits a paid node again, which must be refused.
    function exitAgain(uint256 seed) external {
        uint32 nodeId = pick(seed, wasPaid);
        if (nodeId != 0) exitNow(nodeId, IServiceNodeRegistry.StatusNotAllowed.selector);
    }

    function exitNow(uint32 nodeId, bytes4 refusal) internal {
        address owner_ = registry.ownerOf(nodeId);
        uint256 principal = registry.serviceNode(nodeId).principal;
        uint256 held = token.balanceOf(owner_);
        vm.prank(stranger);
        try registry.exit(nodeId, keyOf(nodeId)) {
            requireAccepted(refusal, "exit");
            assertEq(token.balanceOf(owner_), held + principal, "principal paid to the owner");
            assertEq(registry.principalPaid(nodeId), principal, "principalPaid");
            if (isActive(nodeId)) noteLeft(nodeId);
            ++times["exited"];
            if (block.timestamp < registry.pausedUntil()) ++times["exited in a pause"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "exit");
        }
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
        vm.prank(stranger);
        rewardsPool.claim(nodeIds);
        uint256 paid = held - token.balanceOf(address(rewardsPool));
        assertEq(rewardsPool.rewardsOwed(), owed - paid, "rewardsOwed after claim");
        for (uint256 i = 0; i < nodeIds.length; ++i) assertEq(rewardsPool.accrued(nodeIds[i]), 0, "nothing is left");
        if (paid != 0) ++times["claimed"];
    }

    function fund(uint256 seed) external {
        uint256 amount = draw(seed, "amount", FUNDING_MAX + 1);
        uint256 tracked = rewardsPool.trackedBalance();
        vm.prank(sponsor);
        rewardsPool.fund(amount);
        assertEq(rewardsPool.trackedBalance(), tracked + amount, "trackedBalance");
        if (amount != 0) ++times["funded"];
    }

    function sweep(uint256) external {
        vm.prank(stranger);
        registry.sweep();
        assertEq(token.balanceOf(address(registry)), registry.principalOwed(), "the registry holds what it owes");
    }

    /// @notice Sends tokens as a gift, to the registry or to the pool.
    function give(uint256 seed) external {
        address to = draw(seed, "to", 2) == 0 ? address(registry) : address(rewardsPool);
        vm.prank(sponsor);
        token.transfer(to, draw(seed, "amount", GIFT_MAX));
    }

    /* ACTORS */

    function mayActivate(uint32 nodeId) private view returns (bool) {
        return hasStatus(nodeId, IServiceNodeRegistry.Status.Pending) && registry.serviceNode(nodeId).exitDueAt == 0;
    }

    /// @dev An account that could offer the node to another.
    function isOwned(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && !isShared(nodeId);
    }

    function isOffered(uint32 nodeId) private view returns (bool) {
        return isLiving(nodeId) && registry.pendingOwner(nodeId) != address(0);
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
