// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {Joining} from "./Joining.sol";
import {NodeChanges} from "./NodeChanges.sol";
import {QuorumActions} from "./QuorumActions.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Registry of service nodes
/// @dev The specification is `IServiceNodeRegistry`. `Joining` begins with `RegistryState`, whose first variable is the
/// list. That keeps the list root in storage slot 0.
contract ServiceNodeRegistry is Joining, NodeChanges, QuorumActions, AccessManaged {
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @dev The whole, in basis points.
    uint256 private constant BPS = 10_000;

    /// @dev A pause ends after this many seconds.
    uint40 private constant PAUSE_LENGTH = 7 days;

    /// @notice Seconds from the end of a pause to the earliest begin of the next.
    uint40 public constant PAUSE_REST = 7 days;

    /// @dev Share of the principal of an Active node that its exit pays the caller for each 24 epochs since it
    /// was due, and the maximum of them together. An auction: at some share the exit pays any price of gas.
    uint16 private constant EXIT_TIP_BPS = 20;
    uint16 private constant EXIT_TIP_BPS_MAX = 200;

    /// @dev Minimum of seconds between two changes of the parameters.
    uint40 private constant PARAMETERS_REST = 30 days;

    /* CONSTRUCTOR */

    /// @param authority OpenZeppelin `AccessManager` that holds roles and delays
    /// @param firstRandomness source of randomness of the first tickets; must pass its self-test
    /// @param contributionPools precomputed address of the contract that is deployed next, with this registry
    constructor(
        address authority,
        IERC20 token,
        IRandomness firstRandomness,
        address contributionPools,
        Settings memory settings,
        Parameters memory initialParameters
    ) RegistryState(token, contributionPools, settings) AccessManaged(authority) {
        SIGNER_SETS.checkSettings(settings);
        _setParameters(initialParameters);
        _setRandomness(0, firstRandomness);
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
        _countEvent();
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
        uint96 tip = status == Status.Active ? _exitTip(principal, exitDueAt) : 0;
        node.paid = true;
        principalOwed -= principal;
        principal -= tip;
        node.principal = principal;
        _countEvent();
        emit ServiceNodeExited(nodeId, owner, msg.sender, principal, tip);
        if (status != Status.Removed) node.status = Status.Exited;
        if (status == Status.Active) {
            SIGNER_SETS.nodeLeft(nodeId, blsKey);
            _leaveList(nodeId, node.leafIndex);
            _settleRewards(nodeId);
        }

        TOKEN.safeTransfer(owner, principal);
        if (tip != 0) TOKEN.safeTransfer(msg.sender, tip);
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
        _countEvent();
        emit RegistrationPaused(msg.sender, until, until + PAUSE_REST);
    }

    /// @inheritdoc IServiceNodeRegistry
    function unpauseRegistration() external restricted {
        if (block.timestamp >= pausedUntil) revert RegistrationNotPaused(pausedUntil);
        // Never 0: the rest before the next pause begins now.
        uint40 until = uint40(block.timestamp);
        pausedUntil = until;
        _countEvent();
        emit RegistrationUnpaused(msg.sender, until + PAUSE_REST);
    }

    /* VIEWS */

    /// @inheritdoc IServiceNodeRegistry
    function isPayable(address account) external view returns (bool) {
        return _isPayable(account);
    }

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
    function eventCount() external view returns (uint64) {
        return _list.eventCount;
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
    function pendingOwner(uint32 nodeId) external view returns (address) {
        return _isLiving(_serviceNodes[nodeId].status) ? _pendingOwner[nodeId] : address(0);
    }

    /// @inheritdoc IServiceNodeRegistry
    function pendingOperator(uint32 nodeId) external view returns (address) {
        return _isLiving(_serviceNodes[nodeId].status) ? _pendingOperator[nodeId] : address(0);
    }

    /// @inheritdoc IServiceNodeRegistry
    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    /* INTERNALS */

    /// @dev Base units for the caller of an exit that is late by whole steps.
    function _exitTip(uint256 principal, uint40 exitDueAt) private view returns (uint96) {
        uint256 bps = ((block.timestamp - exitDueAt) / (uint256(BUCKET_EPOCHS) * EPOCH_SECONDS)) * EXIT_TIP_BPS;
        if (bps > EXIT_TIP_BPS_MAX) bps = EXIT_TIP_BPS_MAX;
        // A part of the principal, which fits 96 bits.
        return uint96((principal * bps) / BPS);
    }

    /// @dev Tells the rewards pool, but never lets it block an exit. A caller that sends too little gas for the pool
    /// leaves a 64th of it, too little for the transfer that follows, so the whole exit reverts.
    function _settleRewards(uint32 nodeId) private {
        try REWARDS_POOL.nodeDeactivated(nodeId) {} catch {
            _countEvent();
            emit RewardsPoolFailed(nodeId);
        }
    }

    function _manager() internal view override returns (address) {
        return authority();
    }

    /// @dev The event of the manager's address is one of this contract's.
    function _setAuthority(address newAuthority) internal override {
        super._setAuthority(newAuthority);
        _countEvent();
    }

    function _setParameters(Parameters memory newParameters) private {
        SIGNER_SETS.checkParameters(newParameters, _parameters.stakingRequirement, EPOCH_SECONDS);
        _parameters = newParameters;
        // Unix seconds fit 40 bits for 34,000 years.
        parametersChangeableFrom = uint40(block.timestamp) + PARAMETERS_REST;
        _countEvent();
        emit ParametersChanged(msg.sender, newParameters);
    }

    function _setRandomness(uint8 source, IRandomness newRandomness) private {
        newRandomness.selfTest();
        _source = source;
        randomness = newRandomness;
        randomnessSource[source] = newRandomness;
        _countEvent();
        emit RandomnessChanged(msg.sender, source, newRandomness);
    }
}
