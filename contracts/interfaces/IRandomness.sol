// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title The draw behind a node's seed
/// @notice A source of numbered rounds. Each round has one value. It does not exist before its time and never changes
/// afterwards. A published round can be read for ever, so no draw is ever missed.
interface IRandomness {
    /// @notice Thrown when the randomness of the round is not known here yet. Publish it, then try again.
    error RoundNotPublished(uint40 round);

    /// @notice Thrown when the source refuses a round that it should accept, or accepts one that it should refuse.
    error SourceNotAlive();

    /// @notice Names a round whose value is unknown to all at the time of the call.
    /// @return round counted from 1
    /// @return time when the round is made, unix seconds
    function ticket() external view returns (uint40 round, uint40 time);

    /// @notice The value of a round. Reverts with `RoundNotPublished` if it is not known here.
    function randomnessOf(uint40 round) external view returns (bytes32);

    /// @notice Reverts unless the source accepts a known round and refuses a wrong one.
    function selfTest() external view;
}
