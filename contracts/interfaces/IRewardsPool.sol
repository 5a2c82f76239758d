// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What the rewards pool asks of the registry
interface IRewardsRegistry {
    /// @notice Who receives the node's rewards now. Must answer for every node that was ever active, also after it left.
    function ownerOf(uint32 nodeId) external view returns (address);
}

/// @title Pool that pays rewards to active service nodes
/// @notice Holds rewards only; no principal is ever here. Of the balance it tracks, the pool emits
/// `balance × (1 − e^(−rate·t))` in `t` seconds: continuous, so what is emitted does not depend on how often anyone calls.
/// Each active node earns the same per second. While no node is active nothing is emitted, and that time is not made up for.
///
/// Amounts are token base units (18 decimals), times are unix seconds. A name that ends in `X32` counts 2^-32 base units.
/// The rate is a Q128 fraction of the balance per second: `rate / 2^128`.
///
/// Rounding: no node is ever credited more than exact arithmetic gives it. Each accrual falls short of it by less than
/// `activeNodes + 4` X32 in all (2^-22 base units with 1,000 nodes). What rounding takes is written off: it stays here,
/// tracked by nothing, because put back into the balance it would be emitted again, to nodes that did not earn it.
/// What is less than a base unit stays credited to its node and is paid once it has grown to one.
///
/// Assumptions on the outside world:
/// - The token is a standard ERC-20 that moves exactly the amount asked for; a fee on transfer is refused.
/// - The registry calls `nodeActivated` and `nodeDeactivated` in turn for each node, and `ownerOf` as `IRewardsRegistry` says.
///
/// Nobody has a role here: the rate, the token and the registry never change, and nothing leaves but through `claim`, to
/// the owner the registry names. Warning: tokens sent here without `fund` are not tracked, never paid out, and lost.
interface IRewardsPool {
    /* TYPES */

    /// @notice The pool's account, as of `accruedAt`.
    struct PoolAccount {
        /* 0 */ uint128 balanceX32; // still to be emitted
        /* 0 */ uint40 accruedAt; // unix seconds
        /* 0 */ uint32 activeNodes; // nodes that earn
        /* 1 */ uint128 rewardPerNodeX32; // what a node would have earned had it always been active; only grows
        /* 1 */ uint128 owedX32; // credited to nodes and not yet paid
    }

    /// @notice One node's account.
    struct NodeAccount {
        /* 0 */ uint128 markX32; // active: `rewardPerNodeX32` less what it earned in its life; else what it earned in its life
        /* 0 */ uint96 paid; // base units, in its life; only grows
        /* 0 */ bool active;
    }

    /* EVENTS */

    /// @notice Time was accounted for: `emittedX32` was credited, the same to each of `activeNodes`. The other values are
    /// those after it. Comes before the event of the call that caused it. No such event: nothing was to be emitted.
    /// The log alone rebuilds both accounts: credits add up to `owedX32` once claims are taken off, and `accruedAt` is
    /// the time of the block of the pool's last event (while nothing can be emitted it is of no consequence).
    event Accrued(uint256 emittedX32, uint256 balanceX32, uint256 rewardPerNodeX32, uint32 activeNodes);

    /// @notice `by` added `amount` base units; `balanceX32` is the balance after it.
    event Funded(address indexed by, uint256 amount, uint256 balanceX32);

    /// @notice The node earns from this block on; `markX32` is `rewardPerNodeX32` less what it earned before.
    event NodeActivated(uint32 indexed nodeId, uint256 markX32, uint32 activeNodes);

    /// @notice The node earned until this block, `earnedX32` in its life.
    event NodeDeactivated(uint32 indexed nodeId, uint256 earnedX32, uint32 activeNodes);

    /// @notice `amount` base units went to `owner`; `rewardsPaid` is what the node was paid in its life, this included.
    event RewardsClaimed(
        uint32 indexed nodeId,
        address indexed owner,
        address indexed by,
        uint256 amount,
        uint256 rewardsPaid
    );

    /* ERRORS */

    /// @notice Thrown at deployment when the rate is out of its bounds. Q128 per second.
    error RateOutOfBounds(uint256 ratePerSecond, uint256 min, uint256 max);

    /// @notice Thrown when a hook is called by anyone but the registry.
    error CallerNotRegistry(address caller, address registry);

    /// @notice Thrown when the registry activates a node that earns already.
    error NodeAlreadyActive(uint32 nodeId);

    /// @notice Thrown when the registry deactivates a node that does not earn.
    error NodeNotActive(uint32 nodeId);

    /// @notice Thrown when more is brought than the accounts have room for: 2^96 base units. Base units.
    error FundingTooHigh(uint256 amount, uint256 max);

    /// @notice Thrown when the token moved another amount than asked for. Base units.
    error FundingNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when more nodes are named than one call may pay.
    error ClaimTooLong(uint256 nodeIds, uint256 max);

    /* FUNDING */

    /// @notice Takes `amount` base units from `msg.sender` into the balance. Open to anyone; there is no way back.
    /// @dev Accrues first: what comes late is not paid out for the time before it.
    function fund(uint256 amount) external;

    /* HOOKS */

    /// @notice The node earns from now on. By the registry.
    function nodeActivated(uint32 nodeId) external;

    /// @notice The node earns no more; what it earned can still be claimed. By the registry.
    /// @dev Calls nothing, so that it can stop nothing: no state of this pool makes it revert for a node that earns.
    function nodeDeactivated(uint32 nodeId) external;

    /* CLAIMING */

    /// @notice Pays what each node earned, to the owner the registry names now. Open to anyone, at any time. A node with
    /// nothing to its name, one named twice, or one that never was is passed over.
    /// @param nodeIds at most 256; sorted by owner it takes fewest transfers
    function claim(uint32[] calldata nodeIds) external;

    /* VIEWS */

    /// @notice Base units `claim` would pay for the node in this block.
    function accrued(uint32 nodeId) external view returns (uint256);

    /// @notice Base units ever paid for this node.
    function rewardsPaid(uint32 nodeId) external view returns (uint256);

    /// @notice Base units owed to all nodes at this moment, fractions included, rounded up.
    function rewardsOwed() external view returns (uint256);

    /// @notice Base units still to be emitted at this moment, rounded down.
    function trackedBalance() external view returns (uint256);

    /// @notice Number of nodes that earn.
    function activeNodeCount() external view returns (uint32);

    /// @notice The pool's account as stored: as of its last accrual, not of this moment. For mirrors to compare with.
    function poolAccount() external view returns (PoolAccount memory);

    /// @notice The node's account as stored.
    function nodeAccount(uint32 nodeId) external view returns (NodeAccount memory);

    /// @notice Fraction of the balance emitted per second, Q128; never changes.
    function ratePerSecond() external view returns (uint256);

    /// @notice The token that is paid.
    function TOKEN() external view returns (IERC20);

    /// @notice Whose hooks are heard, and who names owners.
    function REGISTRY() external view returns (address);
}
