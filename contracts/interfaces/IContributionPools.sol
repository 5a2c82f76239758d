// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title Pools in which several people stake one node together
/// @notice An operator opens a pool on fixed terms and brings at least a quarter of the stake; up to nine others bring the
/// rest; then anyone has the node registered, with this contract as its owner. Amounts are token base units, times are unix
/// seconds, ratios are basis points (bps, 1/10,000).
///
/// Terms never change: a contributor names their hash. Keys, proof and endpoint are no terms: the operator may replace them
/// until the node is registered, as a stranger may have used a key first.
///
/// Money: contributions are here until the node is registered. What does not become part of its stake can be had back: at the
/// latest from the deadline on, at most 14 days ahead. What the node earns and gets back is told by the lifetime counters
/// `rewardsPaid` and `principalPaid` of the pool's node, never by a balance: so whoever calls `claim` or `exit` for it, nothing
/// goes astray. Of rewards the operator gets the fee first, the rest is by share. A loss of principal is the operator's first: a
/// removal costs at most the quarter that the operator brings. Everybody pulls for themselves; nobody can be kept from it by
/// another.
///
/// Assumptions on the outside world: those of `IServiceNodeRegistry`.
///
/// Nobody has a role here. While the registry is paused, pools are neither opened nor registered; refunds and claims go on.
/// Warning: tokens sent here without `open` or `contribute` are nobody's, and lost.
interface IContributionPools {
    /* TYPES */

    /// @notice Where a pool stands. `Closed`: cancelled by its operator, or over when somebody withdrew. What is `Open` and over
    /// its deadline, or asks for another stake than the registry does now, can only be refunded.
    enum PoolState {
        None,
        Open,
        Registered,
        Closed
    }

    /// @notice A place kept for somebody who brings at least `least`.
    struct Reservation {
        address contributor;
        uint96 least; // base units
    }

    /// @notice What contributors agree to.
    struct Terms {
        uint16 feeBps; // of the rewards, to the operator before they are shared
        uint40 deadline; // unix seconds; until then the pool must be full and registered; at most 14 days ahead
        uint96 requirement; // base units; the registry's at the opening
        Reservation[] reservations; // each address once, not the operator; at most 9
    }

    /// @notice Names a place of a pool.
    struct Place {
        uint256 poolId;
        uint8 slot;
    }

    /// @notice A pool as stored.
    struct Pool {
        /* 0 */ address operator;
        /* 0 */ uint16 feeBps;
        /* 0 */ uint40 deadline; // unix seconds
        /* 0 */ uint32 nodeId; // 0 until registered
        /* 0 */ PoolState state;
        /* 1 */ uint96 requirement; // base units
        /* 1 */ uint96 total; // base units contributed
        /* 1 */ uint40 registeredAt; // unix seconds; 0 until registered
        /* 1 */ uint8 slotCount; // places in use or reserved, or given back since it was closed; at most 10
        /* 1 */ uint8 reservedCount; // of them, reserved and not taken yet
        /* 2 */ bytes32 termsHash;
        /* 3 */ bytes32 registrationHash; // keccak of the registration that is to be used, see `hashRegistration`
    }

    /// @notice A place in a pool; place 0 is the operator's.
    struct Slot {
        /* 0 */ address contributor;
        /* 0 */ uint96 amount; // base units contributed; of a reservation not taken yet, the least amount
        /* 1 */ address beneficiary; // who may claim; zero: the contributor
        /* 1 */ uint40 contributedAt; // unix seconds of the last contribution; 0: reserved and not taken yet
        /* 2 */ uint128 paid; // base units paid or credited to beneficiaries, of rewards and principal
    }

    /* EVENTS */

    /// @notice A pool is open. The operator's contribution and registration follow as events of their own.
    event PoolOpened(uint256 indexed poolId, address indexed operator, bytes32 termsHash, Terms terms);

    /// @notice The registration that the pool's node will be registered with, until it is replaced.
    event RegistrationReplaced(
        uint256 indexed poolId,
        IServiceNodeRegistry.Registration registration,
        bytes operatorSignature
    );

    /// @notice `contributor` brought `added` base units to place `slot`, which has `amount` now; the pool has `total`.
    event Contributed(
        uint256 indexed poolId,
        address indexed contributor,
        uint8 slot,
        uint96 added,
        uint96 amount,
        uint96 total,
        address beneficiary
    );

    /// @notice `contributor` took `amount` back, all that place `slot` had; the pool has `total` left. If the pool is Open, its
    /// last place moves to where this one was; if it is Closed, the place stays, empty.
    event Withdrawn(uint256 indexed poolId, address indexed contributor, uint8 slot, uint96 amount, uint96 total);

    /// @notice The pool takes nothing more, and everybody can withdraw: its operator does, or somebody does after it was over.
    /// That `Withdrawn` follows.
    event PoolClosed(uint256 indexed poolId);

