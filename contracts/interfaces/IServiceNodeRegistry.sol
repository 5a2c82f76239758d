// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IRegistrationVerifier} from "./IRegistrationVerifier.sol";
import {IRewardsPool} from "./IRewardsPool.sol";
import {ISignerSets} from "./ISignerSets.sol";

/// @title Registry of service nodes
/// @notice Operators lock a stake to put a service node on the list; this contract holds that principal, the life of
/// each node, and the root of the list of all active nodes. Amounts are token base units (18 decimals), times are unix
/// seconds, ratios are basis points (bps, 1/10,000).
///
/// Assumptions on the outside world:
/// - The token is a standard ERC-20 that moves exactly the amount asked for; a fee on transfer is refused.
/// - The chain carries the BLS12-381 precompiles of EIP-2537; `BlsVerifier` refuses to deploy without them.
/// - The randomness source cannot be steered by whoever registers (see `IRandomness`).
///
/// A node's BLS key is not stored, only its hash: whoever changes the list brings the key, which is in the event of its
/// registration. Signer sets are kept by `ISignerSets`, rewards by `IRewardsPool`; this contract creates both.
///
/// What the active nodes can do together: suspend, resume and remove a node whose exit is not due; a removal costs at most
/// a quarter of the principal, and at most one in 13 nodes is removed in any 7 days.
/// What the parameter role can do: change the numbers in `Parameters`, within hard bounds, behind the delay its manager sets.
/// What the guardian role can do: stop `register` for 7 days, and not again for as long. What nobody can do: move principal,
/// stop or delay `exit` of a node whose exit is due, change a node's operator or keys, or replace this code.
interface IServiceNodeRegistry {
    /* TYPES */

    /// @notice Where a node stands. Listed, earning and signing iff `Active`. `None`: no such node.
    enum Status {
        None,
        Pending,
        Active,
        Suspended,
        Exited,
        Removed
    }

    /// @notice Where a node is reached.
    struct Endpoint {
        bytes16 ip; // IPv6, or IPv4 as ::ffff:a.b.c.d
        uint16 rpcPort; // TCP, HTTPS; never 0
        uint16 quicPort; // UDP; 0: none
    }

    /// @notice Everything an operator says of a new node.
    struct Registration {
        address operator; // runs the node; never changes
        address owner; // receives principal and rewards
        BLS.G1Point blsKey; // 128-byte EIP-2537 encoding
        BLS.G2Point proofOfPossession; // BLS signature by `blsKey` over the EIP-712 digest
        bytes32 ed25519Key; // the node's network identity
        bytes ed25519Signature; // 64 bytes over the digest; carried in the event, not checked here
        Endpoint endpoint;
        uint16 feeBps; // operator's fee of a shared node; 0 for a solo one
        uint64 deadline; // unix seconds; the proof is refused after it
    }

    /// @notice An ERC-2612 permit by `msg.sender` for this contract. `deadline` 0: none given.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice What governance may change, each within hard bounds.
    struct Parameters {
        uint96 stakingRequirement; // base units a new node locks; moves at most 50 % a step
        uint40 activationDelay; // seconds from `register` to `activate`; 1 to 4 hours
        uint40 exitDelay; // seconds from `requestExit` to `exit`; 1 to 30 days
        uint40 removalLock; // seconds from a removal to its `exit`; 1 to 30 days
        uint16 penaltyBps; // of the principal, that a removal costs; at most 2,500
        uint16 minQuorum; // least signers of a set that may act; 4 to 100
        uint96 removalReward; // base units to the reporter of a removal; never more than the penalty
    }

    /// @notice What the quorum can do to a node.
    enum QuorumKind {
        Suspend,
        Resume,
        Remove
    }

    /// @notice A member of the signer set that did not sign.
    struct NonSigner {
        uint32 nodeId;
        BLS.G1Point blsKey;
    }

    /// @notice An action of the active nodes together. All but the last three fields are what they sign, as
    /// `QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)`.
    struct QuorumAction {
        uint32 nodeId;
        uint16 reason; // code, see docs/protocol.md
        bytes32 evidenceHash;
        uint32 epoch; // whose signer set signed: the current epoch or the one before
        address reporter; // receives the reward of a removal
        BLS.G1Point blsKey; // of the node acted on
        NonSigner[] nonSigners; // ids strictly increasing; at most a third of the set
        BLS.G2Point signature; // by the sum of the set's keys without the non-signers'
    }

