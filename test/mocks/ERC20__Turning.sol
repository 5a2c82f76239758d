// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A normal token until it is turned. Then it misbehaves in one way.
contract ERC20__Turning is ERC20("Turning", "TURN") {
    enum Oddity {
        None,
        AnswersNothing,
        AnswersFalse,
        RefusesZero,
        RefusesAll,
        KeepsAFee
    }

    Oddity public oddity;

    constructor(address holder, uint256 supply) {
        _mint(holder, supply);
    }

    function turn(Oddity to) external {
        oddity = to;
    }

    /// @notice Rebases one account downwards.
    function shrink(address account, uint256 by) external {
        _burn(account, by);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (oddity != Oddity.AnswersFalse) super.transfer(to, value);
        return _answer();
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (oddity != Oddity.AnswersFalse) super.transferFrom(from, to, value);
        return _answer();
    }

    function approve(address spender, uint256 value) public override returns (bool) {
        super.approve(spender, value);
        return oddity == Oddity.AnswersFalse ? true : _answer();
    }

    function _update(address from, address to, uint256 value) internal override {
        bool moves = from != address(0) && to != address(0);
        if (moves && oddity == Oddity.RefusesZero && value == 0) revert ERC20InvalidReceiver(to);
        if (moves && oddity == Oddity.RefusesAll) revert ERC20InvalidSender(from);
        super._update(from, to, value);
        if (moves && oddity == Oddity.KeepsAFee) super._update(to, address(0), 1);
    }

    function _answer() private view returns (bool) {
        if (oddity == Oddity.AnswersNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        return oddity != Oddity.AnswersFalse;
    }
}
