// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";

/// @title Hard bounds of the registry's numbers
/// @dev The specification is `ISignerSets`. Stateless: the registry asks, and keeps the numbers.
abstract contract ParameterBounds is ISignerSets {
    /* CONSTANTS */

    /// @notice Bounds of the epoch, seconds: long enough for a block, short enough for a list to be useful.
    uint32 public constant EPOCH_SECONDS_MIN = 10;
    uint32 public constant EPOCH_SECONDS_MAX = 1 hours;

    /// @notice Maximum of the launch, seconds.
    uint32 public constant LAUNCH_SECONDS_MAX = 30 days;

    /// @notice Bounds of `activationDelay`, epochs.
    uint40 public constant ACTIVATION_DELAY_EPOCHS_MIN = 1;
    uint40 public constant ACTIVATION_DELAY_EPOCHS_MAX = 4;

    /// @notice Bounds of `exitDelay`, epochs.
    uint40 public constant EXIT_DELAY_EPOCHS_MIN = 24;
    uint40 public constant EXIT_DELAY_EPOCHS_MAX = 720;

    /// @notice Maximum of `removalLock`, epochs. Its minimum is the exit delay: a removal is not a faster way out.
    uint40 public constant REMOVAL_LOCK_EPOCHS_MAX = 720;

    /// @notice Hard cap of `penaltyBps`: the minimum share of the opener of a shared node.
    uint16 public constant PENALTY_BPS_MAX = 2_500;

    /// @notice Bounds of `minQuorum`.
    uint16 public constant MIN_QUORUM_MIN = 4;
    uint16 public constant MIN_QUORUM_MAX = 100;

    /* VIEWS */

    /// @inheritdoc ISignerSets
    function checkSettings(IServiceNodeRegistry.Settings calldata settings) external pure {
        _requireWithin("epochSeconds", settings.epochSeconds, EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX);
        _requireWithin("launchSeconds", settings.launchSeconds, 0, LAUNCH_SECONDS_MAX);
    }

    /// @inheritdoc ISignerSets
    function checkParameters(
        IServiceNodeRegistry.Parameters calldata parameters,
        uint96 requirement,
        uint32 epochSeconds
    ) external pure {
        _checkRequirement(parameters.stakingRequirement, requirement);
        (uint40 activation, uint40 exitDelay) = (parameters.activationDelay, parameters.exitDelay);
        _requireWithin(
            "activationDelay",
            activation,
            ACTIVATION_DELAY_EPOCHS_MIN * epochSeconds,
            ACTIVATION_DELAY_EPOCHS_MAX * epochSeconds
        );
        _requireWithin(
            "exitDelay",
            exitDelay,
            EXIT_DELAY_EPOCHS_MIN * epochSeconds,
            EXIT_DELAY_EPOCHS_MAX * epochSeconds
        );
        _requireWithin("removalLock", parameters.removalLock, exitDelay, REMOVAL_LOCK_EPOCHS_MAX * epochSeconds);
        _requireWithin("penaltyBps", parameters.penaltyBps, 0, PENALTY_BPS_MAX);
        _requireWithin("minQuorum", parameters.minQuorum, MIN_QUORUM_MIN, MIN_QUORUM_MAX);
    }

    /* INTERNALS */

    /// @dev Changes by at most half of the present requirement. The first one is any.
    function _checkRequirement(uint256 next, uint256 requirement) private pure {
        uint256 max = type(uint96).max;
        uint256 min = 1;
        if (requirement != 0) {
            // At least 1 either way, so that every requirement can still change.
            uint256 more = requirement + (requirement + 1) / 2;
            if (more < max) max = more;
            min = requirement - requirement / 2;
        }
        _requireWithin("stakingRequirement", next, min, max);
    }

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert IServiceNodeRegistry.ParameterOutOfBounds(name, value, min, max);
    }
}
