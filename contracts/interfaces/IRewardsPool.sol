// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title View of the registry that the rewards pool calls
interface IRewardsRegistry {
    /// @notice Address that receives the node's rewards now. Must answer for every node that was ever active, also
    /// after it left.
    function ownerOf(uint32 nodeId) external view returns (address);
}

/// @title Pool that pays rewards to active service nodes
/// @notice Holds rewards only, never principal. Of the balance it tracks, the pool emits `balance × (1 − e^(−x))` in
/// `t` seconds, with `x = rate × t × min(n, F) / F`. `n` is the number of active nodes, `F` that of a full network. A
/// network of half of `F` emits at half the rate, and a larger one than `F` at the whole rate. Emission is continuous,
/// so its amount does not depend on how often the pool is called. Each active node earns the same per second. What a
/// small network does not emit stays in the balance for later.
///
/// Amounts are token base units (18 decimals), times are unix seconds. A name that ends in `X32` counts 2^-32 base units.
/// The rate is a Q128 fraction of the balance per second: `rate / 2^128`.
///
/// Rounding: no node is ever credited more than exact arithmetic gives it. Each accrual falls short of it by less than
/// `activeNodes + 5` X32 in all (2^-22 base units with 1,000 nodes). The rounded-off part is written off and stays here
/// untracked, until there are whole base units of it that `absorb` takes.
/// A fraction of a base unit stays credited to its node and is paid once it has grown to one.
///
/// Assumptions on the outside world:
/// - The token is a standard ERC-20 that moves exactly the requested amount. A token with a fee on transfer is refused.
/// - The registry calls `nodeActivated` and `nodeDeactivated` alternately for each node, and `ownerOf` behaves as
/// `IRewardsRegistry` says.
///
/// No role exists here. The rate, the token and the registry never change. Tokens leave only through `claim`, to the
/// owner that the registry names.
/// Tokens sent here without `fund` become rewards by `absorb`.
///
/// `eventCount` is the number of events that this contract ever emitted. It is the top 7 bytes of storage slot 1. One
/// storage proof of it shows that a copy of the log is complete.
interface IRewardsPool {
    /* TYPES */

    /// @notice The pool's account, as of `accruedAt`.
    struct PoolAccount {
        /* 0 */ uint128 balanceX32; // still to be emitted
        /* 0 */ uint128 rewardPerNodeX32; // earnings of a node that was always active; only grows
        /* 1 */ uint128 owedX32; // credited to nodes and not yet paid
        /* 1 */ uint40 accruedAt; // unix seconds
        /* 1 */ uint32 activeNodes; // nodes that earn
        /* 1 */ uint56 eventCount; // events ever emitted; 2^56 of them would cost 2^66 gas
    }

    /// @notice One node's account.
    struct NodeAccount {
        /* 0 */ uint128 markX32; // active: `rewardPerNodeX32` less lifetime earnings; else lifetime earnings
        /* 0 */ uint96 paid; // base units, lifetime total; only grows
        /* 0 */ bool active;
    }

    /* EVENTS */

    /// @notice The pool accrued: `emittedX32` was credited, in equal parts, to `activeNodes`. The other values are
    /// those after the accrual. Emitted before the event of the call that caused it, and only if something was emitted
    /// from the balance.
    /// The log alone rebuilds both accounts. Credits less claims add up to `owedX32`. `accruedAt` is the time of the
    /// block of the pool's last event; while nothing can be emitted, it does not matter.
    event Accrued(uint256 emittedX32, uint256 balanceX32, uint256 rewardPerNodeX32, uint32 activeNodes);

    /// @notice `by` added `amount` base units. `balanceX32` is the balance after it.
    event Funded(address indexed by, uint256 amount, uint256 balanceX32);

    /// @notice `by` made `amount` untracked base units a part of the balance. `balanceX32` is the balance after it.
    event Absorbed(address indexed by, uint256 amount, uint256 balanceX32);

    /// @notice The node earns from this block on. `markX32` is `rewardPerNodeX32` less its earlier earnings.
    event NodeActivated(uint32 indexed nodeId, uint256 markX32, uint32 activeNodes);

