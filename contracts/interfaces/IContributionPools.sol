// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title Pools in which several people stake one node together
/// @notice An account opens a pool on fixed terms and contributes at least a quarter of the stake. Up to nine others
/// contribute the rest. Then anyone can register the node, with this contract as its owner. Amounts are token base
/// units, times are unix seconds, ratios are basis points (bps, 1/10,000).
///
/// The opener holds slot 0 for ever and may be a cold account. The operator of the node may be another address, which
/// signs its registration. The operator runs the node and gets nothing here: fee and first loss are the opener's
/// under each operator.
///
/// Terms never change: a contributor names their hash. Operator, keys, proof and endpoint are not part of the terms.
/// The opener may replace them until the node is registered, because a stranger may have used a key first. Only
/// `finalize` verifies the operator's signature: no node runs under the name of an address that did not sign.
///
/// Contributions stay here until the node is registered. A contribution that does not become part of its stake can be
/// withdrawn. That is possible from the deadline on at the latest, which is at most 336 epochs ahead.
/// The lifetime counters `rewardsPaid` and `principalPaid` of the pool's node say what the node was paid, never a
/// balance. So any caller of `claim` or `exit` for the node is harmless.
/// The opener takes its fee of rewards first; the rest is shared in proportion. A loss of principal is the opener's
/// first: the node loses at most the quarter that the opener contributed.
/// Each beneficiary claims for itself, and no other party can prevent it.
///
/// Assumptions on the outside world: those of `IServiceNodeRegistry`.
///
/// No role exists here. While the registry is paused, `open`, `contribute` and `finalize` are stopped. Nothing else is:
/// refunds, claims, exit requests and offers go on, and no deadline moves.
///
/// `eventCount` counts the events of this contract: the lowest 64 bits of storage slot 0. One storage proof shows that
/// a mirror of the events is complete.
/// Warning: tokens sent here without `open` or `contribute` belong to no pool and are lost.
interface IContributionPools {
    /* TYPES */

    /// @notice State of a pool. `Closed`: the opener cancelled it, or a contributor withdrew after it had expired. An
    /// `Open` pool that is past its deadline, or whose requirement is not the registry's any more, can only be
    /// refunded.
    enum PoolState {
        None,
        Open,
        Registered,
        Closed
    }

    /// @notice A slot kept for an address that contributes at least `least`.
    struct Reservation {
        address contributor;
        uint96 least; // base units
    }

    /// @notice Terms that contributors agree to.
    struct Terms {
        uint16 feeBps; // share of the rewards that the opener takes before they are split
        uint40 deadline; // unix seconds by which the pool must be full and registered; at most 336 epochs ahead
        uint96 requirement; // base units; the registry's at the opening
        Reservation[] reservations; // each address once, not the opener; at most 9
    }

    /// @notice Names a slot of a pool.
    struct Place {
        uint256 poolId;
        uint8 slot;
    }

    /// @notice A pool as stored.
    struct Pool {
        /* 0 */ address opener; // contributor of slot 0
        /* 0 */ uint16 feeBps;
        /* 0 */ uint40 deadline; // unix seconds
        /* 0 */ uint32 nodeId; // 0 until registered
        /* 0 */ PoolState state;
        /* 1 */ uint96 requirement; // base units
        /* 1 */ uint96 total; // base units contributed
        /* 1 */ uint40 registeredAt; // unix seconds; 0 until registered
        /* 1 */ uint8 slotCount; // slots used, reserved, or emptied since the pool was closed; at most 10
        /* 1 */ uint8 reservedCount; // slots that are reserved and not taken yet
        /* 2 */ bytes32 termsHash;
        /* 3 */ bytes32 registrationHash; // keccak of the registration to use, see `hashRegistration`
    }

    /// @notice A slot of a pool. Slot 0 is the opener's.
    struct Slot {
        /* 0 */ address contributor;
        /* 0 */ uint96 amount; // base units contributed; the minimum while only reserved
        /* 1 */ address beneficiary; // address that may claim; zero: the contributor
        /* 1 */ uint40 contributedAt; // unix seconds of the last contribution; 0: only reserved
        /* 2 */ uint128 paid; // base units paid or credited to beneficiaries, of rewards and principal
    }

    /* EVENTS */

    /// @notice A pool is open. Events for the opener's contribution and registration follow.
    event PoolOpened(uint256 indexed poolId, address indexed opener, bytes32 termsHash, Terms terms);

