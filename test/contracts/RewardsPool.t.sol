// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRewardsPool} from "../../contracts/interfaces/IRewardsPool.sol";
import {ERC20__Reentering} from "../mocks/ERC20__Reentering.sol";
import {RewardsRegistryHarness} from "../mocks/RewardsRegistryHarness.sol";
import {RewardsPoolBase} from "./helpers/RewardsPoolBase.sol";
import {Vm} from "./helpers/Vm.sol";

contract RewardsPoolTest is RewardsPoolBase {
    uint256 private constant RATE_MAX = uint256(1 << 128) / 1_000_000;

    /// @dev 1e24 × (1 − e^(−rate·t)) after a day, ten days and a hundred years: 100 digits of decimal arithmetic.
    uint256 private constant EXPECTED_1D = 863626859472209000083;
    uint256 private constant EXPECTED_10D = 8602782463634531629218;
    uint256 private constant EXPECTED_100Y = 999999999999979858620209;

    /* DEPLOYMENT */

    function test_constructor_RevertWhen_RateOutOfBounds() public {
        assertEq(pool.ratePerSecond(), RATE, "rate");
        deploy("RewardsPool", abi.encode(token, nodes, 1, 1));
        deploy("RewardsPool", abi.encode(token, nodes, RATE_MAX, 1));
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.RateOutOfBounds.selector, 0, 1, RATE_MAX));
        this.deployExternally("RewardsPool", abi.encode(token, nodes, 0, 1));
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.RateOutOfBounds.selector, RATE_MAX + 1, 1, RATE_MAX));
        this.deployExternally("RewardsPool", abi.encode(token, nodes, RATE_MAX + 1, 1));
    }

    function test_constructor_RevertWhen_FullEmissionNodesAreNotOneTo32Bits() public {
        (IRewardsPool largest, ) = deployPool(RATE, type(uint32).max);
        assertEq(largest.FULL_EMISSION_NODES(), type(uint32).max, "largest");
        assertEq(pool.FULL_EMISSION_NODES(), 1, "smallest");
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FullEmissionNodesZero.selector));
        this.deployExternally("RewardsPool", abi.encode(token, nodes, RATE, 0));
        vm.expectRevert();
        this.deployExternally("RewardsPool", abi.encode(token, nodes, RATE, uint256(1) << 32));
    }

    /* FUNDING */

    function test_fund_TakesTheAmountIntoTheBalance() public {
        vm.expectEmit(true, true, true, true, address(pool));
        emit IRewardsPool.Funded(address(this), FUNDS, FUNDS << 32);
        pool.fund(FUNDS);
        assertEq(pool.trackedBalance(), FUNDS, "tracked");
        assertEq(token.balanceOf(address(pool)), FUNDS, "held");
        assertEq(pool.rewardsOwed(), 0, "nothing is owed yet");
    }

    function test_trap14_ALateDepositDoesNotPayForTheTimeBefore() public {
        (IRewardsPool same, RewardsRegistryHarness sameNodes) = deployPool(RATE);
        pool.fund(FUNDS);
        same.fund(FUNDS);
        nodes.activate(1);
        sameNodes.activate(1);
        vm.warp(START + 10 days);
        pool.fund(FUNDS * 100);
        assertEq(pool.accrued(1), same.accrued(1), "as if nothing had come");
        assertTrue(pool.accrued(1) != 0, "and something was earned");
    }

    function test_fund_RevertWhen_TheTokenMovesLess() public {
        vm.mockCall(
            address(token),
            abi.encodeCall(token.transferFrom, (address(this), address(pool), FUNDS)),
            abi.encode(true)
        );
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingNotReceived.selector, 0, FUNDS));
        pool.fund(FUNDS);
        assertEq(pool.trackedBalance(), 0, "nothing is tracked");
    }

    function test_fund_RevertWhen_TheAmountExceedsTheRoom() public {
        uint256 room = type(uint96).max;
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingTooHigh.selector, room + 1, room));
        pool.fund(room + 1);
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingTooHigh.selector, type(uint256).max, room));
        pool.fund(type(uint256).max);
        pool.fund(room);
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FundingTooHigh.selector, 1, 0));
        pool.fund(1);
    }

    function test_fund_RevertWhen_Reentered() public {
        ERC20__Reentering reentering = new ERC20__Reentering();
        IRewardsPool target = IRewardsPool(deploy("RewardsPool", abi.encode(reentering, nodes, RATE, 1)));
        reentering.aim(address(target), abi.encodeCall(target.claim, (new uint32[](0))));
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        target.fund(1);
    }

    function test_fund_DoesNotSeeTokensMerelySent() public {
        pool.fund(FUNDS);
        nodes.activate(1);
        token.transfer(address(pool), FUNDS);
        vm.warp(START + 10 days);
        assertEq(pool.trackedBalance() + pool.rewardsOwed(), FUNDS, "the gift is not counted");
        vm.warp(START + 36_500 days);
        claim(1);
        assertTrue(token.balanceOf(address(pool)) >= FUNDS, "nor ever paid");
    }

    /* EMISSION */

    function test_accrued_FollowsTheFormula() public {
        pool.fund(FUNDS);
        nodes.activate(1);
        vm.warp(START + 1 days);
        assertEq(pool.accrued(1), EXPECTED_1D, "a day");
        vm.warp(START + 10 days);
        assertEq(pool.accrued(1), EXPECTED_10D, "ten days");
        vm.warp(START + 36_500 days);
        assertEq(pool.accrued(1), EXPECTED_100Y, "a hundred years");
    }

    function test_accrued_GrowsEquallyForEachActiveNode() public {
        pool.fund(FUNDS);
        nodes.activate(1);
        nodes.activate(2);
        vm.warp(START + 1 days);
        assertEq(pool.accrued(1), pool.accrued(2), "alike");
        assertEq(pool.accrued(1), EXPECTED_1D / 2, "half");
        nodes.activate(3);
        uint256 before = pool.accrued(1);
        vm.warp(START + 2 days);
        assertNear(pool.accrued(1) - before, pool.accrued(3), 1, "a new node earns like the old ones");
    }

    function test_accrued_NothingWhileNoNodeIsActive_NorMadeUpForLater() public {
        pool.fund(FUNDS);
        vm.warp(START + 365 days);
        assertEq(pool.trackedBalance(), FUNDS, "nothing was emitted");
        vm.recordLogs();
        nodes.activate(1);
        assertEq(vm.getRecordedLogs().length, 1, "NodeActivated, and no accrual of nothing");
        assertEq(pool.trackedBalance(), FUNDS, "nor is it now");
        vm.warp(START + 366 days);
        assertEq(pool.accrued(1), EXPECTED_1D, "one day's worth");
        nodes.deactivate(1);
        uint256 balance = pool.trackedBalance();
        vm.warp(START + 700 days);
        pool.fund(0);
        assertEq(pool.trackedBalance(), balance, "again nothing");
        assertEq(pool.accrued(1), EXPECTED_1D, "and what was earned stays");
    }

    /// @dev Trap 14. Both pools cover the same year. One is called at up to 64 moments of it.
    function testFuzz_trap14_EmissionDoesNotDependOnHowOftenAnyoneCalls(
        uint256 seed,
        uint8 calls,
        uint96 funds
    ) public {
        funds /= 2; // for two pools
        (IRewardsPool quiet, RewardsRegistryHarness quietNodes) = deployPool(RATE);
        pool.fund(funds);
        quiet.fund(funds);
        for (uint32 nodeId = 1; nodeId <= 3; ++nodeId) {
            nodes.activate(nodeId);
            quietNodes.activate(nodeId);
        }
        uint256 count = (calls % 64) + 1;
        for (uint256 i = 0; i < count; ++i) {
            vm.warp(block.timestamp + (uint256(keccak256(abi.encode(seed, i))) % (2 * 365 days)) / count);
            if (i % 3 == 0) claim(1);
            else if (i % 3 == 1) pool.fund(0);
            else claim(77);
        }
        // Each call loses less than 9 X32. 64 calls lose far less than a base unit.
        for (uint32 nodeId = 1; nodeId <= 3; ++nodeId) {
            uint256 earned = pool.accrued(nodeId) + pool.rewardsPaid(nodeId);
            assertNear(earned, quiet.accrued(nodeId), 1, "node");
        }
        assertNear(pool.trackedBalance(), quiet.trackedBalance(), 1, "balance");
    }

    /* HOOKS */

    function test_hooks_KeepCountAndAnnounceThePostState() public {
        vm.expectEmit(true, true, true, true, address(pool));
        emit IRewardsPool.NodeActivated(7, 0, 1);
        nodes.activate(7);
        assertEq(pool.activeNodeCount(), 1, "one");
        nodes.activate(8);
        assertEq(pool.activeNodeCount(), 2, "two");
        vm.expectEmit(true, true, true, true, address(pool));
        emit IRewardsPool.NodeDeactivated(7, 0, 1);
        nodes.deactivate(7);
        assertEq(pool.activeNodeCount(), 1, "one again");
    }

    function test_hooks_StopAndResumeEarning() public {
        pool.fund(FUNDS);
        nodes.activate(1);
        nodes.activate(2);
        vm.warp(START + 1 days);
        nodes.deactivate(1);
        uint256 earned = pool.accrued(1);
        vm.warp(START + 2 days);
        assertEq(pool.accrued(1), earned, "stopped");
        nodes.activate(1);
        assertEq(pool.accrued(1), earned, "nothing for the pause");
        uint256 other = pool.accrued(2);
        vm.warp(START + 3 days);
        assertNear(pool.accrued(1) - earned, pool.accrued(2) - other, 1, "earns like the other");
    }

    function test_hooks_RevertWhen_NotTheRegistry() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.CallerNotRegistry.selector, address(this), address(nodes)));
        pool.nodeActivated(1);
        nodes.activate(1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.CallerNotRegistry.selector, stranger, address(nodes)));
        pool.nodeDeactivated(1);
    }

    function test_nodeActivated_RevertWhen_ActiveAlready() public {
        nodes.activate(1);
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.NodeAlreadyActive.selector, 1));
        nodes.activate(1);
    }

    function test_nodeDeactivated_RevertWhen_NotActive() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.NodeNotActive.selector, 1));
        nodes.deactivate(1);
    }

    /// @dev Trap 57: at any balance, rate and time, a node can always stop earning.
    function testFuzz_nodeDeactivated_NeverReverts(uint96 funds, uint32 elapsed, uint256 rate, uint32 nodeId) public {
        rate = (rate % RATE_MAX) + 1;
        (IRewardsPool any, RewardsRegistryHarness anyNodes) = deployPool(rate);
        any.fund(funds);
        anyNodes.activate(nodeId);
        vm.warp(START + elapsed);
        anyNodes.deactivate(nodeId);
        assertTrue(any.accrued(nodeId) <= funds, "no more than there was");
        assertTrue(any.trackedBalance() + any.rewardsOwed() <= funds, "nothing out of thin air");
        // At most the rounding loss of one call is gone from all funds.
        assertNear(any.trackedBalance() + any.rewardsOwed(), funds, 1, "nor into it");
    }

    /* SOLVENCY */

    /// @dev Trap 11, after each of many random calls, for networks below and above the full one. `eventCount` is the
    /// number of logs.
    /// @custom:calls 48
    function testFuzz_trap11_ThePoolIsSolventAfterAnyCalls(uint256 seed) public {
        (pool, nodes) = deployPool(RATE, 1 + uint32(seed % (2 * NODES)));
        nameOwners();
        vm.recordLogs();
        pool.fund(1 ether);
        nodes.activate(1);
        uint256 events = 0;
        for (uint256 i = 0; i < 48; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + 1 + ((random >> 64) % (1 << (random >> 32) % 26)));
            step(random);
            events += countLogs();
            assertEq(pool.eventCount(), events, "events");
            assertSolvent();
        }
        // Otherwise the test proved nothing. The pool must be funded and have paid or owe.
        uint256 moved = pool.rewardsOwed();
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) moved += pool.rewardsPaid(nodeId);
        assertTrue(moved != 0, "something was emitted");
    }

    function step(uint256 random) private {
        uint32 nodeId = 1 + uint32((random >> 8) % NODES);
        uint256 kind = random % 6;
        if (kind == 0) pool.fund(((random >> 128) >> ((random >> 16) % 128)) % 1e27);
        else if (kind == 1) claim(nodeId);
        else if (kind == 2) pool.claim(allNodes());
        else if (kind == 5) giveAndAbsorb((random >> 128) % 1e18);
        else if (pool.nodeAccount(nodeId).active) nodes.deactivate(nodeId);
        else nodes.activate(nodeId);
    }

    /// @dev The written-off fractions never make a whole unit here.
    function giveAndAbsorb(uint256 amount) private {
        token.transfer(address(pool), amount);
        assertEq(pool.absorb(), amount, "absorbed");
    }

    /// @dev Logs of the pool since the last call of this.
    function countLogs() private returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) if (logs[i].emitter == address(pool)) ++count;
    }

    function assertSolvent() private view {
        uint256 owed = pool.rewardsOwed();
        assertTrue(token.balanceOf(address(pool)) >= owed + pool.trackedBalance(), "held covers owed and tracked");
        uint256 due = 0;
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) due += pool.accrued(nodeId);
        assertTrue(due <= owed, "what is owed covers each node");
        assertTrue(owed <= due + NODES, "and little more");
    }
}
