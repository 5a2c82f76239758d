// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../helpers/BaseTest.sol";
import {Vm} from "../helpers/Vm.sol";

/// @notice Counts what happened: logs of each contract, and the changes that a limit counts.
abstract contract CountModel is BaseTest {
    /// @notice A removal, a suspension or an activation that counted against its limit.
    struct Counted {
        uint256 time; // unix seconds
        uint256 members; // size of the set that signed; of an activation, the nodes that were active before it
    }

    /// @dev Epochs of a bucket of the limits, and of the longest span that they cover.
    uint256 internal constant BUCKET = 24;
    uint256 internal constant WEEK_EPOCHS = 168;

    Counted[] internal removals;

    /// @dev Suspensions, and removals from the list, of nodes that were first activated 168 epochs before.
    Counted[] internal suspensions;

    /// @dev Activations after the launch, and returns by the operator of nodes that were suspended young.
    Counted[] internal activations;

    /// @dev Logs of accepted calls.
    mapping(address emitter => uint256) internal logsOf;

    /* CALLS */

    /// @dev Sends the next call as `who`, and records its logs.
    function actAs(address who) internal {
        require(who != address(0), "the zero address makes no calls");
        vm.recordLogs();
        vm.prank(who);
    }

    /// @dev Counts the logs of an accepted call. Those of a refused one are dropped by the next call.
    function noteLogs() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) ++logsOf[logs[i].emitter];
    }

    /// @dev Counts the logs of a call that succeeded. Fails if it should have been refused.
    function requireAccepted(bytes4 refusal, string memory call_) internal {
        require(refusal == bytes4(0), string.concat(call_, ": accepted, where it should be refused"));
        noteLogs();
    }

    /* TIME */

    function epochNow() internal view returns (uint256) {
        return block.timestamp / EPOCH;
    }

    function bucketNow() internal view returns (uint256) {
        return epochNow() / BUCKET;
    }

    function isLaunched() internal view returns (bool) {
        return block.timestamp >= registry.LAUNCH_END();
    }

    /* LIMITS */

    function activationLimit(uint256 active) internal pure returns (uint256) {
        return active < 48 ? 2 : active / 16;
    }

    /// @dev Number of activations in a bucket, and of nodes that were active before the first.
    function activationsOf(uint256 bucket) internal view returns (uint256 count, uint256 active) {
        for (uint256 i = activations.length; i != 0; --i) {
            if (activations[i - 1].time / (BUCKET * EPOCH) != bucket) break;
            ++count;
            active = activations[i - 1].members;
        }
    }

    function isActivationLimitReached() internal view returns (bool) {
        (uint256 count, uint256 active) = activationsOf(bucketNow());
        return isLaunched() && count != 0 && count >= activationLimit(active);
    }

    /// @dev Changes of this kind in the last buckets, this one included.
    function countedIn(Counted[] storage counted, uint256 buckets) internal view returns (uint256 count) {
        for (uint256 i = counted.length; i != 0; --i) {
            if (counted[i - 1].time / (BUCKET * EPOCH) + buckets <= bucketNow()) break;
            ++count;
        }
    }
}
