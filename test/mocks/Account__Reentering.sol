// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ITokenListener} from "./ERC20__Calling.sol";

/// @notice Makes one call of its choice when it is told of tokens, or when it is asked for a signature, and goes on
/// whatever comes of it. Holds every signature as its own.
contract Account__Reentering is ITokenListener {
    /// @dev Static calls that try to write burn all they are given.
    uint256 private constant GAS_WHEN_ASKED = 2_000_000;

    address private _target;
    bytes private _data;
    uint256 private _moment;
    bool private _whenAsked;

    /// @notice Times it was told since it was armed.
    uint256 public moments;

    /// @notice Whether the call was made, whether it succeeded, and what it answered.
    bool public entered;
    bool public success;
    bytes public answer;

    /// @param moment which of the times it is told, from 1
    function arm(address target, bytes calldata data, uint256 moment) external {
        (_target, _data, _moment) = (target, data, moment);
        (moments, entered) = (0, false);
    }

    /// @notice From now on the call is tried whenever a signature is asked for, too.
    function armSignature(address target, bytes calldata data) external {
        (_target, _data, _whenAsked) = (target, data, true);
    }

    function onTokens() external {
        if (++moments != _moment) return;
        entered = true;
        (success, answer) = _target.call(_data);
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        if (_whenAsked) {
            (bool worked, ) = _target.call{gas: GAS_WHEN_ASKED}(_data);
            // Not what a wallet answers: the registration would fail, and the test with it.
            if (worked) return bytes4(0);
        }
        return IERC1271.isValidSignature.selector;
    }
}