    /// @notice The pool's node is registered.
    event PoolRegistered(uint256 indexed poolId, uint32 indexed nodeId, address indexed by);

    /// @notice From now on `beneficiary` may claim what place `slot` gets; what it had got before is credited to the former.
    event BeneficiaryChanged(uint256 indexed poolId, address indexed contributor, uint8 slot, address beneficiary);

    /// @notice The place belongs to `to`, who is its beneficiary too.
    event SlotTransferred(uint256 indexed poolId, address indexed from, address indexed to, uint8 slot);

    /// @notice `amount` of what place `slot` gets was credited to `beneficiary`; `paid` is all that ever was.
    event Credited(uint256 indexed poolId, address indexed beneficiary, uint8 slot, uint256 amount, uint256 paid);

    /// @notice `amount` base units of credit went to `beneficiary`; nothing is left of it.
    event CreditPaid(address indexed beneficiary, uint256 amount);

    /* ERRORS */

    /// @notice Thrown when no pool has this id.
    error PoolUnknown(uint256 poolId);

    /// @notice Thrown when the pool is not in a state for the call.
    error PoolStateNotAllowed(uint256 poolId, PoolState state);

    /// @notice Thrown when the pool can only be refunded: over its deadline, or asking for another stake than the registry.
    error PoolOver(uint256 poolId, uint40 deadline, uint96 requirement);

    /// @notice Thrown when `caller` is not the operator of the pool.
    error CallerNotOperator(uint256 poolId, address caller);

    /// @notice Thrown when `caller` has no place in the pool.
    error CallerNotContributor(uint256 poolId, address caller);

    /// @notice Thrown when the terms named are not the pool's.
    error TermsDiffer(uint256 poolId, bytes32 named, bytes32 termsHash);

    /// @notice Thrown when a pool is to be opened while the registry is paused. Unix seconds.
    error OpeningIsPaused(uint40 pausedUntil);

    /// @notice Thrown when the deadline is in the past or more than 14 days ahead. Unix seconds.
    error DeadlineOutOfBounds(uint40 deadline, uint256 min, uint256 max);

    /// @notice Thrown when the terms ask for another stake than the registry does. Base units.
    error RequirementUnexpected(uint96 requirement, uint96 required);

    /// @notice Thrown when the fee is above 10,000 bps.
    error FeeTooHigh(uint16 feeBps, uint16 feeBpsMax);

    /// @notice Thrown when more places are reserved than there are.
    error TooManyReservations(uint256 count, uint256 max);

    /// @notice Thrown when a reservation names nobody, the operator, somebody twice, or no amount.
    error ReservationInvalid(address contributor, uint96 least);

    /// @notice Thrown when the reserved amounts leave the operator less than it brings. Base units.
    error ReservationsTooHigh(uint256 reserved, uint256 max);

    /// @notice Thrown when a contribution is less than this contributor must bring. Base units.
    error ContributionTooLow(uint96 amount, uint96 min);

    /// @notice Thrown when a contribution is more than there is room for. Base units.
    error ContributionTooHigh(uint96 amount, uint96 max);

    /// @notice Thrown when all places are taken or reserved for others.
    error NoFreeSlot(uint256 poolId);

    /// @notice Thrown when the token moved another amount than asked for. Base units.
    error ContributionNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when a registration is not of the pool's operator, fee and owner, or expires before the pool.
    error RegistrationNotOfPool(uint256 poolId);

    /// @notice Thrown when another registration is brought than the operator's last.
    error RegistrationDiffers(uint256 poolId, bytes32 brought, bytes32 registrationHash);

    /// @notice Thrown when the pool has not the whole stake yet. Base units.
    error PoolNotFull(uint256 poolId, uint96 total, uint96 requirement);

    /// @notice Thrown when a full pool's contributor withdraws before its deadline.
    error PoolFull(uint256 poolId, uint40 deadline);

    /// @notice Thrown when a contributor withdraws too soon after contributing. Unix seconds.
    error WithdrawalTooEarly(uint256 poolId, uint40 withdrawableAt);

    /// @notice Thrown when a contributor with less than a quarter asks for the exit in the first 30 days. Unix seconds.
    error ExitRequestTooEarly(uint256 poolId, uint40 requestableAt);

    /// @notice Thrown when a place is to be given to nobody, to this contract, or to somebody who has one in the pool.
    error NewContributorInvalid(uint256 poolId, address contributor);

    /// @notice Thrown when what a place gets would go to this contract, which could not claim it.
    error BeneficiaryInvalid(uint256 poolId, address beneficiary);

    /// @notice Thrown when the operator's place is to be given away before the principal is paid: it bears the first loss.
    error OperatorSlotBound(uint256 poolId);

