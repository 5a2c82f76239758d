// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Keeps one base unit of each transfer between accounts.
contract ERC20__FeeOnTransfer is ERC20("Fee", "FEE") {
    constructor(address holder, uint256 supply) {
        _mint(holder, supply);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && to != address(0)) super._update(to, address(0), 1);
    }
}
