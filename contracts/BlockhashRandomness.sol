// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRandomness} from "./interfaces/IRandomness.sol";

/// @title Draws from the hashes of future blocks
/// @notice A ticket is the number of the block `LOOKAHEAD` after the requesting one. The draw is that block's hash. It
/// can be read for 8,191 blocks if the chain has EIP-2935, else for 256. For chains on which `block.number` counts the
/// chain's own blocks and `blockhash` is their hash. Other chains need another `IRandomness`.
contract BlockhashRandomness is IRandomness {
    /* CONSTANTS */

    /// @notice Blocks from a ticket to its draw: two epochs of Ethereum's consensus. The proposer that far ahead is
    /// unknown when the ticket is taken. Only in an epoch's last slot it is known, see docs/randomness.md.
    uint48 public constant LOOKAHEAD = 64;

    /// @dev System contract of EIP-2935.
    address private constant HISTORY_STORAGE = 0x0000F90827F1C53a10cb7A02335B175320002935;

    /* VIEWS */

    /// @inheritdoc IRandomness
    function ticket() external view returns (uint48) {
        // Block numbers stay below 2^48 for as long as the chain can run.
        return uint48(block.number) + LOOKAHEAD;
    }

    /// @inheritdoc IRandomness
    function draw(uint48 ticket_) external view returns (Draw state, bytes32 value) {
        if (block.number <= ticket_) return (Draw.NotYet, 0);
        value = _hashOf(ticket_);
        return value == 0 ? (Draw.Missed, bytes32(0)) : (Draw.Ready, value);
    }

    /* INTERNALS */

    /// @dev Hash of a past block; 0 if the chain no longer knows it. Checks success and length of the answer, which
    /// OpenZeppelin's `Blockhash` does not. On a chain with other code at the address, its revert data would pass for a
    /// hash. That hash would be the same for every node and known to all.
    function _hashOf(uint256 blockNumber) private view returns (bytes32) {
        bytes32 recent = blockhash(blockNumber);
        if (recent != 0) return recent;
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = HISTORY_STORAGE.staticcall(abi.encode(blockNumber));
        return success && answer.length == 32 ? bytes32(answer) : bytes32(0);
    }
}
