// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract SetRandomnessTest is BaseTest {
    uint256 private constant NOTICE = 61 days;

    IBeaconRandomness private successor;

    function setUp() public override {
        super.setUp();
        successor = deployBeacon(12 hours, 900);
    }

    /* EFFECT */

    function test_constructor_NamesTheFirstSource0() public view {
        assertEq(address(registry.randomness()), address(beacon), "current");
        assertEq(address(registry.randomnessSource(0)), address(beacon), "source 0");
        assertEq(address(registry.randomnessSource(1)), address(0), "no other");
    }

    function test_setRandomness_NamesTheSourceOfLaterTickets() public {
        bytes memory data = announce(successor);
        vm.warp(block.timestamp + NOTICE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.RandomnessChanged(address(manager), 1, successor);
        vm.prank(governor);
        manager.execute(address(registry), data);

        assertEq(address(registry.randomness()), address(successor), "current");
        assertEq(address(registry.randomnessSource(0)), address(beacon), "source 0 stays");
        assertEq(address(registry.randomnessSource(1)), address(successor), "source 1");
        uint32 nodeId = register(1);
        (uint40 round, uint40 roundTime) = successor.ticket();
        assertEq(registry.serviceNode(nodeId).ticket, (uint256(1) << 40) | round, "ticket: source and round");
        assertEq(registry.serviceNode(nodeId).activatableAt, roundTime, "activatableAt");
    }

    /// @notice Each node is drawn from the source of its own ticket. The other source has no effect on it.
    function test_setRandomness_KeepsTheSourceOfEarlierTickets() public {
        uint32 early = register(1);
        replace(successor);
        uint32 late = register(2);
        vm.warp(registry.serviceNode(late).activatableAt);
        publishRound(successor, roundOf(early));
        publishRound(beacon, roundOf(late));
        expectNotPublished(early);
        expectNotPublished(late);

        publishRound(beacon, roundOf(early));
        registry.activate(early, keyOf(early), identityOf(early));
        assertEq(
            registry.serviceNode(early).seed,
            seedFrom(beacon.randomnessOf(roundOf(early)), early),
            "drawn from source 0"
        );
        expectNotPublished(late);
        publishRound(successor, roundOf(late));
        registry.activate(late, keyOf(late), identityOf(late));
        assertEq(
            registry.serviceNode(late).seed,
            seedFrom(successor.randomnessOf(roundOf(late)), late),
            "drawn from source 1"
        );
    }

    /// @notice `activatableAt` is the later of two: the activation delay, and the time of the round.
    function test_register_WaitsForTheRoundWhenThatIsLaterThanTheActivationDelay() public {
        uint32 soon = register(1);
        assertEq(registry.serviceNode(soon).activatableAt, block.timestamp + ACTIVATION_DELAY, "the delay is later");
        replace(successor);
        uint32 late = register(2);
        uint40 activatableAt = registry.serviceNode(late).activatableAt;
        assertEq(activatableAt, successor.timeOf(roundOf(late)), "the round is later");
        assertTrue(activatableAt >= block.timestamp + 12 hours, "at least the lookahead");
        vm.warp(activatableAt - 1);
        publishDrawOf(late);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ActivationTooEarly.selector, late, activatableAt));
        registry.activate(late, keyOf(late), identityOf(late));
    }

    function test_requestExit_FreesANodeWhoseSourceHasStopped() public {
        uint32 nodeId = register(1);
        replace(successor);
        expectNotPublished(nodeId);
        vm.prank(operator);
        registry.requestExit(nodeId);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
        assertEq(token.balanceOf(owner), STAKE, "all of the principal");
    }

    /// @notice Tickets have 8 bits for the source. No source takes over the number of another.
    function test_setRandomness_RevertWhen_256SourcesWereNamed() public {
        manager.grantRole(PARAMETER_ROLE, address(this), 0);
        for (uint256 source = 1; source < 256; ++source) registry.setRandomness(successor);
        assertEq(address(registry.randomnessSource(255)), address(successor), "the last one");
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        registry.setRandomness(successor);
        assertEq(address(registry.randomnessSource(0)), address(beacon), "the first one");
    }

    /* CALLERS AND DELAY */

    function test_setRandomness_RevertWhen_TheDelayHasNotPassed() public {
        bytes memory data = abi.encodeCall(IServiceNodeRegistry.setRandomness, (successor));
        vm.prank(governor);
        (bytes32 operationId, ) = manager.schedule(address(registry), data, 0);
        vm.warp(block.timestamp + NOTICE - 1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operationId));
        manager.execute(address(registry), data);
    }

    function test_setRandomness_RevertWhen_TheCallerHasNotTheRole() public {
        address[4] memory callers = [stranger, guardian, operator, owner];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            registry.setRandomness(successor);
        }
        vm.expectRevert();
        vm.prank(governor);
        registry.setRandomness(successor);
        assertEq(address(registry.randomness()), address(beacon), "unchanged");
    }

    /* ALIVE */

    function test_setRandomness_RevertWhen_TheSourceFailsItsSelfTest() public {
        bytes memory data = announce(successor);
        vm.warp(block.timestamp + NOTICE);
        vm.mockCall(address(0x0f), "", abi.encode(0));
        vm.prank(governor);
        vm.expectRevert(IRandomness.SourceNotAlive.selector);
        manager.execute(address(registry), data);
        vm.clearMockedCalls();
        vm.prank(governor);
        manager.execute(address(registry), data);
        assertEq(address(registry.randomness()), address(successor), "alive again");
    }

    function test_setRandomness_RevertWhen_TheSourceIsNone() public {
        address[3] memory others = [address(0), stranger, address(token)];
        manager.grantRole(PARAMETER_ROLE, address(this), 0);
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert();
            registry.setRandomness(IRandomness(others[i]));
        }
        assertEq(address(registry.randomness()), address(beacon), "unchanged");
    }

    function test_constructor_RevertWhen_TheSourceIsNoneOrFailsItsSelfTest() public {
        bytes memory good = registryArguments(EPOCH, firstParameters());
        vm.mockCall(address(beacon), abi.encodeCall(IRandomness.selfTest, ()), "");
        this.deployExternally("ServiceNodeRegistry", good);
        vm.clearMockedCalls();

        beacon = IBeaconRandomness(stranger);
        bytes memory dead = registryArguments(EPOCH, firstParameters());
        vm.expectRevert();
        this.deployExternally("ServiceNodeRegistry", dead);
        this.deployExternally("ServiceNodeRegistry", good);
    }

    /* HELPERS */

    function announce(IRandomness source) private returns (bytes memory data) {
        data = abi.encodeCall(IServiceNodeRegistry.setRandomness, (source));
        vm.prank(governor);
        manager.schedule(address(registry), data, 0);
    }

    function replace(IRandomness source) private {
        bytes memory data = announce(source);
        vm.warp(block.timestamp + NOTICE);
        vm.prank(governor);
        manager.execute(address(registry), data);
    }

    function expectNotPublished(uint32 nodeId) private {
        vm.expectRevert(abi.encodeWithSelector(IRandomness.RoundNotPublished.selector, roundOf(nodeId)));
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }
}
