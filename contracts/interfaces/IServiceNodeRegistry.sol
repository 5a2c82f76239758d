// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "./IQuorumActions.sol";
import {IRandomness} from "./IRandomness.sol";
import {IRewardsPool} from "./IRewardsPool.sol";
import {ISignerSets} from "./ISignerSets.sol";

/// @title Registry of service nodes
/// @notice Operators lock a stake to put a service node on the list. This contract holds the principal, the status of
/// each node, and the root of the list of all active nodes. Amounts are token base units (18 decimals), times are unix
/// seconds, ratios are basis points (bps, 1/10,000).
///
/// Assumptions on the outside world:
/// - The token is a standard ERC-20 that moves exactly the requested amount. A token with a fee on transfer is refused.
/// Less than 2^96 base units of it exist.
/// - The chain has the BLS12-381 precompiles of EIP-2537. `ISignerSets` refuses to deploy without them.
/// - The caller of `register` does not know the round that a ticket names (see `IRandomness`).
///
/// The record of a node does not hold its keys. Storage is indexed by key instead. A call that changes the list
/// therefore passes the keys, which are in the events of registration and rotation. `ISignerSets` keeps BLS keys and signer
/// sets, `IRewardsPool` keeps rewards. This contract creates both.
///
/// Active nodes together can suspend, resume and remove a node whose exit is not due. A removal costs at most a quarter
/// of the principal. At most one in 13 nodes, but at least one, can be removed in any 168 epochs.
/// The parameter role can change the numbers in `Parameters`, within hard bounds, behind the delay that its manager
/// sets.
/// The same role can name another source of randomness for the nodes that register afterwards.
/// The guardian role can stop `register` and `activate` for 7 days, and not again for as long.
/// No role can move principal, change a node's operator or keys, or replace this code. No role can stop or delay `exit`
/// of a node whose exit is due.
interface IServiceNodeRegistry is IQuorumActions {
    /* TYPES */

    /// @notice Status of a node. Only an `Active` node is listed, earns and signs. `None`: the id is unknown.
    enum Status {
        None,
        Pending,
        Active,
        Suspended,
        Exited,
        Removed
    }

    /// @notice Address and ports at which clients reach a node.
    struct Endpoint {
        bytes16 ip; // IPv6, or IPv4 as ::ffff:a.b.c.d
        uint16 rpcPort; // TCP, HTTPS; never 0
        uint16 quicPort; // UDP; 0: none
    }

    /// @notice Fields that an operator signs to enter a new node.
    struct Registration {
        address operator; // runs the node
        address owner; // receives principal and rewards
        BLS.G1Point blsKey; // 128-byte EIP-2537 encoding
        BLS.G2Point proofOfPossession; // BLS signature by `blsKey` over the EIP-712 digest
        bytes32 ed25519Key; // the node's network identity
        bytes ed25519Signature; // 64 bytes over the digest; logged in the event, not checked here
        Endpoint endpoint;
        uint16 feeBps; // operator's fee of a shared node; 0 for a solo one
        uint64 deadline; // unix seconds; the registration is refused after it
    }

    /// @notice New keys of a node. A key that stays repeats the old value. Each new key signs the EIP-712 struct
    /// `Rotation(uint32 nodeId,bytes32 oldBlsKeyHash,bytes32 newBlsKeyHash,bytes32 oldEd25519Key,bytes32 newEd25519Key,bool
    /// compromised,uint64 deadline)` under the domain ("Muster", "1", chain, this contract).
    struct KeyRotation {
        BLS.G1Point previousBlsKey;
        bytes32 previousEd25519Key;
        BLS.G1Point blsKey;
        BLS.G2Point proofOfPossession; // BLS signature by `blsKey`; ignored if that key stays
        bytes32 ed25519Key;
        bytes ed25519Signature; // 64 bytes, logged in the event, not checked here; empty if that key stays
        bool compromised; // the old keys are stolen
        uint64 deadline; // unix seconds; the rotation is refused after it
    }