    /// @notice A node as stored.
    struct ServiceNode {
        /* 0 */ address owner;
        /* 0 */ uint96 principal; // base units locked; 0 once paid
        /* 1 */ address operator;
        /* 1 */ uint40 activatedAt; // unix seconds; 0 until activated
        /* 1 */ uint16 rpcPort;
        /* 1 */ uint16 quicPort;
        /* 2 */ bytes16 ip;
        /* 2 */ uint64 seed; // drawn at activation, then fixed
        /* 2 */ uint32 leafIndex; // in the list while Active
        /* 2 */ uint32 endpointEpoch; // epoch of the last `updateEndpoint`
        /* 3 */ bytes32 ed25519Key;
        /* 4 */ Status status;
        /* 4 */ uint40 activatableAt; // unix seconds
        /* 4 */ uint40 exitDueAt; // unix seconds; 0: no exit requested
        /* 4 */ uint40 suspendedAt; // unix seconds; 0: not suspended
        /* 4 */ uint64 ticket; // of the draw that gives the seed
        /* 4 */ uint32 statusEpoch; // epoch of the last change between Active and Suspended
    }

    /* EVENTS */

    /// @notice A node locked its stake and waits for activation. `payer` brought the stake.
    event ServiceNodeRegistered(
        uint32 indexed nodeId,
        address indexed operator,
        address indexed owner,
        address payer,
        uint96 principal,
        BLS.G1Point blsKey,
        bytes32 ed25519Key,
        bytes ed25519Signature,
        Endpoint endpoint,
        uint16 feeBps,
        uint64 deadline,
        uint64 ticket,
        uint40 activatableAt
    );

    /// @notice The node's draw was missed; it waits for a new one.
    event TicketRenewed(uint32 indexed nodeId, address indexed by, uint64 ticket, uint40 activatableAt);

    /// @notice The node is Active from this block on.
    event ServiceNodeActivated(uint32 indexed nodeId, address indexed by, uint64 seed, uint40 activatedAt);

    /// @notice The node's endpoint from this block on; `epoch` is the one it was changed in.
    event EndpointUpdated(uint32 indexed nodeId, address indexed operator, Endpoint endpoint, uint32 epoch);

    /// @notice The node may be exited by anyone from `exitDueAt` on (unix seconds).
    event ExitRequested(uint32 indexed nodeId, address indexed by, uint40 exitDueAt);

    /// @notice The node left; `principalPaid` base units went to `owner`.
    event ServiceNodeExited(uint32 indexed nodeId, address indexed owner, address indexed by, uint96 principalPaid);

