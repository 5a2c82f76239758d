// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ITokenListener} from "./ERC20__Calling.sol";

/// @notice Makes one chosen call when it is told of tokens or asked for a signature. It goes on whatever the call
/// returns. It accepts every signature as its own.
contract Account__Reentering is ITokenListener {
    /// @dev Static calls that try to write burn all their gas.
    uint256 private constant GAS_WHEN_ASKED = 2_000_000;

    address private _target;
    bytes private _data;
    uint256 private _moment;
    bool private _whenAsked;

    /// @notice Number of notifications since it was armed.
    uint256 public moments;

    /// @notice Whether the call was made, whether it succeeded, and its answer.
    bool public entered;
    bool public success;
    bytes public answer;

    /// @param moment index of the notification, from 1
    function arm(address target, bytes calldata data, uint256 moment) external {
        (_target, _data, _moment) = (target, data, moment);
        (moments, entered) = (0, false);
    }

    /// @notice Makes the call on signature requests as well.
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
            // A wallet does not answer this. The registration would fail, and the test with it.
            if (worked) return bytes4(0);
        }
        return IERC1271.isValidSignature.selector;
    }
}