    /// @notice Values that the constructor fixes for ever.
    struct Settings {
        uint256 rewardRate; // rate of the rewards pool, see `IRewardsPool.ratePerSecond`
        uint32 epochSeconds; // length of an epoch; 10 to 3,600
        uint32 fullEmissionNodes; // active nodes from which on the rewards pool emits at its full rate
        uint32 launchSeconds; // from deployment to the end of the launch; at most 30 days
    }

    /// @notice An ERC-2612 permit by `msg.sender` for this contract. `deadline` 0: none given.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Numbers that governance may change, each within hard bounds.
    struct Parameters {
        /* 0 */ uint96 stakingRequirement; // base units a new node locks; changes by at most 50 % a step
        /* 0 */ uint40 activationDelay; // seconds from `register` to `activate`; 1 to 4 epochs
        /* 0 */ uint40 exitDelay; // seconds from `requestExit` to `exit`; 24 to 720 epochs
        /* 1 */ uint96 removalReward; // base units to the reporter of a removal; at most a tenth of the penalty
        /* 1 */ uint40 removalLock; // seconds from a removal to `exit`; from the exit delay to 720 epochs
        /* 1 */ uint16 penaltyBps; // share of the principal that a removal costs; at most 2,500
        /* 1 */ uint16 minQuorum; // minimum size of a set that may act; 4 to 100
    }

    /// @notice A node as stored.
    struct ServiceNode {
        /* 0 */ address owner;
        /* 0 */ uint96 principal; // base units locked, or paid out if `paid`
        /* 1 */ address operator;
        /* 1 */ uint64 seed; // drawn at activation, then fixed
        /* 1 */ uint32 extensionEpoch; // epoch of the last `setExtension`; 0: never
        /* 2 */ Status status;
        /* 2 */ bool paid; // the principal was sent to the owner
        /* 2 */ uint40 activatableAt; // unix seconds; from its activation on, the time of that
        /* 2 */ uint40 activatedAt; // unix seconds; 0 until activated; renewed with an Ed25519 key and an operator
        /* 2 */ uint40 exitDueAt; // unix seconds; 0: no exit requested
        /* 2 */ uint40 suspendedAt; // unix seconds of the last suspension; reset to 0 by a resumption
        /* 2 */ uint48 ticket; // source (8 bits) and round (40 bits) that give the seed
        /* 2 */ uint32 leafIndex; // in the list while Active
        // Epochs of the last changes; 0: never.
        /* 3 */ uint32 ownerRotationEpoch; // rotation of the keys by the owner
        /* 3 */ uint32 operatorRotationEpoch; // rotation of the keys by this operator
        /* 3 */ uint32 operatorEpoch; // change of the operator
        /* 4 */ bytes32 extensionHash; // keccak of the extension document; 0: none
    }

    /// @notice Storage of an Ed25519 key: its node, for ever, and the endpoint of that node.
    struct Identity {
        /* 0 */ uint32 nodeId; // 0: the key was never registered
        /* 0 */ bytes16 ip;
        /* 0 */ uint16 rpcPort;
        /* 0 */ uint16 quicPort;
        /* 0 */ uint32 endpointEpoch; // epoch of the last `updateEndpoint`
        /* 0 */ uint8 flags; // bit 0: the node has another key now. The three bytes above are 0
    }

    /* EVENTS */

