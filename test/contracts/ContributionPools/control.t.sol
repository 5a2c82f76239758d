// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";
import {RotationBase} from "../ServiceNodeRegistry/RotationBase.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice Acts of the opener by the right of the node's owner: other keys, another operator. The opener is a
/// cold account here.
contract PoolControlTest is RotationBase, PoolsBase {
    address private cold = actor(7);

    function setUp() public override(QuorumBase, PoolsBase) {
        super.setUp();
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(cold);
        pools.open(validTerms(), registration, signature, OPERATOR_SHARE, noPermit());
        termsHash = pools.pool(POOL).termsHash;
        fill();
    }

    function test_rotateKeys_GivesTheNodeOtherKeys() public {
        finalize();
        activatePoolNode();
        rotateByPools(cold, NEW_KEY);
        assertEq(registry.identity(ed25519KeyOf(NEW_KEY)).nodeId, poolNode, "Ed25519 key");
        assertEq(signerSets.signer(keyHashOf(poolNode)).nodeId, poolNode, "BLS key");
        assertEq(registry.serviceNode(poolNode).ownerRotationEpoch, currentEpoch(), "by the mark of the owner");
    }

    /// @notice C7: a thief of the operator's key uses the operator's mark. The opener takes the node back all the same.
    function test_C7_rotateKeys_SucceedsAfterAThiefRotatedAsTheOperator() public {
        finalize();
        activatePoolNode();
        rotateBoth(operator, poolNode, NEW_KEY);
        rotateByPools(cold, THIRD_KEY);
        assertEq(registry.identity(ed25519KeyOf(THIRD_KEY)).nodeId, poolNode, "Ed25519 key");
        address next = vm.addr(0x1e7);
        vm.prank(cold);
        pools.proposeOperator(POOL, next);
        vm.prank(next);
        registry.acceptOperator(poolNode, keyHashOf(poolNode), identityOf(poolNode));
        assertEq(registry.serviceNode(poolNode).operator, next, "operator");
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, poolNode, operator));
        registry.requestExit(poolNode);
    }

    /// @notice The pools are the owner: their rotations have the rest of an owner's, and leave the operator its own.
    function test_rotateKeys_UsesTheMarkOfTheOwner() public {
        finalize();
        activatePoolNode();
        uint32 epoch = currentEpoch();
        rotateByPools(cold, NEW_KEY);
        assertEq(registry.serviceNode(poolNode).ownerRotationEpoch, epoch, "mark of the owner");
        assertEq(registry.serviceNode(poolNode).operatorRotationEpoch, 0, "no mark of the operator");

        warpEpochs(23);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(poolNode, THIRD_KEY);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ChangeTooSoon.selector, poolNode, epoch + 24));
        vm.prank(cold);
        pools.rotateKeys(POOL, rotation);
        warpEpochs(1);
        rotateByPools(cold, THIRD_KEY);
    }

    /// @notice As the registry would refuse an owner.
    function test_rotateKeys_RevertWhen_TheExitIsDueOrPaid() public {
        finalize();
        activatePoolNode();
        vm.prank(operator);
        registry.requestExit(poolNode);
        uint40 exitDueAt = registry.serviceNode(poolNode).exitDueAt;
        vm.warp(exitDueAt);
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(poolNode, NEW_KEY);
        expectExitDue(poolNode, exitDueAt);
        vm.prank(cold);
        pools.rotateKeys(POOL, rotation);

        registry.exit(poolNode, keyOf(poolNode));
        vm.startPrank(cold);
        expectStatusNotAllowed(poolNode, IServiceNodeRegistry.Status.Exited);
        pools.rotateKeys(POOL, rotation);
        expectStatusNotAllowed(poolNode, IServiceNodeRegistry.Status.Exited);
        pools.proposeOperator(POOL, stranger);
        vm.stopPrank();
    }

    function test_proposeOperator_WithdrawsTheOfferWithZero() public {
        finalize();
        vm.prank(cold);
        pools.proposeOperator(POOL, stranger);
        assertEq(registry.pendingOperator(poolNode), stranger, "offered");
        vm.prank(cold);
        pools.proposeOperator(POOL, address(0));
        (bytes32 blsKeyHash, bytes32 identity) = (keyHashOf(poolNode), identityOf(poolNode));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, poolNode, stranger));
        registry.acceptOperator(poolNode, blsKeyHash, identity);
    }

    /// @notice Fee, share and first loss stay with the same accounts under every operator.
    function test_proposeOperator_MovesNoMoney() public {
        finalize();
        activatePoolNode();
        earn(1 days);
        vm.prank(cold);
        pools.proposeOperator(POOL, stranger);
        vm.prank(stranger);
        registry.acceptOperator(poolNode, keyHashOf(poolNode), identityOf(poolNode));
        assertEq(pools.pool(POOL).opener, cold, "opener");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotBeneficiary.selector, POOL, 0, stranger));
        pools.claim(placeOf(0));
        assertTrue(claim(cold, 0) > 0, "fee and share");
        assertEq(pools.eventCount(), 3 + 2 + 1 + 2, "the pools emit nothing for the registry");
    }

    function test_proposeOperator_RevertWhen_AContractOfTheProtocolWouldOperate() public {
        finalize();
        vm.prank(cold);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, address(pools)));
        pools.proposeOperator(POOL, address(pools));
    }

    function test_rotateKeys_RevertWhen_TheCallerIsNotTheOpener() public {
        finalize();
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(poolNode, NEW_KEY);
        address[4] memory others = [operator, ann, stranger, governor];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IContributionPools.CallerNotOpener.selector, POOL, others[i]);
            vm.prank(others[i]);
            vm.expectRevert(refusal);
            pools.rotateKeys(POOL, rotation);
            vm.prank(others[i]);
            vm.expectRevert(refusal);
            pools.proposeOperator(POOL, others[i]);
        }
    }

    function test_rotateKeys_RevertWhen_NoNodeIsRegistered() public {
        IServiceNodeRegistry.KeyRotation memory rotation;
        expectUnknown(POOL + 1);
        pools.rotateKeys(POOL + 1, rotation);
        vm.startPrank(cold);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.rotateKeys(POOL, rotation);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.proposeOperator(POOL, stranger);
        vm.stopPrank();
    }

    function rotateByPools(address by, uint256 secretKey) private {
        IServiceNodeRegistry.KeyRotation memory rotation = rotationTo(poolNode, secretKey);
        vm.prank(by);
        pools.rotateKeys(POOL, rotation);
        rememberKey(poolNode, secretKey, BlsKeys.publicKey(secretKey));
    }
}
