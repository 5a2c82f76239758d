// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRewardsPool, IRewardsRegistry} from "./interfaces/IRewardsPool.sol";
import {Emission} from "./libraries/Emission.sol";
import {TokenReceipt} from "./libraries/TokenReceipt.sol";

/// @title Pool that pays rewards to active service nodes
/// @dev The specification is `IRewardsPool`.
///
/// Overflow of 128 bits is impossible. `_book` keeps `balanceX32 + rewardPerNodeX32` and `balanceX32 + owedX32` below
/// 2^128. An accrual raises neither, because it takes at least as much from the balance as it adds to either.
///
/// The count of events is in slot 1. Every event writes that slot anyway, but for a deposit into a pool that accrued in
/// the same block. Each function stores the count before it calls the token.
contract RewardsPool is IRewardsPool, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using TokenReceipt for IERC20;

    /* CONSTANTS */

    /// @notice Bounds of the rate, Q128 per second: from the smallest value to 1e-6 (86 % of the balance in 23 days).
    uint256 public constant RATE_MIN = 1;
    uint256 public constant RATE_MAX = uint256(1 << 128) / 1_000_000;

    /// @notice Maximum of nodes that one `claim` pays: at worst 9.6 million gas; a transaction may use 2^24 (EIP-7825).
    uint256 public constant CLAIM_MAX = 256;

    /// @dev Base units to X32, and the fraction of a number in X32.
    uint256 private constant SHIFT = 32;
    uint256 private constant FRACTION_MASK = (1 << SHIFT) - 1;

    /// @dev Exact emission is less than this above the computed one, X32. In ulps of 2^-128, the exponent is rounded
    /// down by less than 1. The slope of the share is at most 1, so the share loses less than 1 by that. It loses less
    /// than `ERROR_MAX` by its computation. The balance that it multiplies is below 2^128 X32, so emission loses less
    /// than `ERROR_MAX + 1` X32 by both. Rounding the product down loses less than 1 more.
    uint256 private constant EMISSION_ERROR_MAX = Emission.ERROR_MAX + 2;

    /* IMMUTABLES */

    /// @inheritdoc IRewardsPool
    IERC20 public immutable TOKEN;

    /// @inheritdoc IRewardsPool
    address public immutable REGISTRY;

    /// @inheritdoc IRewardsPool
    uint32 public immutable FULL_EMISSION_NODES;

    uint256 private immutable RATE_PER_SECOND;

    /* STORAGE */

    PoolAccount private _pool;

    mapping(uint32 nodeId => NodeAccount) private _nodes;

    /* CONSTRUCTOR */

    /// @param registry may be deployed later than this pool
    /// @param ratePerSecond_ Q128 fraction of the balance that a full network is paid per second, for ever
    /// @param fullEmissionNodes active nodes that make a full network, for ever
    constructor(IERC20 token, address registry, uint256 ratePerSecond_, uint32 fullEmissionNodes) {
        if (ratePerSecond_ < RATE_MIN || ratePerSecond_ > RATE_MAX) {
            revert RateOutOfBounds(ratePerSecond_, RATE_MIN, RATE_MAX);
        }
        if (fullEmissionNodes == 0) revert FullEmissionNodesZero();
        TOKEN = token;
        REGISTRY = registry;
        RATE_PER_SECOND = ratePerSecond_;
        FULL_EMISSION_NODES = fullEmissionNodes;
    }

    /* MODIFIERS */

    modifier onlyRegistry() {
        if (msg.sender != REGISTRY) revert CallerNotRegistry(msg.sender, REGISTRY);
        _;
    }

    /* FUNDING */

    /// @inheritdoc IRewardsPool
    function fund(uint256 amount) external nonReentrant {
        PoolAccount memory pool = _accrue();
        uint256 room = _room(pool);
        if (amount > room) revert FundingTooHigh(amount, room);
        emit Funded(msg.sender, amount, _book(pool, amount));

        uint256 received = TOKEN.pull(amount);
        if (received != amount) revert FundingNotReceived(received, amount);
    }

    /// @inheritdoc IRewardsPool
    function absorb() external nonReentrant returns (uint256 amount) {
        PoolAccount memory pool = _accrue();
        // A sum of two numbers below 2^128, rounded up: what is booked never exceeds what is here.
        uint256 booked = (uint256(pool.balanceX32) + pool.owedX32 + FRACTION_MASK) >> SHIFT;
        uint256 held = TOKEN.balanceOf(address(this));
        if (held <= booked) return 0;
        uint256 room = _room(pool);
        amount = held - booked < room ? held - booked : room;
        if (amount != 0) emit Absorbed(msg.sender, amount, _book(pool, amount));
    }

    /* HOOKS */

    /// @inheritdoc IRewardsPool
    function nodeActivated(uint32 nodeId) external onlyRegistry {
        NodeAccount storage node = _nodes[nodeId];
        if (node.active) revert NodeAlreadyActive(nodeId);

        PoolAccount memory pool = _accrue();
        // Never below 0: a node earns either nothing or as much as `rewardPerNodeX32` grows.
        uint128 markX32 = pool.rewardPerNodeX32 - node.markX32;
        node.markX32 = markX32;
        node.active = true;
        // Counts active ids, each once. The count is below 2^32, as id 0 is never given.
        uint32 activeNodes = pool.activeNodes + 1;
        _pool.activeNodes = activeNodes;
        _pool.eventCount = pool.eventCount + 1;
        emit NodeActivated(nodeId, markX32, activeNodes);
    }

    /// @inheritdoc IRewardsPool
    function nodeDeactivated(uint32 nodeId) external onlyRegistry {
        NodeAccount storage node = _nodes[nodeId];
        if (!node.active) revert NodeNotActive(nodeId);

        PoolAccount memory pool = _accrue();
        uint128 earnedX32 = pool.rewardPerNodeX32 - node.markX32;
        node.markX32 = earnedX32;
        node.active = false;
        // At least this node was counted.
        uint32 activeNodes = pool.activeNodes - 1;
        _pool.activeNodes = activeNodes;
        _pool.eventCount = pool.eventCount + 1;
        emit NodeDeactivated(nodeId, earnedX32, activeNodes);
    }

    /* CLAIMING */

    /// @inheritdoc IRewardsPool
    function claim(uint32[] calldata nodeIds) external nonReentrant {
        if (nodeIds.length > CLAIM_MAX) revert ClaimTooLong(nodeIds.length, CLAIM_MAX);
        PoolAccount memory pool = _accrue();

        // Neighbours with one owner share a transfer.
        address[] memory owners = new address[](nodeIds.length);
        uint256[] memory amounts = new uint256[](nodeIds.length);
        uint256 transfers = 0;
        uint256 total = 0;
        uint256 payments = 0;
        for (uint256 i = 0; i < nodeIds.length; ++i) {
            (address owner, uint256 amount) = _settle(nodeIds[i], pool.rewardPerNodeX32);
            if (amount == 0) continue;
            ++payments;
            total += amount;
            if (transfers == 0 || owners[transfers - 1] != owner) owners[transfers++] = owner;
            amounts[transfers - 1] += amount;
        }
        // Below 2^96: a part of the amount owed, whose X32 fits 128 bits.
        _pool.owedX32 = pool.owedX32 - uint128(total << SHIFT);
        // At most `CLAIM_MAX` events.
        _pool.eventCount = pool.eventCount + uint56(payments);

        for (uint256 i = 0; i < transfers; ++i) TOKEN.safeTransfer(owners[i], amounts[i]);
    }

    /* VIEWS */

    /// @inheritdoc IRewardsPool
    function accrued(uint32 nodeId) external view returns (uint256) {
        PoolAccount memory pool = _pool;
        _advance(pool);
        return _due(_nodes[nodeId], pool.rewardPerNodeX32);
    }

    /// @inheritdoc IRewardsPool
    function rewardsPaid(uint32 nodeId) external view returns (uint256) {
        return _nodes[nodeId].paid;
    }

    /// @inheritdoc IRewardsPool
    function rewardsOwed() external view returns (uint256) {
        PoolAccount memory pool = _pool;
        _advance(pool);
        return (uint256(pool.owedX32) + FRACTION_MASK) >> SHIFT;
    }

    /// @inheritdoc IRewardsPool
    function trackedBalance() external view returns (uint256) {
        PoolAccount memory pool = _pool;
        _advance(pool);
        return pool.balanceX32 >> SHIFT;
    }

    /// @inheritdoc IRewardsPool
    function activeNodeCount() external view returns (uint32) {
        return _pool.activeNodes;
    }

    /// @inheritdoc IRewardsPool
    function poolAccount() external view returns (PoolAccount memory) {
        return _pool;
    }

    /// @inheritdoc IRewardsPool
    function nodeAccount(uint32 nodeId) external view returns (NodeAccount memory) {
        return _nodes[nodeId];
    }

    /// @inheritdoc IRewardsPool
    function eventCount() external view returns (uint64) {
        return _pool.eventCount;
    }

    /// @inheritdoc IRewardsPool
    function ratePerSecond() external view returns (uint256) {
        return RATE_PER_SECOND;
    }

    /* INTERNALS */

    /// @dev Accrues up to this block. A second call in a block changes nothing.
    function _accrue() private returns (PoolAccount memory pool) {
        pool = _pool;
        if (pool.accruedAt == block.timestamp) return pool;
        uint128 balanceBeforeX32 = pool.balanceX32;
        uint256 emittedX32 = _advance(pool);
        bool changed = pool.balanceX32 != balanceBeforeX32;
        if (changed) ++pool.eventCount;
        _pool = pool;
        if (changed) emit Accrued(emittedX32, pool.balanceX32, pool.rewardPerNodeX32, pool.activeNodes);
    }

    /// @dev Base units that still fit the account.
    function _room(PoolAccount memory pool) private pure returns (uint256) {
        uint256 largest = pool.owedX32 > pool.rewardPerNodeX32 ? pool.owedX32 : pool.rewardPerNodeX32;
        return (type(uint128).max - pool.balanceX32 - largest) >> SHIFT;
    }

    /// @dev Adds base units that fit to the balance, and counts the event of that.
    function _book(PoolAccount memory pool, uint256 amount) private returns (uint128 balanceX32) {
        // At most the room that was left below 2^128.
        balanceX32 = uint128(pool.balanceX32 + (amount << SHIFT));
        _pool.balanceX32 = balanceX32;
        _pool.eventCount = pool.eventCount + 1;
    }

    /// @dev Moves an account to this block's time.
    /// @return emittedX32 amount credited to all nodes together
    function _advance(PoolAccount memory pool) private view returns (uint256 emittedX32) {
        uint256 elapsed = block.timestamp - pool.accruedAt;
        // Unix seconds fit 40 bits for 34,000 years.
        pool.accruedAt = uint40(block.timestamp);
        uint256 balanceX32 = pool.balanceX32;
        uint256 activeNodes = pool.activeNodes;
        if (elapsed == 0 || balanceX32 == 0 || activeNodes == 0) return 0;

        // The rate is below 2^109 by its bound, time below 2^40, and a number of nodes below 2^32. Balance and share are
        // below 2^128 each. Emission is below the balance. So every sum and cast stays below 2^128, see the top of this
        // contract.
        unchecked {
            uint256 paidNodes = activeNodes < FULL_EMISSION_NODES ? activeNodes : FULL_EMISSION_NODES;
            // The size of the network is a factor of the exponent, not of the share. So emission does not depend on how
            // often the pool is called.
            uint256 exponent = (RATE_PER_SECOND * elapsed * paidNodes) / FULL_EMISSION_NODES;
            uint256 computedX32 = (balanceX32 * Emission.share(exponent)) >> 128;
            uint256 eachX32 = computedX32 / activeNodes;
            emittedX32 = eachX32 * activeNodes;
            // Never above the exact balance either. Otherwise the next accruals would emit too much.
            uint256 takenX32 = computedX32 + EMISSION_ERROR_MAX;
            pool.balanceX32 = takenX32 < balanceX32 ? uint128(balanceX32 - takenX32) : 0;
            pool.rewardPerNodeX32 += uint128(eachX32);
            pool.owedX32 += uint128(emittedX32);
        }
    }

    /// @dev Books the due amount of a node as paid. Returns the payee.
    function _settle(uint32 nodeId, uint128 rewardPerNodeX32) private returns (address owner, uint256 amount) {
        NodeAccount storage node = _nodes[nodeId];
        amount = _due(node, rewardPerNodeX32);
        if (amount == 0) return (address(0), 0);

        uint256 paid = node.paid + amount;
        // Lifetime earnings without the 32 bits of fraction, so 128 bits shrink to 96.
        node.paid = uint96(paid);
        // A view is called statically, so it can change nothing here.
        owner = IRewardsRegistry(REGISTRY).ownerOf(nodeId);
        emit RewardsClaimed(nodeId, owner, msg.sender, amount, paid);
    }

    /// @dev Base units of the node's lifetime earnings that were not paid yet.
    function _due(NodeAccount storage node, uint128 rewardPerNodeX32) private view returns (uint256) {
        uint128 earnedX32 = node.active ? rewardPerNodeX32 - node.markX32 : node.markX32;
        return (earnedX32 >> SHIFT) - node.paid;
    }
}
