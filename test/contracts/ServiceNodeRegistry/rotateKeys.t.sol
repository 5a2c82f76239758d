// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {RotationBase} from "./RotationBase.sol";

contract RotateKeysTest is RotationBase {
    /// @notice Written out by EIP-712, not by the contract's own words.
    function test_rotationDigest_IsThatOfTheTypedData() public view {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Muster"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 typeHash = keccak256(
            "Rotation(uint32 nodeId,bytes32 oldBlsKeyHash,bytes32 newBlsKeyHash,bytes32 oldEd25519Key,bytes32 newEd25519Key,bool compromised,uint64 deadline)"
        );
        bytes32 data = keccak256(
            abi.encode(
                typeHash,
                NODE,
                BlsKeys.hash(rotation.previousBlsKey),
                BlsKeys.hash(rotation.blsKey),
                rotation.previousEd25519Key,
                rotation.ed25519Key,
                rotation.compromised,
                rotation.deadline
            )
        );
        assertEq(digestOfRotation(NODE, rotation), keccak256(abi.encodePacked(hex"1901", domain, data)), "digest");
    }

    /// @notice A new Ed25519 key does not let the node move twice in an epoch.
    function test_rotateKeys_KeepsTheEpochOfTheLastEndpoint() public {
        vm.prank(operator);
        registry.updateEndpoint(NODE, keyHashOf(NODE), identityOf(NODE), endpoint(0x08080404));
        rotateBoth(operator, NODE, NEW_KEY);
        bytes memory refusal = abi.encodeWithSelector(
            IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector,
            NODE,
            currentEpoch()
        );
        bytes32 hash = keyHashOf(NODE);
        bytes32 identity = identityOf(NODE);
        vm.expectRevert(refusal);
        vm.prank(operator);
        registry.updateEndpoint(NODE, hash, identity, endpoint(0x08080808));
    }

    function test_rotateKeys_GivesAnActiveNodeBothKeysAndANewLeaf() public {
        bytes32 oldHash = keyHashOf(NODE);
        bytes32 oldIdentity = identityOf(NODE);
        IServiceNodeRegistry.ServiceNode memory before = registry.serviceNode(NODE);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.KeysRotated(
            NODE,
            operator,
            oldHash,
            oldIdentity,
            rotation.blsKey,
            rotation.ed25519Key,
            rotation.ed25519Signature,
            false,
            rotation.deadline,
            uint40(block.timestamp)
        );
        rotateBoth(operator, NODE, NEW_KEY);

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(NODE);
        assertEq(node.seed, before.seed, "the seed stays");
        assertEq(node.activatedAt, block.timestamp, "to clients, a new node");
        assertEq(node.activatableAt, before.activatableAt, "first activation stays");
        assertEq(node.leafIndex, before.leafIndex, "its place in the list");
        assertEq(node.operatorRotationEpoch, currentEpoch(), "mark of the operator");
        assertEq(node.ownerRotationEpoch, 0, "no mark of the owner");
        IServiceNodeRegistry.Identity memory moved = registry.identity(identityOf(NODE));
        IServiceNodeRegistry.Identity memory burnt = registry.identity(oldIdentity);
        assertEq(moved.nodeId, NODE, "new identity");
        assertEq(moved.flags, 0, "in use");
        assertEq(bytes32(moved.ip), bytes32(burnt.ip), "the endpoint moves along");
        assertEq(moved.rpcPort, burnt.rpcPort, "rpcPort");
        assertEq(moved.quicPort, burnt.quicPort, "quicPort");
        assertEq(burnt.nodeId, NODE, "burnt for ever");
        assertEq(burnt.flags, 1, "replaced");
        assertTrue(signerSets.signer(oldHash).replaced, "old BLS key is replaced");
        assertSetIsOfCurrentKeys();
    }

    function test_rotateKeys_OfTheBlsKeyAloneKeepsTheAgeOfTheNode() public {
        uint40 activatedAt = registry.serviceNode(NODE).activatedAt;
        rotate(operator, NODE, rotationTo(NODE, NEW_KEY, 0));
        rememberIdentity(NODE, identityOf(NODE));
        rememberKey(NODE, NEW_KEY, BlsKeys.publicKey(NEW_KEY));
        assertEq(registry.serviceNode(NODE).activatedAt, activatedAt, "activatedAt");
        assertEq(registry.identity(identityOf(NODE)).flags, 0, "Ed25519 key in use");
        assertSetIsOfCurrentKeys();
    }

    function test_rotateKeys_OfTheEd25519KeyAloneLeavesTheSigners() public {
        ISignerSets.Signer memory signer = signerOf(NODE);
        rotate(owner, NODE, rotationTo(NODE, 0, ed25519KeyOf(NEW_KEY)));
        rememberIdentity(NODE, ed25519KeyOf(NEW_KEY));
        assertEq(keccak256(abi.encode(signerOf(NODE))), keccak256(abi.encode(signer)), "signer");
        assertEq(registry.serviceNode(NODE).activatedAt, block.timestamp, "activatedAt");
        assertEq(registry.serviceNode(NODE).ownerRotationEpoch, currentEpoch(), "mark of the owner");
        assertSetIsOfCurrentKeys();
    }

    function test_rotateKeys_OfAPendingNodeLetsItJoinWithTheNewKeys() public {
        uint32 nodeId = register(1 << (NODES + 1));
        rotateBoth(operator, nodeId, NEW_KEY);
        assertEq(registry.serviceNode(nodeId).activatedAt, 0, "not activated yet");
        activateAll(nodeId, nodeId);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        assertSetIsOfCurrentKeys();
    }

    /// @notice The old key signs until the epoch ends, the new one from the next.
    function test_rotateKeys_CountsFromTheNextEpoch() public {
        IQuorumActions.QuorumAction memory early = suspension(1);
        rotateBoth(operator, NODE, NEW_KEY);
        registry.suspend(early);

        warpEpochs(1);
        members = range(2, NODES);
        registry.suspend(suspension(2));
    }

    /// @notice A signature of the epoch of the rotation is made with the old key, and good in the next epoch.
    function test_rotateKeys_LeavesSignaturesOfThisEpochValidInTheNext() public {
        IQuorumActions.QuorumAction memory action = suspension(1);
        rotateBoth(operator, NODE, NEW_KEY);
        warpEpochs(1);
        registry.suspend(action);
    }

    /// @notice Only as a non-signer of an epoch in which it was a member does anyone name a replaced key.
    function test_rotateKeys_LetsTheOldKeyBeNamedAsANonSignerOfItsEpochs() public {
        BLS.G1Point memory old = keyOf(NODE);
        uint32 epoch = currentEpoch();
        uint256 oldSecret = secretKeyOf[NODE];
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, 1, ids(NODE));
        rotateBoth(operator, NODE, NEW_KEY);
        warpEpochs(1);
        registry.suspend(action);

        // In this epoch, the new key is the member's. Naming the old one leaves the new one in the sum.
        IQuorumActions.QuorumAction memory wrong = unsigned(2, ids(NODE));
        wrong.nonSigners[0].blsKey = old;
        sign(IQuorumActions.QuorumKind.Suspend, wrong);
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, NODE, epoch + 1));
        registry.suspend(wrong);
        assertTrue(oldSecret != secretKeyOf[NODE], "another key");
    }

    /// @notice Two rotations in one epoch, by the owner and by the operator: the key between was never a member.
    function test_rotateKeys_TwiceInAnEpochLeavesOneKeyInTheSum() public {
        rotateBoth(owner, NODE, NEW_KEY);
        bytes32 between = keyHashOf(NODE);
        rotateBoth(operator, NODE, THIRD_KEY);
        ISignerSets.Signer memory signer = signerSets.signer(between);
        assertEq(signer.joinedEpoch, signer.leftEpoch, "never a member");
        warpEpochs(1);
        assertSetIsOfCurrentKeys();
        registry.suspend(suspension(1));
    }

    /// @notice A rotation neither waits for the rest between two changes of status nor begins one.
    function test_rotateKeys_DoesNotPutASuspensionOff() public {
        uint32 nodeId = register(1 << (NODES + 1));
        activateAll(nodeId, nodeId);
        uint32 epoch = currentEpoch();
        rotateBoth(operator, nodeId, NEW_KEY);
        assertEq(signerOf(nodeId).statusEpoch, epoch, "carried");
        warpEpochs(1);
        members.push(nodeId);
        IQuorumActions.QuorumAction memory action = suspension(nodeId);
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.StatusTooRecent.selector, nodeId, epoch, currentEpoch()));
        registry.suspend(action);

        warpEpochs(1);
        rotateBoth(owner, nodeId, THIRD_KEY);
        action = unsigned(nodeId, none());
        action.epoch = currentEpoch() - 1;
        secretKeyOf[nodeId] = NEW_KEY;
        sign(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Suspended);
    }

    function test_rotateKeys_OfASuspendedNodeLetsItResumeWithTheNewKeys() public {
        registry.suspend(suspension(NODE));
        rotateBoth(operator, NODE, NEW_KEY);
        assertEq(signerOf(NODE).joinedEpoch, 0, "no member with the new key");
        warpEpochs(2);
        uint32[] memory others = new uint32[](NODES - 1);
        uint32 count = 0;
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) if (nodeId != NODE) others[count++] = nodeId;
        members = others;
        registry.resume(resumption(NODE), identityOf(NODE));
        assertSetIsOfCurrentKeys();
    }

    /// @notice The mark of the owner is its own, so a thief of the operator's key cannot use it up.
    function test_rotateKeys_GivesOwnerAndOperatorAMarkEach() public {
        rotateBoth(operator, NODE, NEW_KEY);
        IServiceNodeRegistry.KeyRotation memory again = rotationTo(NODE, THIRD_KEY);
        expectTooSoon(currentEpoch() + 168);
        rotate(operator, NODE, again);
        rotateBoth(owner, NODE, THIRD_KEY);
        again = rotationTo(NODE, 1 << 102);
        expectTooSoon(currentEpoch() + 24);
        rotate(owner, NODE, again);

        warpEpochs(24);
        rotateBoth(owner, NODE, 1 << 102);
        warpEpochs(168 - 24);
        rotateBoth(operator, NODE, 1 << 103);
        assertSetIsOfCurrentKeys();
    }

    function test_rotateKeys_ByAnOwnerWhoIsTheOperatorUsesTheMarkOfTheOwner() public {
        vm.prank(owner);
        registry.proposeOwner(NODE, operator);
        vm.prank(operator);
        registry.acceptOwner(NODE);
        rotateBoth(operator, NODE, NEW_KEY);
        warpEpochs(24);
        rotateBoth(operator, NODE, THIRD_KEY);
        assertEq(registry.serviceNode(NODE).operatorRotationEpoch, 0, "mark of the operator");
    }

    function test_rotateKeys_RevertWhen_ByAStranger() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, NODE, stranger));
        rotate(stranger, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheExitIsDue() public {
        requestExit(NODE);
        uint40 exitDueAt = registry.serviceNode(NODE).exitDueAt;
        vm.warp(exitDueAt - 1);
        uint256 before = vm.snapshotState();
        rotateBoth(operator, NODE, NEW_KEY);
        vm.revertToState(before);
        vm.warp(exitDueAt);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, THIRD_KEY);
        expectExitDue(NODE, exitDueAt);
        rotate(owner, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheDeadlineHasPassed() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        vm.warp(rotation.deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.RegistrationExpired.selector,
                rotation.deadline,
                block.timestamp
            )
        );
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_NeitherKeyChanges() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.RotationEmpty.selector, NODE));
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_ANewKeyWasUsedByAnyNode() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, 1 << 6, ed25519KeyOf(NEW_KEY));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyUsed.selector, keyHashOf(6), 6));
        rotate(operator, NODE, rotation);
        rotation = rotationTo(NODE, NEW_KEY, identityOf(6));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, identityOf(6), 6));
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_ItGoesBackToAnOldKey() public {
        (uint256 oldKey, bytes32 oldHash, bytes32 oldIdentity) = (secretKeyOf[NODE], keyHashOf(NODE), identityOf(NODE));
        rotateBoth(operator, NODE, NEW_KEY);
        warpEpochs(168);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, oldKey, ed25519KeyOf(THIRD_KEY));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyUsed.selector, oldHash, NODE));
        rotate(operator, NODE, rotation);
        rotation = rotationTo(NODE, THIRD_KEY, oldIdentity);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, oldIdentity, NODE));
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheNewBlsKeyDidNotSignThisVeryRotation() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        bytes memory refusal = abi.encodeWithSelector(
            IServiceNodeRegistry.ProofOfPossessionInvalid.selector,
            BlsKeys.hash(rotation.blsKey)
        );
        rotation.compromised = true;
        vm.expectRevert(refusal);
        rotate(operator, NODE, rotation);
        rotation.compromised = false;
        rotation.ed25519Key = ed25519KeyOf(THIRD_KEY);
        vm.expectRevert(refusal);
        rotate(operator, NODE, rotation);
        rotation.ed25519Key = ed25519KeyOf(NEW_KEY);
        ++rotation.deadline;
        vm.expectRevert(refusal);
        rotate(operator, NODE, rotation);
        --rotation.deadline;
        rotation.proofOfPossession = BlsKeys.sign(secretKeyOf[NODE], digestOfRotation(NODE, rotation));
        vm.expectRevert(refusal);
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheEd25519SignatureHasAnotherLength() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        rotation.ed25519Signature = new bytes(63);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519SignatureLengthInvalid.selector, 63));
        rotate(operator, NODE, rotation);
        rotation = rotationTo(NODE, NEW_KEY, 0);
        rotation.ed25519Signature = new bytes(64);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519SignatureLengthInvalid.selector, 64));
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheNewEd25519KeyIsZero() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        rotation.ed25519Key = 0;
        rotation.proofOfPossession = BlsKeys.sign(NEW_KEY, digestOfRotation(NODE, rotation));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyInvalid.selector, bytes32(0)));
        rotate(operator, NODE, rotation);
    }

    function test_rotateKeys_RevertWhen_TheOldKeysAreOfAnotherNode() public {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, NEW_KEY);
        rotation.previousEd25519Key = identityOf(6);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyNotOfNode.selector, NODE, identityOf(6)));
        rotate(operator, NODE, rotation);
        rotation = rotationTo(NODE, NEW_KEY);
        rotation.previousBlsKey = keyOf(6);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyNotOfNode.selector, NODE, keyHashOf(6)));
        rotate(operator, NODE, rotation);
    }

    /* HELPERS */

    /// @dev The newest set is the sum of the current keys of the Active nodes, and the leaf has the current keys.
    function assertSetIsOfCurrentKeys() private {
        uint256 sum = 0;
        uint32 count = 0;
        uint32 nodes = registry.serviceNodeCount();
        for (uint32 nodeId = 1; nodeId <= nodes; ++nodeId) {
            if (registry.serviceNode(nodeId).status != IServiceNodeRegistry.Status.Active) continue;
            sum = addmod(sum, secretKeyOf[nodeId], GROUP_ORDER);
            ++count;
        }
        warpEpochs(1);
        (BLS.G1Point memory aggregate, uint32 size) = signerSets.signerSet(currentEpoch());
        assertEq(size, count, "members");
        assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(BlsKeys.publicKey(sum)), "sum of the current keys");
        assertEq(leafInTree(registry.serviceNode(NODE).leafIndex), leafOf(NODE), "leaf of the current keys");
    }

    /// @dev Stored leaf: slot 2 is the mapping of groups of four.
    function leafInTree(uint32 leafIndex) private view returns (bytes32) {
        uint256 group = uint256(keccak256(abi.encode(uint256(leafIndex >> 2), uint256(2))));
        return vm.load(address(registry), bytes32(group + (leafIndex & 3)));
    }

    function expectTooSoon(uint32 changeableFrom) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ChangeTooSoon.selector, NODE, changeableFrom));
    }
}
