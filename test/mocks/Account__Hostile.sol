// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Fails every call in one way, for example when it is told of tokens or asked for a signature.
contract Account__Hostile {
    enum Manner {
        Revert,
        BurnGas,
        RevertBomb,
        ReturnBomb
    }

    /// @dev Costs about two million gas to make, and as much to copy.
    uint256 private constant BOMB_BYTES = 1_000_000;

    Manner public immutable MANNER;

    constructor(Manner manner) {
        MANNER = manner;
    }

    // solhint-disable-next-line no-complex-fallback
    fallback() external {
        if (MANNER == Manner.Revert) revert();
        if (MANNER == Manner.BurnGas) while (true) {}
        bool reverting = MANNER == Manner.RevertBomb;
        uint256 length = BOMB_BYTES;
        assembly ("memory-safe") {
            if reverting {
                revert(0, length)
            }
            return(0, length)
        }
    }
}
