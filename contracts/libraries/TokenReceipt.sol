// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IServiceNodeRegistry} from "../interfaces/IServiceNodeRegistry.sol";

/// @title How a contract takes tokens from its caller
/// @notice Says what arrived, which the caller of these compares with what it books: a token that keeps a part of what is
/// sent must not leave a contract owing more than it holds.
library TokenReceipt {
    using SafeERC20 for IERC20;

    /// @notice Uses the caller's permit, if there is one. It is the caller's own, so nobody else's tokens can be taken.
    /// @param permit with deadline 0 there is none
    function usePermit(IERC20 token, IServiceNodeRegistry.Permit calldata permit) internal {
        if (permit.deadline == 0) return;
        // Fails where somebody else used the permit first; then the allowance is there already, or the transfer reverts.
        try
            IERC20Permit(address(token)).permit(
                msg.sender,
                address(this),
                permit.value,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            )
        {} catch {}
    }

    /// @notice Takes tokens from the caller.
    /// @return received by how much this contract's balance rose, base units
    function pull(IERC20 token, uint256 amount) internal returns (uint256 received) {
        uint256 balanceBefore = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        received = token.balanceOf(address(this)) - balanceBefore;
    }
}
