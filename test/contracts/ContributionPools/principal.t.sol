// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice Returns of principal to a pool, whole or after a removal, in a network that has a quorum.
contract PoolPrincipalTest is QuorumBase, PoolsBase {
    function setUp() public override(QuorumBase, PoolsBase) {
        super.setUp();
    }

    /* EXIT */

    function test_exit_RefundsAllContributors() public {
        startPool();
        exitPoolNode();
        assertEq(token.balanceOf(address(pools)), STAKE, "pools hold");
        assertEq(pools.due(POOL, 0), OPERATOR_SHARE, "due to the operator");
        assertEq(claim(ben, 2), BEN_SHARE, "ben");
        assertEq(claim(operator, 0), OPERATOR_SHARE, "operator");
        assertEq(claim(ann, 1), ANN_SHARE, "ann");
        assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
        assertEq(claim(ann, 1), 0, "nothing twice");
    }

    function test_exit_OfANodeThatWasNeverActiveRefundsAllContributors() public {
        openFilledAndFinalized();
        exitPoolNode();
        assertEq(claim(ann, 1) + claim(ben, 2) + claim(operator, 0), STAKE, "all");
    }

    function test_due_HasNoPrincipalBeforeTheExitIsPaid() public {
        startPool();
        vm.prank(operator);
        registry.requestExit(poolNode);
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        assertEq(pools.due(POOL, 0) + pools.due(POOL, 1) + pools.due(POOL, 2), 0, "due");
        assertEq(claim(ann, 1), 0, "claimed");
    }

    /* REMOVAL */

    function test_remove_TheOperatorBearsTheLossFirst() public {
        startPool();
        removePoolNode();
        assertEq(claim(ann, 1), 0, "the rest is locked");
        payPrincipal();
        uint96 penalty = STAKE / 10; // PENALTY_BPS
        assertEq(token.balanceOf(address(pools)), STAKE - penalty, "pools hold");
        assertEq(claim(operator, 0), OPERATOR_SHARE - penalty, "operator");
        assertEq(claim(ann, 1), ANN_SHARE, "ann is whole");
        assertEq(claim(ben, 2), BEN_SHARE, "ben is whole");
        assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
    }

    function test_remove_AtTheMaximumPenaltyCostsOnlyTheMinimumOperatorItsWholeSlot() public {
        setHighestPenalty();
        openPool(validTerms(), QUARTER);
        contribute(ann, ANN_SHARE);
        contribute(ben, STAKE - QUARTER - ANN_SHARE);
        finalize();
        activatePoolNode();
        removePoolNode();
        payPrincipal();
        assertEq(claim(operator, 0), 0, "operator");
        assertEq(claim(ann, 1), ANN_SHARE, "ann");
        assertEq(claim(ben, 2), STAKE - QUARTER - ANN_SHARE, "ben");
        assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
    }

    function test_remove_RewardsEarnedBeforeStayShared() public {
        startPool();
        earn(1 days);
        removePoolNode();
        uint256 rewards = rewardsPool.accrued(poolNode);
        payPrincipal();
        uint256 fee = (rewards * FEE_BPS) / BPS;
        uint256 shared = rewards - fee;
        assertTrue(rewards > 1 ether, "the node earned");
        assertEq(claim(ann, 1), ANN_SHARE + (shared * ANN_SHARE) / STAKE, "ann");
        uint256 forOperator = OPERATOR_SHARE - STAKE / 10 + fee + (shared * OPERATOR_SHARE) / STAKE;
        assertEq(claim(operator, 0), forOperator, "operator");
        assertEq(claim(ben, 2), BEN_SHARE + (shared * BEN_SHARE) / STAKE, "ben");
        assertTrue(token.balanceOf(address(pools)) < 3, "nothing is stranded");
    }

    /* TRAP 51 */

    /// @notice Trap 51: the operator owns the share that bears the loss, before the removal and after it, for ever.
    function test_trap51_TheOperatorCannotMoveTheShareThatBearsTheLoss() public {
        startPool();
        expectOpenerBound();
        removePoolNode();
        expectOpenerBound();
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        expectOpenerBound();
        registry.exit(poolNode, keyOf(poolNode));
        expectOpenerBound();
        assertEq(claim(operator, 0), OPERATOR_SHARE - STAKE / 10, "with the loss borne");
    }

    /// @notice Trap 51: a new beneficiary of the operator's slot gets the remainder after the loss, no more.
    function test_trap51_ABeneficiaryOfTheOperatorBearsTheLossToo() public {
        startPool();
        vm.prank(operator);
        pools.setBeneficiary(POOL, cat);
        removePoolNode();
        payPrincipal();
        assertEq(claim(cat, 0), OPERATOR_SHARE - STAKE / 10, "cat");
        assertEq(claim(ann, 1) + claim(ben, 2), ANN_SHARE + BEN_SHARE, "the others are whole");
    }

    /// @notice Trap 51: a share of one unit ends no node before 720 epochs are over.
    function test_trap51_OneUnitOfShareDoesNotEndANode() public {
        openPool();
        contribute(ann, STAKE - OPERATOR_SHARE - 1);
        contribute(ben, 1);
        finalize();
        expectTooEarlyFor(ben);
        vm.warp(block.timestamp + EXIT_REQUEST_REST - 1);
        expectTooEarlyFor(ben);
        vm.warp(block.timestamp + 1);
        vm.prank(ben);
        pools.requestExit(POOL);
        assertEq(registry.serviceNode(poolNode).exitDueAt, block.timestamp + EXIT_DELAY, "exitDueAt");
    }

    /* ASKING FOR THE EXIT */

    function test_requestExit_SucceedsAtOnceForAQuarter() public {
        openPool();
        contribute(ann, QUARTER);
        contribute(ben, QUARTER - 1);
        contribute(cat, STAKE - OPERATOR_SHARE - 2 * QUARTER + 1);
        finalize();
        expectTooEarlyFor(ben);
        expectTooEarlyFor(cat);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.ExitRequested(poolNode, address(pools), uint40(block.timestamp) + EXIT_DELAY);
        vm.prank(ann);
        pools.requestExit(POOL);
        assertEq(registry.serviceNode(poolNode).exitDueAt, block.timestamp + EXIT_DELAY, "exitDueAt");
    }

    function test_requestExit_ByTheOperatorHereOrThere() public {
        openFilledAndFinalized();
        uint256 snapshot = vm.snapshotState();
        vm.prank(operator);
        pools.requestExit(POOL);
        assertEq(registry.serviceNode(poolNode).exitDueAt, block.timestamp + EXIT_DELAY, "here");
        vm.revertToState(snapshot);
        vm.prank(operator);
        registry.requestExit(poolNode);
        assertEq(registry.serviceNode(poolNode).exitDueAt, block.timestamp + EXIT_DELAY, "there");
        vm.prank(ann);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.ExitAlreadyRequested.selector,
                poolNode,
                block.timestamp + EXIT_DELAY
            )
        );
        pools.requestExit(POOL);
    }

    function test_requestExit_RevertWhen_ThePoolHasNoNodeOrTheCallerNoSlot() public {
        expectUnknown(POOL);
        pools.requestExit(POOL);
        openPool();
        vm.prank(operator);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.requestExit(POOL);
        fill();
        finalize();
        vm.prank(stranger);
        expectNotContributor(stranger);
        pools.requestExit(POOL);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, poolNode, stranger));
        registry.requestExit(poolNode);
    }

    /* HELPERS */

    /// @dev Signed by all active nodes, after the pool's node was active for two epochs.
    function removePoolNode() private {
        members.push(poolNode);
        warpEpochs(2);
        registry.remove(removal(poolNode));
    }

    function setHighestPenalty() private {
        vm.warp(registry.parametersChangeableFrom());
        deadline = uint40(block.timestamp) + 10 days;
        manager.grantRole(PARAMETER_ROLE, address(this), 0);
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        parameters.penaltyBps = 2_500;
        registry.setParameters(parameters);
    }

    function expectOpenerBound() private {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.OpenerSlotBound.selector, POOL));
        offerSlot(operator, cat);
    }

    function expectTooEarlyFor(address contributor) private {
        uint40 requestableAt = pools.pool(POOL).registeredAt + EXIT_REQUEST_REST;
        vm.prank(contributor);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.ExitRequestTooEarly.selector, POOL, requestableAt));
        pools.requestExit(POOL);
    }
}
