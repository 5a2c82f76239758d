// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract PoolSlotsTest is PoolsBase {
    /* GIVING A PLACE AWAY */

    function test_transferSlot_ChangesTheContributorAndCreditsEarlierEarnings() public {
        startPool();
        earn(3 days);
        uint256 before = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Credited(POOL, ann, 1, before, before);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotTransferred(POOL, ann, cat, 1);
        vm.prank(ann);
        pools.transferSlot(POOL, cat);

        assertSlot(1, cat, ANN_SHARE);
        assertEq(pools.slots(POOL)[1].paid, before, "paid");
        assertEq(pools.credit(ann), before, "credit");
        vm.warp(block.timestamp + 3 days);
        exitPoolNode();
        uint256 all = ANN_SHARE + partOf(ANN_SHARE, rewardsPool.accrued(poolNode) + rewardsPool.rewardsPaid(poolNode));
        assertEq(claim(cat, 1), all - before, "cat gets what came after, and the principal");
        assertEq(claimCredit(ann), before, "ann gets what came before");
        expectNotBeneficiary(1, ann);
        pools.claim(placeOf(1));
    }

    function test_transferSlot_TakesTheFormersBeneficiaryAway() public {
        startPool();
        vm.prank(ann);
        pools.setBeneficiary(POOL, ben);
        earn(3 days);
        uint256 before = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        vm.prank(ann);
        pools.transferSlot(POOL, cat);
        assertEq(pools.slots(POOL)[1].beneficiary, address(0), "beneficiary");
        assertEq(pools.credit(ben), before, "credit of the former beneficiary");
        assertEq(pools.credit(ann), 0, "credit of the former contributor");
        vm.warp(block.timestamp + 1 days);
        expectNotBeneficiary(1, ben);
        pools.claim(placeOf(1));
        assertTrue(claim(cat, 1) > 0, "cat");
    }

    /// @notice Earnings that one owner of a slot received are not paid to the next.
    function test_transferSlot_AfterThePrincipalIsPaidGivesNothingTwice() public {
        startPool();
        exitPoolNode();
        claim(ann, 1);
        vm.prank(ann);
        pools.transferSlot(POOL, cat);
        assertEq(claim(cat, 1), 0, "cat");
        assertEq(claim(ben, 2) + claim(operator, 0), BEN_SHARE + OPERATOR_SHARE, "the others are whole");
    }

    function test_transferSlot_TheNewContributorHasAllRights() public {
        openFilledAndFinalized();
        vm.prank(ann);
        pools.transferSlot(POOL, cat);
        expectNotContributor(ann);
        vm.prank(ann);
        pools.requestExit(POOL);
        vm.prank(cat);
        pools.requestExit(POOL); // with more than a quarter
        assertTrue(registry.serviceNode(poolNode).exitDueAt != 0, "asked for");
    }

    function test_transferSlot_RevertWhen_TheOperatorsPrincipalIsUnpaid() public {
        startPool();
        bytes memory bound = abi.encodeWithSelector(IContributionPools.OperatorSlotBound.selector, POOL);
        vm.prank(operator);
        vm.expectRevert(bound);
        pools.transferSlot(POOL, cat);
        vm.prank(operator);
        registry.requestExit(poolNode);
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        vm.prank(operator);
        vm.expectRevert(bound);
        pools.transferSlot(POOL, cat);
        payPrincipal();
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotTransferred(POOL, operator, cat, 0);
        vm.prank(operator);
        pools.transferSlot(POOL, cat);
        assertSlot(0, cat, OPERATOR_SHARE);
        assertEq(pools.credit(operator), OPERATOR_SHARE, "credit");
    }

    function test_transferSlot_RevertWhen_TheRecipientIsZeroThePoolsOrAContributor() public {
        openFilledAndFinalized();
        address[5] memory others = [address(0), address(pools), ann, ben, operator];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(ann);
            vm.expectRevert(abi.encodeWithSelector(IContributionPools.NewContributorInvalid.selector, POOL, others[i]));
            pools.transferSlot(POOL, others[i]);
        }
    }

    function test_transferSlot_RevertWhen_PoolNodeOrSlotAreMissing() public {
        expectUnknown(POOL);
        pools.transferSlot(POOL, cat);
        openPool();
        fill();
        vm.prank(ann);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        pools.transferSlot(POOL, cat);
        finalize();
        vm.prank(stranger);
        expectNotContributor(stranger);
        pools.transferSlot(POOL, cat);
    }

    /* BENEFICIARIES */

    function test_setBeneficiary_CreditsTheFormerOneWithEarlierEarnings() public {
        startPool();
        earn(3 days);
        uint256 before = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Credited(POOL, ann, 1, before, before);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.BeneficiaryChanged(POOL, ann, 1, cat);
        vm.prank(ann);
        pools.setBeneficiary(POOL, cat);
        assertEq(pools.slots(POOL)[1].beneficiary, cat, "beneficiary");
        assertEq(pools.credit(ann), before, "credit");

        vm.warp(block.timestamp + 3 days);
        uint256 rewards = rewardsPool.accrued(poolNode) + rewardsPool.rewardsPaid(poolNode);
        expectNotBeneficiary(1, ann);
        pools.claim(placeOf(1));
        assertEq(claim(cat, 1), partOf(ANN_SHARE, rewards) - before, "cat gets what came after");
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.CreditPaid(ann, before);
        assertEq(claimCredit(ann), before, "ann gets what came before");
        assertEq(pools.credit(ann), 0, "credit");
        assertEq(claimCredit(ann), 0, "nothing twice");
    }

    function test_setBeneficiary_ToZeroNamesTheContributorAgain() public {
        openPool();
        contributeFor(ann, ANN_SHARE, cat);
        contribute(ben, BEN_SHARE);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.BeneficiaryChanged(POOL, ann, 1, ann);
        vm.prank(ann);
        pools.setBeneficiary(POOL, address(0));
        finalize();
        activatePoolNode();
        earn(1 days);
        expectNotBeneficiary(1, cat);
        pools.claim(placeOf(1));
        assertTrue(claim(ann, 1) > 0, "ann");
    }

    function test_setBeneficiary_OfAContributionIsHadFromTheStart() public {
        openPool();
        contributeFor(ann, ANN_SHARE, cat);
        contribute(ben, BEN_SHARE);
        finalize();
        activatePoolNode();
        earn(1 days);
        expectNotBeneficiary(1, ann);
        pools.claim(placeOf(1));
        uint256 expected = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        assertEq(claim(cat, 1), expected, "cat");
    }

    /// @notice A beneficiary claims. The contribution before the registration stays the contributor's alone.
    function test_trap16_ABeneficiaryCannotWithdraw() public {
        openPool();
        contributeFor(ann, ANN_SHARE, cat);
        vm.warp(deadline + 1);
        expectNotContributor(cat);
        withdraw(cat);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
    }

    function test_setBeneficiary_RevertWhen_ThePoolsWouldBenefit() public {
        openPool();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.BeneficiaryInvalid.selector, POOL, address(pools)));
        pools.setBeneficiary(POOL, address(pools));
    }

    function test_setBeneficiary_RevertWhen_PoolOrSlotAreMissing() public {
        expectUnknown(POOL);
        pools.setBeneficiary(POOL, cat);
        openPool(termsKeeping(1, 1_000 ether), OPERATOR_SHARE);
        vm.prank(stranger);
        expectNotContributor(stranger);
        pools.setBeneficiary(POOL, stranger);
        vm.prank(ann); // reserved for ann and not taken
        expectNotContributor(ann);
        pools.setBeneficiary(POOL, cat);
    }

    /* HELPERS */

    /// @dev Rewards of a slot that is not the operator's.
    function partOf(uint96 amount, uint256 rewards) private pure returns (uint256) {
        return ((rewards - (rewards * FEE_BPS) / BPS) * amount) / STAKE;
    }

    /// @dev The next call is by `caller`.
    function expectNotBeneficiary(uint8 slot, address caller) private {
        bytes4 selector = IContributionPools.CallerNotBeneficiary.selector;
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(selector, POOL, slot, caller));
    }
}
