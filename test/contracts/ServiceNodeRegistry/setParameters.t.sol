// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {Vm} from "../helpers/Vm.sol";

contract SetParametersTest is BaseTest {
    function test_setParameters_TakesEffectAfterTheDelay() public {
        IServiceNodeRegistry.Parameters memory next = changed(STAKE + STAKE / 2, 1 hours, 30 days);
        bytes memory call = abi.encodeCall(registry.setParameters, (next));
        vm.prank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        vm.prank(governor);
        manager.execute(address(registry), call);

        assertEq(registry.parameters().stakingRequirement, STAKE + STAKE / 2, "stakingRequirement");
        assertEq(registry.parameters().activationDelay, 1 hours, "activationDelay");
        assertEq(registry.parameters().exitDelay, 30 days, "exitDelay");
    }

    function test_setParameters_RevertWhen_TheDelayHasNotPassed() public {
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(STAKE, 1 hours, 1 days)));
        vm.prank(governor);
        (bytes32 operationId, ) = manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days - 1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operationId));
        manager.execute(address(registry), call);
    }

    /// @notice Trap 19: no account changes anything at once, not even the holder of the role.
    function test_trap19_RevertWhen_ParametersAreSetDirectly() public {
        IServiceNodeRegistry.Parameters memory next = changed(STAKE, 1 hours, 1 days);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        registry.setParameters(next);
        vm.prank(governor);
        vm.expectRevert();
        registry.setParameters(next);
    }

    /// @notice A step is bounded, so steps must not be combined: 75 halvings would make stakes of one base unit.
    function test_setParameters_RevertWhen_TheyWereChangedLessThan30DaysAgo() public {
        bytes memory first = abi.encodeCall(registry.setParameters, (changed(STAKE / 2, 2 hours, 14 days)));
        bytes memory second = abi.encodeCall(registry.setParameters, (changed(STAKE / 4, 2 hours, 14 days)));
        vm.startPrank(governor);
        manager.schedule(address(registry), first, 0);
        // An announced change lapses a week after its time.
        manager.schedule(address(registry), second, uint48(block.timestamp + 90 days));
        vm.warp(block.timestamp + 61 days);
        manager.execute(address(registry), first);
        uint40 changeableFrom = registry.parametersChangeableFrom();
        assertEq(changeableFrom, block.timestamp + 30 days, "changeableFrom");

        vm.warp(changeableFrom - 1);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ParametersTooSoon.selector, changeableFrom));
        manager.execute(address(registry), second);
        vm.warp(changeableFrom);
        manager.execute(address(registry), second);
        vm.stopPrank();
        assertEq(registry.parameters().stakingRequirement, STAKE / 4, "stakingRequirement");
    }

    /// @notice Trap 13: no clock is stored in units that a parameter changes. Epochs have a fixed length, and times are
    /// stored as seconds.
    function test_trap13_NoParameterMovesAClock() public {
        uint32 listed = join(1);
        uint32 pending = register(2);
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(STAKE, 4 hours, 30 days)));
        vm.prank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        vm.startPrank(operator);
        registry.updateEndpoint(listed, keyHashOf(listed), identityOf(listed), endpoint(0x08080808));
        registry.requestExit(listed);
        vm.stopPrank();
        uint32 epoch = registry.identity(identityOf(listed)).endpointEpoch;
        uint40 exitDueAt = registry.serviceNode(listed).exitDueAt;
        uint40 activatableAt = registry.serviceNode(pending).activatableAt;
        vm.prank(governor);
        manager.execute(address(registry), call);

        assertEq(registry.EPOCH_SECONDS(), EPOCH, "length of an epoch");
        assertEq(epoch, block.timestamp / EPOCH, "epoch");
        assertEq(registry.serviceNode(listed).exitDueAt, exitDueAt, "exitDueAt");
        assertEq(registry.serviceNode(pending).activatableAt, activatableAt, "activatableAt");
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.EndpointUpdatedThisEpoch.selector, listed, epoch));
        vm.prank(operator);
        registry.updateEndpoint(listed, keyHashOf(listed), identityOf(listed), endpoint(0x08080809));
        vm.warp(uint256(epoch + 1) * EPOCH);
        vm.prank(operator);
        registry.updateEndpoint(listed, keyHashOf(listed), identityOf(listed), endpoint(0x08080809));
    }

    /// @notice Trap 21: only the registry emits events at deployment, because the contracts that it creates are still
    /// unknown.
    function test_trap21_ADeploymentEmitsNothingFromUnknownContracts() public {
        vm.recordLogs();
        address deployed = deployRegistry(EPOCH, changed(STAKE, 2 hours, 14 days));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3, "AuthorityUpdated, ParametersChanged, RandomnessChanged");
        for (uint256 i = 0; i < logs.length; ++i) assertEq(logs[i].emitter, deployed, "emitter");
        assertEq(logs[1].topics[0], IServiceNodeRegistry.ParametersChanged.selector, "ParametersChanged");
        assertEq(logs[2].topics[0], IServiceNodeRegistry.RandomnessChanged.selector, "RandomnessChanged");
    }

    function test_setParameters_RevertWhen_OutOfBounds() public {
        expectBoundsRevert(changed(STAKE + STAKE / 2 + 1, 2 hours, 14 days), "stakingRequirement");
        expectBoundsRevert(changed(STAKE / 2 - 1, 2 hours, 14 days), "stakingRequirement");
        expectBoundsRevert(changed(STAKE, 1 hours - 1, 14 days), "activationDelay");
        expectBoundsRevert(changed(STAKE, 4 hours + 1, 14 days), "activationDelay");
        expectBoundsRevert(changed(STAKE, 2 hours, 1 days - 1), "exitDelay");
        expectBoundsRevert(changed(STAKE, 2 hours, 30 days + 1), "exitDelay");
    }

    function test_constructor_RevertWhen_AParameterIsOutOfBounds() public {
        IServiceNodeRegistry.Parameters memory zeroStake = changed(0, 2 hours, 14 days);
        vm.expectRevert();
        this.deployExternally("ServiceNodeRegistry", registryArguments(EPOCH, zeroStake));
        IServiceNodeRegistry.Parameters memory valid = changed(STAKE, 2 hours, 14 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.ParameterOutOfBounds.selector,
                bytes32("epochSeconds"),
                9,
                10,
                1 days
            )
        );
        this.deployExternally("ServiceNodeRegistry", registryArguments(9, valid));
    }

    function test_constructor_TakesEachParameterUpToItsBounds() public {
        deployRegistry(10, IServiceNodeRegistry.Parameters(1, 1 hours, 1 days, 0, 1 days, 0, 4));
        deployRegistry(
            1 days,
            IServiceNodeRegistry.Parameters(type(uint96).max, 4 hours, 30 days, type(uint96).max, 30 days, 2_500, 100)
        );
    }

    function test_constructor_RevertWhen_AParameterIsOneBeyondItsBounds() public {
        IServiceNodeRegistry.Parameters memory first = firstParameters();
        expectRefusal("epochSeconds", 9, 10, 1 days, 9, first);
        expectRefusal("epochSeconds", 1 days + 1, 10, 1 days, 1 days + 1, first);
        first.stakingRequirement = 0;
        expectRefusal("stakingRequirement", 0, 1, type(uint96).max, EPOCH, first);
        first = firstParameters();
        first.activationDelay = 1 hours - 1;
        expectRefusal("activationDelay", 1 hours - 1, 1 hours, 4 hours, EPOCH, first);
        first.activationDelay = 4 hours + 1;
        expectRefusal("activationDelay", 4 hours + 1, 1 hours, 4 hours, EPOCH, first);
        first = firstParameters();
        first.exitDelay = 1 days - 1;
        expectRefusal("exitDelay", 1 days - 1, 1 days, 30 days, EPOCH, first);
        first.exitDelay = 30 days + 1;
        expectRefusal("exitDelay", 30 days + 1, 1 days, 30 days, EPOCH, first);
    }

    function test_constructor_RevertWhen_AParameterOfTheQuorumIsOneBeyondItsBounds() public {
        IServiceNodeRegistry.Parameters memory first = firstParameters();
        first.removalLock = 1 days - 1;
        expectRefusal("removalLock", 1 days - 1, 1 days, 30 days, EPOCH, first);
        first.removalLock = 30 days + 1;
        expectRefusal("removalLock", 30 days + 1, 1 days, 30 days, EPOCH, first);
        first = firstParameters();
        first.penaltyBps = 2_501;
        expectRefusal("penaltyBps", 2_501, 0, 2_500, EPOCH, first);
        first = firstParameters();
        first.minQuorum = 3;
        expectRefusal("minQuorum", 3, 4, 100, EPOCH, first);
        first.minQuorum = 101;
        expectRefusal("minQuorum", 101, 4, 100, EPOCH, first);
    }

    /// @notice A step up ends at the maximum of the type.
    function test_setParameters_RequirementNeverLeavesItsBits() public {
        uint96 most = type(uint96).max;
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, changed(most, 2 hours, 14 days)));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IServiceNodeRegistry.setParameters.selector;
        manager.setTargetFunctionRole(address(registry), selectors, PARAMETER_ROLE);
        expectBoundsRevert(changed(most / 2, 2 hours, 14 days), "stakingRequirement");
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(most, 1 hours, 14 days)));
        vm.startPrank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        manager.execute(address(registry), call);
        vm.stopPrank();
        assertEq(registry.parameters().stakingRequirement, most, "stakingRequirement");
    }

    function changed(
        uint96 stakingRequirement,
        uint40 activationDelay,
        uint40 exitDelay
    ) private pure returns (IServiceNodeRegistry.Parameters memory) {
        return
            IServiceNodeRegistry.Parameters(
                stakingRequirement,
                activationDelay,
                exitDelay,
                REMOVAL_REWARD,
                REMOVAL_LOCK,
                PENALTY_BPS,
                MIN_QUORUM
            );
    }

    function expectRefusal(
        bytes32 name,
        uint256 value,
        uint256 min,
        uint256 max,
        uint32 epochSeconds,
        IServiceNodeRegistry.Parameters memory first
    ) private {
        bytes4 selector = IServiceNodeRegistry.ParameterOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, name, value, min, max));
        this.deployExternally("ServiceNodeRegistry", registryArguments(epochSeconds, first));
    }

    function expectBoundsRevert(IServiceNodeRegistry.Parameters memory next, bytes32 name) private {
        // The registry obeys the manager. These tests check what the manager may ask.
        bytes memory call = abi.encodeCall(registry.setParameters, (next));
        vm.prank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        vm.prank(governor);
        try manager.execute(address(registry), call) {
            revert("accepted");
        } catch (bytes memory reason) {
            (bytes32 name_) = abi.decode(slice(reason), (bytes32));
            assertEq(bytes32(bytes4(reason)), bytes32(IServiceNodeRegistry.ParameterOutOfBounds.selector), "error");
            assertEq(name_, name, "name");
        }
    }

    /// @dev The error's arguments: all but its selector.
    function slice(bytes memory reason) private pure returns (bytes memory arguments) {
        arguments = new bytes(reason.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) arguments[i] = reason[i + 4];
    }
}
