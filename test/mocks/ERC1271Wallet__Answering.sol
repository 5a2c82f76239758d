// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Returns one answer to every call, or reverts with it, as a broken or hostile wallet could.
contract ERC1271Wallet__Answering {
    bytes private _answer;
    bool private _reverting;

    constructor(bytes memory answer, bool reverting) {
        _answer = answer;
        _reverting = reverting;
    }

    // solhint-disable-next-line no-complex-fallback
    fallback() external {
        bytes memory answer = _answer;
        bool reverting = _reverting;
        assembly ("memory-safe") {
            if reverting {
                revert(add(answer, 0x20), mload(answer))
            }
            return(add(answer, 0x20), mload(answer))
        }
    }
}
