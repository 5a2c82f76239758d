// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {EndpointRules} from "./libraries/EndpointRules.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {ServiceNodeRecord} from "./libraries/ServiceNodeRecord.sol";
import {ServiceNodeList} from "./ServiceNodeList.sol";

/// @title Registry of service nodes
/// @dev The specification is `IServiceNodeRegistry`.
contract ServiceNodeRegistry is
    ServiceNodeList, // first: the list root lives in slot 0
    IServiceNodeRegistry,
    EIP712,
    AccessManaged,
    ReentrancyGuardTransient
{
    using EndpointRules for Endpoint;
    using ListTree for ListTree.Tree;
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice The whole, in basis points.
    uint16 public constant BPS = 10_000;

    /// @notice Bounds of `activationDelay`, seconds.
    uint40 public constant ACTIVATION_DELAY_MIN = 1 hours;
    uint40 public constant ACTIVATION_DELAY_MAX = 4 hours;

    /// @notice Bounds of `exitDelay`, seconds.
    uint40 public constant EXIT_DELAY_MIN = 1 days;
    uint40 public constant EXIT_DELAY_MAX = 30 days;

    /// @notice Bounds of the epoch, seconds: long enough for a block, short enough for a list to be of use.
    uint32 public constant EPOCH_SECONDS_MIN = 10;
    uint32 public constant EPOCH_SECONDS_MAX = 1 days;

    /// @dev Length of an Ed25519 signature.
    uint256 private constant ED25519_SIGNATURE_BYTES = 64;

    bytes32 private constant REGISTRATION_TYPEHASH = keccak256(
        "Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)"
    );

    /* IMMUTABLES */

    /// @notice The token that is staked.
    IERC20 public immutable TOKEN;

    /// @notice Checks proofs of possession.
    IBlsVerifier public immutable BLS_VERIFIER;

    /// @notice Gives the draws behind seeds.
    IRandomness public immutable RANDOMNESS;

    /// @inheritdoc IServiceNodeRegistry
    uint32 public immutable EPOCH_SECONDS;

    /* STORAGE */

    Parameters private _parameters;

    /// @inheritdoc IServiceNodeRegistry
    uint32 public serviceNodeCount;

    /// @inheritdoc IServiceNodeRegistry
    uint256 public principalOwed;

    mapping(uint32 nodeId => ServiceNode) private _serviceNodes;

    /// @inheritdoc IServiceNodeRegistry
    mapping(bytes32 blsKeyHash => uint32) public nodeIdByBlsKeyHash;

    /// @inheritdoc IServiceNodeRegistry
    mapping(bytes32 ed25519Key => uint32) public nodeIdByEd25519Key;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint32 nodeId => address) public pendingOwner;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint32 nodeId => uint256) public principalPaid;

    /* CONSTRUCTOR */

    /// @param authority OpenZeppelin `AccessManager` that holds roles and delays
    /// @param epochSeconds length of an epoch for ever
    constructor(
        address authority,
        IERC20 token,
        IBlsVerifier blsVerifier,
        IRandomness randomness,
        uint32 epochSeconds,
        Parameters memory initialParameters
    ) EIP712("Muster", "1") AccessManaged(authority) {
        _requireWithin("epochSeconds", epochSeconds, EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX);
        TOKEN = token;
        BLS_VERIFIER = blsVerifier;
        RANDOMNESS = randomness;
        EPOCH_SECONDS = epochSeconds;
        _requireWithin("stakingRequirement", initialParameters.stakingRequirement, 1, type(uint96).max);
        _setParameters(initialParameters);
    }

    /* REGISTRATION */

    /// @inheritdoc IServiceNodeRegistry
    function register(
        Registration calldata registration,
        bytes calldata operatorSignature,
        uint256 expectedStake,
        Permit calldata permit
    ) external nonReentrant returns (uint32 nodeId) {
        uint96 stake = _parameters.stakingRequirement;
        if (stake != expectedStake) revert StakeUnexpected(expectedStake, stake);
        bytes32 blsKeyHash = _checkRegistration(registration, operatorSignature);

        nodeId = ++serviceNodeCount;
        nodeIdByBlsKeyHash[blsKeyHash] = nodeId;
        nodeIdByEd25519Key[registration.ed25519Key] = nodeId;
        principalOwed += stake;
        uint64 ticket = RANDOMNESS.ticket();
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 activatableAt = uint40(block.timestamp) + _parameters.activationDelay;
        _serviceNodes[nodeId] = ServiceNode({
            owner: registration.owner,
            principal: stake,
            operator: registration.operator,
            activatedAt: 0,
            rpcPort: registration.endpoint.rpcPort,
            quicPort: registration.endpoint.quicPort,
            ip: registration.endpoint.ip,
            seed: 0,
            leafIndex: 0,
            endpointEpoch: 0,
            ed25519Key: registration.ed25519Key,
            blsKeyHash: blsKeyHash,
            status: Status.Pending,
            activatableAt: activatableAt,
            exitDueAt: 0,
            ticket: ticket
        });
        _emitRegistered(nodeId, registration, stake, ticket, activatableAt);

        _pullStake(stake, permit);
    }

    /// @inheritdoc IServiceNodeRegistry
    function activate(uint32 nodeId) external {
        ServiceNode storage node = _nodeThatMayActivate(nodeId);
        uint40 activatableAt = node.activatableAt;
        if (block.timestamp < activatableAt) revert ActivationTooEarly(nodeId, activatableAt);
        uint64 ticket = node.ticket;
        (IRandomness.Draw state, bytes32 draw) = RANDOMNESS.draw(ticket);
        if (state == IRandomness.Draw.NotYet) revert DrawNotReady(nodeId, ticket);
        if (state == IRandomness.Draw.Missed) revert DrawMissed(nodeId, ticket);

        uint64 seed = uint64(bytes8(keccak256(abi.encode(draw, nodeId))));
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 activatedAt = uint40(block.timestamp);
        node.seed = seed;
        node.activatedAt = activatedAt;
        node.status = Status.Active;
        emit ServiceNodeActivated(nodeId, msg.sender, seed, activatedAt);

        bytes32 leaf = _leafOf(nodeId, node);
        uint32 leafIndex = _list.insert(leaf);
        node.leafIndex = leafIndex;
        _emitListChanged(nodeId, leafIndex, leaf);
    }

    /// @inheritdoc IServiceNodeRegistry
    function renewTicket(uint32 nodeId) external {
        ServiceNode storage node = _nodeThatMayActivate(nodeId);
        uint64 missed = node.ticket;
        (IRandomness.Draw state, ) = RANDOMNESS.draw(missed);
        if (state != IRandomness.Draw.Missed) revert DrawNotMissed(nodeId, missed);

        uint64 ticket = RANDOMNESS.ticket();
        // As long as an exit would take: letting a draw go by is worth no more than leaving. Fits 40 bits, see above.
        uint40 activatableAt = uint40(block.timestamp) + _parameters.exitDelay;
        node.ticket = ticket;
        node.activatableAt = activatableAt;
        emit TicketRenewed(nodeId, msg.sender, ticket, activatableAt);
    }

    /* ENDPOINT AND OWNER */

    /// @inheritdoc IServiceNodeRegistry
    function updateEndpoint(uint32 nodeId, Endpoint calldata endpoint) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        endpoint.check();
        // Epoch numbers fit 32 bits: seconds since 1970 over at least 10.
        uint32 epoch = uint32(block.timestamp / EPOCH_SECONDS);
        if (node.endpointEpoch == epoch) revert EndpointUpdatedThisEpoch(nodeId, epoch);

        node.ip = endpoint.ip;
        node.rpcPort = endpoint.rpcPort;
        node.quicPort = endpoint.quicPort;
        node.endpointEpoch = epoch;
        emit EndpointUpdated(nodeId, msg.sender, endpoint, epoch);

        if (node.status == Status.Active) {
            uint32 leafIndex = node.leafIndex;
            bytes32 leaf = _leafOf(nodeId, node);
            _list.set(leafIndex, leaf);
            _emitListChanged(nodeId, leafIndex, leaf);
        }
    }

    /// @inheritdoc IServiceNodeRegistry
    function proposeOwner(uint32 nodeId, address newOwner) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        if (newOwner == address(this)) revert OwnerInvalid(newOwner);

        pendingOwner[nodeId] = newOwner;
        emit OwnerProposed(nodeId, msg.sender, newOwner);
    }

    /// @inheritdoc IServiceNodeRegistry
    function acceptOwner(uint32 nodeId) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != pendingOwner[nodeId]) revert CallerNotAllowed(nodeId, msg.sender);

        address previousOwner = node.owner;
        node.owner = msg.sender;
        delete pendingOwner[nodeId];
        emit OwnerChanged(nodeId, previousOwner, msg.sender);
    }

    /* EXIT */

    /// @inheritdoc IServiceNodeRegistry
    function requestExit(uint32 nodeId) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.operator && msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt != 0) revert ExitAlreadyRequested(nodeId, exitDueAt);

        // Unix seconds fit 40 bits for 34,000 years.
        exitDueAt = uint40(block.timestamp) + _parameters.exitDelay;
        node.exitDueAt = exitDueAt;
        emit ExitRequested(nodeId, msg.sender, exitDueAt);
    }

    /// @inheritdoc IServiceNodeRegistry
    function exit(uint32 nodeId) external nonReentrant {
        ServiceNode storage node = _livingNode(nodeId);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt == 0 || block.timestamp < exitDueAt) revert ExitNotDue(nodeId, exitDueAt);

        bool wasActive = node.status == Status.Active;
        uint32 leafIndex = node.leafIndex;
        address owner = node.owner;
        uint96 principal = node.principal;
        node.status = Status.Exited;
        node.principal = 0;
        principalOwed -= principal;
        principalPaid[nodeId] += principal;
        delete pendingOwner[nodeId];
        emit ServiceNodeExited(nodeId, owner, msg.sender, principal);
        if (wasActive) {
            _list.remove(leafIndex);
            _emitListChanged(nodeId, leafIndex, 0);
        }

        TOKEN.safeTransfer(owner, principal);
    }

    /* GOVERNANCE */

    /// @inheritdoc IServiceNodeRegistry
    function setParameters(Parameters calldata newParameters) external restricted {
        uint256 requirement = _parameters.stakingRequirement;
        // At least 1 either way, so that no requirement is a dead end.
        uint256 max = requirement + (requirement + 1) / 2;
        if (max > type(uint96).max) max = type(uint96).max;
        uint256 min = requirement - requirement / 2;
        _requireWithin("stakingRequirement", newParameters.stakingRequirement, min, max);
        _setParameters(newParameters);
    }

    /* VIEWS */

    /// @inheritdoc IServiceNodeRegistry
    function listRoot() external view returns (bytes32) {
        return _list.root;
    }

    /// @inheritdoc IServiceNodeRegistry
    function listState() external view returns (uint64 version, uint32 leafCount, uint8 depth) {
        return (_list.version, _list.leafCount, _list.depth);
    }

    /// @inheritdoc IServiceNodeRegistry
    function serviceNode(uint32 nodeId) external view returns (ServiceNode memory node) {
        node = _serviceNodes[nodeId];
        if (node.status == Status.None) revert ServiceNodeUnknown(nodeId);
    }

    /// @inheritdoc IServiceNodeRegistry
    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    /// @inheritdoc IServiceNodeRegistry
    function registrationDigest(
        address operator,
        address owner,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        uint16 feeBps,
        uint64 deadline
    ) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(REGISTRATION_TYPEHASH, operator, owner, blsKeyHash, ed25519Key, feeBps, deadline))
            );
    }

    /* INTERNALS */

    /// @dev Everything that can be wrong with a registration, cheapest first.
    function _checkRegistration(
        Registration calldata registration,
        bytes calldata operatorSignature
    ) private view returns (bytes32 blsKeyHash) {
        if (block.timestamp > registration.deadline) {
            revert RegistrationExpired(registration.deadline, block.timestamp);
        }
        if (registration.operator == address(0)) revert OperatorInvalid(registration.operator);
        if (registration.owner == address(0) || registration.owner == address(this)) {
            revert OwnerInvalid(registration.owner);
        }
        if (registration.feeBps > BPS) revert FeeTooHigh(registration.feeBps, BPS);
        if (registration.ed25519Signature.length != ED25519_SIGNATURE_BYTES) {
            revert Ed25519SignatureLengthInvalid(registration.ed25519Signature.length);
        }
        registration.endpoint.check();
        bytes32 ed25519Key = registration.ed25519Key;
        if (ed25519Key == 0) revert Ed25519KeyInvalid(ed25519Key);
        uint32 usedBy = nodeIdByEd25519Key[ed25519Key];
        if (usedBy != 0) revert Ed25519KeyUsed(ed25519Key, usedBy);
        // A point in memory is its 128 bytes; abi.encode of the static struct is the same.
        blsKeyHash = keccak256(abi.encode(registration.blsKey));
        usedBy = nodeIdByBlsKeyHash[blsKeyHash];
        if (usedBy != 0) revert BlsKeyUsed(blsKeyHash, usedBy);

        bytes32 digest = registrationDigest(
            registration.operator,
            registration.owner,
            blsKeyHash,
            ed25519Key,
            registration.feeBps,
            registration.deadline
        );
        if (
            msg.sender != registration.operator &&
            !SignatureChecker.isValidSignatureNowCalldata(registration.operator, digest, operatorSignature)
        ) revert OperatorSignatureInvalid(registration.operator);
        if (!BLS_VERIFIER.verify(registration.blsKey, digest, registration.proofOfPossession)) {
            revert ProofOfPossessionInvalid(blsKeyHash);
        }
    }

    function _emitRegistered(
        uint32 nodeId,
        Registration calldata registration,
        uint96 stake,
        uint64 ticket,
        uint40 activatableAt
    ) private {
        emit ServiceNodeRegistered(
            nodeId,
            registration.operator,
            registration.owner,
            msg.sender,
            stake,
            registration.blsKey,
            registration.ed25519Key,
            registration.ed25519Signature,
            registration.endpoint,
            registration.feeBps,
            registration.deadline,
            ticket,
            activatableAt
        );
    }

    /// @dev Takes exactly `stake` from the caller. The permit is the caller's own, so nobody else's tokens can be taken.
    function _pullStake(uint256 stake, Permit calldata permit) private {
        if (permit.deadline != 0) {
            // Fails where somebody else used the permit first; then the allowance is there already, or the pull reverts.
            try
                IERC20Permit(address(TOKEN)).permit(
                    msg.sender,
                    address(this),
                    permit.value,
                    permit.deadline,
                    permit.v,
                    permit.r,
                    permit.s
                )
            {} catch {}
        }
        uint256 balanceBefore = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), stake);
        uint256 received = TOKEN.balanceOf(address(this)) - balanceBefore;
        if (received != stake) revert StakeNotReceived(received, stake);
    }

    /// @dev The node, if it is Pending and has not asked to leave.
    function _nodeThatMayActivate(uint32 nodeId) private view returns (ServiceNode storage node) {
        node = _livingNode(nodeId);
        if (node.status != Status.Pending) revert StatusNotAllowed(nodeId, node.status);
        if (node.exitDueAt != 0) revert ExitAlreadyRequested(nodeId, node.exitDueAt);
    }

    /// @dev The node, if it exists and still has its principal here.
    function _livingNode(uint32 nodeId) private view returns (ServiceNode storage node) {
        node = _serviceNodes[nodeId];
        Status status = node.status;
        if (status == Status.None) revert ServiceNodeUnknown(nodeId);
        if (status == Status.Exited || status == Status.Removed) revert StatusNotAllowed(nodeId, status);
    }

    function _leafOf(uint32 nodeId, ServiceNode storage node) private view returns (bytes32) {
        return
            ServiceNodeRecord.leaf(
                ServiceNodeRecord.Fields({
                    nodeId: nodeId,
                    operator: node.operator,
                    ed25519Key: node.ed25519Key,
                    ip: node.ip,
                    rpcPort: node.rpcPort,
                    quicPort: node.quicPort,
                    activatedAt: node.activatedAt,
                    seed: node.seed,
                    blsKeyHash: node.blsKeyHash
                })
            );
    }

    function _emitListChanged(uint32 nodeId, uint32 leafIndex, bytes32 leaf) private {
        emit ListChanged(_list.version, _list.root, leafIndex, nodeId, leaf, _list.leafCount);
    }

    function _setParameters(Parameters memory newParameters) private {
        _requireWithin("activationDelay", newParameters.activationDelay, ACTIVATION_DELAY_MIN, ACTIVATION_DELAY_MAX);
        _requireWithin("exitDelay", newParameters.exitDelay, EXIT_DELAY_MIN, EXIT_DELAY_MAX);
        _parameters = newParameters;
        emit ParametersChanged(msg.sender, newParameters);
    }

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert ParameterOutOfBounds(name, value, min, max);
    }
}
