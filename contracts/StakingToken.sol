// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The token that is staked
/// @notice ERC-20 with ERC-2612 permits, 18 decimals and a fixed supply, minted once to `holder` at deployment. The
/// contract has no function to mint, burn for others, pause or upgrade.
contract StakingToken is ERC20, ERC20Permit {
    /// @param supply base units, the whole supply for ever
    constructor(
        address holder,
        uint256 supply
    ) ERC20("Muster Staking Token", "MUST") ERC20Permit("Muster Staking Token") {
        _mint(holder, supply);
    }
}