    /// @notice A node locked its stake and waits for activation. `payer` paid the stake. `ticket` is the source of
    /// randomness (8 bits) and its round (40 bits).
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
        uint48 ticket,
        uint40 activatableAt
    );

    /// @notice The node is Active from this block on.
    event ServiceNodeActivated(uint32 indexed nodeId, address indexed by, uint64 seed, uint40 activatedAt);

    /// @notice The node's endpoint from this block on. `epoch` is the epoch of the change.
    event EndpointUpdated(uint32 indexed nodeId, address indexed operator, Endpoint endpoint, uint32 epoch);

    /// @notice Anyone may exit the node from `exitDueAt` on (unix seconds).
    event ExitRequested(uint32 indexed nodeId, address indexed by, uint40 exitDueAt);

    /// @notice The node has these keys now. A new BLS key signs from the next epoch on, the old one until then. The
    /// extension is cleared. `compromised`: the old keys are stolen. `activatedAt` is that of its record from this block
    /// on; 0 for a Pending node.
    event KeysRotated(
        uint32 indexed nodeId,
        address indexed by,
        bytes32 previousBlsKeyHash,
        bytes32 previousEd25519Key,
        BLS.G1Point blsKey,
        bytes32 ed25519Key,
        bytes ed25519Signature,
        bool compromised,
        uint64 deadline,
        uint40 activatedAt
    );

    /// @notice The node's extension document from this block on. `extensionHash` is its keccak; 0 if it is empty.
    event ExtensionSet(
        uint32 indexed nodeId,
        address indexed operator,
        bytes32 extensionHash,
        bytes document,
        uint32 epoch
    );

    /// @notice The owner offered the operation of the node to `pendingOperator`, or withdrew the offer (zero).
    event OperatorProposed(uint32 indexed nodeId, address indexed owner, address indexed pendingOperator);

    /// @notice `operator` accepted the node. The offer is cleared. `activatedAt` is that of its record from this block
    /// on; 0 for a Pending node.
    event OperatorChanged(
        uint32 indexed nodeId,
        address indexed previousOperator,
        address indexed operator,
        uint40 activatedAt
    );

    /// @notice The node left. `principalPaid` base units were sent to `owner`, and `tip` of the principal to `by`, because
    /// the exit was late.
    event ServiceNodeExited(
        uint32 indexed nodeId,
        address indexed owner,
        address indexed by,
        uint96 principalPaid,
        uint96 tip
    );

    /// @notice The rewards pool failed during the exit of this node. The exit went on without it.
    event RewardsPoolFailed(uint32 indexed nodeId);

    /// @notice `register` and `activate` are stopped until `pausedUntil` (unix seconds). They cannot be stopped again
    /// before `pausableFrom`.
    event RegistrationPaused(address indexed by, uint40 pausedUntil, uint40 pausableFrom);

    /// @notice The pause is over early. The next one cannot begin before `pausableFrom` (unix seconds).
    event RegistrationUnpaused(address indexed by, uint40 pausableFrom);

    /// @notice The owner offered the node to `pendingOwner`, or withdrew the offer (zero).
    event OwnerProposed(uint32 indexed nodeId, address indexed owner, address indexed pendingOwner);

    /// @notice `owner` accepted the node. Offers of the node and of its operation are cleared.
    event OwnerChanged(uint32 indexed nodeId, address indexed previousOwner, address indexed owner);

    /// @notice The parameters from this block on. They cannot be changed again within 30 days.
    event ParametersChanged(address indexed by, Parameters parameters);

    /// @notice Tickets of nodes that register from now on name rounds of `randomness`. Its number in tickets is
    /// `source`.
    event RandomnessChanged(address indexed by, uint8 indexed source, IRandomness randomness);

    /// @notice One leaf of the list changed. `version` grows by one with each change. `leaf` is 0 if a node left.
    event ListChanged(
        uint64 indexed version,
        bytes32 root,
        uint32 leafIndex,
        uint32 indexed nodeId,
        bytes32 leaf,
        uint32 leafCount
    );

    /* ERRORS */

    /// @notice Thrown when the node id is unknown.
    error ServiceNodeUnknown(uint32 nodeId);

    /// @notice Thrown when the node's status does not allow the call.
    error StatusNotAllowed(uint32 nodeId, Status status);

    /// @notice Thrown when `caller` is not allowed to make this call for the node.
    error CallerNotAllowed(uint32 nodeId, address caller);

    /// @notice Thrown when the requirement differs from the stake that the caller expected. Base units.
    error StakeUnexpected(uint256 expected, uint256 required);

    /// @notice Thrown when the token moved another amount than requested. Base units.
    error StakeNotReceived(uint256 received, uint256 required);

    /// @notice Thrown when the registration's deadline has passed. Unix seconds.
    error RegistrationExpired(uint64 deadline, uint256 now_);

    /// @notice Thrown when the caller is not the operator and passes no valid signature of the operator.
    error OperatorSignatureInvalid(address operator);

    /// @notice Thrown when the operator is zero or a contract of the protocol, see `isPayable`.
    error OperatorInvalid(address operator);

    /// @notice Thrown when the owner is zero or a contract of the protocol, see `isPayable`. The contribution pools may
    /// name themselves.
    error OwnerInvalid(address owner);

    /// @notice Thrown when the fee is above 10,000 bps.
    error FeeTooHigh(uint16 feeBps, uint16 feeBpsMax);

    /// @notice Thrown when any node used the BLS key before. `blsKeyHash` is keccak of the 128 bytes.
    error BlsKeyUsed(bytes32 blsKeyHash, uint32 nodeId);

    /// @notice Thrown when any node used the Ed25519 key before.
    error Ed25519KeyUsed(bytes32 ed25519Key, uint32 nodeId);

    /// @notice Thrown when the Ed25519 key is zero.
    error Ed25519KeyInvalid(bytes32 ed25519Key);

    /// @notice Thrown when the Ed25519 signature is not 64 bytes long.
    error Ed25519SignatureLengthInvalid(uint256 length);

    /// @notice Thrown when the key of the registration did not make its BLS signature.
    error ProofOfPossessionInvalid(bytes32 blsKeyHash);

    /// @notice Thrown when `activate` is called before `activatableAt`. Unix seconds.
    error ActivationTooEarly(uint32 nodeId, uint40 activatableAt);

    /// @notice Thrown when the node's exit was requested already. Such a node can only exit.
    error ExitAlreadyRequested(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when `exit` is called before the exit is due. `exitDueAt` 0: no exit was requested. Unix seconds.
    error ExitNotDue(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when the address is in a special-purpose range, so clients could not reach it.
    error IpNotPublic(bytes16 ip);

    /// @notice Thrown when the RPC port is 0.
    error RpcPortMissing();

    /// @notice Thrown when the endpoint was already changed in this epoch.
    error EndpointUpdatedThisEpoch(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when the parameters are changed within the cooldown after their last change. Unix seconds.
    error ParametersTooSoon(uint40 changeableFrom);

    /// @notice Thrown when a parameter is outside its hard bounds.
    error ParameterOutOfBounds(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @notice Thrown when the passed BLS key does not belong to the node.
    error BlsKeyNotOfNode(uint32 nodeId, bytes32 blsKeyHash);

    /// @notice Thrown when the passed Ed25519 key does not belong to the node.
    error Ed25519KeyNotOfNode(uint32 nodeId, bytes32 ed25519Key);

    /// @notice Thrown when `register` and `activate` are paused. Unix seconds.
    error RegistrationIsPaused(uint40 pausedUntil);

    /// @notice Thrown when a pause is requested within the cooldown after the last one. Unix seconds.
    error PauseTooSoon(uint40 pausableFrom);

    /// @notice Thrown when a key is passed that the node has replaced.
    error KeyReplaced(uint32 nodeId, bytes32 key);

    /// @notice Thrown when a rotation changes neither key.
    error RotationEmpty(uint32 nodeId);

    /// @notice Thrown when keys or operator change again too soon. They may change from epoch `changeableFrom` on.
    error ChangeTooSoon(uint32 nodeId, uint32 changeableFrom);

    /// @notice Thrown when an extension document is longer than allowed. Bytes.
    error ExtensionTooLong(uint256 length, uint256 max);

    /// @notice Thrown when the extension was already set in this epoch.
    error ExtensionSetThisEpoch(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when the activations of this bucket of epochs are used up. The next one begins with epoch `nextEpoch`.
    error ActivationLimitReached(uint32 nextEpoch);

    /// @notice Thrown when registration is not paused. Unix seconds.
    error RegistrationNotPaused(uint40 pausedUntil);

    /* LIFE OF A NODE */

    /// @notice Takes the staking requirement from `msg.sender`, locks it, and enters a new node as Pending.
    /// @param registration fields of the node; its BLS key signs the EIP-712 struct
    /// `Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)`
    /// under the domain ("Muster", "1", chain, this contract)
    /// @param operatorSignature ECDSA or ERC-1271 signature of the operator over the same digest; empty if `msg.sender`
    /// is the operator
    /// @param expectedStake base units the caller agrees to lock; reverts if the requirement differs
    /// @param permit tried first; a permit that was used already does not revert if the allowance suffices
    /// @return nodeId the new id, counted up from 1, never reused
    function register(
        Registration calldata registration,
        bytes calldata operatorSignature,
        uint256 expectedStake,
        Permit calldata permit
    ) external returns (uint32 nodeId);

    /// @notice Puts a Pending node on the list. Open to anyone, from `activatableAt` on, once the round of its ticket is
    /// published. Reverts with `RoundNotPublished` of `IRandomness` before. After the launch, at most max(2, n/16) nodes
    /// are activated in a bucket of 24 epochs (epoch / 24, rounded down); `n` nodes were active before its first.
    function activate(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external;

    /// @notice Changes the endpoint of a node. For the operator, once per epoch, while Pending, Active or Suspended.
    /// @param blsKeyHash keccak of the 128-byte key
    function updateEndpoint(uint32 nodeId, bytes32 blsKeyHash, bytes32 ed25519Key, Endpoint calldata endpoint) external;

    /// @notice Sets the extension document of a node, whose hash is in its record. For the operator, once per epoch, while
    /// Pending, Active or Suspended.
    /// @param document at most 2,048 bytes; empty: none. Its format is not checked here
    function setExtension(uint32 nodeId, bytes32 blsKeyHash, bytes32 ed25519Key, bytes calldata document) external;

    /// @notice Gives the node a new BLS key, a new Ed25519 key, or both. Keys are used once: a replaced one is refused by
    /// every function from then on. For the owner, once in 24 epochs, and for the operator, once in 168, unless the exit is
    /// due. A new Ed25519 key sets `activatedAt` of an activated node to now; its seed stays.
    function rotateKeys(uint32 nodeId, KeyRotation calldata rotation) external;

    /// @notice Offers the operation of the node to `pendingOperator`; zero withdraws the offer. For the owner.
    function proposeOperator(uint32 nodeId, address pendingOperator) external;

    /// @notice Accepts the operation of a node that was offered to `msg.sender`, once in 24 epochs, unless the exit is due.
    /// Sets `activatedAt` of an activated node to now; its seed stays. The new operator may rotate the keys at once.
    function acceptOperator(uint32 nodeId, bytes32 blsKeyHash, bytes32 ed25519Key) external;

    /// @notice Offers the node to `pendingOwner`; zero withdraws the offer. For the owner.
    function proposeOwner(uint32 nodeId, address pendingOwner) external;

    /// @notice Accepts a node that was offered to `msg.sender`.
    function acceptOwner(uint32 nodeId) external;

    /// @notice Starts the exit delay. For operator or owner, once, while Pending, Active or Suspended.
    function requestExit(uint32 nodeId) external;

    /// @notice Pays the principal to the owner and takes the node off the list. Open to anyone once the exit is due,
    /// or, for a removed node, once its lock is over. Pause, governance, quorum and rewards pool cannot block it. If the
    /// node is still Active, the caller gets 20 bps of the principal for each 24 epochs since it was due, at most 200 bps.
    function exit(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Moves the balance beyond the principal owed to the rewards pool: penalties, and tokens sent here by
    /// mistake. Open to anyone.
    function sweep() external;

    /* GOVERNANCE */

    /// @notice Changes the parameters. For the parameter role, behind the manager's delay, within the hard bounds, once
    /// in 30 days. The 30 days keep steps that were announced together from being taken together. Nodes registered
    /// before keep their stake, their activation time and an exit time that is already set.
    function setParameters(Parameters calldata newParameters) external;

    /// @notice Names another source of randomness for nodes that register from now on. For the parameter role, behind the
    /// manager's delay. The source must pass its self-test. Earlier tickets are still drawn from their own source. A node
    /// whose source has stopped for good leaves by `requestExit`.
    /// Warning: the maker of a source could choose the seeds of these nodes. The delay is there to check the source.
    function setRandomness(IRandomness newRandomness) external;

    /// @notice Stops `register` and `activate` for 7 days. For the guardian role, once in 14 days.
    function pauseRegistration() external;

    /// @notice Ends a pause now. The next one cannot begin within 7 days. For the guardian role.
    function unpauseRegistration() external;

    /* VIEWS */

    /// @notice Whether the account may be an owner, operator, beneficiary or reporter. False for zero and for the
    /// contracts of the protocol, which could not use what they get: this one, its signer sets, rewards pool, contribution
    /// pools, token, current source of randomness, and manager.
    function isPayable(address account) external view returns (bool);

    /// @notice Events of this contract so far. Stored in slot 1 beside `version`, so that one storage proof shows whether
    /// a mirror holds every event.
    function eventCount() external view returns (uint64);

    /// @notice Address that receives the node's principal and rewards; zero for an unknown node.
    function ownerOf(uint32 nodeId) external view returns (address);

    /// @notice `register` and `activate` are paused before this time (unix seconds).
    function pausedUntil() external view returns (uint40);

    /// @notice Root of the list of active nodes; 0 while it is empty. Stored in slot 0 of this contract.
    function listRoot() external view returns (bytes32);

    /// @notice Number of list changes so far, highest leaf index ever used + 1, and depth of the tree.
    function listState() external view returns (uint64 version, uint32 leafCount, uint8 depth);

    /// @notice Returns the node. Reverts with `ServiceNodeUnknown` if the id is unknown.
    function serviceNode(uint32 nodeId) external view returns (ServiceNode memory);

    /// @notice Number of nodes ever registered. Ids run from 1 to this number.
    function serviceNodeCount() external view returns (uint32);

    /// @notice Storage of this Ed25519 key; zeros if it was never registered. For BLS keys see `ISignerSets.signer`.
    function identity(bytes32 ed25519Key) external view returns (Identity memory);

    /// @notice Address that the node is offered to; zero if there is no offer.
    function pendingOwner(uint32 nodeId) external view returns (address);

    /// @notice Address that the operation of the node is offered to; zero if there is no offer.
    function pendingOperator(uint32 nodeId) external view returns (address);

    /// @notice The current parameters.
    function parameters() external view returns (Parameters memory);

    /// @notice The source of randomness that new tickets name.
    function randomness() external view returns (IRandomness);

    /// @notice A source of randomness by its number in tickets. Zero if there is none of that number.
    function randomnessSource(uint8 source) external view returns (IRandomness);

    /// @notice `setParameters` is refused before this time (unix seconds).
    function parametersChangeableFrom() external view returns (uint40);

    /// @notice Base units owed to all owners together.
    function principalOwed() external view returns (uint96);

    /// @notice Base units of principal ever paid for this node.
    function principalPaid(uint32 nodeId) external view returns (uint256);

    /// @notice Checks registrations and keeps the signer set of each epoch. Created by this contract.
    function SIGNER_SETS() external view returns (ISignerSets);

    /// @notice The token that is staked.
    function TOKEN() external view returns (IERC20);

    /// @notice Owner of shared nodes. Only this contract may make itself the owner of a node.
    function CONTRIBUTION_POOLS() external view returns (address);

    /// @notice Pays the rewards of active nodes. Created by this contract.
    function REWARDS_POOL() external view returns (IRewardsPool);

    /// @notice Unix seconds. Before it, activations are not limited, and no node is suspended or removed.
    function LAUNCH_END() external view returns (uint40);

    /// @notice Length of an epoch in seconds; never changes.
    function EPOCH_SECONDS() external view returns (uint32);
}
