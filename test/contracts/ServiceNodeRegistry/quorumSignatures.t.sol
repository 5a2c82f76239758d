// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {QuorumAsserts} from "../helpers/QuorumAsserts.sol";

contract QuorumSignaturesTest is QuorumAsserts {
    /* EPOCHS AND REPLAY */

    /// @notice Trap 1: a node that joins in an epoch does not sign for it.
    function test_trap1_AKeyCountsFromTheNextEpochOn() public {
        uint32 joined = NODES + 1;
        joinAll(joined, joined);
        assertSet(currentEpoch(), NODES, sumOf(1, NODES));
        members.push(joined);
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);

        uint32[] memory newcomer = ids(joined);
        action = signed(IQuorumActions.QuorumKind.Suspend, NODE, newcomer);
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, joined, action.epoch));
        registry.suspend(action);

        warpEpochs(1);
        assertSet(currentEpoch(), NODES + 1, sumOf(1, joined));
        registry.suspend(suspension(NODE));
    }

    /// @notice Trap 6: joins, suspensions and exits between signing and submitting do not break a signature.
    function test_trap6_JoinsAndLeavesBetweenSigningAndSubmittingBreakNothing() public {
        requestExit(1);
        vm.warp(uint256(registry.serviceNode(1).exitDueAt));
        register(1 << (NODES + 1));
        letDrawCome(NODES + 1);
        warpEpochs(1);
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(1, 2));
        BLS.G1Point memory key = keyOf(NODES + 1);
        registry.activate(NODES + 1, key, identityOf(NODES + 1));
        registry.exit(1, keyOf(1));
        registry.suspend(suspension(2));
        // Also in the epoch after.
        warpEpochs(1);
        registry.suspend(action);
        assertStatus(NODE, IServiceNodeRegistry.Status.Suspended);
    }

    /// @notice Trap 54: a node activated in the last block before an epoch is in its list and in its set. A node
    /// activated in the epoch's first block is in neither.
    function test_trap54_TheSetOfAnEpochIsThoseListedWhenItBegins() public {
        register(1 << (NODES + 1));
        register(1 << (NODES + 2));
        letDrawCome(NODES + 2);
        uint32 epoch = currentEpoch() + 1;
        vm.warp(uint256(epoch) * EPOCH - 1);
        registry.activate(NODES + 1, keyOf(NODES + 1), identityOf(NODES + 1));
        (uint64 listed, , ) = registry.listState();
        assertEq(listed, NODES + 1, "nodes of the list");
        vm.warp(uint256(epoch) * EPOCH);
        registry.activate(NODES + 2, keyOf(NODES + 2), identityOf(NODES + 2));
        assertSet(epoch, NODES + 1, sumOf(1, NODES + 1));
    }

    function test_quorum_RevertWhen_TheEpochIsYetToCome() public {
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        action.epoch = currentEpoch() + 1;
        sign(IQuorumActions.QuorumKind.Suspend, action);
        expectAllToRevert(action, epochInvalid(action.epoch));
        action.epoch = type(uint32).max;
        expectAllToRevert(action, epochInvalid(action.epoch));
    }

    function test_quorum_RevertWhen_TheEpochIsOlderThanTheLast() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        warpEpochs(2);
        expectAllToRevert(action, epochInvalid(action.epoch));
    }

    function test_signerSet_RevertWhen_TheEpochIsNeitherThisNorTheLast() public {
        uint32 epoch = currentEpoch();
        signerSets.signerSet(epoch);
        signerSets.signerSet(epoch - 1);
        vm.expectRevert(epochInvalid(epoch + 1));
        signerSets.signerSet(epoch + 1);
        vm.expectRevert(epochInvalid(epoch - 2));
        signerSets.signerSet(epoch - 2);
    }

    /// @notice Trap 8: a signature expires before the status that it changed can change back.
    function test_trap8_NoReplayAfterTheStatusChangedBack() public {
        IQuorumActions.QuorumAction memory old = suspension(NODE);
        registry.suspend(old);
        uint32 suspendedIn = currentEpoch();
        members = membersWithout(NODE);
        for (uint32 i = 0; i < 2; ++i) {
            IQuorumActions.QuorumAction memory early = unsigned(NODE, none());
            vm.expectRevert(statusTooRecent(NODE, suspendedIn));
            registry.resume(early, identityOf(NODE));
            warpEpochs(1);
        }
        registry.resume(resumption(NODE), identityOf(NODE));
        uint32 resumedIn = currentEpoch();
        vm.expectRevert(statusTooRecent(NODE, resumedIn));
        registry.suspend(old);

        // A suspension signed while the node was suspended expires during the cooldown as well.
        IQuorumActions.QuorumAction memory meanwhile = unsigned(NODE, none());
        meanwhile.epoch = resumedIn;
        sign(IQuorumActions.QuorumKind.Suspend, meanwhile);
        vm.expectRevert(statusTooRecent(NODE, resumedIn));
        registry.suspend(meanwhile);
        warpEpochs(1);
        vm.expectRevert(statusTooRecent(NODE, resumedIn));
        registry.suspend(meanwhile);
        warpEpochs(1);
        vm.expectRevert(epochInvalid(resumedIn));
        registry.suspend(meanwhile);
        vm.expectRevert(epochInvalid(old.epoch));
        registry.suspend(old);
    }

    function test_suspend_RevertWhen_TheNodeJustJoined() public {
        joinAll(NODES + 1, NODES + 1);
        IQuorumActions.QuorumAction memory action = unsigned(NODES + 1, none());
        vm.expectRevert(statusTooRecent(NODES + 1, currentEpoch()));
        registry.suspend(action);
    }

    /// @notice A removal has no cooldown: the node was never a signer, and the sets do not change.
    function test_remove_ANodeThatJustJoinedWasNeverASigner() public {
        (, uint32 active) = signerSets.signerSet(currentEpoch());
        joinAll(NODES + 1, NODES + 1);
        registry.remove(removal(NODES + 1));
        assertStatus(NODES + 1, IServiceNodeRegistry.Status.Removed);
        assertEq(signerSets.activeCount(), active, "active");
        warpEpochs(1);
        // The set of the next epoch is the old one. It signs, and the removed node is not one of its non-signers.
        IQuorumActions.QuorumAction memory action = unsigned(NODE, ids(NODES + 1));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, NODES + 1, currentEpoch()));
        registry.suspend(action);
        registry.suspend(suspension(NODE));
    }

    /// @notice Trap 49: a second interval changes nothing in the epochs whose signatures are still valid.
    function test_trap49_ASecondIntervalDoesNotOverwriteAPastEpochsMembership() public {
        uint32 young = joinYoung(3);
        registry.suspend(suspension(NODE));
        // The node is still in the set of this epoch, as signer and as non-signer.
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, young, ids(NODE)));
        warpEpochs(1);
        IQuorumActions.QuorumAction memory action = unsigned(young + 1, ids(NODE));
        action.epoch = currentEpoch() - 1;
        sign(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);

        warpEpochs(1);
        members = range(1, NODES);
        members = membersWithout(NODE);
        members.push(young + 2);
        registry.resume(resumption(NODE), identityOf(NODE));
        // After its return, it is a member of neither this epoch nor the last.
        for (uint32 back = 0; back < 2; ++back) {
            action = unsigned(young + 2, ids(NODE));
            action.epoch = currentEpoch() - back;
            sign(IQuorumActions.QuorumKind.Suspend, action);
            vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, NODE, action.epoch));
            registry.suspend(action);
        }
        // The next epoch has it.
        warpEpochs(1);
        members.push(NODE);
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, young + 2, ids(NODE)));
    }

    /// @notice Only the registry changes the sets.
    function test_signerSets_RevertWhen_AnyoneButTheRegistryChangesThem() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 20);
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        BLS.G1Point memory key = keyOf(NODE);
        bytes memory expected = abi.encodeWithSelector(
            ISignerSets.CallerNotRegistry.selector,
            stranger,
            address(registry)
        );
        vm.startPrank(stranger);
        vm.expectRevert(expected);
        signerSets.nodeJoined(NODE, key);
        vm.expectRevert(expected);
        signerSets.nodeLeft(NODE, key);
        vm.expectRevert(expected);
        signerSets.admit(NODES + 1, registration, operator, "");
        vm.expectRevert(expected);
        signerSets.enact(IQuorumActions.QuorumKind.Suspend, action, MIN_QUORUM, true);
        IServiceNodeRegistry.KeyRotation memory rotation;
        vm.expectRevert(expected);
        signerSets.rotate(NODE, rotation);
        vm.stopPrank();
    }

    /* SIGNATURES */

    function test_quorum_RevertWhen_TheSignatureIsOfOtherSigners() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(4));
        action.nonSigners[0] = IQuorumActions.NonSigner({nodeId: 5, blsKey: keyOf(5)});
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action.nonSigners = new IQuorumActions.NonSigner[](0);
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
    }

    function test_quorum_RevertWhen_AnyFieldDiffersFromTheSignedOne() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        expectSignatureInvalid(IQuorumActions.QuorumKind.Remove, action);
        registry.remove(action);

        action = suspension(NODE);
        action.nodeId = 4;
        action.blsKey = keyOf(4);
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action = suspension(NODE);
        action.reason += 1;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action = suspension(NODE);
        action.evidenceHash = 0;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action = suspension(NODE);
        action.epoch -= 1;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
        action = suspension(NODE);
        action.reporter = stranger;
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
    }

    /// @notice The key is not part of the signed message, so it is always checked.
    function test_quorum_RevertWhen_TheKeyIsOfAnotherNode() public {
        registry.suspend(suspension(4));
        warpEpochs(2);
        members = membersWithout(4);
        IQuorumActions.QuorumAction memory action = unsigned(4, none());
        action.blsKey = keyOf(5);
        expectAllToRevert(action, keyNotOfNode(4, 5));
        action = unsigned(5, none());
        action.blsKey = keyOf(4);
        expectAllToRevert(action, keyNotOfNode(5, 4));
    }

    function test_quorum_RevertWhen_OnAnotherChain() public {
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        vm.chainId(99);
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
    }

    /// @notice The digest, built from the specification alone.
    function test_quorumDigest_ReturnsTheEip712Digest() public view {
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
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
            "QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)"
        );
        bytes32 message = keccak256(abi.encode(typeHash, 2, NODE, REASON, EVIDENCE, action.epoch, reporter));
        assertEq(
            signerSets.quorumDigest(IQuorumActions.QuorumKind.Remove, action),
            keccak256(abi.encodePacked(hex"1901", domain, message)),
            "digest"
        );
    }

    /// @notice Trap 2: the keys of a set may cancel out. The zero signature is still invalid.
    function test_trap2_TheAggregateAtInfinityIsRefused() public {
        uint256 sum = sumOf(1, NODES);
        // Two more keys make the sum 2^32 + 1, and the third cancels it. (Their low words choose public addresses.)
        register(1 << 31);
        register((1 << 31) + 1 - sum);
        register(GROUP_ORDER - (1 << 32) - 1);
        activateAll(NODES + 1, NODES + 3);
        warpEpochs(2);
        BLS.G1Point memory infinity;
        (BLS.G1Point memory aggregate, uint32 count) = signerSets.signerSet(currentEpoch());
        assertEq(BlsKeys.hash(aggregate), BlsKeys.hash(infinity), "aggregate");
        assertEq(count, NODES + 3, "members");

        // The signature of all members, which is at infinity too.
        for (uint32 nodeId = NODES + 1; nodeId <= NODES + 3; ++nodeId) members.push(nodeId);
        IQuorumActions.QuorumAction memory action = suspension(NODE);
        BLS.G2Point memory zero;
        assertEq(keccak256(abi.encode(action.signature)), keccak256(abi.encode(zero)), "zero signature");
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);

        // With one non-signer less, the sum is a key again.
        registry.suspend(signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(4)));
    }

    function test_quorum_RevertWhen_TheSignatureIsZero() public {
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        expectSignatureInvalid(IQuorumActions.QuorumKind.Suspend, action);
        registry.suspend(action);
    }

    /* NON-SIGNERS */

    /// @notice Trap 7.
    function test_trap7_RevertWhen_ANonSignerIsNamedTwice() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(5, 5));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignersNotSorted.selector, 5, 5));
        registry.suspend(action);
    }

    function test_trap7_RevertWhen_NonSignersAreNotSorted() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(6, 5));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignersNotSorted.selector, 5, 6));
        registry.suspend(action);
    }

    function test_trap7_RevertWhen_ANonSignerIsNodeZero() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(0));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignersNotSorted.selector, 0, 0));
        registry.suspend(action);
    }

    function test_trap7_RevertWhen_ANonSignerIsUnknownOrPending() public {
        uint32 pending = register(1 << 20);
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(pending));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, pending, action.epoch));
        registry.suspend(action);

        action.nonSigners[0].nodeId = pending + 1;
        vm.expectRevert(keyNotOfNode(pending + 1, pending));
        registry.suspend(action);
        // Unused keys belong to id 0. Such a non-signer is refused before that matters.
        action.nonSigners[0] = IQuorumActions.NonSigner({nodeId: 0, blsKey: BlsKeys.publicKey(12_345)});
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignersNotSorted.selector, 0, 0));
        registry.suspend(action);
    }

    function test_trap7_RevertWhen_ANonSignerLeftBefore() public {
        registry.suspend(suspension(4));
        warpEpochs(1);
        members = membersWithout(4);
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(4));
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.NonSignerNotMember.selector, 4, action.epoch));
        registry.suspend(action);
    }

    function test_trap7_RevertWhen_ANonSignersKeyBelongsToAnotherNode() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, ids(4));
        action.nonSigners[0].blsKey = keyOf(5);
        bytes memory expected = abi.encodeWithSelector(
            IServiceNodeRegistry.BlsKeyNotOfNode.selector,
            4,
            BlsKeys.hash(keyOf(5))
        );
        vm.expectRevert(expected);
        registry.suspend(action);
    }

    function test_quorum_RevertWhen_MoreThanAThirdDidNotSign() public {
        IQuorumActions.QuorumAction memory action = signed(IQuorumActions.QuorumKind.Suspend, NODE, range(4, 8));
        expectAllToRevert(action, abi.encodeWithSelector(IQuorumActions.TooManyNonSigners.selector, 5, 4));
    }

    function test_quorum_RevertWhen_TheSetIsTooSmall() public {
        for (uint32 nodeId = MIN_QUORUM; nodeId <= NODES; ++nodeId) requestExit(nodeId);
        vm.warp(registry.serviceNode(NODES).exitDueAt);
        for (uint32 nodeId = MIN_QUORUM; nodeId <= NODES; ++nodeId) registry.exit(nodeId, keyOf(nodeId));
        warpEpochs(1);
        members = range(1, MIN_QUORUM - 1);
        IQuorumActions.QuorumAction memory action = unsigned(NODE, none());
        bytes memory expected = abi.encodeWithSelector(
            IQuorumActions.QuorumTooSmall.selector,
            MIN_QUORUM - 1,
            MIN_QUORUM
        );
        expectAllToRevert(action, expected);
    }
}