    /// @notice The registration that the pool's node will use, until it is replaced.
    event RegistrationReplaced(
        uint256 indexed poolId,
        IServiceNodeRegistry.Registration registration,
        bytes operatorSignature
    );

    /// @notice `contributor` added `added` base units to slot `slot`, which now has `amount`. The pool now has `total`.
    event Contributed(
        uint256 indexed poolId,
        address indexed contributor,
        uint8 slot,
        uint96 added,
        uint96 amount,
        uint96 total,
        address beneficiary
    );

    /// @notice `contributor` withdrew `amount`, the whole of slot `slot`. The pool now has `total`. If the pool is
    /// Open, its last slot moves to this index. If it is Closed, the slot stays, empty.
    event Withdrawn(uint256 indexed poolId, address indexed contributor, uint8 slot, uint96 amount, uint96 total);

    /// @notice The pool takes no more contributions, and every contributor can withdraw. Emitted by the opener's
    /// withdrawal, or by any withdrawal after the pool expired. That `Withdrawn` follows.
    event PoolClosed(uint256 indexed poolId);

    /// @notice The pool's node is registered.
    event PoolRegistered(uint256 indexed poolId, uint32 indexed nodeId, address indexed by);

    /// @notice From now on `beneficiary` may claim what slot `slot` earns. Earlier earnings are credited to the former
    /// one.
    event BeneficiaryChanged(uint256 indexed poolId, address indexed contributor, uint8 slot, address beneficiary);

    /// @notice `contributor` offered slot `slot` to `pendingContributor`, or withdrew the offer (zero).
    event SlotOffered(
        uint256 indexed poolId,
        address indexed contributor,
        address indexed pendingContributor,
        uint8 slot
    );

    /// @notice `to` took the slot and becomes its beneficiary. The offer is cleared.
    event SlotTransferred(uint256 indexed poolId, address indexed from, address indexed to, uint8 slot);

    /// @notice `amount` of the earnings of slot `slot` was credited to `beneficiary`. `paid` is the lifetime total of
    /// the slot.
    event Credited(uint256 indexed poolId, address indexed beneficiary, uint8 slot, uint256 amount, uint256 paid);

    /// @notice `amount` base units, the whole credit, were sent to `beneficiary`.
    event CreditPaid(address indexed beneficiary, uint256 amount);

    /* ERRORS */

    /// @notice Thrown when the pool id is unknown.
    error PoolUnknown(uint256 poolId);

    /// @notice Thrown when the state of the pool does not allow the call.
    error PoolStateNotAllowed(uint256 poolId, PoolState state);

    /// @notice Thrown when the pool can only be refunded: it is past its deadline, or the registry's requirement
    /// changed.
    error PoolOver(uint256 poolId, uint40 deadline, uint96 requirement);

    /// @notice Thrown when `caller` is not the opener of the pool.
    error CallerNotOpener(uint256 poolId, address caller);

    /// @notice Thrown when `caller` has no slot in the pool.
    error CallerNotContributor(uint256 poolId, address caller);

    /// @notice Thrown when the named terms differ from the pool's.
    error TermsDiffer(uint256 poolId, bytes32 named, bytes32 termsHash);

    /// @notice Thrown when a pool is opened or contributed to while the registry is paused. Unix seconds.
    error PoolsArePaused(uint40 pausedUntil);

    /// @notice Thrown when the deadline is in the past or more than 336 epochs ahead. Unix seconds.
    error DeadlineOutOfBounds(uint40 deadline, uint256 min, uint256 max);

    /// @notice Thrown when the requirement in the terms differs from the registry's. Base units.
    error RequirementUnexpected(uint96 requirement, uint96 required);

    /// @notice Thrown when the fee is above 10,000 bps.
    error FeeTooHigh(uint16 feeBps, uint16 feeBpsMax);

    /// @notice Thrown when the terms reserve more slots than a pool has.
    error TooManyReservations(uint256 count, uint256 max);

    /// @notice Thrown when a reservation has no address, the opener's, one named twice, or no amount.
    error ReservationInvalid(address contributor, uint96 least);

    /// @notice Thrown when the reserved amounts leave the opener less than its minimum contribution. Base units.
    error ReservationsTooHigh(uint256 reserved, uint256 max);

