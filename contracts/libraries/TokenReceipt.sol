// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IServiceNodeRegistry} from "../interfaces/IServiceNodeRegistry.sol";

/// @title How a contract takes tokens from its caller
/// @notice Returns the received amount. The caller compares it with the amount that it books: a token with a fee must
/// not leave a contract owing more than it holds.
library TokenReceipt {
    using SafeERC20 for IERC20;

    /// @notice Uses the caller's permit, if one is given. The permit must be the caller's own, so no other account's
    /// tokens can be taken.
    /// @param permit `deadline` 0: none given
    function usePermit(IERC20 token, IServiceNodeRegistry.Permit calldata permit) internal {
        if (permit.deadline == 0) return;
        // Fails if the permit was used already. Then the allowance exists, or the transfer reverts.
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
    /// @return received increase of this contract's balance, base units
    function pull(IERC20 token, uint256 amount) internal returns (uint256 received) {
        uint256 balanceBefore = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        received = token.balanceOf(address(this)) - balanceBefore;
    }
}
