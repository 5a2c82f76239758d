// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title The draw behind a node's seed
/// @notice A ticket is a draw request: it names one draw that does not exist yet when the ticket is given. The draw of
/// a ticket never changes once it exists. It is lost (`Missed`) if it is not read in time.
/// Warning: only the maker of the draw (a block's builder, a rollup's sequencer) can bias it, at a cost.
interface IRandomness {
    /// @notice Whether the draw of a ticket can be read.
    enum Draw {
        NotYet,
        Ready,
        Missed
    }

    /// @notice Names the next draw that is still unpredictable.
    function ticket() external view returns (uint48);

    /// @notice The draw of `ticket_`; `value` is 0 unless `Ready`.
    function draw(uint48 ticket_) external view returns (Draw state, bytes32 value);
}
