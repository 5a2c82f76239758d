// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {Vm} from "../helpers/Vm.sol";

contract SetParametersTest is BaseTest {
    function test_setParameters_TakesEffectAfterTheDelay() public {
        IServiceNodeRegistry.Parameters memory next = changed(STAKE + STAKE / 2, EPOCH, 720 * EPOCH);
        bytes memory call = abi.encodeCall(registry.setParameters, (next));
        vm.prank(governor);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days);
        vm.prank(governor);
        manager.execute(address(registry), call);

        assertEq(registry.parameters().stakingRequirement, STAKE + STAKE / 2, "stakingRequirement");
        assertEq(registry.parameters().activationDelay, EPOCH, "activationDelay");
        assertEq(registry.parameters().exitDelay, 720 * EPOCH, "exitDelay");
    }

    function test_setParameters_RevertWhen_TheDelayHasNotPassed() public {
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(STAKE, EPOCH, 24 * EPOCH)));
        vm.prank(governor);
        (bytes32 operationId, ) = manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 61 days - 1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operationId));
        manager.execute(address(registry), call);
    }

    /// @notice Trap 19: no account changes anything at once, not even the holder of the role.
    function test_trap19_RevertWhen_ParametersAreSetDirectly() public {
        IServiceNodeRegistry.Parameters memory next = changed(STAKE, EPOCH, 24 * EPOCH);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        registry.setParameters(next);
        vm.prank(governor);
        vm.expectRevert();
        registry.setParameters(next);
    }

    /// @notice A step is bounded, so steps must not be combined: 75 halvings would make stakes of one base unit.
    function test_setParameters_RevertWhen_TheyWereChangedLessThan30DaysAgo() public {
        bytes memory first = abi.encodeCall(registry.setParameters, (changed(STAKE / 2, ACTIVATION_DELAY, EXIT_DELAY)));
        bytes memory second = abi.encodeCall(
            registry.setParameters,
            (changed(STAKE / 4, ACTIVATION_DELAY, EXIT_DELAY))
        );
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
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(STAKE, 4 * EPOCH, 720 * EPOCH)));
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
        address deployed = deployRegistry(EPOCH, changed(STAKE, ACTIVATION_DELAY, EXIT_DELAY));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3, "AuthorityUpdated, ParametersChanged, RandomnessChanged");
        for (uint256 i = 0; i < logs.length; ++i) assertEq(logs[i].emitter, deployed, "emitter");
        assertEq(logs[1].topics[0], IServiceNodeRegistry.ParametersChanged.selector, "ParametersChanged");
        assertEq(logs[2].topics[0], IServiceNodeRegistry.RandomnessChanged.selector, "RandomnessChanged");
    }

    function test_setParameters_RevertWhen_OutOfBounds() public {
        expectBoundsRevert(changed(STAKE + STAKE / 2 + 1, ACTIVATION_DELAY, EXIT_DELAY), "stakingRequirement");
        expectBoundsRevert(changed(STAKE / 2 - 1, ACTIVATION_DELAY, EXIT_DELAY), "stakingRequirement");
        expectBoundsRevert(changed(STAKE, EPOCH - 1, EXIT_DELAY), "activationDelay");
        expectBoundsRevert(changed(STAKE, 4 * EPOCH + 1, EXIT_DELAY), "activationDelay");
        expectBoundsRevert(changed(STAKE, ACTIVATION_DELAY, 24 * EPOCH - 1), "exitDelay");
        expectBoundsRevert(changed(STAKE, ACTIVATION_DELAY, 720 * EPOCH + 1), "exitDelay");
        IServiceNodeRegistry.Parameters memory locked = changed(STAKE, ACTIVATION_DELAY, EXIT_DELAY);
        locked.removalLock = EXIT_DELAY - 1;
        expectBoundsRevert(locked, "removalLock");
    }

    function test_constructor_RevertWhen_AParameterIsOutOfBounds() public {
        IServiceNodeRegistry.Parameters memory zeroStake = changed(0, ACTIVATION_DELAY, EXIT_DELAY);
        vm.expectRevert();
        this.deployExternally("ServiceNodeRegistry", registryArguments(EPOCH, zeroStake));
        IServiceNodeRegistry.Parameters memory valid = changed(STAKE, ACTIVATION_DELAY, EXIT_DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.ParameterOutOfBounds.selector,
                bytes32("epochSeconds"),
                9,
                10,
                1 hours
            )
        );
        this.deployExternally("ServiceNodeRegistry", registryArguments(9, valid));
    }

    /// @notice Bounds of delays follow the length of the epoch: 240 to 7,200 seconds of exit delay with the shortest.
    function test_constructor_TakesEachParameterUpToItsBounds() public {
        deployRegistry(10, IServiceNodeRegistry.Parameters(1, 10, 240, 0, 240, 0, 4));
        deployRegistry(10, IServiceNodeRegistry.Parameters(1, 40, 7_200, 0, 7_200, 0, 4));
        deployRegistry(1 hours, IServiceNodeRegistry.Parameters(1, 1 hours, 24 hours, 0, 24 hours, 0, 4));
        uint96 most = type(uint96).max;
        deployRegistry(1 hours, IServiceNodeRegistry.Parameters(most, 4 hours, 30 days, most, 30 days, 2_500, 100));
    }

    /// @notice Every length of an epoch has the same bounds, counted in epochs.
    function testFuzz_constructor_BoundsDelaysInEpochs(uint256 random) public {
        uint32 epoch = uint32(10 + (random % 3_591));
        IServiceNodeRegistry.Parameters memory first = firstParameters();
        (first.activationDelay, first.exitDelay, first.removalLock) = (2 * epoch, 336 * epoch, 720 * epoch);
        deployRegistry(epoch, first);
        first.activationDelay = epoch - 1;
        expectRefusal("activationDelay", epoch - 1, epoch, 4 * epoch, epoch, first);
        first.activationDelay = 4 * epoch + 1;
        expectRefusal("activationDelay", 4 * epoch + 1, epoch, 4 * epoch, epoch, first);
        first.activationDelay = epoch;
        first.exitDelay = 24 * epoch - 1;
        expectRefusal("exitDelay", 24 * epoch - 1, 24 * epoch, 720 * epoch, epoch, first);
        first.exitDelay = 720 * epoch + 1;
        expectRefusal("exitDelay", 720 * epoch + 1, 24 * epoch, 720 * epoch, epoch, first);
        first.exitDelay = 24 * epoch;
        first.removalLock = 24 * epoch - 1;
        expectRefusal("removalLock", 24 * epoch - 1, 24 * epoch, 720 * epoch, epoch, first);
        first.removalLock = 720 * epoch + 1;
        expectRefusal("removalLock", 720 * epoch + 1, 24 * epoch, 720 * epoch, epoch, first);
    }

    function test_constructor_RevertWhen_AParameterIsOneBeyondItsBounds() public {
        IServiceNodeRegistry.Parameters memory first = firstParameters();
        expectRefusal("epochSeconds", 9, 10, 1 hours, 9, first);
        expectRefusal("epochSeconds", 1 hours + 1, 10, 1 hours, 1 hours + 1, first);
        first.stakingRequirement = 0;
        expectRefusal("stakingRequirement", 0, 1, type(uint96).max, EPOCH, first);
        first = firstParameters();
        first.activationDelay = EPOCH - 1;
        expectRefusal("activationDelay", EPOCH - 1, EPOCH, 4 * EPOCH, EPOCH, first);
        first.activationDelay = 4 * EPOCH + 1;
        expectRefusal("activationDelay", 4 * EPOCH + 1, EPOCH, 4 * EPOCH, EPOCH, first);
        first = firstParameters();
        first.exitDelay = 24 * EPOCH - 1;
        expectRefusal("exitDelay", 24 * EPOCH - 1, 24 * EPOCH, 720 * EPOCH, EPOCH, first);
        first.exitDelay = 720 * EPOCH + 1;
        expectRefusal("exitDelay", 720 * EPOCH + 1, 24 * EPOCH, 720 * EPOCH, EPOCH, first);
    }

    function test_constructor_RevertWhen_AParameterOfTheQuorumIsOneBeyondItsBounds() public {
        IServiceNodeRegistry.Parameters memory first = firstParameters();
        first.removalLock = EXIT_DELAY - 1;
        expectRefusal("removalLock", EXIT_DELAY - 1, EXIT_DELAY, 720 * EPOCH, EPOCH, first);
        first.removalLock = 720 * EPOCH + 1;
        expectRefusal("removalLock", 720 * EPOCH + 1, EXIT_DELAY, 720 * EPOCH, EPOCH, first);
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
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, changed(most, ACTIVATION_DELAY, EXIT_DELAY)));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IServiceNodeRegistry.setParameters.selector;
        manager.setTargetFunctionRole(address(registry), selectors, PARAMETER_ROLE);
        expectBoundsRevert(changed(most / 2, ACTIVATION_DELAY, EXIT_DELAY), "stakingRequirement");
        bytes memory call = abi.encodeCall(registry.setParameters, (changed(most, EPOCH, EXIT_DELAY)));
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
