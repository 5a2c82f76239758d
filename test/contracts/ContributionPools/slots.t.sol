// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract PoolSlotsTest is PoolsBase {
    /* MOVING A SLOT */

    function test_offerSlot_KeepsTheLastOfferAlone() public {
        openFilledAndFinalized();
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotOffered(POOL, ann, stranger, 1);
        offerSlot(ann, stranger);
        assertEq(pools.pendingContributor(POOL, 1), stranger, "offered");
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotOffered(POOL, ann, cat, 1);
        offerSlot(ann, cat);
        assertEq(pools.pendingContributor(POOL, 1), cat, "offered");
        assertSlot(1, ann, ANN_SHARE);
    }

    function test_offerSlot_ToZeroWithdrawsTheOffer() public {
        openFilledAndFinalized();
        offerSlot(ann, cat);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotOffered(POOL, ann, address(0), 1);
        offerSlot(ann, address(0));
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
    }

    function test_takeSlot_ChangesTheContributorAndCreditsEarlierEarnings() public {
        startPool();
        offerSlot(ann, cat);
        earn(3 days);
        uint256 before = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Credited(POOL, ann, 1, before, before);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.SlotTransferred(POOL, ann, cat, 1);
        takeSlot(cat, 1);

        assertSlot(1, cat, ANN_SHARE);
        assertEq(pools.pendingContributor(POOL, 1), address(0), "offered");
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

    function test_takeSlot_TakesTheFormersBeneficiaryAway() public {
        startPool();
        offerSlot(ann, cat);
        vm.prank(ann);
        pools.setBeneficiary(POOL, ben);
        earn(3 days);
        uint256 before = partOf(ANN_SHARE, rewardsPool.accrued(poolNode));
        takeSlot(cat, 1);
        assertEq(pools.slots(POOL)[1].beneficiary, address(0), "beneficiary");
        assertEq(pools.credit(ben), before, "credit of the former beneficiary");
        assertEq(pools.credit(ann), 0, "credit of the former contributor");
        vm.warp(block.timestamp + 1 days);
        expectNotBeneficiary(1, ben);
        pools.claim(placeOf(1));
        assertTrue(claim(cat, 1) > 0, "cat");
    }

    function test_takeSlot_GivesTheNewContributorAllRights() public {
        openFilledAndFinalized();
        moveSlot(ann, cat, 1);
        expectNotContributor(ann);
        vm.prank(ann);
        pools.requestExit(POOL);
        vm.prank(cat);
        pools.requestExit(POOL); // with more than a quarter
        assertTrue(registry.serviceNode(poolNode).exitDueAt != 0, "asked for");
        moveSlot(cat, stranger, 1);
        assertSlot(1, stranger, ANN_SHARE);
    }

    /// @notice After the payment a slot holds nothing that could move.
    function test_takeSlot_RevertWhen_ThePrincipalIsPaid() public {
        startPool();
        offerSlot(ann, cat);
        exitPoolNode();
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.SlotPaidOut.selector, POOL, 1));
        takeSlot(cat, 1);
        assertEq(claim(ann, 1), ANN_SHARE, "ann has it");
    }

    /// @notice The opener bears the first loss and holds the node, until the end and after it.
    function test_offerSlot_RevertWhen_TheSlotIsTheOpeners() public {
        startPool();
        expectOpenerBound();
        vm.prank(operator);
        registry.requestExit(poolNode);
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        expectOpenerBound();
        payPrincipal();
        expectOpenerBound();
    }

    function test_offerSlot_RevertWhen_TheRecipientHasASlotOrIsOfTheProtocol() public {
        openFilledAndFinalized();
        address[10] memory others = [
            ann,
            ben,
            operator,
            address(pools),
            address(registry),
            address(signerSets),
            address(rewardsPool),
            address(token),
            address(manager),
            address(registry.randomness())
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            expectNewContributorInvalid(others[i]);
            offerSlot(ann, others[i]);
        }
    }

    function test_offerSlot_RevertWhen_PoolNodeOrSlotAreMissing() public {
        expectUnknown(POOL);
        offerSlot(ann, cat);
        expectUnknown(POOL);
        takeSlot(cat, 1);
        openPool();
        fill();
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        offerSlot(ann, cat);
        expectStateNotAllowed(IContributionPools.PoolState.Open);
        takeSlot(cat, 1);
        finalize();
        expectNotContributor(stranger);
        offerSlot(stranger, cat);
    }

    function test_takeSlot_RevertWhen_ItIsNotOfferedToTheCaller() public {
        openFilledAndFinalized();
        expectNotOffered(1, cat);
        takeSlot(cat, 1);
        expectNotOffered(SLOTS_MAX, cat);
        takeSlot(cat, SLOTS_MAX);
        offerSlot(ann, cat);
        expectNotOffered(1, stranger);
        takeSlot(stranger, 1);
        expectNotOffered(2, cat);
        takeSlot(cat, 2);
        expectNotOffered(1, ann);
        takeSlot(ann, 1);
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

    /// @notice C5: what these are credited would be lost.
    function test_C5_setBeneficiary_RevertWhen_AContractOfTheProtocolWouldBenefit() public {
        openPool();
        address[7] memory others = [
            address(pools),
            address(registry),
            address(signerSets),
            address(rewardsPool),
            address(token),
            address(manager),
            address(registry.randomness())
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            assertTrue(!registry.isPayable(others[i]), "isPayable");
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(IContributionPools.BeneficiaryInvalid.selector, POOL, others[i]));
            pools.setBeneficiary(POOL, others[i]);
            vm.prank(ann);
            vm.expectRevert(abi.encodeWithSelector(IContributionPools.BeneficiaryInvalid.selector, POOL, others[i]));
            pools.contribute(POOL, termsHash, ANN_SHARE, others[i], noPermit());
        }
        assertTrue(!registry.isPayable(address(0)), "zero");
        assertTrue(registry.isPayable(stranger), "anyone else");
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

    /// @dev Rewards of a slot that is not the opener's.
    function partOf(uint96 amount, uint256 rewards) private pure returns (uint256) {
        return ((rewards - (rewards * FEE_BPS) / BPS) * amount) / STAKE;
    }

    function expectOpenerBound() private {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.OpenerSlotBound.selector, POOL));
        offerSlot(operator, cat);
    }

    /// @dev The next call is by `caller`.
    function expectNotBeneficiary(uint8 slot, address caller) private {
        bytes4 selector = IContributionPools.CallerNotBeneficiary.selector;
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(selector, POOL, slot, caller));
    }
}
