// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "./BaseTest.sol";
import {BlsKeys} from "./BlsKeys.sol";

/// @notice A network that has a quorum: 14 nodes, all of the launch, which is over for a week. Node i has the secret key 2^i, so no two
/// sets of nodes share a sum. A signature by the wrong set is never valid by chance.
abstract contract QuorumBase is BaseTest {
    uint32 internal constant NODES = 14;

    /// @dev Epochs of the limit on activations, and how many it allows to a network of less than 48 nodes.
    uint32 internal constant WINDOW = 24;
    uint32 internal constant ACTIVATIONS_PER_WINDOW = 2;

    /// @dev Epochs from a node's activation to the limit on its suspension, and from the end of the launch to the first
    /// suspension of a node that came before.
    uint32 internal constant ESTABLISHED = 168;

    /// @dev Order of the BLS12-381 groups.
    uint256 internal constant GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    uint16 internal constant REASON = 7;
    bytes32 internal constant EVIDENCE = keccak256("evidence");

    address internal reporter = address(0x4e904);

    /// @dev Signers: ids of the set that signs in the tests.
    uint32[] internal members;

    function setUp() public virtual override {
        // Over when all are active, but not before the round of their tickets exists.
        launchSeconds = 3 hours;
        super.setUp();
        joinAll(1, NODES);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) members.push(nodeId);
        warpPastLaunch();
    }

    /* JOINING */

    /// @notice Nodes `first` to `last` with their usual keys. All are activated in one block until the launch is over, and
    /// then as fast as a small network allows.
    function joinAll(uint32 first, uint32 last) internal {
        for (uint32 nodeId = first; nodeId <= last; ++nodeId) {
            assertEq(register(1 << nodeId), nodeId, "node id");
        }
        activateAll(first, last);
    }

    /// @notice Nodes younger than a week, as members: their suspension has no limit.
    function joinYoung(uint32 count) internal returns (uint32 first) {
        first = registry.serviceNodeCount() + 1;
        joinAll(first, first + count - 1);
        for (uint32 i = 0; i < count; ++i) members.push(first + i);
        warpEpochs(2);
    }

    function activateAll(uint32 first, uint32 last) internal {
        letDrawCome(last);
        bool isLimited = block.timestamp >= registry.LAUNCH_END();
        for (uint32 nodeId = first; nodeId <= last; ++nodeId) {
            uint32 before = nodeId - first;
            if (isLimited && before != 0 && before % ACTIVATIONS_PER_WINDOW == 0) warpEpochs(WINDOW);
            publishDrawOf(nodeId);
            registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        }
    }

    function requestExit(uint32 nodeId) internal {
        vm.prank(operator);
        registry.requestExit(nodeId);
    }

    /* TIME */

    function currentEpoch() internal view returns (uint32) {
        return uint32(block.timestamp / EPOCH);
    }

    /// @notice Moves to the first second of the epoch `count` epochs after this one.
    function warpEpochs(uint32 count) internal {
        vm.warp(uint256(currentEpoch() + count) * EPOCH);
    }

    /// @notice Moves to the first epoch in which the nodes of the launch can be suspended.
    function warpPastLaunch() internal {
        vm.warp(registry.LAUNCH_END() + uint256(ESTABLISHED) * EPOCH);
        warpEpochs(1);
    }

    /* SIGNING */

    function none() internal pure returns (uint32[] memory) {
        return new uint32[](0);
    }

    function ids(uint32 first) internal pure returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](1);
        nodeIds[0] = first;
    }

    function ids(uint32 first, uint32 second) internal pure returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](2);
        nodeIds[0] = first;
        nodeIds[1] = second;
    }

    /// @notice Nodes `first` to `last`.
    function range(uint32 first, uint32 last) internal pure returns (uint32[] memory nodeIds) {
        nodeIds = new uint32[](last + 1 - first);
        for (uint32 i = 0; i < nodeIds.length; ++i) nodeIds[i] = first + i;
    }

    /// @notice An unsigned action of this epoch on the node, with these non-signers.
    function unsigned(
        uint32 nodeId,
        uint32[] memory nonSigners
    ) internal view returns (IQuorumActions.QuorumAction memory action) {
        action.nodeId = nodeId;
        action.reason = REASON;
        action.evidenceHash = EVIDENCE;
        action.epoch = currentEpoch();
        action.reporter = reporter;
        action.blsKey = keyOf(nodeId);
        action.nonSigners = new IQuorumActions.NonSigner[](nonSigners.length);
        for (uint256 i = 0; i < nonSigners.length; ++i) {
            action.nonSigners[i] = IQuorumActions.NonSigner({nodeId: nonSigners[i], blsKey: keyOf(nonSigners[i])});
        }
    }

    /// @notice Signs for all `members` but the action's non-signers, with the sum of their secret keys.
    function sign(IQuorumActions.QuorumKind kind, IQuorumActions.QuorumAction memory action) internal view {
        uint256 sum = 0;
        for (uint256 i = 0; i < members.length; ++i) sum = addmod(sum, secretKeyOf[members[i]], GROUP_ORDER);
        for (uint256 i = 0; i < action.nonSigners.length; ++i) {
            uint256 secretKey = secretKeyOf[action.nonSigners[i].nodeId] % GROUP_ORDER;
            sum = addmod(sum, GROUP_ORDER - secretKey, GROUP_ORDER);
        }
        action.signature = BlsKeys.sign(sum, signerSets.quorumDigest(kind, action));
    }

    function signed(
        IQuorumActions.QuorumKind kind,
        uint32 nodeId,
        uint32[] memory nonSigners
    ) internal view returns (IQuorumActions.QuorumAction memory action) {
        action = unsigned(nodeId, nonSigners);
        sign(kind, action);
    }

    function suspension(uint32 nodeId) internal view returns (IQuorumActions.QuorumAction memory) {
        return signed(IQuorumActions.QuorumKind.Suspend, nodeId, none());
    }

    function resumption(uint32 nodeId) internal view returns (IQuorumActions.QuorumAction memory) {
        return signed(IQuorumActions.QuorumKind.Resume, nodeId, none());
    }

    function removal(uint32 nodeId) internal view returns (IQuorumActions.QuorumAction memory) {
        return signed(IQuorumActions.QuorumKind.Remove, nodeId, none());
    }

    /* EXPECTATIONS */

    function expectSignatureInvalid(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction memory action
    ) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IQuorumActions.QuorumSignatureInvalid.selector,
                uint8(kind),
                action.nodeId,
                action.epoch
            )
        );
    }

    function expectStatusNotAllowed(uint32 nodeId, IServiceNodeRegistry.Status status) internal {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.StatusNotAllowed.selector, nodeId, status));
    }

    function expectExitDue(uint32 nodeId, uint40 exitDueAt) internal {
        vm.expectRevert(abi.encodeWithSelector(IQuorumActions.ExitDue.selector, nodeId, exitDueAt));
    }
}
