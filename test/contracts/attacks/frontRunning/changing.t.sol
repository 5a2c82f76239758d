// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../../helpers/BlsKeys.sol";
import {RotationBase} from "../../ServiceNodeRegistry/RotationBase.sol";

/// @notice An attacker sees a rotation of keys, or a change of operator or owner, and front-runs it.
contract FrontRunningChangingTest is RotationBase {
    uint32 private constant OTHER = 9;

    address private buyer = address(0xb0b);
    address private next = address(0x0e7);

    /* NEW KEYS */

    /// @notice Griefing that remains: a stranger registers a node with the new Ed25519 key first. It locks a stake with a
    /// key that it cannot use. The victim's mark is not used, so it rotates to another key at once.
    function test_rotateKeys_ANewKeyBurntByARegistrationCostsTheStrangerAStake() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        IServiceNodeRegistry.Registration memory squatting = registrationOfStranger(rotation.ed25519Key);
        vm.prank(stranger);
        uint32 squatter = registry.register(squatting, "", STAKE, noPermit());
        assertEq(token.balanceOf(stranger), 0, "a whole stake is locked");
        expectEd25519Used(rotation.ed25519Key, squatter);
        rotate(operator, NODE, rotation);
        rotateBoth(operator, NODE, THIRD_KEY);
        assertEq(registry.identity(ed25519KeyOf(THIRD_KEY)).nodeId, NODE, "another key");
    }

    /// @notice Griefing that remains: the owner of any node gives it the new Ed25519 key first. No stake is locked for it.
    /// That node cannot serve until its next rotation, 24 epochs later, and is a new one to clients.
    function test_rotateKeys_ANewKeyBurntByARotationCostsTheStrangerItsOwnNode() public {
        sellTo(OTHER, stranger);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        IServiceNodeRegistry.KeyRotation memory burning = rotationTo(OTHER, 0, rotation.ed25519Key);
        rotate(stranger, OTHER, burning);
        assertEq(registry.serviceNode(OTHER).activatedAt, block.timestamp, "its age as a guard is gone");
        expectEd25519Used(rotation.ed25519Key, OTHER);
        rotate(operator, NODE, rotation);

        // It can neither burn a second key nor get rid of the first, for 24 epochs.
        rememberIdentity(OTHER, rotation.ed25519Key);
        IServiceNodeRegistry.KeyRotation memory again = rotationTo(OTHER, 0, ed25519KeyOf(THIRD_KEY));
        warpEpochs(23);
        expectTooSoon(OTHER, currentEpoch() + 1);
        rotate(stranger, OTHER, again);
        rotateBoth(operator, NODE, THIRD_KEY);
    }

    /// @notice The same for a registration: any node burns its Ed25519 key by a rotation.
    function test_register_AnEd25519KeyBurntByARotationIsRefusedAndAnotherIsNot() public {
        sellTo(OTHER, stranger);
        IServiceNodeRegistry.Registration memory registration = validRegistration(NEW_KEY);
        rotate(stranger, OTHER, rotationTo(OTHER, 0, registration.ed25519Key));
        vm.prank(operator);
        expectEd25519Used(registration.ed25519Key, OTHER);
        registry.register(registration, "", STAKE, noPermit());
        assertEq(register(THIRD_KEY), NODES + 1, "with other keys");
    }

    /// @notice A BLS key cannot be burnt: a stranger cannot make its proof, nor use that of another's rotation.
    function test_rotateKeys_ANewBlsKeyCannotBeBurnt() public {
        sellTo(OTHER, stranger);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        IServiceNodeRegistry.KeyRotation memory copy = rotationTo(OTHER, 0, 0);
        (copy.blsKey, copy.proofOfPossession) = (rotation.blsKey, rotation.proofOfPossession);
        bytes memory refusal = abi.encodeWithSelector(
            IServiceNodeRegistry.ProofOfPossessionInvalid.selector,
            BlsKeys.hash(copy.blsKey)
        );
        vm.expectRevert(refusal);
        rotate(stranger, OTHER, copy);
        rotateBoth(operator, NODE, NEW_KEY);
    }

    /// @notice A thief of the operator's key rotates in front of the owner, once in 168 epochs. The owner's rotation names
    /// replaced keys then, so it is made again from those of the thief.
    function test_rotateKeys_AThiefOfTheOperatorsKeyRotatesFirstOnce() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        bytes32 oldIdentity = identityOf(NODE);
        rotateBoth(operator, NODE, THIRD_KEY);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, NODE, oldIdentity));
        rotate(owner, NODE, rotation);

        rotation = rotationTo(NODE, 1 << 102);
        expectTooSoon(NODE, currentEpoch() + 168);
        rotate(operator, NODE, rotation);
        rotateBoth(owner, NODE, 1 << 103);
        vm.prank(owner);
        registry.proposeOperator(NODE, next);
        acceptAs(next, NODE);
        assertEq(registry.serviceNode(NODE).operator, next, "the thief is out");
    }

    /* KEYS OF OTHER CALLS */

    /// @notice A rotation makes the keys of a transaction old ones. It is made again with the new ones.
    function test_activate_ARotationJustBeforeIsRefusedOnce() public {
        uint32 nodeId = register(1 << (NODES + 1));
        letDrawCome(nodeId);
        bytes memory early = abi.encodeCall(registry.activate, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        bytes32 oldHash = keyHashOf(nodeId);
        rotateBoth(operator, nodeId, NEW_KEY);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, nodeId, oldHash));
        (bool success, ) = address(registry).call(early);
        assertTrue(success, "refused as expected");
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    /// @notice Griefing that remains: a node about to be suspended or removed rotates first. The signature names the node,
    /// not its key. So the next transaction brings the same signature and the new key, in the same epoch or the next.
    function test_quorum_ARotationJustBeforeDoesNotSpoilTheSignature() public {
        IQuorumActions.QuorumAction memory suspending = suspension(NODE);
        IQuorumActions.QuorumAction memory removing = removal(NODE);
        bytes32 oldHash = keyHashOf(NODE);
        rotateBoth(operator, NODE, NEW_KEY);
        bytes memory refusal = abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, NODE, oldHash);
        vm.expectRevert(refusal);
        registry.suspend(suspending);
        suspending.blsKey = keyOf(NODE);
        registry.suspend(suspending);

        // Also of the suspended one, by the owner's mark.
        removing.blsKey = keyOf(NODE);
        oldHash = keyHashOf(NODE);
        rotateBoth(owner, NODE, THIRD_KEY);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, NODE, oldHash));
        registry.remove(removing);
        removing.blsKey = keyOf(NODE);
        registry.remove(removing);
        assertStatus(NODE, IServiceNodeRegistry.Status.Removed);
    }

    /// @notice Owner, operator and a new operator together dodge three transactions in 24 epochs, not a fourth.
    function test_quorum_RotationsDodgeThreeTransactionsIn24Epochs() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        vm.prank(owner);
        registry.proposeOperator(NODE, next);
        rotateBoth(owner, NODE, NEW_KEY);
        rotateBoth(operator, NODE, THIRD_KEY);
        acceptAs(next, NODE);
        rotateBoth(next, NODE, 1 << 102);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, 1 << 103);
        expectTooSoon(NODE, currentEpoch() + 24);
        rotate(owner, NODE, rotation);
        expectTooSoon(NODE, currentEpoch() + 168);
        rotate(next, NODE, rotation);
        vm.prank(owner);
        registry.proposeOperator(NODE, operator);
        (bytes32 blsKeyHash, bytes32 identity) = (keyHashOf(NODE), identityOf(NODE));
        expectTooSoon(NODE, currentEpoch() + 24);
        vm.prank(operator);
        registry.acceptOperator(NODE, blsKeyHash, identity);
        action.blsKey = keyOf(NODE);
        registry.suspend(action);
    }

    /* OPERATOR */

    /// @notice The owner withdraws the offer first, or another owner takes over. Nothing else changes.
    function test_acceptOperator_AnOfferWithdrawnJustBeforeIsNotAccepted() public {
        uint256 before = vm.snapshotState();
        for (uint256 i = 0; i < 2; ++i) {
            vm.startPrank(owner);
            registry.proposeOperator(NODE, next);
            registry.proposeOwner(NODE, buyer);
            if (i == 0) registry.proposeOperator(NODE, address(0));
            vm.stopPrank();
            if (i == 1) {
                vm.prank(buyer);
                registry.acceptOwner(NODE);
            }
            (bytes32 blsKeyHash, bytes32 identity) = (keyHashOf(NODE), identityOf(NODE));
            vm.prank(next);
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, next));
            registry.acceptOperator(NODE, blsKeyHash, identity);
            vm.revertToState(before);
        }
    }

    /// @notice Griefing that remains: the operator who is about to be replaced rotates first, once in 168 epochs. Then it
    /// asks for the exit, which no account takes back.
    function test_acceptOperator_TheOperatorBeforeRotatesAndAsksForTheExitFirst() public {
        vm.prank(owner);
        registry.proposeOperator(NODE, next);
        (bytes32 blsKeyHash, bytes32 oldIdentity) = (keyHashOf(NODE), identityOf(NODE));
        rotateBoth(operator, NODE, NEW_KEY);
        requestExit(NODE);
        vm.prank(next);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, NODE, oldIdentity));
        registry.acceptOperator(NODE, blsKeyHash, oldIdentity);
        acceptAs(next, NODE);
        rotateBoth(next, NODE, THIRD_KEY);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE, "the owner has all of the principal");
    }

    /* OWNER */

    /// @notice Griefing that remains: the seller gives the node another operator and other keys first. The buyer waits 24
    /// epochs for its own. The principal is the buyer's.
    function test_acceptOwner_TheSellerChangesOperatorAndKeysFirst() public {
        vm.startPrank(owner);
        registry.proposeOperator(NODE, stranger);
        registry.proposeOwner(NODE, buyer);
        vm.stopPrank();
        acceptAs(stranger, NODE);
        rotateBoth(owner, NODE, NEW_KEY);
        vm.prank(buyer);
        registry.acceptOwner(NODE);

        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, THIRD_KEY);
        uint32 free = currentEpoch() + 24;
        expectTooSoon(NODE, free);
        rotate(buyer, NODE, rotation);
        vm.prank(buyer);
        registry.proposeOperator(NODE, next);
        (bytes32 blsKeyHash, bytes32 identity) = (keyHashOf(NODE), identityOf(NODE));
        vm.prank(next);
        expectTooSoon(NODE, free);
        registry.acceptOperator(NODE, blsKeyHash, identity);

        warpEpochs(24);
        acceptAs(next, NODE);
        rotateBoth(buyer, NODE, THIRD_KEY);
        assertEq(registry.serviceNode(NODE).principal, STAKE, "principal");
    }

    /* HELPERS */

    function sellTo(uint32 nodeId, address to) private {
        vm.prank(owner);
        registry.proposeOwner(nodeId, to);
        vm.prank(to);
        registry.acceptOwner(nodeId);
    }

    function acceptAs(address by, uint32 nodeId) private {
        (bytes32 blsKeyHash, bytes32 identity) = (keyHashOf(nodeId), identityOf(nodeId));
        vm.prank(by);
        registry.acceptOperator(nodeId, blsKeyHash, identity);
    }

    /// @dev With a BLS key of its own, and a stake to lock.
    function registrationOfStranger(
        bytes32 ed25519Key
    ) private returns (IServiceNodeRegistry.Registration memory registration) {
        token.transfer(stranger, STAKE);
        vm.prank(stranger);
        token.approve(address(registry), STAKE);
        registration = validRegistration(1 << 104);
        (registration.operator, registration.owner) = (stranger, stranger);
        registration.ed25519Key = ed25519Key;
        registration.proofOfPossession = BlsKeys.sign(1 << 104, digestOf(registration));
    }

    function expectEd25519Used(bytes32 ed25519Key, uint32 by) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, ed25519Key, by));
    }

    function expectTooSoon(uint32 nodeId, uint32 changeableFrom) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ChangeTooSoon.selector, nodeId, changeableFrom));
    }
}