    /// @notice The active nodes took the node off the list; `reporter` is whom they named.
    event ServiceNodeSuspended(
        uint32 indexed nodeId,
        address indexed reporter,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The node is listed again. `by` is the reporter the nodes named, or the operator after 7 days (then the rest
    /// is 0).
    event ServiceNodeResumed(
        uint32 indexed nodeId,
        address indexed by,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The active nodes removed the node for good. Base units: `penalty` went off the principal, of which `reward`
    /// to the reporter and the rest to the rewards pool; `principal` is left and payable from `exitDueAt` on.
    event ServiceNodeRemoved(
        uint32 indexed nodeId,
        address indexed reporter,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch,
        uint96 penalty,
        uint96 reward,
        uint96 principal,
        uint40 exitDueAt
    );

    /// @notice The rewards pool failed in the exit of this node, which went on without it.
    event RewardsPoolFailed(uint32 indexed nodeId);

    /// @notice `register` is stopped until `pausedUntil` (unix seconds), and cannot be stopped again before `pausableFrom`.
    event RegistrationPaused(address indexed by, uint40 pausedUntil, uint40 pausableFrom);

    /// @notice The owner offered the node to `pendingOwner` (zero: withdrew the offer).
    event OwnerProposed(uint32 indexed nodeId, address indexed owner, address indexed pendingOwner);

    /// @notice `owner` took the node over; the offer is gone.
    event OwnerChanged(uint32 indexed nodeId, address indexed previousOwner, address indexed owner);

    /// @notice The parameters from this block on.
    event ParametersChanged(address indexed by, Parameters parameters);

    /// @notice One leaf of the list changed. `version` grows by one with each change; `leaf` is 0 where a node left.
    event ListChanged(
        uint64 indexed version,
        bytes32 root,
        uint32 leafIndex,
        uint32 indexed nodeId,
        bytes32 leaf,
        uint32 leafCount
    );

    /* ERRORS */

    /// @notice Thrown when no node has this id.
    error ServiceNodeUnknown(uint32 nodeId);

    /// @notice Thrown when the node's status does not allow the call.
    error StatusNotAllowed(uint32 nodeId, Status status);

    /// @notice Thrown when `caller` may not make this call for the node.
    error CallerNotAllowed(uint32 nodeId, address caller);

    /// @notice Thrown when the requirement is not what the caller expected to lock. Base units.
    error StakeUnexpected(uint256 expected, uint256 required);

    /// @notice Thrown when the token moved another amount than asked for. Base units.
    error StakeNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when the registration's deadline has passed. Unix seconds.
    error RegistrationExpired(uint64 deadline, uint256 now_);

    /// @notice Thrown when the caller is not the operator and brings no valid signature of the operator.
    error OperatorSignatureInvalid(address operator);

    /// @notice Thrown when the operator is the zero address.
    error OperatorInvalid(address operator);

    /// @notice Thrown when the owner is the zero address or this registry.
    error OwnerInvalid(address owner);

    /// @notice Thrown when the fee is above 10,000 bps.
    error FeeTooHigh(uint16 feeBps, uint16 feeBpsMax);

    /// @notice Thrown when the BLS key was used before, by whatever node. `blsKeyHash` is keccak of the 128 bytes.
    error BlsKeyUsed(bytes32 blsKeyHash, uint32 nodeId);

    /// @notice Thrown when the Ed25519 key was used before, by whatever node.
    error Ed25519KeyUsed(bytes32 ed25519Key, uint32 nodeId);

    /// @notice Thrown when the Ed25519 key is zero.
    error Ed25519KeyInvalid(bytes32 ed25519Key);

    /// @notice Thrown when the Ed25519 signature is not 64 bytes long.
    error Ed25519SignatureLengthInvalid(uint256 length);

    /// @notice Thrown when the BLS signature over the registration is not by the key in it.
    error ProofOfPossessionInvalid(bytes32 blsKeyHash);

    /// @notice Thrown when `activate` comes too early. Unix seconds.
    error ActivationTooEarly(uint32 nodeId, uint40 activatableAt);

    /// @notice Thrown when the node's exit was requested: it can only leave.
    error ExitAlreadyRequested(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when `exit` comes before an exit was requested (`exitDueAt` 0) or is due. Unix seconds.
    error ExitNotDue(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when the node's draw is not there yet.
    error DrawNotReady(uint32 nodeId, uint64 ticket);

    /// @notice Thrown when the node's draw was missed: ask for `renewTicket`.
    error DrawMissed(uint32 nodeId, uint64 ticket);

    /// @notice Thrown when `renewTicket` is asked for while the draw can still be used, or is still to come.
    error DrawNotMissed(uint32 nodeId, uint64 ticket);

    /// @notice Thrown when `renewTicket` comes before the exit delay since `activatableAt` is over. Unix seconds.
    error RenewalTooEarly(uint32 nodeId, uint40 renewableAt);

    /// @notice Thrown when the address is in a special-purpose range, so no client could reach it.
    error IpNotPublic(bytes16 ip);

    /// @notice Thrown when the RPC port is 0.
    error RpcPortMissing();

    /// @notice Thrown when the endpoint was changed in this epoch already.
    error EndpointUpdatedThisEpoch(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when a parameter is out of its hard bounds.
    error ParameterOutOfBounds(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @notice Thrown when the BLS key brought along is not the node's.
    error BlsKeyNotOfNode(uint32 nodeId, bytes32 blsKeyHash);

    /// @notice Thrown when the quorum acts on a node whose exit is due: it can only leave.
    error ExitDue(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when an action names another epoch than the current one or the one before.
    error QuorumEpochInvalid(uint32 epoch, uint32 currentEpoch);

    /// @notice Thrown when the node's status was changed less than two epochs ago.
    error StatusTooRecent(uint32 nodeId, uint32 statusEpoch, uint32 currentEpoch);

    /// @notice Thrown when the signer set of the epoch is too small to act.
    error QuorumTooSmall(uint32 members, uint32 required);

    /// @notice Thrown when more than a third of the set did not sign.
    error TooManyNonSigners(uint256 count, uint256 max);

    /// @notice Thrown when the ids of non-signers do not strictly increase.
    error NonSignersNotSorted(uint32 nodeId, uint32 previousNodeId);

    /// @notice Thrown when a non-signer is not in the signer set of the epoch.
    error NonSignerNotMember(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when the signature is not by the signers, or there are none.
    error QuorumSignatureInvalid(uint8 kind, uint32 nodeId, uint32 epoch);

    /// @notice Thrown when a suspension would leave fewer active nodes than a quorum needs.
    error ActiveSetTooSmall(uint32 active, uint32 required);

    /// @notice Thrown when the operator resumes the node before 7 days of suspension. Unix seconds.
    error ResumeTooEarly(uint32 nodeId, uint40 resumableAt);

    /// @notice Thrown when `register` is stopped. Unix seconds.
    error RegistrationIsPaused(uint40 pausedUntil);

    /// @notice Thrown when a pause comes too soon after the last. Unix seconds.
    error PauseTooSoon(uint40 pausableFrom);

    /// @notice Thrown when `exit` is called with too little gas to settle rewards first.
    error GasTooLow(uint256 gas, uint256 required);

    /* LIFE OF A NODE */

    /// @notice Locks the staking requirement, taken from `msg.sender`, and enters a new node as Pending.
    /// @param registration what the node is; its BLS key signs the EIP-712 struct
    /// `Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)`
    /// under the domain ("Muster", "1", chain, this contract)
    /// @param operatorSignature ECDSA or ERC-1271 signature of the operator over the same digest; empty where
    /// `msg.sender` is the operator
    /// @param expectedStake base units the caller agrees to lock; any other requirement reverts
    /// @param permit tried first; one used already by somebody else does not revert while the allowance is there
    /// @return nodeId the new id, counted up from 1, never used again
    function register(
        Registration calldata registration,
        bytes calldata operatorSignature,
        uint256 expectedStake,
        Permit calldata permit
    ) external returns (uint32 nodeId);

    /// @notice Puts a Pending node on the list. Open to anyone, from `activatableAt` on, while its draw can be read.
    function activate(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Gives a Pending node whose draw was missed a new one, an exit delay after it could have been activated;
    /// activation is then possible after the activation delay. Open to anyone.
    function renewTicket(uint32 nodeId) external;

    /// @notice Moves the node to another endpoint. By the operator, once per epoch, while Pending, Active or Suspended.
    function updateEndpoint(uint32 nodeId, BLS.G1Point calldata blsKey, Endpoint calldata endpoint) external;

    /// @notice Offers the node to `pendingOwner`; zero withdraws the offer. By the owner.
    function proposeOwner(uint32 nodeId, address pendingOwner) external;

    /// @notice Takes a node over that was offered to `msg.sender`.
    function acceptOwner(uint32 nodeId) external;

    /// @notice Starts the exit delay. By operator or owner, once, while Pending, Active or Suspended.
    function requestExit(uint32 nodeId) external;

    /// @notice Pays the principal to the owner and takes the node off the list. Open to anyone once the exit is due; of a
    /// removed node, once its lock is over. Nothing can block it: not pause, governance, quorum, nor the rewards pool.
    function exit(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /* QUORUM */

    /// @notice Takes an Active node off the list. Never below the least quorum of active nodes.
    function suspend(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list.
    function resume(QuorumAction calldata action) external;

    /// @notice Removes an Active or Suspended node for good, at a penalty. At most one in 13 nodes in any 7 days.
    function remove(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list after 7 days. By the operator, alone.
    function resumeByOperator(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /* GOVERNANCE */

    /// @notice Changes the parameters. By the parameter role, behind the manager's delay, within the hard bounds.
    /// Nodes registered before keep their stake, their activation time and an exit time that is already set.
    function setParameters(Parameters calldata newParameters) external;

    /// @notice Stops `register` for 7 days. By the guardian role, and not again within 14 days.
    function pauseRegistration() external;

    /* VIEWS */

    /// @notice Whom the node's principal and rewards belong to; zero for an unknown node.
    function ownerOf(uint32 nodeId) external view returns (address);

    /// @notice `register` is stopped before this time (unix seconds).
    function pausedUntil() external view returns (uint40);

    /// @notice Root of the list of active nodes; 0 while it is empty. Stored in slot 0 of this contract.
    function listRoot() external view returns (bytes32);

    /// @notice Number of list changes so far, highest leaf index ever used + 1, and depth of the tree.
    function listState() external view returns (uint64 version, uint32 leafCount, uint8 depth);

    /// @notice The node; reverts with `ServiceNodeUnknown` where there is none.
    function serviceNode(uint32 nodeId) external view returns (ServiceNode memory);

    /// @notice Nodes ever registered; ids run from 1 to this number.
    function serviceNodeCount() external view returns (uint32);

    /// @notice Id of the node that used this BLS key (keccak of 128 bytes); 0: never used.
    function nodeIdByBlsKeyHash(bytes32 blsKeyHash) external view returns (uint32);

    /// @notice Id of the node that used this Ed25519 key; 0: never used.
    function nodeIdByEd25519Key(bytes32 ed25519Key) external view returns (uint32);

    /// @notice Whom the node is offered to; zero: nobody.
    function pendingOwner(uint32 nodeId) external view returns (address);

    /// @notice The parameters now.
    function parameters() external view returns (Parameters memory);

    /// @notice Base units owed to owners in all.
    function principalOwed() external view returns (uint256);

    /// @notice Base units of principal ever paid for this node.
    function principalPaid(uint32 nodeId) external view returns (uint256);

    /// @notice Checks registrations and endpoints, and has the digest that operators sign; created by this contract.
    function REGISTRATION_VERIFIER() external view returns (IRegistrationVerifier);

    /// @notice Knows who signs in which epoch; created by this contract.
    function SIGNER_SETS() external view returns (ISignerSets);

    /// @notice Pays what active nodes earn; created by this contract.
    function REWARDS_POOL() external view returns (IRewardsPool);

    /// @notice Length of an epoch in seconds; never changes.
    function EPOCH_SECONDS() external view returns (uint32);
}