    /// @notice Thrown when a contribution is below the minimum of this contributor. Base units.
    error ContributionTooLow(uint96 amount, uint96 min);

    /// @notice Thrown when a contribution exceeds the room that is left. Base units.
    error ContributionTooHigh(uint96 amount, uint96 max);

    /// @notice Thrown when all slots are taken or reserved for others.
    error NoFreeSlot(uint256 poolId);

    /// @notice Thrown when the token moved another amount than requested. Base units.
    error ContributionNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when a registration has another fee or owner than the pool, or expires before it.
    error RegistrationNotOfPool(uint256 poolId);

    /// @notice Thrown when the passed registration is not the last one that the opener set.
    error RegistrationDiffers(uint256 poolId, bytes32 brought, bytes32 registrationHash);

    /// @notice Thrown when the contributions are below the requirement. Base units.
    error PoolNotFull(uint256 poolId, uint96 total, uint96 requirement);

    /// @notice Thrown when a contributor withdraws from a full pool before its deadline.
    error PoolFull(uint256 poolId, uint40 deadline);

    /// @notice Thrown when a contributor withdraws within 24 epochs of contributing. Unix seconds.
    error WithdrawalTooEarly(uint256 poolId, uint40 withdrawableAt);

    /// @notice Thrown when a contributor with less than a quarter requests the exit in the first 720 epochs. Unix
    /// seconds.
    error ExitRequestTooEarly(uint256 poolId, uint40 requestableAt);

    /// @notice Thrown when a slot would go to a contract of the protocol or to an address with a slot in the pool.
    error NewContributorInvalid(uint256 poolId, address contributor);

    /// @notice Thrown when the beneficiary is a contract of the protocol, which cannot claim.
    error BeneficiaryInvalid(uint256 poolId, address beneficiary);

    /// @notice Thrown when the opener offers its slot. The opener bears the first loss, so its slot never moves.
    error OpenerSlotBound(uint256 poolId);

    /// @notice Thrown when `caller` takes a slot that is not offered to it.
    error SlotNotOffered(uint256 poolId, uint8 slot, address caller);

    /// @notice Thrown when a slot is taken after the principal was paid. Nothing is left in it.
    error SlotPaidOut(uint256 poolId, uint8 slot);

    /// @notice Thrown when the registry names another address as its contribution pools.
    error RegistryMismatch(address expected);

    /// @notice Thrown when the call names more slots than one claim may pay.
    error ClaimTooLong(uint256 places, uint256 max);

    /// @notice Thrown when `caller` is not the beneficiary of the slot.
    error CallerNotBeneficiary(uint256 poolId, uint8 slot, address caller);

    /* BEFORE THE NODE IS REGISTERED */

    /// @notice Opens a pool on these terms and takes the opener's contribution, at least a quarter of the requirement.
    /// `msg.sender` becomes the opener.
    /// @param registration fields of the future node: owner is this contract, fee is the one in the terms. It must not
    /// expire before the pool's deadline. The operator is any address but the contracts of the protocol
    /// @param operatorSignature the operator's signature over the same digest, as `register` of the registry takes it.
    /// It is needed even if the opener is the operator, because this contract registers the node
    /// @param amount base units of the opener
    /// @param permit for this contract, tried first; `deadline` 0: none
    /// @return poolId the new id, counted up from 1
    function open(
        Terms calldata terms,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature,
        uint96 amount,
        IServiceNodeRegistry.Permit calldata permit
    ) external returns (uint256 poolId);

