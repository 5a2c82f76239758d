// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {RemovalLimit} from "../../../contracts/libraries/RemovalLimit.sol";
import {SuspensionLimit} from "../../../contracts/libraries/SuspensionLimit.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice Fault C3: a vote that is bought faster than anyone can answer. `bench/takeover.ts` finds the fastest attacks on
/// 12 honest nodes. Here the contracts play them call by call. Each call that the simulation allows is accepted, and each
/// that is one too many is refused with the same error.
contract TakeoverTest is QuorumBase {
    uint32 private constant HONEST = 12;

    /// @dev Epoch in which the attacks of the simulation begin. It is the first of a bucket.
    uint32 private constant ATTACK_EPOCH = 8 * WINDOW;
    uint32 private constant LAUNCH_EPOCHS = 336;
    uint256 private constant STEP_NUMBERS = 6;

    /// @dev Kinds of steps: their numbers in `bench/takeover/schedules.ts`.
    uint256 private constant ACTIVATE = 0;
    uint256 private constant SUSPEND = 1;
    uint256 private constant REMOVE = 2;

    struct Step {
        uint256 time; // seconds from the start of the simulation
        uint256 kind;
        uint32 nodeId;
        uint32 signedEpoch; // in epochs of the simulation
        bool byAttacker; // whether the attacker's members signed
        uint256 refusal;
    }

    /// @dev First second of the simulation.
    uint256 private _origin;
    uint256 private _firstActivation;
    uint256 private _firstEviction;
    uint256 private _refused;

    function setUp() public override {
        BaseTest.setUp();
    }

    /* ATTACKS */

    function test_C3_TwoThirdsOfASetTakeMoreThanTenDays() public {
        found(3 hours);
        play("control");
        assertTrue(_firstEviction - _firstActivation >= 10 days, "ten days");
        assertEq(_refused, 54, "calls that were one too many");
    }

    function test_C3_TheLastSleepingNodeStaysForMoreThanFourteenDays() public {
        found(3 hours);
        play("asleep");
        assertEq(activeHonest(), 0, "honest nodes");
        assertTrue(block.timestamp - _firstActivation >= 14 days, "fourteen days");
        assertEq(_refused, 20, "calls that were one too many");
    }

    /// @notice The honest suspend each newcomer in its third epoch. The attacker brings them back after a week.
    function test_C3_NodesThatAnswerKeepControlForMoreThanFifteenDays() public {
        found(3 hours);
        play("answering");
        assertTrue(_firstEviction - _firstActivation >= 15 days, "fifteen days");
    }

    /// @notice Seven attackers for each honest node come in the launch. All the honest fall at once, a week after it.
    function test_C3_AMajoritySinceTheLaunchWaitsAWeekAfterIt() public {
        uint256 bucket = uint256(WINDOW) * EPOCH;
        uint256 start = ((START + 3 hours) / bucket + 1) * bucket;
        found(uint32(start + uint256(LAUNCH_EPOCHS) * EPOCH - START));
        play("launch");
        assertEq(activeHonest(), 0, "honest nodes");
        assertTrue(_firstEviction - registry.LAUNCH_END() >= 7 days, "a week after the launch");
        assertTrue(_firstEviction - _firstActivation >= 14 days, "fourteen days after its start");
    }

    /// @notice The limits are wide enough for an honest quorum: a fifth of the network falls silent.
    function test_C3_AnOutageOfAFifthIsSuspendedWithinTwoDays() public {
        found(3 hours);
        joinMore(3);
        warpEpochs(2 * ATTACK_EPOCH);
        // The worst moment: the first epoch of a bucket, whose limit is used up at once.
        toNextWindow();
        uint256 start = block.timestamp;
        suspendByAllBut(ids(13, 14));
        toNextWindow();
        suspendByAllBut(ids(15));
        assertEq(signerSets.activeCount(), HONEST, "active");
        assertTrue(block.timestamp - start <= 2 days, "two days");
    }

    /* PLAYING */

    /// @dev The honest nodes join in the launch.
    function found(uint32 launch) private {
        launchSeconds = launch;
        BaseTest.setUp();
        joinAll(1, HONEST);
    }

    function play(string memory name) private {
        string memory json = vm.readFile("bench/takeover/schedules.json");
        uint256[] memory numbers = vm.parseJsonUintArray(json, string.concat(".", name));
        registerAttackers(numbers);
        // The attack begins in the next bucket, or in the one after a week if the honest are to be old.
        uint256 bucket = uint256(WINDOW) * EPOCH;
        uint256 begin = (block.timestamp / bucket + 1) * bucket;
        if (block.timestamp >= registry.LAUNCH_END()) begin += uint256(ATTACK_EPOCH) * EPOCH;
        _origin = begin - uint256(ATTACK_EPOCH) * EPOCH;
        for (uint256 i = 0; i < numbers.length; i += STEP_NUMBERS) {
            perform(
                Step({
                    time: numbers[i],
                    kind: numbers[i + 1],
                    nodeId: uint32(numbers[i + 2]),
                    signedEpoch: uint32(numbers[i + 3]),
                    byAttacker: numbers[i + 4] == 1,
                    refusal: numbers[i + 5]
                })
            );
        }
    }

    function registerAttackers(uint256[] memory numbers) private {
        uint256 last = 0;
        for (uint256 i = 2; i < numbers.length; i += STEP_NUMBERS) if (numbers[i] > last) last = numbers[i];
        for (uint32 nodeId = HONEST + 1; nodeId <= last; ++nodeId) register(1 << nodeId);
        letDrawCome(uint32(last));
    }

    function perform(Step memory step) private {
        vm.warp(_origin + step.time);
        publishDrawOf(step.nodeId);
        bytes memory call_ = callOf(step);
        if (step.kind != ACTIVATE && step.kind != SUSPEND && step.kind != REMOVE) vm.prank(operator);
        (bool success, bytes memory answer) = address(registry).call(call_);
        string memory where = string.concat("second ", vm.toString(step.time), ", node ", vm.toString(step.nodeId));
        assertTrue(success == (step.refusal == 0), string.concat(where, success ? ": accepted" : ": refused"));
        if (!success) {
            ++_refused;
            assertEq(bytes32(bytes4(answer)), bytes32(selectorOf(step.refusal)), where);
        } else if (step.kind == ACTIVATE && _firstActivation == 0) {
            _firstActivation = block.timestamp;
        } else if (step.byAttacker && _firstEviction == 0) {
            _firstEviction = block.timestamp;
        }
    }

    function callOf(Step memory step) private returns (bytes memory) {
        uint32 nodeId = step.nodeId;
        if (step.kind == ACTIVATE) {
            return abi.encodeCall(registry.activate, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        }
        if (step.kind == SUSPEND || step.kind == REMOVE) {
            bool removes = step.kind == REMOVE;
            uint32 epoch = uint32(_origin / EPOCH) + step.signedEpoch;
            IQuorumActions.QuorumAction memory action = unsigned(nodeId, membersOf(epoch, step.byAttacker));
            action.epoch = epoch;
            sign(removes ? IQuorumActions.QuorumKind.Remove : IQuorumActions.QuorumKind.Suspend, action);
            return removes ? abi.encodeCall(registry.remove, action) : abi.encodeCall(registry.suspend, action);
        }
        return abi.encodeCall(registry.resumeByOperator, (nodeId, keyOf(nodeId), identityOf(nodeId)));
    }

    /// @dev Sets `members` to those of the epoch. Returns the ones that do not sign: the honest, or the attackers.
    function membersOf(uint32 epoch, bool byAttacker) private returns (uint32[] memory nonSigners) {
        delete members;
        uint32 count = registry.serviceNodeCount();
        uint32[] memory found_ = new uint32[](count);
        uint256 missing = 0;
        for (uint32 nodeId = 1; nodeId <= count; ++nodeId) {
            if (epoch < signerOf(nodeId).joinedEpoch || epoch >= signerOf(nodeId).leftEpoch) continue;
            members.push(nodeId);
            if ((nodeId <= HONEST) == byAttacker) found_[missing++] = nodeId;
        }
        nonSigners = new uint32[](missing);
        for (uint256 i = 0; i < missing; ++i) nonSigners[i] = found_[i];
    }

    /// @dev Numbers of `REFUSALS` in `bench/takeover/schedules.ts`.
    function selectorOf(uint256 refusal) private pure returns (bytes4) {
        if (refusal == 1) return IServiceNodeRegistry.ActivationLimitReached.selector;
        if (refusal == 2) return IQuorumActions.LaunchNotOver.selector;
        if (refusal == 3) return RemovalLimit.RemovalLimitReached.selector;
        if (refusal == 4) return IQuorumActions.ResumeTooEarly.selector;
        if (refusal == 5) return SuspensionLimit.SuspensionLimitReached.selector;
        return IQuorumActions.TooManyNonSigners.selector;
    }

    /* HELPERS */

    function activeHonest() private view returns (uint256 count) {
        for (uint32 nodeId = 1; nodeId <= HONEST; ++nodeId) {
            if (registry.serviceNode(nodeId).status == IServiceNodeRegistry.Status.Active) ++count;
        }
    }

    function joinMore(uint32 count) private {
        for (uint32 i = 0; i < count; ++i) register(1 << (HONEST + 1 + i));
        activateAll(HONEST + 1, HONEST + count);
    }

    function toNextWindow() private {
        warpEpochs(WINDOW - (currentEpoch() % WINDOW));
    }

    /// @dev The silent nodes sign nothing.
    function suspendByAllBut(uint32[] memory silent) private {
        for (uint256 i = 0; i < silent.length; ++i) {
            uint32 nodeId = silent[i];
            IQuorumActions.QuorumAction memory action = unsigned(nodeId, membersOf(currentEpoch(), false));
            sign(IQuorumActions.QuorumKind.Suspend, action);
            registry.suspend(action);
        }
    }
}
