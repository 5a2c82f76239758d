// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract PauseTest is BaseTest {
    uint40 private constant LENGTH = 7 days;
    uint40 private constant REST = 7 days;

    function test_pauseRegistration_StopsRegisterForSevenDaysThenEndsByItself() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.deadline = uint64(START + 30 days);
        uint40 until = uint40(START) + LENGTH;
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.RegistrationPaused(guardian, until, until + REST);
        pause();
        assertEq(registry.pausedUntil(), until, "pausedUntil");

        expectPaused(until);
        vm.prank(operator);
        registry.register(registration, "", STAKE, noPermit());

        vm.warp(until - 1);
        expectPaused(until);
        vm.prank(operator);
        registry.register(registration, "", STAKE, noPermit());

        vm.warp(until);
        register(1);
    }

    /// @notice Trap 12: the pause blocks only what its comment says.
    function test_trap12_ThePauseBlocksNeitherChangesNorExitNorClaim() public {
        token.approve(address(rewardsPool), 1_000 ether);
        rewardsPool.fund(1_000 ether);
        uint32 active = join(1);
        uint32 pending = register(2);
        vm.prank(operator);
        registry.requestExit(active);
        vm.warp(registry.serviceNode(active).exitDueAt - 3 hours);
        pause();

        // The round is published, and stays good for the time after the pause.
        publishDrawOf(pending);
        BLS.G1Point memory key = keyOf(pending);
        bytes32 ed25519Key = identityOf(pending);
        expectPaused(registry.pausedUntil());
        registry.activate(pending, key, ed25519Key);

        vm.startPrank(operator);
        registry.updateEndpoint(pending, keyHashOf(pending), identityOf(pending), endpoint(0x08080808));
        registry.requestExit(pending);
        vm.stopPrank();
        vm.startPrank(owner);
        registry.proposeOwner(pending, stranger);
        vm.stopPrank();
        vm.prank(stranger);
        registry.acceptOwner(pending);

        vm.warp(registry.serviceNode(active).exitDueAt);
        assertTrue(block.timestamp < registry.pausedUntil(), "still paused");
        registry.exit(active, keyOf(active));
        assertEq(token.balanceOf(owner), STAKE, "principal was paid");

        uint32[] memory nodeIds = new uint32[](1);
        nodeIds[0] = active;
        rewardsPool.claim(nodeIds);
        assertTrue(token.balanceOf(owner) > STAKE, "rewards were paid");
    }

    function test_unpauseRegistration_EndsThePauseAndBeginsItsRest() public {
        uint32 pending = register(1);
        pause();
        vm.warp(START + 1 days);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.RegistrationUnpaused(guardian, uint40(block.timestamp) + REST);
        unpause();
        assertEq(registry.pausedUntil(), block.timestamp, "over now, never 0");

        publishDrawOf(pending);
        registry.activate(pending, keyOf(pending), identityOf(pending));
        register(2);
        expectTooSoon(uint40(START + 1 days) + REST);
        pause();
        vm.warp(START + 1 days + REST);
        pause();
    }

    function test_unpauseRegistration_RevertWhen_NotPaused() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.RegistrationNotPaused.selector, 0));
        unpause();
        pause();
        uint40 until = registry.pausedUntil();
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.RegistrationNotPaused.selector, until));
        unpause();
    }

    function test_unpauseRegistration_RevertWhen_NotTheGuardian() public {
        pause();
        address[4] memory callers = [stranger, governor, operator, owner];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            registry.unpauseRegistration();
        }
        assertEq(registry.pausedUntil(), START + LENGTH, "still paused");
    }

    function test_pauseRegistration_RevertWhen_Within14DaysOfTheLastBegin() public {
        pause();
        uint40 pausableFrom = uint40(START) + LENGTH + REST;
        expectTooSoon(pausableFrom);
        pause();
        vm.warp(START + LENGTH);
        expectTooSoon(pausableFrom);
        pause();
        vm.warp(pausableFrom - 1);
        expectTooSoon(pausableFrom);
        pause();

        vm.warp(pausableFrom);
        pause();
        assertEq(registry.pausedUntil(), pausableFrom + LENGTH, "paused again");
    }

    function test_pauseRegistration_RevertWhen_NotTheGuardian() public {
        address[4] memory callers = [stranger, governor, operator, owner];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            registry.pauseRegistration();
        }
        assertEq(registry.pausedUntil(), 0, "never paused");
    }

    /// @notice The guardian has no other power.
    function test_setParameters_RevertWhen_TheGuardianCalls() public {
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, guardian));
        vm.prank(guardian);
        registry.setParameters(parameters);
    }

    function pause() private {
        vm.prank(guardian);
        registry.pauseRegistration();
    }

    function unpause() private {
        vm.prank(guardian);
        registry.unpauseRegistration();
    }

    function expectPaused(uint40 until) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.RegistrationIsPaused.selector, until));
    }

    function expectTooSoon(uint40 pausableFrom) private {
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.PauseTooSoon.selector, pausableFrom));
    }
}
