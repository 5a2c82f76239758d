// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1271Wallet__Owned} from "./ERC1271Wallet__Owned.sol";

/// @notice A wallet that signs as its owner does, and makes the calls its owner wants.
contract ERC1271Wallet__Executing is ERC1271Wallet__Owned {
    error NotOwner(address caller);

    constructor(address owner) ERC1271Wallet__Owned(owner) {}

    function execute(address target, bytes calldata data) external returns (bytes memory answer) {
        if (msg.sender != OWNER) revert NotOwner(msg.sender);
        bool success;
        (success, answer) = target.call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }
}
