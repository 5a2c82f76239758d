// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {NetworkModel} from "./NetworkModel.sol";

/// @notice Calls of governor and guardian, through the manager and its delay, and the passing of time.
abstract contract GovernanceHandler is NetworkModel {
    /// @notice A change of parameters that was announced.
    struct Change {
        bytes data;
        uint256 ready; // unix seconds
    }

    uint256 private constant NOTICE = 61 days;
    uint256 private constant REST = 30 days;

    /// @dev The manager forgets an announcement this long after its time.
    uint256 private constant EXPIRY = 7 days;

    uint256 private constant PAUSE = 7 days;
    uint256 private constant PAUSE_REST = 7 days;

    uint256 private constant CHANGES_MAX = 2;

    /// @dev After the first call, one in this many replaces the source of randomness.
    uint256 private constant REPLACED_SHARE = 4;

    /// @dev Announced, the oldest first.
    Change[] private changes;
    uint256 private changedAt = START;

    /* PARAMETERS */

    /// @notice Announces new parameters. At most two changes are pending.
    function announceParameters(uint256 seed) public {
        if (changes.length == CHANGES_MAX) return;
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        uint256 requirement = parameters.stakingRequirement;
        // Stays within half of the present one, so that the other change remains possible and operators can pay it.
        if (changes.length == 0 && requirement < STAKE + STAKE / 2) {
            parameters.stakingRequirement = uint96((requirement * (70 + draw(seed, "requirement", 81))) / 100);
        }
        parameters.activationDelay = uint40(EPOCH + draw(seed, "activation", 3 * EPOCH + 1));
        parameters.exitDelay = uint40(24 * EPOCH + draw(seed, "exit", 696 * EPOCH + 1));
        uint256 locks = 720 * EPOCH - parameters.exitDelay + 1;
        parameters.removalLock = uint40(parameters.exitDelay + draw(seed, "lock", locks));
        parameters.penaltyBps = uint16(draw(seed, "penalty", 2_501));
        parameters.minQuorum = uint16(SMALL_QUORUM + draw(seed, "quorum", 3));
        parameters.removalReward = uint96(draw(seed, "reward", 2_000 ether));
        bytes memory data = abi.encodeCall(IServiceNodeRegistry.setParameters, (parameters));
        changes.push(Change({data: data, ready: block.timestamp + NOTICE}));
        actAs(governor);
        manager.schedule(address(registry), data, 0);
    }

    /// @notice Executes the oldest change, unless the manager forgot it. A change too soon after the last one is lost.
    function setParameters(uint256) public {
        if (changes.length == 0) return;
        Change memory change = changes[0];
        changes[0] = changes[changes.length - 1];
        changes.pop();
        if (block.timestamp >= change.ready + EXPIRY) return;
        goTo(change.ready);
        bytes4 refusal =
            block.timestamp < changedAt + REST ? IServiceNodeRegistry.ParametersTooSoon.selector : bytes4(0);
        actAs(governor);
        try manager.execute(address(registry), change.data) {
            requireAccepted(refusal, "setParameters");
            changedAt = block.timestamp;
            ++times["parameters set"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "setParameters");
            ++times["parameters refused"];
        }
    }

    /// @dev Time from which the oldest change may be executed, unix seconds; 0: none is announced.
    function nextChangeAt() internal view returns (uint256) {
        return changes.length == 0 ? 0 : changes[0].ready;
    }

    /* RANDOMNESS */

    /// @notice Replaces the source of randomness, seldom: the notice makes every requested exit due. Nodes that wait
    /// keep their own source.
    function replaceRandomness(uint256 seed) external {
        if (isReached("randomness replaced") && draw(seed, "replaced", REPLACED_SHARE) != 0) return;
        beacon = deployBeacon(LOOKAHEAD, STRIDE);
        bytes memory data = abi.encodeCall(IServiceNodeRegistry.setRandomness, (beacon));
        actAs(governor);
        manager.schedule(address(registry), data, 0);
        goTo(block.timestamp + NOTICE);
        actAs(governor);
        manager.execute(address(registry), data);
        noteLogs();
        assertEq(address(registry.randomness()), address(beacon), "new source");
        ++times["randomness replaced"];
    }

    /* PAUSE */

    /// @notice Pauses seldom, so that most registrations succeed.
    function pauseRegistration(uint256 seed) external {
        if (draw(seed, "pause", 3) == 0) pauseNow();
    }

    function pauseNow() internal {
        uint256 last = registry.pausedUntil();
        bytes4 refusal =
            last != 0 && block.timestamp < last + PAUSE_REST ? IServiceNodeRegistry.PauseTooSoon.selector : bytes4(0);
        actAs(guardian);
        try registry.pauseRegistration() {
            requireAccepted(refusal, "pauseRegistration");
            assertEq(registry.pausedUntil(), block.timestamp + PAUSE, "pausedUntil");
            ++times["paused"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "pauseRegistration");
        }
    }

    /// @dev Registrations are paused now, or as soon as they can be again.
    function pauseForSure() internal {
        pauseNow();
        if (block.timestamp >= registry.pausedUntil()) {
            goTo(registry.pausedUntil() + PAUSE_REST);
            pauseNow();
        }
        assertTrue(block.timestamp < registry.pausedUntil(), "registrations are paused");
    }

    /// @notice The first time, it ends a pause that was just made.
    function unpauseRegistration(uint256 seed) external {
        if (!isReached("unpaused")) pauseForSure();
        else if (block.timestamp < registry.pausedUntil() && draw(seed, "unpause", 2) == 0) return;
        bool paused = block.timestamp < registry.pausedUntil();
        bytes4 refusal = paused ? bytes4(0) : IServiceNodeRegistry.RegistrationNotPaused.selector;
        actAs(guardian);
        try registry.unpauseRegistration() {
            requireAccepted(refusal, "unpauseRegistration");
            assertEq(registry.pausedUntil(), block.timestamp, "the rest begins now");
            ++times["unpaused"];
        } catch (bytes memory reason) {
            requireRefused(refusal, reason, "unpauseRegistration");
        }
    }

    /* TIME */

    /// @notice Passes seconds, epochs or days, often to the boundary of an epoch or the second before it.
    function passTime(uint256 seed) external {
        uint256 kind = draw(seed, "kind", 5);
        uint256 amount = draw(seed, "amount", 1 << 64);
        uint256 boundary = (epochNow() + 1 + (amount % 3)) * EPOCH;
        if (kind == 0) goTo(block.timestamp + 1 + (amount % 900));
        else if (kind == 1) goTo(boundary);
        else if (kind == 2) goTo(boundary - 1);
        else if (kind == 3) goTo(block.timestamp + (amount % (4 * EPOCH)));
        else goTo(block.timestamp + (amount % 9 days));
    }

    /// @notice Block numbers mean nothing. They jump as on a chain whose `block.number` is another chain's.
    function passBlocks(uint256 seed) external {
        vm.roll(block.number + 1 + draw(seed, "blocks", 90));
    }
}
