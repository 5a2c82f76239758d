// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IContributionPools} from "./interfaces/IContributionPools.sol";
import {IRewardsPool} from "./interfaces/IRewardsPool.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {PoolFunding} from "./PoolFunding.sol";

/// @title Pools in which several people stake one node together
/// @dev The specification is `IContributionPools`. `PoolFunding` covers a pool until its node is registered, this
/// contract the time after.
contract ContributionPools is PoolFunding {
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice A contributor with less than a quarter may request the exit after this many epochs.
    uint40 public constant EXIT_REQUEST_REST_EPOCHS = 720;

    /// @notice Maximum of slots that one `claim` pays.
    uint256 public constant CLAIM_MAX = 64;

    /* IMMUTABLES */

    /// @notice Pays the rewards of the nodes.
    IRewardsPool public immutable REWARDS_POOL;

    /* STORAGE */

    /// @inheritdoc IContributionPools
    mapping(address beneficiary => uint256) public credit;

    /// @inheritdoc IContributionPools
    mapping(uint256 poolId => mapping(uint8 slot => address)) public pendingContributor;

    /* CONSTRUCTOR */

    /// @param registry must name this contract as its `CONTRIBUTION_POOLS`
    constructor(IServiceNodeRegistry registry) PoolFunding(registry) {
        if (registry.CONTRIBUTION_POOLS() != address(this)) revert RegistryMismatch(registry.CONTRIBUTION_POOLS());
        REWARDS_POOL = registry.REWARDS_POOL();
    }

    /* REGISTERED POOLS */

    /// @inheritdoc IContributionPools
    function requestExit(uint256 poolId) external {
        Pool storage pool_ = _registered(poolId);
        Slot storage slot = _slots[poolId][_slotOf(poolId, pool_, msg.sender)];
        uint40 requestableAt = pool_.registeredAt + EXIT_REQUEST_REST_EPOCHS * EPOCH_SECONDS;
        if (uint256(slot.amount) * QUARTERS < pool_.requirement && block.timestamp < requestableAt) {
            revert ExitRequestTooEarly(poolId, requestableAt);
        }
        REGISTRY.requestExit(pool_.nodeId);
    }

    /// @inheritdoc IContributionPools
    function rotateKeys(uint256 poolId, IServiceNodeRegistry.KeyRotation calldata rotation) external {
        REGISTRY.rotateKeys(_nodeOfOpener(poolId), rotation);
    }

    /// @inheritdoc IContributionPools
    function proposeOperator(uint256 poolId, address newOperator) external {
        REGISTRY.proposeOperator(_nodeOfOpener(poolId), newOperator);
    }

    /// @inheritdoc IContributionPools
    function claim(Place[] calldata places) external nonReentrant {
        if (places.length > CLAIM_MAX) revert ClaimTooLong(places.length, CLAIM_MAX);
        for (uint256 i = 0; i < places.length; ++i) {
            (uint256 poolId, uint8 index) = (places[i].poolId, places[i].slot);
            Pool storage pool_ = _registered(poolId);
            if (_beneficiaryOf(poolId, index) != msg.sender) revert CallerNotBeneficiary(poolId, index, msg.sender);
            _settle(poolId, pool_, index);
        }
        uint256 amount = credit[msg.sender];
        if (amount == 0) return;
        credit[msg.sender] = 0;
        ++eventCount;
        emit CreditPaid(msg.sender, amount);
        TOKEN.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IContributionPools
    function setBeneficiary(uint256 poolId, address beneficiary) external nonReentrant {
        Pool storage pool_ = _known(poolId);
        uint8 index = _slotOf(poolId, pool_, msg.sender);
        _checkBeneficiary(poolId, beneficiary);
        if (pool_.state == PoolState.Registered) _settle(poolId, pool_, index);
        _slots[poolId][index].beneficiary = beneficiary;
        ++eventCount;
        emit BeneficiaryChanged(poolId, msg.sender, index, beneficiary == address(0) ? msg.sender : beneficiary);
    }

    /// @inheritdoc IContributionPools
    function offerSlot(uint256 poolId, address to) external {
        Pool storage pool_ = _registered(poolId);
        uint8 index = _slotOf(poolId, pool_, msg.sender);
        if (index == OPENER_SLOT) revert OpenerSlotBound(poolId);
        if (to != address(0)) {
            if (!REGISTRY.isPayable(to)) revert NewContributorInvalid(poolId, to);
            _checkHasNoSlot(poolId, pool_, to);
        }

        pendingContributor[poolId][index] = to;
        ++eventCount;
        emit SlotOffered(poolId, msg.sender, to, index);
    }

    /// @inheritdoc IContributionPools
    function takeSlot(uint256 poolId, uint8 index) external nonReentrant {
        Pool storage pool_ = _registered(poolId);
        if (msg.sender != pendingContributor[poolId][index]) revert SlotNotOffered(poolId, index, msg.sender);
        // The account may have taken another slot since this one was offered to it.
        _checkHasNoSlot(poolId, pool_, msg.sender);
        // The former beneficiary would be credited with all of it, and an empty slot would be left.
        if (REGISTRY.principalPaid(pool_.nodeId) != 0) revert SlotPaidOut(poolId, index);
        _settle(poolId, pool_, index);

        Slot storage slot = _slots[poolId][index];
        address from = slot.contributor;
        slot.contributor = msg.sender;
        slot.beneficiary = address(0);
        delete pendingContributor[poolId][index];
        ++eventCount;
        emit SlotTransferred(poolId, from, msg.sender, index);
    }

    /* VIEWS */

    /// @inheritdoc IContributionPools
    function due(uint256 poolId, uint8 slot) external view returns (uint256) {
        Pool storage pool_ = _registered(poolId);
        return _due(pool_, _slots[poolId][slot], slot);
    }

    /* INTERNALS */

    /// @dev Credits the beneficiary of a slot with all that the slot earned until now.
    function _settle(uint256 poolId, Pool storage pool_, uint8 index) private {
        uint32[] memory nodeIds = new uint32[](1);
        nodeIds[0] = pool_.nodeId;
        REWARDS_POOL.claim(nodeIds);

        Slot storage slot = _slots[poolId][index];
        uint256 amount = _due(pool_, slot, index);
        if (amount == 0) return;
        address beneficiary = _beneficiaryOf(poolId, index);
        // A share of all that was ever paid for a node: principal and rewards, each below 2^96.
        uint128 paid = slot.paid + uint128(amount);
        slot.paid = paid;
        credit[beneficiary] += amount;
        ++eventCount;
        emit Credited(poolId, beneficiary, index, amount, paid);
    }

    /// @dev Lifetime earnings of a slot that were not credited yet. The node's lifetime counters say how much there is
    /// to share. They only grow and shares are fixed, so the part of a slot never shrinks. Rounding down leaves at most
    /// a unit per slot.
    function _due(Pool storage pool_, Slot storage slot, uint8 index) private view returns (uint256) {
        uint256 requirement = pool_.requirement;
        uint256 amount = slot.amount;
        uint256 rewards = REWARDS_POOL.rewardsPaid(pool_.nodeId);
        uint256 fee = (rewards * pool_.feeBps) / BPS;
        uint256 got = ((rewards - fee) * amount) / requirement;
        if (index == OPENER_SLOT) got += fee;

        uint256 principal = REGISTRY.principalPaid(pool_.nodeId);
        if (principal != 0) {
            // At most a quarter of the stake is ever lost, and the opener contributed at least that.
            got += index == OPENER_SLOT ? amount - (requirement - principal) : amount;
        }
        return got - slot.paid;
    }

    function _checkHasNoSlot(uint256 poolId, Pool storage pool_, address account) private view {
        if (_findSlot(poolId, pool_, account) != NO_SLOT) revert NewContributorInvalid(poolId, account);
    }

    /// @dev The node of a pool that the caller opened.
    function _nodeOfOpener(uint256 poolId) private view returns (uint32) {
        Pool storage pool_ = _registered(poolId);
        _checkOpener(poolId, pool_);
        return pool_.nodeId;
    }

    function _registered(uint256 poolId) private view returns (Pool storage pool_) {
        pool_ = _known(poolId);
        if (pool_.state != PoolState.Registered) revert PoolStateNotAllowed(poolId, pool_.state);
    }

    function _beneficiaryOf(uint256 poolId, uint8 index) private view returns (address) {
        Slot storage slot = _slots[poolId][index];
        return slot.beneficiary == address(0) ? slot.contributor : slot.beneficiary;
    }
}
