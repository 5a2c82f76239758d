// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract PoolRewardsTest is PoolsBase {
    /* SHARING */

    function test_claim_PaysTheFeeFirstThenByShareToTheLastUnit() public {
        startPool();
        earn(10 days);
        uint256 rewards = rewardsPool.accrued(poolNode);
        assertTrue(rewards > 500 ether, "the node earned");
        uint256 fee = (rewards * FEE_BPS) / BPS;
        uint256 forOperator = fee + ((rewards - fee) * OPERATOR_SHARE) / STAKE;
        uint256 forAnn = ((rewards - fee) * ANN_SHARE) / STAKE;
        uint256 forBen = ((rewards - fee) * BEN_SHARE) / STAKE;

        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Credited(POOL, ann, 1, forAnn, forAnn);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.CreditPaid(ann, forAnn);
        assertEq(claim(ann, 1), forAnn, "ann");
        assertEq(pools.slots(POOL)[1].paid, forAnn, "paid");
        assertEq(pools.credit(ann), 0, "credit");
        assertEq(rewardsPool.rewardsPaid(poolNode), rewards, "rewards pool paid");
        assertEq(pools.due(POOL, 0), forOperator, "due to the operator");
        assertEq(pools.due(POOL, 1), 0, "due to ann");
        assertEq(pools.due(POOL, 2), forBen, "due to ben");
        assertEq(claim(operator, 0), forOperator, "operator");
        assertEq(claim(ben, 2), forBen, "ben");
        uint256 left = token.balanceOf(address(pools));
        assertEq(left, rewards - forOperator - forAnn - forBen, "what rounding left");
        assertTrue(left < 3, "less than a unit a place");
        assertEq(claim(ann, 1), 0, "nothing twice");
    }

    /// @notice Claiming often and claiming once pay the same, to the last unit.
    function test_claim_ManyTimesPaysAsMuchAsOnce() public {
        startPool();
        earn(1 days);
        uint256 often = claim(ann, 1);
        for (uint256 i = 1; i < 8; ++i) {
            vm.warp(block.timestamp + 1 hours + i);
            often += claim(ann, 1);
        }
        uint256 rewards = rewardsPool.rewardsPaid(poolNode);
        uint256 fee = (rewards * FEE_BPS) / BPS;
        assertEq(often, ((rewards - fee) * ANN_SHARE) / STAKE, "ann");
        assertEq(claim(ben, 2), ((rewards - fee) * BEN_SHARE) / STAKE, "ben, who came once");
    }

    function test_claim_WithAFeeOfAllPaysTheOperatorAlone() public {
        feeBps = BPS;
        startPool();
        earn(10 days);
        uint256 rewards = rewardsPool.accrued(poolNode);
        assertEq(claim(ann, 1), 0, "ann");
        assertEq(claim(operator, 0), rewards, "operator");
    }

    function test_claim_PaysSeveralSlotsAtOnce() public {
        startPool();
        vm.prank(ben);
        pools.setBeneficiary(POOL, ann);
        earn(5 days);
        IContributionPools.Place[] memory places = new IContributionPools.Place[](3);
        places[0] = IContributionPools.Place({poolId: POOL, slot: 2});
        places[1] = IContributionPools.Place({poolId: POOL, slot: 1});
        places[2] = places[0]; // named twice, paid once
        uint256 rewards = rewardsPool.accrued(poolNode);
        uint256 shared = rewards - (rewards * FEE_BPS) / BPS;
        uint256 expected = (shared * BEN_SHARE) / STAKE + (shared * ANN_SHARE) / STAKE;
        uint256 before = token.balanceOf(ann);
        vm.prank(ann);
        pools.claim(places);
        assertEq(token.balanceOf(ann) - before, expected, "ann");
    }

    function test_claim_OfNothingMovesNothing() public {
        startPool();
        vm.recordLogs();
        assertEq(claim(ann, 1), 0, "nothing was earned");
        assertEq(claimCredit(stranger), 0, "nothing is credited");
        assertEq(vm.getRecordedLogs().length, 0, "nothing is told");
    }

    /* TRAPS */

    /// @notice Trap 50: the share of each contributor does not depend on the caller of `claim` or on the number of
    /// claims.
    function test_trap50_AStrangersClaimAtTheRewardsPoolStrandsNothing() public {
        startPool();
        earn(3 days);
        claimForNode();
        vm.warp(block.timestamp + 3 days);
        uint256 first = claim(ann, 1);
        vm.warp(block.timestamp + 3 days);
        claimForNode();
        uint256 rewards = rewardsPool.rewardsPaid(poolNode);
        uint256 fee = (rewards * FEE_BPS) / BPS;
        assertEq(first + claim(ann, 1), ((rewards - fee) * ANN_SHARE) / STAKE, "ann");
        assertEq(claim(ben, 2), ((rewards - fee) * BEN_SHARE) / STAKE, "ben");
        assertEq(claim(operator, 0), fee + ((rewards - fee) * OPERATOR_SHARE) / STAKE, "operator");
        assertTrue(token.balanceOf(address(pools)) < 3, "nothing is stranded");
    }

    /// @notice Trap 50: the same with the principal, which any stranger may have paid.
    function test_trap50_AStrangersExitStrandsNothing() public {
        startPool();
        earn(3 days);
        exitPoolNode();
        claimForNode();
        uint256 rewards = rewardsPool.rewardsPaid(poolNode);
        uint256 fee = (rewards * FEE_BPS) / BPS;
        uint256 shared = rewards - fee;
        assertEq(claim(ann, 1), ANN_SHARE + (shared * ANN_SHARE) / STAKE, "ann");
        assertEq(claim(operator, 0), OPERATOR_SHARE + fee + (shared * OPERATOR_SHARE) / STAKE, "operator");
        assertEq(claim(ben, 2), BEN_SHARE + (shared * BEN_SHARE) / STAKE, "ben");
        assertTrue(token.balanceOf(address(pools)) < 3, "nothing is stranded");
    }

    /// @notice Trap 50: a gift does not count as rewards and cannot be claimed.
    function test_trap50_AGiftIsNotAReward() public {
        startPool();
        token.transfer(address(pools), 777 ether);
        assertEq(pools.due(POOL, 0) + pools.due(POOL, 1) + pools.due(POOL, 2), 0, "due");
        assertEq(claim(operator, 0) + claim(ann, 1) + claim(ben, 2), 0, "claimed");
        assertEq(token.balanceOf(address(pools)), 777 ether, "the gift stays");
    }

    /// @notice Trap 16: only the beneficiary of a slot claims it.
    function test_trap16_RevertWhen_TheCallerClaimsTheSlotOfAnother() public {
        startPool();
        earn(3 days);
        claimForNode();
        uint256 held = token.balanceOf(address(pools));
        address[6] memory others = [stranger, governor, guardian, owner, operator, ben];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(notBeneficiary(1, others[i]));
            pools.claim(placeOf(1));
        }
        assertEq(token.balanceOf(address(pools)), held, "pools hold");
    }

    /* REFUSALS */

    function test_claim_RevertWhen_TheSlotIsEmpty() public {
        startPool();
        vm.prank(ann);
        vm.expectRevert(notBeneficiary(9, ann));
        pools.claim(placeOf(9));
    }

    function test_claim_RevertWhen_ItIsTooLong() public {
        startPool();
        IContributionPools.Place[] memory places = new IContributionPools.Place[](65);
        for (uint256 i = 0; i < places.length; ++i) places[i] = placeOf(1)[0];
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.ClaimTooLong.selector, 65, 64));
        pools.claim(places);
        assembly ("memory-safe") {
            mstore(places, 64)
        }
        vm.prank(ann);
        pools.claim(places);
    }

    function test_claim_RevertWhen_ThePoolIsUnknownOrHasNoNode() public {
        expectUnknown(POOL);
        pools.claim(placeOf(0));
        expectUnknown(POOL);
        pools.due(POOL, 0);
        openPool();
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.claim(placeOf(0));
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.due(POOL, 0);
    }

    /* HELPERS */

    function notBeneficiary(uint8 slot, address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IContributionPools.CallerNotBeneficiary.selector, POOL, slot, caller);
    }

    /// @dev Claims the node's rewards as a stranger.
    function claimForNode() private {
        uint32[] memory nodeIds = new uint32[](1);
        nodeIds[0] = poolNode;
        vm.prank(stranger);
        rewardsPool.claim(nodeIds);
    }
}