    /// @notice Replaces operator, keys, proof and endpoint. For the opener, while the pool is Open.
    function replaceRegistration(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external;

    /// @notice Contributes to an Open pool. Amounts reserved for others stay reserved.
    /// - A new contributor adds at least an equal part of the remainder, divided by the free slots. It also adds at
    /// least a hundredth of the requirement, or all of the remainder.
    /// - A contributor with a reservation adds at least the reserved amount.
    /// - A contributor with a slot adds any amount.
    /// @param termsHash hash of the terms that the contributor read
    /// @param beneficiary address that may claim the earnings of this slot; zero: the contributor. It must not be a
    /// contract of the protocol. It replaces an earlier choice.
    function contribute(
        uint256 poolId,
        bytes32 termsHash,
        uint96 amount,
        address beneficiary,
        IServiceNodeRegistry.Permit calldata permit
    ) external;

    /// @notice Withdraws the whole contribution and gives the slot up, reserved or not. While the pool is Open and not
    /// full, this is allowed 24 epochs after the last contribution. A withdrawal of the opener closes the pool. From a
    /// closed or expired pool it is allowed at once.
    function withdraw(uint256 poolId) external;

    /// @notice Registers the node of a full pool. Open to anyone. The caller passes the opener's last registration
    /// from the log.
    function finalize(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external returns (uint32 nodeId);

    /* AFTERWARDS */

    /// @notice Requests the exit of the node. For any contributor; with less than a quarter, not in the first 720 epochs.
    /// The operator can also ask the registry, at any time.
    function requestExit(uint256 poolId) external;

    /// @notice Gives the node new keys, by the right of its owner. For the opener. The registry's rules of `rotateKeys`
    /// hold: the owner may do so once in 24 epochs, whatever the operator did.
    function rotateKeys(uint256 poolId, IServiceNodeRegistry.KeyRotation calldata rotation) external;

    /// @notice Offers the operation of the node to `newOperator`, which accepts it at the registry; zero withdraws the
    /// offer. For the opener. Fee and first loss stay with the opener.
    function proposeOperator(uint256 poolId, address newOperator) external;

    /// @notice Claims the nodes' rewards, then pays `msg.sender` the earnings of these slots and its earlier credit.
    /// @param places at most 64 slots whose beneficiary is `msg.sender`; an empty array pays the credit alone
    function claim(Place[] calldata places) external;

    /// @notice Changes the beneficiary of the caller's slot. Zero means the caller; contracts of the protocol are
    /// refused. Earlier earnings belong to the former beneficiary.
    function setBeneficiary(uint256 poolId, address beneficiary) external;

    /// @notice Offers the caller's slot in a Registered pool to an address that has no slot in it; zero withdraws the
    /// offer. A later offer replaces an earlier one. The opener's slot is never offered.
    function offerSlot(uint256 poolId, address to) external;

    /// @notice Takes a slot that was offered to `msg.sender`, until the principal is paid. Earlier earnings belong to
    /// the former beneficiary. The offer is deleted, so a slot that comes back is not bound to it.
    /// Warning: the offer can be withdrawn until it is taken. Do not pay for a slot before.
    function takeSlot(uint256 poolId, uint8 index) external;

    /* VIEWS */

    /// @notice Returns the pool. Reverts with `PoolUnknown` if the id is unknown.
    function pool(uint256 poolId) external view returns (Pool memory);

    /// @notice The pool's slots, at most 10.
    function slots(uint256 poolId) external view returns (Slot[] memory);

    /// @notice Whether the pool can only be refunded: closed, past its deadline, or with an outdated requirement.
    function isOver(uint256 poolId) external view returns (bool);

    /// @notice Minimum and maximum that this contributor may add now, in base units. Zeros if it may add nothing.
    function contributionBounds(uint256 poolId, address contributor) external view returns (uint96 min, uint96 max);

    /// @notice Base units that slot `slot` earned and was neither paid nor credited yet, of what the rewards pool has
    /// paid out.
    function due(uint256 poolId, uint8 slot) external view returns (uint256);

    /// @notice Base units credited to a beneficiary and not claimed yet.
    function credit(address beneficiary) external view returns (uint256);

    /// @notice Address that slot `slot` is offered to; zero: to no address.
    function pendingContributor(uint256 poolId, uint8 slot) external view returns (address);

    /// @notice Number of pools ever opened. Ids run from 1 to this number.
    function poolCount() external view returns (uint64);

    /// @notice Number of events that this contract emitted. The lowest 64 bits of storage slot 0.
    function eventCount() external view returns (uint64);

    /// @notice keccak of `abi.encode(poolId, opener, terms)`.
    function hashTerms(uint256 poolId, address opener, Terms calldata terms) external pure returns (bytes32);

    /// @notice keccak of `abi.encode(registration, operatorSignature)`.
    function hashRegistration(
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external pure returns (bytes32);

    /// @notice The registry in which the nodes are registered.
    function REGISTRY() external view returns (IServiceNodeRegistry);

    /// @notice The token that is staked.
    function TOKEN() external view returns (IERC20);

    /// @notice Length of an epoch in seconds: the registry's.
    function EPOCH_SECONDS() external view returns (uint32);
}
