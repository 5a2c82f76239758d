// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ERC20__FeeOnTransfer} from "../../mocks/ERC20__FeeOnTransfer.sol";
import {IPermitToken} from "../helpers/BaseTest.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract OpenTest is PoolsBase {
    /* OPENING */

    function test_open_FixesTheTermsAndTakesTheOperatorsPart() public {
        IContributionPools.Terms memory terms = termsKeeping(2, 3_000 ether);
        bytes32 hashed = keccak256(abi.encode(POOL, operator, terms));
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        uint256 before = token.balanceOf(operator);

        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.PoolOpened(POOL, operator, hashed, terms);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.RegistrationReplaced(POOL, registration, signature);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.Contributed(POOL, operator, 0, QUARTER, QUARTER, QUARTER, operator);
        vm.prank(operator);
        assertEq(pools.open(terms, registration, signature, QUARTER, noPermit()), POOL, "id");

        assertEq(pools.poolCount(), 1, "poolCount");
        assertEq(before - token.balanceOf(operator), QUARTER, "operator paid");
        assertEq(token.balanceOf(address(pools)), QUARTER, "pools hold");
        assertEq(pools.hashTerms(POOL, operator, terms), hashed, "hashTerms");
        assertOpened(hashed, keccak256(abi.encode(registration, signature)));
        assertSlot(0, operator, QUARTER);
        assertSlot(1, ann, 3_000 ether);
        assertSlot(2, ben, 3_000 ether);
        assertEq(pools.slots(POOL)[0].contributedAt, block.timestamp, "operator's place is taken");
        assertEq(pools.slots(POOL)[1].contributedAt, 0, "a reserved place is not taken");
    }

    function assertOpened(bytes32 hashed, bytes32 registrationHash) private view {
        IContributionPools.Pool memory pool = pools.pool(POOL);
        assertEq(pool.opener, operator, "opener");
        assertEq(pool.feeBps, FEE_BPS, "feeBps");
        assertEq(pool.deadline, deadline, "deadline");
        assertEq(pool.nodeId, 0, "nodeId");
        assertEq(uint8(pool.state), uint8(IContributionPools.PoolState.Open), "state");
        assertEq(pool.requirement, STAKE, "requirement");
        assertEq(pool.total, QUARTER, "total");
        assertEq(pool.registeredAt, 0, "registeredAt");
        assertEq(pool.slotCount, 3, "slotCount");
        assertEq(pool.termsHash, hashed, "termsHash");
        assertEq(pool.registrationHash, registrationHash, "registrationHash");
        assertTrue(!pools.isOver(POOL), "not over");
    }

    function test_open_CountsIdsUpAndTakesTheUnreservedRemainder() public {
        IContributionPools.Terms memory terms = termsKeeping(9, 1_000 ether);
        assertEq(openPool(terms, STAKE - 9_000 ether), 1, "first");
        assertEq(openPool(validTerms(), STAKE), 2, "second: the operator may bring it all");
        assertEq(pools.poolCount(), 2, "poolCount");
    }

    function test_open_AtTheLastMomentThatItMay() public {
        deadline = uint40(block.timestamp) + DEADLINE_MAX;
        openPool();
        deadline = uint40(block.timestamp) + 1;
        openPool();
        assertEq(pools.poolCount(), 2, "poolCount");
    }

    /// @notice Trap 55: a stranger can use a seen permit first. The opening goes on with the allowance.
    function test_trap55_TheOperatorsPermitMayBeUsedByAStrangerFirst() public {
        vm.prank(operator);
        token.approve(address(pools), 0);
        IServiceNodeRegistry.Permit memory permit = permitBy(OPERATOR_KEY, QUARTER);
        vm.prank(stranger);
        token.permit(operator, address(pools), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        vm.prank(operator);
        pools.open(validTerms(), registration, "", QUARTER, permit);
        assertEq(pools.pool(POOL).total, QUARTER, "total");
    }

    /* REFUSALS */

    function test_open_RevertWhen_PoolsArePausedAndOnlyThen() public {
        vm.prank(guardian);
        registry.pauseRegistration();
        uint40 until = registry.pausedUntil();
        expectRefused(
            validTerms(),
            OPERATOR_SHARE,
            abi.encodeWithSelector(IContributionPools.PoolsArePaused.selector, until)
        );
        vm.warp(until);
        openPool();
    }

    function test_open_RevertWhen_TheDeadlineIsPast() public {
        deadline = uint40(block.timestamp);
        expectRefused(validTerms(), OPERATOR_SHARE, deadlineOutOfBounds(deadline));
    }

    function test_open_RevertWhen_TheDeadlineIsTooFarAhead() public {
        deadline = uint40(block.timestamp) + DEADLINE_MAX + 1;
        expectRefused(validTerms(), OPERATOR_SHARE, deadlineOutOfBounds(deadline));
    }

    function test_open_RevertWhen_TheRequirementIsAnother() public {
        IContributionPools.Terms memory terms = validTerms();
        terms.requirement = STAKE - 1;
        bytes4 selector = IContributionPools.RequirementUnexpected.selector;
        expectRefused(terms, OPERATOR_SHARE, abi.encodeWithSelector(selector, STAKE - 1, STAKE));
    }

    function test_open_RevertWhen_TheFeeIsMoreThanAll() public {
        IContributionPools.Terms memory terms = validTerms();
        terms.feeBps = BPS + 1;
        expectRefused(
            terms,
            OPERATOR_SHARE,
            abi.encodeWithSelector(IContributionPools.FeeTooHigh.selector, BPS + 1, BPS)
        );
    }

    function test_open_RevertWhen_MoreSlotsAreReservedThanExist() public {
        bytes4 selector = IContributionPools.TooManyReservations.selector;
        expectRefused(termsKeeping(10, 1 ether), OPERATOR_SHARE, abi.encodeWithSelector(selector, 10, 9));
    }

    function test_open_RevertWhen_AReservationIsInvalid() public {
        expectReservationRefused(address(0), 1 ether);
        expectReservationRefused(operator, 1 ether);
        expectReservationRefused(ann, 1 ether); // ann has the first one
        expectReservationRefused(ben, 0);
    }

    function test_open_RevertWhen_ReservationsLeaveTheOperatorTooLittle() public {
        bytes4 selector = IContributionPools.ReservationsTooHigh.selector;
        uint96 most = STAKE - QUARTER;
        expectRefused(termsKeeping(1, most + 1), QUARTER, abi.encodeWithSelector(selector, most + 1, most));
        uint96 huge = type(uint96).max;
        expectRefused(termsKeeping(9, huge), QUARTER, abi.encodeWithSelector(selector, 9 * uint256(huge), most));
        openPool(termsKeeping(1, most), QUARTER);
    }

    function test_open_RevertWhen_TheOperatorContributesTooLittleOrTooMuch() public {
        bytes4 tooLow = IContributionPools.ContributionTooLow.selector;
        bytes4 tooHigh = IContributionPools.ContributionTooHigh.selector;
        expectRefused(validTerms(), QUARTER - 1, abi.encodeWithSelector(tooLow, QUARTER - 1, QUARTER));
        expectRefused(validTerms(), STAKE + 1, abi.encodeWithSelector(tooHigh, STAKE + 1, STAKE));
        uint96 max = STAKE - 1_000 ether;
        expectRefused(termsKeeping(1, 1_000 ether), max + 1, abi.encodeWithSelector(tooHigh, max + 1, max));
    }

    function test_open_AQuarterIsRoundedUp() public {
        vm.warp(registry.parametersChangeableFrom());
        deadline = uint40(block.timestamp) + 10 days;
        uint96 requirement = STAKE + 1;
        changeRequirement(requirement);
        IContributionPools.Terms memory terms = validTerms();
        terms.requirement = requirement;
        bytes4 selector = IContributionPools.ContributionTooLow.selector;
        expectRefused(terms, QUARTER, abi.encodeWithSelector(selector, QUARTER, QUARTER + 1));
        openPool(terms, QUARTER + 1);
    }

    function test_open_RevertWhen_TheRegistrationDiffersFromThePool() public {
        bytes memory expected = abi.encodeWithSelector(IContributionPools.RegistrationNotOfPool.selector, POOL);
        for (uint256 wrong = 0; wrong < 3; ++wrong) {
            IServiceNodeRegistry.Registration memory registration = registrationWrongIn(wrong);
            vm.prank(operator);
            vm.expectRevert(expected);
            pools.open(validTerms(), registration, "", OPERATOR_SHARE, noPermit());
        }
        assertEq(pools.poolCount(), 0, "poolCount");
    }

    /// @notice Trap 11: a token that keeps a fee would leave the pools owing more than they hold.
    function test_open_RevertWhen_TheTokenKeepsAFee() public {
        token = IPermitToken(address(new ERC20__FeeOnTransfer(operator, 10 * STAKE)));
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, registry.parameters()));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        signerSets = registry.SIGNER_SETS();
        approvePools(operator);
        bytes4 selector = IContributionPools.ContributionNotReceived.selector;
        expectRefused(
            validTerms(),
            OPERATOR_SHARE,
            abi.encodeWithSelector(selector, OPERATOR_SHARE - 1, OPERATOR_SHARE)
        );
    }

    function test_constructor_RevertWhen_TheRegistryNamesOtherPools() public {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.RegistryMismatch.selector, address(pools)));
        this.deployExternally("ContributionPools", abi.encode(registry));
    }

    function test_constructor_KeepsTheRegistryAndItsToken() public view {
        assertEq(address(pools.REGISTRY()), address(registry), "registry");
        assertEq(address(pools.TOKEN()), address(token), "token");
        assertEq(registry.CONTRIBUTION_POOLS(), address(pools), "pools");
    }

    /* REPLACING THE REGISTRATION */

    function test_replaceRegistration_KeepsTheNewOneAlone() public {
        openPool();
        fill();
        IServiceNodeRegistry.Registration memory registration = registrationWith(5);
        bytes memory signature = signatureOf(registration);
        vm.expectEmit(true, true, true, true, address(pools));
        emit IContributionPools.RegistrationReplaced(POOL, registration, signature);
        vm.prank(operator);
        pools.replaceRegistration(POOL, registration, signature);
        bytes32 expected = pools.hashRegistration(registration, signature);
        assertEq(pools.pool(POOL).registrationHash, expected, "registrationHash");
        uint32 nodeId = pools.finalize(POOL, registration, signature);
        assertEq(registry.identity(ed25519KeyOf(5)).nodeId, nodeId, "registered with the new keys");
    }

    function test_replaceRegistration_RevertWhen_ItDiffersFromThePool() public {
        openPool();
        for (uint256 wrong = 0; wrong < 3; ++wrong) {
            IServiceNodeRegistry.Registration memory registration = registrationWrongIn(wrong);
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(IContributionPools.RegistrationNotOfPool.selector, POOL));
            pools.replaceRegistration(POOL, registration, "");
        }
    }

    function test_replaceRegistration_RevertWhen_TheCallerIsNotTheOpener() public {
        openPool();
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotOpener.selector, POOL, stranger));
        pools.replaceRegistration(POOL, registration, "");
    }

    function test_replaceRegistration_RevertWhen_ThePoolIsNotOpen() public {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        expectUnknown(POOL);
        pools.replaceRegistration(POOL, registration, "");
        openFilledAndFinalized();
        vm.prank(operator);
        expectStateNotAllowed(IContributionPools.PoolState.Registered);
        pools.replaceRegistration(POOL, registration, "");
    }

    /* HELPERS */

    /// @dev A registration that differs in one of the three things that a pool fixes.
    function registrationWrongIn(
        uint256 wrong
    ) private view returns (IServiceNodeRegistry.Registration memory registration) {
        registration = poolRegistration();
        if (wrong == 0) registration.owner = operator;
        if (wrong == 1) registration.feeBps = FEE_BPS + 1;
        if (wrong == 2) registration.deadline = deadline - 1;
    }

    function deadlineOutOfBounds(uint40 named) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IContributionPools.DeadlineOutOfBounds.selector,
                named,
                block.timestamp + 1,
                block.timestamp + DEADLINE_MAX
            );
    }

    function expectReservationRefused(address contributor, uint96 least) private {
        IContributionPools.Terms memory terms = termsKeeping(2, 1 ether);
        terms.reservations[1].contributor = contributor;
        terms.reservations[1].least = least;
        bytes4 selector = IContributionPools.ReservationInvalid.selector;
        expectRefused(terms, OPERATOR_SHARE, abi.encodeWithSelector(selector, contributor, least));
    }

    function expectRefused(IContributionPools.Terms memory terms, uint96 amount, bytes memory expected) private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        registration.feeBps = terms.feeBps;
        vm.prank(operator);
        vm.expectRevert(expected);
        pools.open(terms, registration, "", amount, noPermit());
        assertEq(token.balanceOf(address(pools)), 0, "nothing was taken");
    }
}
