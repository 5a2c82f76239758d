// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {RotationBase} from "./RotationBase.sol";

/// @notice Every function that takes keys from its caller refuses replaced ones. Otherwise an exit with an old key, by
/// anyone, would take that key out of the signers' sum and leave the new one in for good.
contract ReplacedKeysTest is RotationBase {
    BLS.G1Point private oldKey;
    bytes32 private oldHash;
    bytes32 private oldIdentity;

    function setUp() public override {
        super.setUp();
        (oldKey, oldHash, oldIdentity) = (keyOf(NODE), keyHashOf(NODE), identityOf(NODE));
    }

    function test_exit_RevertWhen_TheBlsKeyIsReplaced() public {
        rotateBoth(operator, NODE, NEW_KEY);
        requestExit(NODE);
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        expectReplaced(oldHash);
        registry.exit(NODE, oldKey);
        registry.exit(NODE, keyOf(NODE));
    }

    function test_activate_RevertWhen_AKeyIsReplaced() public {
        uint32 nodeId = register(1 << (NODES + 1));
        (BLS.G1Point memory key, bytes32 hash, bytes32 identity) = (
            keyOf(nodeId),
            keyHashOf(nodeId),
            identityOf(nodeId)
        );
        rotateBoth(operator, nodeId, NEW_KEY);
        letDrawCome(nodeId);
        (BLS.G1Point memory newKey, bytes32 newIdentity) = (keyOf(nodeId), identityOf(nodeId));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, nodeId, hash));
        registry.activate(nodeId, key, newIdentity);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, nodeId, identity));
        registry.activate(nodeId, newKey, identity);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, nodeId, hash));
        registry.activate(nodeId, key, identity);
        registry.activate(nodeId, newKey, newIdentity);
    }

    function test_changes_RevertWhen_AKeyIsReplaced() public {
        rotateBoth(operator, NODE, NEW_KEY);
        (bytes32 newHash, bytes32 newIdentity) = (keyHashOf(NODE), identityOf(NODE));
        vm.prank(owner);
        registry.proposeOperator(NODE, operator);
        bytes32[2][3] memory pairs = [[oldHash, newIdentity], [newHash, oldIdentity], [oldHash, oldIdentity]];
        vm.startPrank(operator);
        for (uint256 i = 0; i < pairs.length; ++i) {
            bytes32 refused = pairs[i][1] == oldIdentity ? oldIdentity : oldHash;
            expectReplaced(refused);
            registry.updateEndpoint(NODE, pairs[i][0], pairs[i][1], endpoint(0x08080808));
            expectReplaced(refused);
            registry.setExtension(NODE, pairs[i][0], pairs[i][1], "document");
            expectReplaced(refused);
            registry.acceptOperator(NODE, pairs[i][0], pairs[i][1]);
        }
        registry.updateEndpoint(NODE, newHash, newIdentity, endpoint(0x08080808));
        registry.setExtension(NODE, newHash, newIdentity, "document");
        registry.acceptOperator(NODE, newHash, newIdentity);
        vm.stopPrank();
    }

    function test_quorum_RevertWhen_AKeyIsReplaced() public {
        rotateBoth(operator, NODE, NEW_KEY);
        warpEpochs(1);
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        BLS.G1Point memory newKey = action.blsKey;
        action.blsKey = oldKey;
        expectReplaced(oldHash);
        registry.suspend(action);
        expectReplaced(oldHash);
        registry.remove(action);
        // The node acted on is signed for by its id, so the same signature serves with the new key.
        action.blsKey = newKey;
        registry.suspend(action);

        vm.warp(block.timestamp + 7 days);
        bytes32 newIdentity = identityOf(NODE);
        vm.startPrank(operator);
        expectReplaced(oldHash);
        registry.resumeByOperator(NODE, oldKey, newIdentity);
        expectReplaced(oldIdentity);
        registry.resumeByOperator(NODE, newKey, oldIdentity);
        registry.resumeByOperator(NODE, newKey, newIdentity);
        vm.stopPrank();
    }

    function test_resume_RevertWhen_TheEd25519KeyIsReplaced() public {
        registry.suspend(suspension(NODE));
        rotateBoth(operator, NODE, NEW_KEY);
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        warpEpochs(2);
        action.epoch = currentEpoch();
        uint256 sum = 0;
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) if (nodeId != NODE) sum += secretKeyOf[nodeId];
        action.signature = BlsKeys.sign(sum, signerSets.quorumDigest(IQuorumActions.QuorumKind.Resume, action));
        expectReplaced(oldIdentity);
        registry.resume(action, oldIdentity);
        registry.resume(action, identityOf(NODE));
    }

    function test_rotateKeys_RevertWhen_AnOldKeyIsReplaced() public {
        rotateBoth(operator, NODE, NEW_KEY);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(NODE, THIRD_KEY);
        rotation.previousBlsKey = oldKey;
        expectReplaced(oldHash);
        rotate(owner, NODE, rotation);
        rotation = rotationTo(NODE, THIRD_KEY);
        rotation.previousEd25519Key = oldIdentity;
        expectReplaced(oldIdentity);
        rotate(owner, NODE, rotation);
        // Nor does a rotation "keep" a key that is replaced.
        rotation = rotationTo(NODE, 0, ed25519KeyOf(THIRD_KEY));
        rotation.blsKey = oldKey;
        rotation.previousBlsKey = oldKey;
        expectReplaced(oldHash);
        rotate(owner, NODE, rotation);
    }

    function test_register_RevertWhen_AKeyIsReplaced() public {
        rotateBoth(operator, NODE, NEW_KEY);
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << NODE);
        registration.ed25519Key = ed25519KeyOf(THIRD_KEY);
        registration.proofOfPossession = BlsKeys.sign(1 << NODE, digestOf(registration));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyUsed.selector, oldHash, NODE));
        registry.register(registration, "", STAKE, noPermit());
        registration = validRegistration(THIRD_KEY);
        registration.ed25519Key = oldIdentity;
        registration.proofOfPossession = BlsKeys.sign(THIRD_KEY, digestOf(registration));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, oldIdentity, NODE));
        registry.register(registration, "", STAKE, noPermit());
    }

    /// @notice C7: a stolen hot key is rotated away. Two epochs later its signature is worth nothing to the contracts.
    function test_C7_AStolenKeyIsWorthNothingTwoEpochsAfterItsRotation() public {
        rotateBoth(owner, NODE, NEW_KEY);
        warpEpochs(2);
        // All of the old set sign, the thief among them.
        IQuorumActions.QuorumAction memory action = unsigned(1, none());
        uint256 sum = 0;
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) sum += nodeId == NODE ? 1 << NODE : secretKeyOf[nodeId];
        action.signature = BlsKeys.sign(sum, signerSets.quorumDigest(IQuorumActions.QuorumKind.Suspend, action));
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action.epoch = currentEpoch() - 1;
        action.signature = BlsKeys.sign(sum, signerSets.quorumDigest(IQuorumActions.QuorumKind.Suspend, action));
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
    }

    function expectReplaced(bytes32 key) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.KeyReplaced.selector, NODE, key));
    }
}
