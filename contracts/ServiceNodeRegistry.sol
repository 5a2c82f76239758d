// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {Joining} from "./Joining.sol";
import {QuorumActions} from "./QuorumActions.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Registry of service nodes
/// @dev The specification is `IServiceNodeRegistry`. `Joining` begins with `RegistryState`, whose first variable is the
/// list. That keeps the list root in storage slot 0.
contract ServiceNodeRegistry is Joining, QuorumActions, AccessManaged {
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice Bounds of `activationDelay`, seconds.
    uint40 public constant ACTIVATION_DELAY_MIN = 1 hours;
    uint40 public constant ACTIVATION_DELAY_MAX = 4 hours;

    /// @notice Bounds of `exitDelay`, seconds.
    uint40 public constant EXIT_DELAY_MIN = 1 days;
    uint40 public constant EXIT_DELAY_MAX = 30 days;

    /// @notice Bounds of `removalLock`, seconds.
    uint40 public constant REMOVAL_LOCK_MIN = 1 days;
    uint40 public constant REMOVAL_LOCK_MAX = 30 days;

    /// @notice Hard cap of `penaltyBps`: the minimum share of the operator of a shared node.
    uint16 public constant PENALTY_BPS_MAX = 2_500;

    /// @notice Bounds of `minQuorum`.
    uint16 public constant MIN_QUORUM_MIN = 4;
    uint16 public constant MIN_QUORUM_MAX = 100;

    /// @notice A pause ends after this many seconds. The next one cannot begin for as long again.
    uint40 public constant PAUSE_LENGTH = 7 days;
    uint40 public constant PAUSE_REST = 7 days;

    /// @dev Gas limit for settling a node's rewards: several times the pool's need.
    uint256 private constant SETTLE_GAS = 200_000;

    /// @dev A call gets at most 63/64 of the gas left. The rest of `exit` fits into the 100,000 above that.
    uint256 private constant EXIT_GAS_MIN = (SETTLE_GAS * 64) / 63 + 100_000;

    /// @notice Minimum of seconds between two changes of the parameters.
    uint40 public constant PARAMETERS_REST = 30 days;

    /// @notice Bounds of the epoch, seconds: long enough for a block, short enough for a list to be useful.
    uint32 public constant EPOCH_SECONDS_MIN = 10;
    uint32 public constant EPOCH_SECONDS_MAX = 1 days;

    /* CONSTRUCTOR */

    /// @param authority OpenZeppelin `AccessManager` that holds roles and delays
    /// @param firstRandomness source of randomness of the first tickets; must pass its self-test
    /// @param contributionPools precomputed address of the contract that is deployed next, with this registry
    /// @param rewardRate rate of the rewards pool, see `IRewardsPool.ratePerSecond`
    /// @param epochSeconds length of an epoch, for ever
    constructor(
        address authority,
        IERC20 token,
        IRandomness firstRandomness,
        address contributionPools,
        uint256 rewardRate,
        uint32 epochSeconds,
        Parameters memory initialParameters
    ) RegistryState(token, contributionPools, rewardRate, epochSeconds) AccessManaged(authority) {
        _requireWithin("epochSeconds", epochSeconds, EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX);
        _requireWithin("stakingRequirement", initialParameters.stakingRequirement, 1, type(uint96).max);
        _setParameters(initialParameters);
        _setRandomness(0, firstRandomness);
    }

    /* ENDPOINT AND OWNER */

    /// @inheritdoc IServiceNodeRegistry
    function updateEndpoint(
        uint32 nodeId,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        Endpoint calldata endpoint
    ) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.operator) revert CallerNotAllowed(nodeId, msg.sender);
        Identity storage found = _identityOf(nodeId, ed25519Key);
        if (SIGNER_SETS.signer(blsKeyHash).nodeId != nodeId) revert BlsKeyNotOfNode(nodeId, blsKeyHash);
        SIGNER_SETS.checkEndpoint(endpoint);
        uint32 epoch = _currentEpoch();
        if (found.endpointEpoch == epoch) revert EndpointUpdatedThisEpoch(nodeId, epoch);

        found.ip = endpoint.ip;
        found.rpcPort = endpoint.rpcPort;
        found.quicPort = endpoint.quicPort;
        found.endpointEpoch = epoch;
        emit EndpointUpdated(nodeId, msg.sender, endpoint, epoch);

        if (node.status == Status.Active) {
            _setLeaf(nodeId, node.leafIndex, _leafOf(nodeId, node, found, blsKeyHash, ed25519Key));
        }
    }

    /// @inheritdoc IServiceNodeRegistry
    function proposeOwner(uint32 nodeId, address newOwner) external {
        ServiceNode storage node = _livingNode(nodeId);
        if (msg.sender != node.owner) revert CallerNotAllowed(nodeId, msg.sender);
        if (newOwner == address(this) || newOwner == CONTRIBUTION_POOLS) revert OwnerInvalid(newOwner);

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
    function exit(uint32 nodeId, BLS.G1Point calldata blsKey) external nonReentrant {
        ServiceNode storage node = _serviceNodes[nodeId];
        Status status = node.status;
        if (status == Status.None) revert ServiceNodeUnknown(nodeId);
        // A removed node keeps its status. It exits once, with the remainder after the penalty.
        if (node.paid) revert StatusNotAllowed(nodeId, status);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt == 0 || block.timestamp < exitDueAt) revert ExitNotDue(nodeId, exitDueAt);

        address owner = node.owner;
        uint96 principal = node.principal;
        node.paid = true;
        principalOwed -= principal;
        delete pendingOwner[nodeId];
        emit ServiceNodeExited(nodeId, owner, msg.sender, principal);
        if (status != Status.Removed) node.status = Status.Exited;
        if (status == Status.Active) {
            SIGNER_SETS.nodeLeft(nodeId, blsKey);
            _leaveList(nodeId, node.leafIndex);
            _settleRewards(nodeId);
        }

        TOKEN.safeTransfer(owner, principal);
    }

    /// @inheritdoc IServiceNodeRegistry
    function sweep() external nonReentrant {
        uint256 surplus = TOKEN.balanceOf(address(this)) - principalOwed;
        TOKEN.forceApprove(address(REWARDS_POOL), surplus);
        REWARDS_POOL.fund(surplus);
    }

    /* GOVERNANCE */

    /// @inheritdoc IServiceNodeRegistry
    function setParameters(Parameters calldata newParameters) external restricted {
        if (block.timestamp < parametersChangeableFrom) revert ParametersTooSoon(parametersChangeableFrom);
        uint256 requirement = _parameters.stakingRequirement;
        // At least 1 either way, so that every requirement can still change.
        uint256 max = requirement + (requirement + 1) / 2;
        if (max > type(uint96).max) max = type(uint96).max;
        uint256 min = requirement - requirement / 2;
        _requireWithin("stakingRequirement", newParameters.stakingRequirement, min, max);
        _setParameters(newParameters);
    }

    /// @inheritdoc IServiceNodeRegistry
    function setRandomness(IRandomness newRandomness) external restricted {
        _setRandomness(_source + 1, newRandomness);
    }

    /// @inheritdoc IServiceNodeRegistry
    function pauseRegistration() external restricted {
        // Both sums fit 40 bits for 34,000 years.
        uint40 pausableFrom = pausedUntil + PAUSE_REST;
        if (pausedUntil != 0 && block.timestamp < pausableFrom) revert PauseTooSoon(pausableFrom);
        uint40 until = uint40(block.timestamp) + PAUSE_LENGTH;
        pausedUntil = until;
        emit RegistrationPaused(msg.sender, until, until + PAUSE_REST);
    }

    /* VIEWS */

    /// @inheritdoc IServiceNodeRegistry
    function ownerOf(uint32 nodeId) external view returns (address) {
        return _serviceNodes[nodeId].owner;
    }

    /// @inheritdoc IServiceNodeRegistry
    function principalPaid(uint32 nodeId) external view returns (uint256) {
        ServiceNode storage node = _serviceNodes[nodeId];
        return node.paid ? node.principal : 0;
    }

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
    function identity(bytes32 ed25519Key) external view returns (Identity memory) {
        return _identities[ed25519Key];
    }

    /// @inheritdoc IServiceNodeRegistry
    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    /* INTERNALS */

    /// @dev Tells the rewards pool, but never lets it block an exit. The gas is checked, so that no caller can leave a
    /// node earning by sending too little gas for the pool.
    function _settleRewards(uint32 nodeId) private {
        if (gasleft() < EXIT_GAS_MIN) revert GasTooLow(gasleft(), EXIT_GAS_MIN);
        try REWARDS_POOL.nodeDeactivated{gas: SETTLE_GAS}(nodeId) {} catch {
            emit RewardsPoolFailed(nodeId);
        }
    }

    function _setParameters(Parameters memory newParameters) private {
        _requireWithin("activationDelay", newParameters.activationDelay, ACTIVATION_DELAY_MIN, ACTIVATION_DELAY_MAX);
        _requireWithin("exitDelay", newParameters.exitDelay, EXIT_DELAY_MIN, EXIT_DELAY_MAX);
        _requireWithin("removalLock", newParameters.removalLock, REMOVAL_LOCK_MIN, REMOVAL_LOCK_MAX);
        _requireWithin("penaltyBps", newParameters.penaltyBps, 0, PENALTY_BPS_MAX);
        _requireWithin("minQuorum", newParameters.minQuorum, MIN_QUORUM_MIN, MIN_QUORUM_MAX);
        _parameters = newParameters;
        // Unix seconds fit 40 bits for 34,000 years.
        parametersChangeableFrom = uint40(block.timestamp) + PARAMETERS_REST;
        emit ParametersChanged(msg.sender, newParameters);
    }

    function _setRandomness(uint8 source, IRandomness newRandomness) private {
        newRandomness.selfTest();
        _source = source;
        randomness = newRandomness;
        randomnessSource[source] = newRandomness;
        emit RandomnessChanged(msg.sender, source, newRandomness);
    }

    function _requireWithin(bytes32 name, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert ParameterOutOfBounds(name, value, min, max);
    }
}
