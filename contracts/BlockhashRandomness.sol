// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";

/// @title Draws from the hashes of blocks to come
/// @notice A ticket is the number of the block `LOOKAHEAD` after the one that asked; the draw is that block's hash. It
/// can be read for 8,191 blocks where the chain has EIP-2935, else for 256. For chains on which `block.number` counts the
/// chain's own blocks and `blockhash` is their hash; others need another `IRandomness`.
contract BlockhashRandomness is IRandomness {
    /* CONSTANTS */

    /// @notice Blocks from a ticket to its draw. Two epochs of Ethereum's consensus: proposers that far ahead are not
    /// known when the ticket is taken.
    uint64 public constant LOOKAHEAD = 64;

    /* VIEWS */

    /// @inheritdoc IRandomness
    function ticket() external view returns (uint64) {
        // Block numbers stay below 2^64 for longer than there will be blocks.
        return uint64(block.number) + LOOKAHEAD;
    }

    /// @inheritdoc IRandomness
    function draw(uint64 ticket_) external view returns (Draw state, bytes32 value) {
        if (block.number <= ticket_) return (Draw.NotYet, 0);
        value = Blockhash.blockHash(ticket_);
        return value == 0 ? (Draw.Missed, bytes32(0)) : (Draw.Ready, value);
    }
}