    /// @notice The node stops earning with this block. `earnedX32` are its lifetime earnings.
    event NodeDeactivated(uint32 indexed nodeId, uint256 earnedX32, uint32 activeNodes);

    /// @notice `amount` base units were sent to `owner`. `rewardsPaid` is the node's lifetime total, this amount
    /// included.
    event RewardsClaimed(
        uint32 indexed nodeId,
        address indexed owner,
        address indexed by,
        uint256 amount,
        uint256 rewardsPaid
    );

    /* ERRORS */

    /// @notice Thrown at deployment when the rate is outside its bounds. Q128 per second.
    error RateOutOfBounds(uint256 ratePerSecond, uint256 min, uint256 max);

    /// @notice Thrown at deployment when a full network would have no node.
    error FullEmissionNodesZero();

    /// @notice Thrown when another caller than the registry calls a hook.
    error CallerNotRegistry(address caller, address registry);

    /// @notice Thrown when the registry activates a node that is active.
    error NodeAlreadyActive(uint32 nodeId);

    /// @notice Thrown when the registry deactivates a node that is not active.
    error NodeNotActive(uint32 nodeId);

    /// @notice Thrown when the amount exceeds the room in the accounts, which hold 2^96 base units. Base units.
    error FundingTooHigh(uint256 amount, uint256 max);

    /// @notice Thrown when the token moved another amount than requested. Base units.
    error FundingNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when the call names more nodes than one claim may pay.
    error ClaimTooLong(uint256 nodeIds, uint256 max);

    /* FUNDING */

    /// @notice Takes `amount` base units from `msg.sender` into the balance. Open to anyone. The tokens cannot be
    /// withdrawn.
    /// @dev Accrues first, so new funds are not emitted for the time before the call.
    function fund(uint256 amount) external;

    /// @notice Makes the tokens that this contract holds beyond its accounts a part of the balance. Open to anyone.
    /// Does nothing if there is less than one base unit.
    /// @dev Accrues first. Takes no more than the accounts have room for, see `FundingTooHigh`.
    /// @return amount base units added to the balance
    function absorb() external returns (uint256 amount);

    /* HOOKS */

    /// @notice Starts the earnings of the node. For the registry.
    function nodeActivated(uint32 nodeId) external;

    /// @notice Stops the earnings of the node. It can still claim the earlier ones. For the registry.
    /// @dev Makes no call, so it blocks no exit. No state of this pool makes it revert for an active node.
    function nodeDeactivated(uint32 nodeId) external;

    /* CLAIMING */

    /// @notice Pays the earnings of each node to the owner that the registry names now. Open to anyone, at any time.
    /// Skips a node that has nothing to claim, was named before, or is unknown.
    /// @param nodeIds at most 256; sorted by owner, the call makes fewest transfers
    function claim(uint32[] calldata nodeIds) external;

    /* VIEWS */

    /// @notice Base units `claim` would pay for the node in this block.
    function accrued(uint32 nodeId) external view returns (uint256);

    /// @notice Base units ever paid for this node.
    function rewardsPaid(uint32 nodeId) external view returns (uint256);

    /// @notice Base units owed to all nodes in this block, fractions included, rounded up.
    function rewardsOwed() external view returns (uint256);

    /// @notice Base units still to be emitted in this block, rounded down.
    function trackedBalance() external view returns (uint256);

    /// @notice Number of active nodes.
    function activeNodeCount() external view returns (uint32);

    /// @notice The pool's account as stored: as of its last accrual, not of this block. Indexers compare their copy
    /// with it.
    function poolAccount() external view returns (PoolAccount memory);

    /// @notice The node's account as stored.
    function nodeAccount(uint32 nodeId) external view returns (NodeAccount memory);

    /// @notice Number of events that this contract ever emitted.
    function eventCount() external view returns (uint64);

    /// @notice Fraction of the balance that a full network is paid per second, Q128; never changes.
    function ratePerSecond() external view returns (uint256);

    /// @notice Active nodes that make a full network; never changes. With fewer, emission is slower in proportion.
    function FULL_EMISSION_NODES() external view returns (uint32);

    /// @notice The token that is paid.
    function TOKEN() external view returns (IERC20);

    /// @notice The contract that may call the hooks and names the owners.
    function REGISTRY() external view returns (address);
}