    /// @notice Thrown when the registry takes another address for this contract.
    error RegistryMismatch(address expected);

    /// @notice Thrown when more places are named than one claim may pay.
    error ClaimTooLong(uint256 places, uint256 max);

    /// @notice Thrown when `caller` is not the beneficiary of the place.
    error CallerNotBeneficiary(uint256 poolId, uint8 slot, address caller);

    /* BEFORE THE NODE IS REGISTERED */

    /// @notice Opens a pool on these terms and takes the operator's contribution, at least a quarter of the requirement.
    /// @param registration of the node to be: operator is `msg.sender`, owner is this contract, fee is the terms', and its proof
    /// is good at least until the deadline
    /// @param operatorSignature the operator's over the same digest, as `register` of the registry takes it
    /// @param amount base units of the operator
    /// @param permit for this contract, tried first; `deadline` 0: none
    /// @return poolId the new id, counted up from 1
    function open(
        Terms calldata terms,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature,
        uint96 amount,
        IServiceNodeRegistry.Permit calldata permit
    ) external returns (uint256 poolId);

    /// @notice Replaces keys, proof and endpoint. By the operator, while the pool is Open.
    function replaceRegistration(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external;

    /// @notice Contributes to an Open pool. A new contributor brings at least an equal part of what is left for those places that
    /// are free and not reserved, and a hundredth of the requirement, or all that is left; whoever has a place reserved at
    /// least what it is reserved for; who has one already adds as much as they like. What is reserved for others is left for
    /// them.
    /// @param termsHash of the pool, as the contributor read it
    /// @param beneficiary who may claim what this place gets; zero: the contributor; not this contract. An earlier choice is
    /// replaced.
    function contribute(
        uint256 poolId,
        bytes32 termsHash,
        uint96 amount,
        address beneficiary,
        IServiceNodeRegistry.Permit calldata permit
    ) external;

    /// @notice Takes a contribution back, all of it, and gives the place up, reserved or not. While the pool is Open and not
    /// full: 24 hours after the last contribution; where the operator does so, the pool is closed. Once it is closed or over:
    /// at once.
    function withdraw(uint256 poolId) external;

    /// @notice Registers the node of a full pool. Open to anyone, who brings the operator's last registration from the log.
    function finalize(
        uint256 poolId,
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external returns (uint32 nodeId);

    /* AFTERWARDS */

    /// @notice Asks for the exit of the node. By any contributor; with less than a quarter not in the first 30 days. (The
    /// operator can ask the registry too, at any time.)
    function requestExit(uint256 poolId) external;

    /// @notice Has the nodes' rewards paid here, and pays `msg.sender` what these places got, and what was credited before.
    /// @param places at most 64, whose beneficiary is `msg.sender`; none: the credit alone
    function claim(Place[] calldata places) external;

    /// @notice Names another beneficiary for the caller's place; zero: the caller; not this contract. What it got before is
    /// the former's.
    function setBeneficiary(uint256 poolId, address beneficiary) external;

    /// @notice Gives the caller's place in a Registered pool to somebody who has none in it. What it got before stays with its
    /// beneficiary.
    function transferSlot(uint256 poolId, address to) external;

    /* VIEWS */

    /// @notice The pool; reverts with `PoolUnknown` where there is none.
    function pool(uint256 poolId) external view returns (Pool memory);

    /// @notice The pool's places, at most 10.
    function slots(uint256 poolId) external view returns (Slot[] memory);

    /// @notice Whether the pool can only be refunded: closed, over its deadline, or asking for another stake.
    function isOver(uint256 poolId) external view returns (bool);

    /// @notice Least and most that this contributor may bring now; zeros where they may bring nothing. Base units.
    function contributionBounds(uint256 poolId, address contributor) external view returns (uint96 min, uint96 max);

    /// @notice Base units place `slot` got that were neither paid nor credited yet, as far as the rewards pool has paid.
    function due(uint256 poolId, uint8 slot) external view returns (uint256);

    /// @notice Base units credited to a beneficiary, of now or before, and not claimed yet.
    function credit(address beneficiary) external view returns (uint256);

    /// @notice Pools ever opened; ids run from 1 to this number.
    function poolCount() external view returns (uint256);

    /// @notice keccak of `abi.encode(poolId, operator, terms)`.
    function hashTerms(uint256 poolId, address operator, Terms calldata terms) external pure returns (bytes32);

    /// @notice keccak of `abi.encode(registration, operatorSignature)`.
    function hashRegistration(
        IServiceNodeRegistry.Registration calldata registration,
        bytes calldata operatorSignature
    ) external pure returns (bytes32);

    /// @notice The registry whose nodes are registered.
    function REGISTRY() external view returns (IServiceNodeRegistry);

    /// @notice The token that is staked.
    function TOKEN() external view returns (IERC20);
}
