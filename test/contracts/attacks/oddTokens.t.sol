// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ERC20__Turning} from "../../mocks/ERC20__Turning.sol";
import {TokenWorld} from "./TokenWorld.sol";

/// @notice Tokens that break the contracts' assumptions, from the start or later. Inexact transfers are refused.
/// Earlier deposits stay recorded, and are paid if the token still allows it.
contract OddTokensTest is TokenWorld {
    uint32 private constant NODE = 3;
    uint32 private constant OTHER = 4;
    uint256 private constant HALF_FULL = 2;
    uint96 private constant PENALTY = (STAKE * PENALTY_BPS) / 10_000;
    uint256 private constant FUNDING = 1_000 ether;

    /// @dev Misbehaviour of the token.
    bytes private reason;

    function makeToken() internal override returns (address) {
        return address(new ERC20__Turning(address(this), SUPPLY));
    }

    function setUp() public override {
        super.setUp();
        equip(operator);
        equip(ann);
        equip(ben);
    }

    /* TOKENS THAT WORK */

    function test_life_WithATokenThatAnswersNothing() public {
        turn(ERC20__Turning.Oddity.AnswersNothing);
        liveAll();
    }

    function test_life_WithATokenThatRefusesToMoveNothing() public {
        turn(ERC20__Turning.Oddity.RefusesZero);
        liveAll();
    }

    /// @notice The one call that would move nothing is a no-op.
    function test_sweep_RevertWhen_TheTokenRefusesToMoveNothing() public {
        startQuorum();
        turn(ERC20__Turning.Oddity.RefusesZero);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(rewardsPool)));
        registry.sweep();
        registry.remove(removal(NODE));
        registry.sweep();
        assertEq(token.balanceOf(address(rewardsPool)), PENALTY - REMOVAL_REWARD, "swept");
    }

    /* TOKENS THAT FAIL */

    /// @notice A token that returns false without reverting is believed, everywhere.
    function test_token_ThatAnswersFalseMovesNothingAndLosesNothing() public {
        prepareAll();
        turn(ERC20__Turning.Oddity.AnswersFalse);
        reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token));
        expectAllToRevert();
        turn(ERC20__Turning.Oddity.None);
        payAll();
    }

    /// @notice A token that stops blocks transfers, and nothing else.
    function test_token_ThatStopsLeavesTheListToItsNodes() public {
        prepareAll();
        turn(ERC20__Turning.Oddity.RefusesAll);
        expectAllToRevert();
        registry.suspend(suspension(OTHER));
        requestExit(OTHER + 1);
        assertStatus(OTHER, IServiceNodeRegistry.Status.Suspended);
        turn(ERC20__Turning.Oddity.None);
        members[OTHER - 1] = members[NODES - 1];
        members.pop();
        warpEpochs(2);
        registry.resume(resumption(OTHER), identityOf(OTHER));
        payAll();
    }

    /* TOKENS THAT KEEP A FEE */

    /// @notice Trap 11: the whole amount must arrive. One unit less is refused, with both numbers.
    function test_trap11_EveryDepositRefusesAFeeOnTransfer() public {
        prepareAll();
        turn(ERC20__Turning.Oddity.KeepsAFee);
        bytes4 selector = IServiceNodeRegistry.StakeNotReceived.selector;
        expectRegisterToRevert(abi.encodeWithSelector(selector, STAKE - 1, STAKE));
        expectFinalizeToRevert(abi.encodeWithSelector(selector, STAKE - 1, STAKE));
        selector = IContributionPools.ContributionNotReceived.selector;
        expectOpenToRevert(abi.encodeWithSelector(selector, OPERATOR_SHARE - 1, OPERATOR_SHARE));
        expectContributeToRevert(abi.encodeWithSelector(selector, ANN_SHARE - 1, ANN_SHARE));
        selector = IRewardsPool.FundingNotReceived.selector;
        expectFundToRevert(abi.encodeWithSelector(selector, FUNDING - 1, FUNDING));
        token.transfer(address(registry), 6);
        expectSweepToRevert(abi.encodeWithSelector(selector, 4, 5));
    }

    /// @notice Trap 25: a fee that begins later blocks no payout. The payee bears it alone.
    function test_trap25_ThePayeeBearsAFeeThatBeginsLater() public {
        prepareAll();
        turn(ERC20__Turning.Oddity.KeepsAFee);
        uint256 held = token.balanceOf(address(registry));
        registry.exit(NODE, keyOf(NODE));
        assertEq(token.balanceOf(owner), STAKE - 1, "owner");
        assertEq(held - token.balanceOf(address(registry)), STAKE, "the registry gave the principal, no more");
        assertTrue(token.balanceOf(address(registry)) >= registry.principalOwed(), "and holds all it owes");
        vm.prank(operator);
        pools.withdraw(HALF_FULL);
        assertEq(token.balanceOf(address(pools)), STAKE, "the pools hold the other pool's");
        rewardsPool.claim(ids(OTHER));
        assertEq(token.balanceOf(owner), STAKE - 2 + rewardsPool.rewardsPaid(OTHER), "rewards");
    }

    /* TOKENS THAT SHRINK */

    /// @notice A rebase leaves the last payee short, and no other. The amount stays owed, and no other tokens are taken
    /// for it.
    function test_token_ThatShrinksLeavesTheLastPayeeShort() public {
        owner = ben;
        uint256 before = token.balanceOf(ben);
        registerTwo();
        ERC20__Turning(address(token)).shrink(address(registry), 1);
        vm.expectRevert();
        registry.sweep();
        registry.exit(1, keyOf(1));
        assertEq(token.balanceOf(ben) - before, STAKE, "the first is paid in full");
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(registry), STAKE - 1, STAKE)
        );
        registry.exit(2, keyOf(2));
        assertEq(registry.principalOwed(), STAKE, "the last is owed still");
        token.transfer(address(registry), 1);
        registry.exit(2, keyOf(2));
        assertEq(token.balanceOf(ben) - before, 2 * STAKE, "and paid once it is there");
    }

    /* HELPERS */

    /// @notice One use of every function, with exact sums.
    function liveAll() private {
        prepareAll();
        registry.suspend(suspension(OTHER));
        registry.remove(removal(OTHER + 1));
        registry.sweep();
        payAll();
        assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "reporter");
        assertTrue(token.balanceOf(address(rewardsPool)) >= PENALTY - REMOVAL_REWARD, "swept");
        uint256 poolsHeld = token.balanceOf(address(pools));
        finalize();
        assertEq(poolsHeld - token.balanceOf(address(pools)), STAKE, "stake of the shared node");
        activatePoolNode();
        vm.warp(block.timestamp + 1 days);
        exitPoolNode();
        uint256 paid = claim(operator, 0) + claim(ann, 1) + claim(ben, 2);
        assertNear(paid, STAKE + rewardsPool.rewardsPaid(poolNode), 3, "shares");
    }

    /// @notice 14 nodes, one of them due; one pool full, another not; rewards to claim.
    function prepareAll() private {
        startQuorum();
        fundPool(FUNDING);
        requestExit(NODE);
        vm.warp(block.timestamp + EXIT_DELAY - 2 days);
        deadline = uint40(block.timestamp) + 10 days;
        openPool();
        fill();
        openPool();
        vm.warp(registry.serviceNode(NODE).exitDueAt);
        warpEpochs(1);
    }

    function payAll() private {
        uint256 before = token.balanceOf(owner);
        registry.exit(NODE, keyOf(NODE));
        rewardsPool.claim(ids(NODE, OTHER));
        uint256 rewards = rewardsPool.rewardsPaid(NODE) + rewardsPool.rewardsPaid(OTHER);
        assertTrue(rewards != 0, "earned something");
        assertEq(token.balanceOf(owner) - before, STAKE + rewards, "principal and rewards");
        before = token.balanceOf(operator);
        vm.prank(operator);
        pools.withdraw(HALF_FULL);
        assertEq(token.balanceOf(operator) - before, OPERATOR_SHARE, "refund");
    }

    function expectAllToRevert() private {
        expectRegisterToRevert(reason);
        expectFinalizeToRevert(reason);
        expectOpenToRevert(reason);
        expectContributeToRevert(reason);
        expectFundToRevert(reason);
        expect(reason);
        registry.exit(NODE, keyOf(NODE));
        expect(reason);
        rewardsPool.claim(ids(OTHER));
        IQuorumActions.QuorumAction memory action = removal(OTHER);
        expect(reason);
        registry.remove(action);
        vm.prank(operator);
        expect(reason);
        pools.withdraw(HALF_FULL);
    }

    function expectRegisterToRevert(bytes memory expected) private {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 25);
        vm.prank(operator);
        expect(expected);
        registry.register(registration, "", STAKE, noPermit());
    }

    function expectFinalizeToRevert(bytes memory expected) private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        expect(expected);
        pools.finalize(POOL, registration, signature);
    }

    function expectOpenToRevert(bytes memory expected) private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        vm.prank(operator);
        expect(expected);
        pools.open(validTerms(), registration, "", OPERATOR_SHARE, noPermit());
    }

    function expectContributeToRevert(bytes memory expected) private {
        bytes32 hash = pools.pool(HALF_FULL).termsHash;
        vm.prank(ann);
        expect(expected);
        pools.contribute(HALF_FULL, hash, ANN_SHARE, address(0), noPermit());
    }

    function expectFundToRevert(bytes memory expected) private {
        vm.prank(ann);
        expect(expected);
        rewardsPool.fund(FUNDING);
    }

    function expectSweepToRevert(bytes memory expected) private {
        expect(expected);
        registry.sweep();
    }

    /// @dev Without a given reason any error will do: the token's own error names the sender.
    function expect(bytes memory expected) private {
        if (expected.length == 0) vm.expectRevert();
        else vm.expectRevert(expected);
    }

    function registerTwo() private {
        register(2);
        register(4);
        requestExit(1);
        requestExit(2);
        vm.warp(block.timestamp + EXIT_DELAY);
    }

    function turn(ERC20__Turning.Oddity oddity) private {
        ERC20__Turning(address(token)).turn(oddity);
    }
}
