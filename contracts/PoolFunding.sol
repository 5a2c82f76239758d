// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IContributionPools} from "./interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {TokenReceipt} from "./libraries/TokenReceipt.sol";

/// @title A contribution pool until its node is registered
/// @dev The specification is `IContributionPools`.
abstract contract PoolFunding is IContributionPools, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using TokenReceipt for IERC20;

    /* CONSTANTS */

    /// @notice Maximum of slots in a pool, the opener's included.
    uint8 public constant SLOTS_MAX = 10;

    /// @notice Longest time from opening to deadline, epochs.
    uint40 public constant DEADLINE_EPOCHS_MAX = 336;

    /// @notice Epochs that a contribution to an open pool must stay.
    uint40 public constant WITHDRAWAL_REST_EPOCHS = 24;

    /// @notice The whole, in basis points.
    uint16 public constant BPS = 10_000;

    /// @dev A new contributor adds at least this fraction (1/n) of the requirement, or all of the remainder.
    uint96 internal constant NEWCOMER_PARTS = 100;

    /// @dev The opener contributes at least this fraction (1/n) of the requirement.
    uint256 internal constant QUARTERS = 4;

    uint8 internal constant OPENER_SLOT = 0;

    /// @dev Marks a missing slot. No slot has this index.
    uint8 internal constant NO_SLOT = type(uint8).max;

    /* IMMUTABLES */

    /// @inheritdoc IContributionPools
    IServiceNodeRegistry public immutable REGISTRY;

    /// @inheritdoc IContributionPools
    IERC20 public immutable TOKEN;

    /// @inheritdoc IContributionPools
    uint32 public immutable EPOCH_SECONDS;

    /* STORAGE */

    // The next two share slot 0, where a storage proof finds the number of events. Opening a pool writes both.

    /// @inheritdoc IContributionPools
    uint64 public eventCount;

    /// @inheritdoc IContributionPools
    uint64 public poolCount;

    mapping(uint256 poolId => Pool) internal _pools;

    mapping(uint256 poolId => mapping(uint8 index => Slot)) internal _slots;

    /* CONSTRUCTOR */

    constructor(IServiceNodeRegistry registry) {
        REGISTRY = registry;
        TOKEN = registry.TOKEN();
        EPOCH_SECONDS = registry.EPOCH_SECONDS();
    }

    /* OPENING */

    /// @inheritdoc IContributionPools
    function open(
        Terms calldata terms,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature,
        uint96 amount,
        IServiceNodeRegistry.Permit calldata permit
    ) external nonReentrant returns (uint256 poolId) {
        _checkNotPaused();
        _checkTerms(terms);
        poolId = ++poolCount;
        Pool storage pool_ = _pools[poolId];
        pool_.opener = msg.sender;
        pool_.feeBps = terms.feeBps;
        pool_.deadline = terms.deadline;
        pool_.state = PoolState.Open;
        pool_.requirement = terms.requirement;
        bytes32 termsHash = hashTerms(poolId, msg.sender, terms);
        pool_.termsHash = termsHash;
        ++eventCount;
        emit PoolOpened(poolId, msg.sender, termsHash, terms);
        _setRegistration(poolId, pool_, registration, operatorSignature);

        uint256 reserved = _reserve(poolId, pool_, terms.reservations);
        // A quarter, rounded up. A quarter of 96 bits fits the cast.
        uint96 min = uint96((uint256(terms.requirement) + QUARTERS - 1) / QUARTERS);
        uint256 most = terms.requirement - min;
        if (reserved > most) revert ReservationsTooHigh(reserved, most);
        if (amount < min) revert ContributionTooLow(amount, min);
        // At most the requirement. `reserved` is at most three quarters of it, as checked above.
        uint96 max = uint96(terms.requirement - reserved);
        if (amount > max) revert ContributionTooHigh(amount, max);
        _enter(poolId, pool_, OPENER_SLOT, amount, address(0));
        _pull(amount, permit);
    }

    /// @inheritdoc IContributionPools
    function replaceRegistration(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external {
        Pool storage pool_ = _open(poolId);
        _checkOpener(poolId, pool_);
        _setRegistration(poolId, pool_, registration, operatorSignature);
    }

    /* CONTRIBUTING */

    /// @inheritdoc IContributionPools
    function contribute(
        uint256 poolId,
        bytes32 termsHash,
        uint96 amount,
        address beneficiary,
        IServiceNodeRegistry.Permit calldata permit
    ) external nonReentrant {
        Pool storage pool_ = _open(poolId);
        _checkNotPaused();
        if (termsHash != pool_.termsHash) revert TermsDiffer(poolId, termsHash, pool_.termsHash);
        if (_isPast(pool_)) revert PoolOver(poolId, pool_.deadline, pool_.requirement);
        (uint8 index, uint96 min, uint96 max) = _bounds(poolId, pool_, msg.sender);
        if (index == NO_SLOT) revert NoFreeSlot(poolId);
        _checkBeneficiary(poolId, beneficiary);
        if (amount > max) revert ContributionTooHigh(amount, max);
        if (amount < min) revert ContributionTooLow(amount, min);
        _enter(poolId, pool_, index, amount, beneficiary);
        _pull(amount, permit);
    }

    /// @inheritdoc IContributionPools
    function withdraw(uint256 poolId) external nonReentrant {
        Pool storage pool_ = _known(poolId);
        if (pool_.state == PoolState.Registered) revert PoolStateNotAllowed(poolId, pool_.state);
        uint8 index = _slotOf(poolId, pool_, msg.sender);
        Slot storage slot = _slots[poolId][index];
        bool goesOn = pool_.state == PoolState.Open && !_isPast(pool_);
        if (goesOn) {
            if (pool_.total == pool_.requirement) revert PoolFull(poolId, pool_.deadline);
            uint40 withdrawableAt = slot.contributedAt + WITHDRAWAL_REST_EPOCHS * EPOCH_SECONDS;
            if (block.timestamp < withdrawableAt) revert WithdrawalTooEarly(poolId, withdrawableAt);
        }

        uint96 amount = slot.amount;
        uint96 total = pool_.total - amount;
        pool_.total = total;
        bool closes = !goesOn || index == OPENER_SLOT;
        // Closed first, so that the state at `Withdrawn` says whether the last slot moves.
        if (closes) _close(poolId, pool_);
        ++eventCount;
        emit Withdrawn(poolId, msg.sender, index, amount, total);
        if (closes) {
            delete _slots[poolId][index];
        } else {
            // At least this slot and the opener's are in use.
            uint8 last = pool_.slotCount - 1;
            if (index != last) _slots[poolId][index] = _slots[poolId][last];
            delete _slots[poolId][last];
            pool_.slotCount = last;
        }
        TOKEN.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IContributionPools
    function finalize(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external nonReentrant returns (uint32 nodeId) {
        Pool storage pool_ = _open(poolId);
        uint96 requirement = pool_.requirement;
        if (_isPast(pool_)) revert PoolOver(poolId, pool_.deadline, requirement);
        if (pool_.total != requirement) revert PoolNotFull(poolId, pool_.total, requirement);
        bytes32 brought = hashRegistration(registration, operatorSignature);
        if (brought != pool_.registrationHash) revert RegistrationDiffers(poolId, brought, pool_.registrationHash);

        pool_.state = PoolState.Registered;
        // Unix seconds fit 40 bits for 34,000 years.
        pool_.registeredAt = uint40(block.timestamp);
        TOKEN.forceApprove(address(REGISTRY), requirement);
        IServiceNodeRegistry.Permit memory none;
        nodeId = REGISTRY.register(registration, operatorSignature, requirement, none);
        pool_.nodeId = nodeId;
        ++eventCount;
        emit PoolRegistered(poolId, nodeId, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IContributionPools
    function pool(uint256 poolId) external view returns (Pool memory) {
        return _known(poolId);
    }

    /// @inheritdoc IContributionPools
    function slots(uint256 poolId) external view returns (Slot[] memory all) {
        all = new Slot[](_known(poolId).slotCount);
        for (uint8 i = 0; i < all.length; ++i) all[i] = _slots[poolId][i];
    }

    /// @inheritdoc IContributionPools
    function isOver(uint256 poolId) external view returns (bool) {
        Pool storage pool_ = _known(poolId);
        return pool_.state == PoolState.Closed || (pool_.state == PoolState.Open && _isPast(pool_));
    }

    /// @inheritdoc IContributionPools
    function contributionBounds(uint256 poolId, address contributor) external view returns (uint96 min, uint96 max) {
        Pool storage pool_ = _known(poolId);
        if (pool_.state != PoolState.Open || _isPast(pool_)) return (0, 0);
        (, min, max) = _bounds(poolId, pool_, contributor);
        if (max == 0) min = 0;
    }

    /// @inheritdoc IContributionPools
    function hashTerms(uint256 poolId, address opener, Terms calldata terms) public pure returns (bytes32) {
        return keccak256(abi.encode(poolId, opener, terms));
    }

    /// @inheritdoc IContributionPools
    function hashRegistration(
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(registration, operatorSignature));
    }

    /* INTERNALS */

    function _known(uint256 poolId) internal view returns (Pool storage pool_) {
        pool_ = _pools[poolId];
        if (pool_.state == PoolState.None) revert PoolUnknown(poolId);
    }

    /// @dev Index of the contributor's slot; `NO_SLOT` if there is none. A slot that is only reserved counts.
    function _findSlot(uint256 poolId, Pool storage pool_, address contributor) internal view returns (uint8) {
        uint8 slotCount = pool_.slotCount;
        for (uint8 i = 0; i < slotCount; ++i) if (_slots[poolId][i].contributor == contributor) return i;
        return NO_SLOT;
    }

    /// @dev Index of the slot that the caller has taken.
    function _slotOf(uint256 poolId, Pool storage pool_, address contributor) internal view returns (uint8 index) {
        index = _findSlot(poolId, pool_, contributor);
        if (index == NO_SLOT || _slots[poolId][index].contributedAt == 0) {
            revert CallerNotContributor(poolId, contributor);
        }
    }

    function _open(uint256 poolId) private view returns (Pool storage pool_) {
        pool_ = _known(poolId);
        if (pool_.state != PoolState.Open) revert PoolStateNotAllowed(poolId, pool_.state);
    }

    /// @dev Whether an Open pool can only be refunded.
    function _isPast(Pool storage pool_) private view returns (bool) {
        return block.timestamp > pool_.deadline || REGISTRY.parameters().stakingRequirement != pool_.requirement;
    }

    /// @dev Nothing enters a pool during a pause. `register` refuses then by itself.
    function _checkNotPaused() private view {
        uint40 pausedUntil = REGISTRY.pausedUntil();
        if (block.timestamp < pausedUntil) revert PoolsArePaused(pausedUntil);
    }

    function _checkTerms(Terms calldata terms) private view {
        uint256 latest = block.timestamp + DEADLINE_EPOCHS_MAX * EPOCH_SECONDS;
        if (terms.deadline <= block.timestamp || terms.deadline > latest) {
            revert DeadlineOutOfBounds(terms.deadline, block.timestamp + 1, latest);
        }
        uint96 required = REGISTRY.parameters().stakingRequirement;
        if (terms.requirement != required) revert RequirementUnexpected(terms.requirement, required);
        if (terms.feeBps > BPS) revert FeeTooHigh(terms.feeBps, BPS);
    }

    /// @dev Enters the reserved slots behind the opener's. The number of slots bounds the inner loop.
    /// @return reserved sum of the reserved base units
    function _reserve(
        uint256 poolId,
        Pool storage pool_,
        Reservation[] calldata reservations
    ) private returns (uint256 reserved) {
        if (reservations.length >= SLOTS_MAX) revert TooManyReservations(reservations.length, SLOTS_MAX - 1);
        for (uint8 i = 0; i < reservations.length; ++i) {
            (address contributor, uint96 least) = (reservations[i].contributor, reservations[i].least);
            bool twice = false;
            for (uint8 k = 0; k < i; ++k) if (reservations[k].contributor == contributor) twice = true;
            if (contributor == address(0) || contributor == msg.sender || least == 0 || twice) {
                revert ReservationInvalid(contributor, least);
            }
            Slot storage slot = _slots[poolId][i + 1];
            slot.contributor = contributor;
            slot.amount = least;
            reserved += least;
        }
        // At most 9.
        pool_.reservedCount = uint8(reservations.length);
        pool_.slotCount = uint8(reservations.length) + 1;
    }

    function _setRegistration(
        uint256 poolId,
        Pool storage pool_,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) private {
        // `register` asks no signature of its caller, so this contract must not be the operator. It never acts as one.
        address operator = registration.operator;
        if (!REGISTRY.isPayable(operator)) revert IServiceNodeRegistry.OperatorInvalid(operator);
        if (
            registration.owner != address(this) ||
            registration.feeBps != pool_.feeBps ||
            registration.deadline < pool_.deadline
        ) revert RegistrationNotOfPool(poolId);
        pool_.registrationHash = hashRegistration(registration, operatorSignature);
        ++eventCount;
        emit RegistrationReplaced(poolId, registration, operatorSignature);
    }

    /// @dev Slot that the contributor would use, and the bounds of its contribution.
    function _bounds(
        uint256 poolId,
        Pool storage pool_,
        address contributor
    ) private view returns (uint8 index, uint96 min, uint96 max) {
        uint8 slotCount = pool_.slotCount;
        index = slotCount < SLOTS_MAX ? slotCount : NO_SLOT;
        max = pool_.requirement - pool_.total;
        bool allTaken = pool_.reservedCount == 0;
        for (uint8 i = 0; i < slotCount; ++i) {
            Slot storage slot = _slots[poolId][i];
            bool taken = allTaken || slot.contributedAt != 0;
            if (slot.contributor == contributor) (index, min) = (i, taken ? 1 : slot.amount);
            else if (!taken) max -= slot.amount;
        }
        if (index == NO_SLOT) return (NO_SLOT, 0, 0);
        if (index == slotCount) {
            // An equal part, rounded up, for each free slot. At most the dividend, which fits.
            uint256 free = SLOTS_MAX - slotCount;
            min = uint96((uint256(max) + free - 1) / free);
            // Otherwise a pool that is nearly full for 24 epochs could have its slots taken for almost nothing.
            uint96 least = pool_.requirement / NEWCOMER_PARTS;
            if (min < least) min = max < least ? max : least;
        }
        // A pool that is full, or wholly reserved, takes no contribution, and 0 is not a contribution.
        if (min == 0) min = 1;
    }

    /// @dev Credit of a contract of the protocol would be lost, because it cannot claim. Zero means the contributor.
    function _checkBeneficiary(uint256 poolId, address beneficiary) internal view {
        if (beneficiary != address(0) && !REGISTRY.isPayable(beneficiary)) {
            revert BeneficiaryInvalid(poolId, beneficiary);
        }
    }

    function _checkOpener(uint256 poolId, Pool storage pool_) internal view {
        if (msg.sender != pool_.opener) revert CallerNotOpener(poolId, msg.sender);
    }

    /// @dev Closes for good: once a slot was emptied, an expired pool must never continue.
    function _close(uint256 poolId, Pool storage pool_) private {
        if (pool_.state == PoolState.Closed) return;
        pool_.state = PoolState.Closed;
        ++eventCount;
        emit PoolClosed(poolId);
    }

    /// @dev Adds a contribution within its bounds to a slot.
    function _enter(uint256 poolId, Pool storage pool_, uint8 index, uint96 added, address beneficiary) private {
        Slot storage slot = _slots[poolId][index];
        uint96 amount = slot.contributedAt == 0 ? added : slot.amount + added;
        uint96 total = pool_.total + added;
        if (index == pool_.slotCount) pool_.slotCount = index + 1;
        else if (index != OPENER_SLOT && slot.contributedAt == 0) --pool_.reservedCount;
        pool_.total = total;
        slot.contributor = msg.sender;
        slot.amount = amount;
        slot.beneficiary = beneficiary;
        // Unix seconds fit 40 bits for 34,000 years.
        slot.contributedAt = uint40(block.timestamp);
        address benefits = beneficiary == address(0) ? msg.sender : beneficiary;
        ++eventCount;
        emit Contributed(poolId, msg.sender, index, added, amount, total, benefits);
    }

    /// @dev Takes exactly `amount` from the caller.
    function _pull(uint256 amount, IServiceNodeRegistry.Permit calldata permit) private {
        TOKEN.usePermit(permit);
        uint256 received = TOKEN.pull(amount);
        if (received != amount) revert ContributionNotReceived(received, amount);
    }
}
