// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Pretends to move tokens and makes a call while it does. Passes its error on.
contract ERC20__Reentering {
    address private _target;
    bytes private _call;

    function aim(address target, bytes calldata call_) external {
        (_target, _call) = (target, call_);
    }

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        (bool success, bytes memory reason) = _target.call(_call);
        if (success) return true;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
