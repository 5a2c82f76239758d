// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Receives a notice of each transfer.
interface ITokenListener {
    function onTokens() external;
}

/// @notice Notifies the listener of an account before tokens leave it and after they arrive. Any account may listen to
/// any other. So it hands out control to the recipient, to the sender, and to a third party.
contract ERC20__Calling is ERC20("Calling", "CALL") {
    mapping(address account => ITokenListener) public listenerOf;

    constructor(address holder, uint256 supply) {
        _mint(holder, supply);
    }

    function listenTo(address account, ITokenListener listener) external {
        listenerOf[account] = listener;
    }

    /// @notice Permits nothing, and hands out control in place of the check of a permit.
    function permit(address owner, address, uint256, uint256, uint8, bytes32, bytes32) external {
        _tell(owner);
    }

    function _update(address from, address to, uint256 value) internal override {
        _tell(from);
        super._update(from, to, value);
        _tell(to);
    }

    function _tell(address account) private {
        ITokenListener listener = listenerOf[account];
        if (address(listener) != address(0)) listener.onTokens();
    }
}
