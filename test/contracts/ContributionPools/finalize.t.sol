// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract FinalizeTest is PoolsBase {
    /* REGISTERING */

    function test_finalize_RegistersTheNodeWithThePoolsAsOwner() public {
        openPool();
        fill();
        vm.warp(deadline); // the last moment
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.PoolRegistered(POOL, 1, stranger);
        assertEq(finalize(), 1, "node id");

        IContributionPools.Pool memory pool = pools.pool(POOL);
        assertState(IContributionPools.PoolState.Registered);
        assertEq(pool.nodeId, 1, "nodeId");
        assertEq(pool.registeredAt, block.timestamp, "registeredAt");
        assertEq(pool.total, STAKE, "total");
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(1);
        assertEq(node.owner, address(pools), "owner");
        assertEq(node.operator, operator, "operator");
        assertEq(node.principal, STAKE, "principal");
        assertEq(token.balanceOf(address(registry)), STAKE, "registry holds");
        assertEq(token.balanceOf(address(pools)), 0, "pools hold");
        assertEq(token.allowance(address(pools), address(registry)), 0, "no allowance is left");
        activatePoolNode();
        assertStatus(1, IServiceNodeRegistry.Status.Active);
    }

    function test_finalize_LeavesTheMoneyOfOtherPools() public {
        openPool();
        fill();
        openPool(); // a second one
        finalize();
        assertEq(token.balanceOf(address(pools)), OPERATOR_SHARE, "of the second pool");
        assertEq(pools.pool(POOL + 1).total, OPERATOR_SHARE, "total of the second pool");
    }

    /// @notice A stranger who uses the node's Ed25519 key first blocks neither the pool nor its money.
    function test_finalize_SucceedsWithOtherKeysWhenAStrangerUsedOne() public {
        openPool();
        fill();
        IServiceNodeRegistry.Registration memory taken = validRegistration(3);
        taken.ed25519Key = ed25519KeyOf(POOL_KEY);
        taken.proofOfPossession = BlsKeys.sign(3, digestOf(taken));
        vm.prank(operator);
        uint32 nodeId = registry.register(taken, "", STAKE, noPermit());

        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        bytes4 selector = IServiceNodeRegistry.Ed25519KeyUsed.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, registration.ed25519Key, nodeId));
        pools.finalize(POOL, registration, signature);
        assertState(IContributionPools.PoolState.Open);

        registration = registrationWith(5);
        signature = signatureOf(registration);
        vm.prank(operator);
        pools.replaceRegistration(POOL, registration, signature);
        pools.finalize(POOL, registration, signature);
        assertState(IContributionPools.PoolState.Registered);
    }

    /* REFUSALS */

    function test_finalize_RevertWhen_ThePoolIsUnknown() public {
        expectFinalizeToRevert(abi.encodeWithSelector(IContributionPools.PoolUnknown.selector, POOL));
    }

    function test_finalize_RevertWhen_ThePoolIsRegisteredAlready() public {
        openFilledAndFinalized();
        expectFinalizeToRevert(stateNotAllowed(IContributionPools.PoolState.Registered));
    }

    function test_finalize_RevertWhen_ThePoolIsClosed() public {
        openPool();
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(operator);
        expectFinalizeToRevert(stateNotAllowed(IContributionPools.PoolState.Closed));
    }

    function test_finalize_RevertWhen_TheDeadlinePassed() public {
        openPool();
        fill();
        vm.warp(deadline + 1);
        expectFinalizeToRevert(abi.encodeWithSelector(IContributionPools.PoolOver.selector, POOL, deadline, STAKE));
    }

    function test_finalize_RevertWhen_TheRegistryAsksForAnotherStake() public {
        vm.warp(registry.parametersChangeableFrom());
        deadline = uint40(block.timestamp) + 10 days;
        openPool();
        fill();
        changeRequirement(STAKE - 1);
        expectFinalizeToRevert(abi.encodeWithSelector(IContributionPools.PoolOver.selector, POOL, deadline, STAKE));
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "refunded at once, though the pool is full");
    }

    function test_finalize_RevertWhen_ThePoolIsNotFull() public {
        openPool();
        contribute(ann, ANN_SHARE);
        contribute(ben, BEN_SHARE - 1);
        expectFinalizeToRevert(abi.encodeWithSelector(IContributionPools.PoolNotFull.selector, POOL, STAKE - 1, STAKE));
        contribute(cat, 1);
        finalize();
    }

    function test_finalize_RevertWhen_TheRegistrationIsNotTheLastOne() public {
        openPool();
        fill();
        bytes32 agreed = pools.pool(POOL).registrationHash;
        IServiceNodeRegistry.Registration memory registration = registrationWith(5);
        bytes memory signature = signatureOf(registration);
        bytes32 brought = pools.hashRegistration(registration, signature);
        bytes4 selector = IContributionPools.RegistrationDiffers.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, POOL, brought, agreed));
        pools.finalize(POOL, registration, signature);

        registration = poolRegistration();
        brought = pools.hashRegistration(registration, "");
        vm.expectRevert(abi.encodeWithSelector(selector, POOL, brought, agreed));
        pools.finalize(POOL, registration, "");
    }

    function test_finalize_RevertWhen_RegistrationIsPausedAndRefundsStayOpen() public {
        openPool();
        fill();
        vm.warp(deadline - 1 hours);
        vm.prank(guardian);
        registry.pauseRegistration();
        expectFinalizeToRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.RegistrationIsPaused.selector, registry.pausedUntil())
        );
        vm.warp(deadline + 1);
        withdraw(ann);
        withdraw(ben);
        withdraw(operator);
        assertEq(token.balanceOf(address(pools)), 0, "all is refunded while the pause lasts");
    }

    /// @notice A refusal by the registry leaves the pool as it was.
    function test_finalize_RevertWhen_TheProofOfPossessionIsInvalid() public {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        registration.proofOfPossession = BlsKeys.sign(5, digestOf(registration));
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        pools.open(validTerms(), registration, signature, STAKE, noPermit());
        bytes4 selector = IServiceNodeRegistry.ProofOfPossessionInvalid.selector;
        bytes memory expected = abi.encodeWithSelector(selector, BlsKeys.hash(registration.blsKey));
        vm.expectRevert(expected);
        pools.finalize(POOL, registration, signature);
        assertState(IContributionPools.PoolState.Open);
        assertEq(token.balanceOf(address(pools)), STAKE, "pools hold");
    }

    /* THE REGISTRY'S SIDE */

    function test_register_RevertWhen_AnotherCallerMakesThePoolsTheOwner() public {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        bytes memory expected = abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, address(pools));
        vm.prank(operator);
        vm.expectRevert(expected);
        registry.register(registration, "", STAKE, noPermit());
        vm.prank(stranger);
        vm.expectRevert(expected);
        registry.register(registration, signature, STAKE, noPermit());
    }

    function test_proposeOwner_RevertWhen_ThePoolsAreProposed() public {
        uint32 nodeId = register(1);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, address(pools)));
        registry.proposeOwner(nodeId, address(pools));
    }

    function test_proposeOwner_RevertWhen_TheOperatorWouldMoveThePoolsNode() public {
        openFilledAndFinalized();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, poolNode, operator));
        registry.proposeOwner(poolNode, operator);
    }

    /* HELPERS */

    function stateNotAllowed(IContributionPools.PoolState state) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IContributionPools.PoolStateNotAllowed.selector, POOL, state);
    }

    function expectFinalizeToRevert(bytes memory expected) private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.expectRevert(expected);
        pools.finalize(POOL, registration, signature);
    }
}
