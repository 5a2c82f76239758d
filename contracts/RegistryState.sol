// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IRewardsPool} from "./interfaces/IRewardsPool.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {ServiceNodeRecord} from "./libraries/ServiceNodeRecord.sol";
import {RewardsPool} from "./RewardsPool.sol";
import {SignerSets} from "./SignerSets.sol";

/// @title State of the registry, and the functions that change the list
/// @notice Must be the first base of the registry. `_list` is its first variable, so the list root is in storage slot
/// 0, which every client opens with a storage proof.
abstract contract RegistryState is IServiceNodeRegistry {
    using ListTree for ListTree.Tree;

    /* CONSTANTS */

    /// @dev Bit of `Identity.flags`: another key took the place of this one.
    uint8 internal constant REPLACED = 1;

    /// @dev Epochs of a bucket of the limit on activations, and of a step of the tip of a late exit.
    uint32 internal constant BUCKET_EPOCHS = 24;

    /// @dev In a bucket of 24 epochs, at most one node for this many active ones may be activated.
    uint256 private constant ACTIVATION_SHARE = 16;

    /// @dev This many may be activated in a bucket however small the network is.
    uint256 private constant ACTIVATIONS_LEAST = 2;

    /* IMMUTABLES */

    /// @inheritdoc IServiceNodeRegistry
    IERC20 public immutable TOKEN;

    /// @inheritdoc IServiceNodeRegistry
    address public immutable CONTRIBUTION_POOLS;

    /// @inheritdoc IServiceNodeRegistry
    IRewardsPool public immutable REWARDS_POOL;

    /// @inheritdoc IServiceNodeRegistry
    ISignerSets public immutable SIGNER_SETS;

    /// @inheritdoc IServiceNodeRegistry
    uint32 public immutable EPOCH_SECONDS;

    /// @inheritdoc IServiceNodeRegistry
    uint40 public immutable LAUNCH_END;

    /* STORAGE */

    ListTree.Tree internal _list;

    Parameters internal _parameters;

    // The next six share a slot: `register` needs the first three, `activate` the last three and `pausedUntil`.

    /// @inheritdoc IServiceNodeRegistry
    uint32 public serviceNodeCount;

    /// @inheritdoc IServiceNodeRegistry
    uint40 public pausedUntil;

    /// @inheritdoc IServiceNodeRegistry
    uint96 public principalOwed;

    // Activations since the launch in the newest bucket of epochs that had one, and their maximum in it.
    uint32 internal _activationBucket;
    uint16 internal _activations;
    uint16 internal _activationsMax;

    mapping(uint32 nodeId => ServiceNode) internal _serviceNodes;

    mapping(bytes32 ed25519Key => Identity) internal _identities;

    // Offers of a node and of its operation. Those of a node that left are void; deleting them would cost each exit.
    mapping(uint32 nodeId => address) internal _pendingOwner;

    mapping(uint32 nodeId => address) internal _pendingOperator;

    /// @inheritdoc IServiceNodeRegistry
    uint40 public parametersChangeableFrom;

    // The next two share that slot. A registration reads both.

    /// @inheritdoc IServiceNodeRegistry
    IRandomness public randomness;

    /// @dev Number of `randomness` in tickets. The first is 0.
    uint8 internal _source;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint8 source => IRandomness) public randomnessSource;

    /* CONSTRUCTOR */

    constructor(IERC20 token, address contributionPools, Settings memory settings) {
        TOKEN = token;
        CONTRIBUTION_POOLS = contributionPools;
        REWARDS_POOL = new RewardsPool(token, address(this), settings.rewardRate, settings.fullEmissionNodes);
        SIGNER_SETS = new SignerSets(settings.epochSeconds);
        EPOCH_SECONDS = settings.epochSeconds;
        // Unix seconds fit 40 bits for 34,000 years.
        LAUNCH_END = uint40(block.timestamp + settings.launchSeconds);
    }

    /* INTERNALS */

    /// @dev The node, if it exists and its principal is still here.
    function _livingNode(uint32 nodeId) internal view returns (ServiceNode storage node) {
        node = _serviceNodes[nodeId];
        Status status = node.status;
        if (status == Status.None) revert ServiceNodeUnknown(nodeId);
        if (!_isLiving(status)) revert StatusNotAllowed(nodeId, status);
    }

    /// @dev Whether a node of this status can still change.
    function _isLiving(Status status) internal pure returns (bool) {
        return status == Status.Pending || status == Status.Active || status == Status.Suspended;
    }

    /// @dev The node, unless it left or its exit is due. Then only `exit` changes it.
    function _nodeBeforeExit(uint32 nodeId) internal view returns (ServiceNode storage node) {
        node = _livingNode(nodeId);
        uint40 exitDueAt = node.exitDueAt;
        if (exitDueAt != 0 && block.timestamp >= exitDueAt) revert ExitDue(nodeId, exitDueAt);
    }

    /// @dev Storage of the Ed25519 key that the node uses now.
    function _identityOf(uint32 nodeId, bytes32 ed25519Key) internal view returns (Identity storage found) {
        found = _identities[ed25519Key];
        if (found.nodeId != nodeId) revert Ed25519KeyNotOfNode(nodeId, ed25519Key);
        if (found.flags & REPLACED != 0) revert KeyReplaced(nodeId, ed25519Key);
    }

    /// @dev Whether the account can use a token or a node that it gets. The contracts of the protocol cannot.
    function _isPayable(address account) internal view returns (bool) {
        return
            account != address(0) &&
            account != address(this) &&
            account != CONTRIBUTION_POOLS &&
            account != address(REWARDS_POOL) &&
            account != address(SIGNER_SETS) &&
            account != address(TOKEN) &&
            account != address(randomness) &&
            account != _manager();
    }

    /// @dev Address of the manager that holds roles and delays.
    function _manager() internal view virtual returns (address);

    /// @dev Makes the node Active: it is listed and earns. Its key has joined the signers, see `ISignerSets`.
    function _enterActive(uint32 nodeId, ServiceNode storage node, bytes32 blsKeyHash, bytes32 ed25519Key) internal {
        Identity storage found = _identityOf(nodeId, ed25519Key);
        node.status = Status.Active;
        uint32 leafIndex = _list.take();
        node.leafIndex = leafIndex;
        _setLeaf(nodeId, leafIndex, _leafOf(nodeId, node, found, blsKeyHash, ed25519Key));

        REWARDS_POOL.nodeActivated(nodeId);
    }

    /// @dev Takes an Active node off the list. The caller sets its new status and settles its rewards. Its key has left
    /// the signers.
    function _leaveList(uint32 nodeId, uint32 leafIndex) internal {
        _list.free(leafIndex);
        _setLeaf(nodeId, leafIndex, 0);
    }

    /// @dev Counts an activation, or the return of a node that was suspended while it was young. Reverts if those of its
    /// bucket of epochs are used up. A flood of stakes then takes over so slowly that others can answer.
    /// @param active number of active nodes before it
    function _countActivation(uint32 active) internal {
        uint32 bucket = _currentEpoch() / BUCKET_EPOCHS;
        if (_activationBucket != bucket) {
            uint256 max = active / ACTIVATION_SHARE;
            if (max < ACTIVATIONS_LEAST) max = ACTIVATIONS_LEAST;
            (_activationBucket, _activations) = (bucket, 0);
            _activationsMax = uint16(max < type(uint16).max ? max : type(uint16).max);
        }
        if (_activations >= _activationsMax) revert ActivationLimitReached((bucket + 1) * BUCKET_EPOCHS);
        ++_activations;
    }

    function _currentEpoch() internal view returns (uint32) {
        // Seconds since 1970, divided by at least 10, fit 32 bits for 1,300 years.
        return uint32(block.timestamp / EPOCH_SECONDS);
    }

    function _leafOf(
        uint32 nodeId,
        ServiceNode storage node,
        Identity storage found,
        bytes32 blsKeyHash,
        bytes32 ed25519Key
    ) internal view returns (bytes32) {
        // Most nodes have no extension. Then its slot is not read.
        bytes32 extensionHash = node.extensionEpoch == 0 ? bytes32(0) : node.extensionHash;
        return
            ServiceNodeRecord.leaf(
                ServiceNodeRecord.Fields({
                    nodeId: nodeId,
                    operator: node.operator,
                    ed25519Key: ed25519Key,
                    ip: found.ip,
                    rpcPort: found.rpcPort,
                    quicPort: found.quicPort,
                    activatedAt: node.activatedAt,
                    seed: node.seed,
                    blsKeyHash: blsKeyHash,
                    extensionHash: extensionHash
                })
            );
    }

    /// @dev Call once for each event of this contract.
    function _countEvent() internal {
        ++_list.eventCount;
    }

    /// @dev The only function that changes the list.
    function _setLeaf(uint32 nodeId, uint32 leafIndex, bytes32 leaf) internal {
        _list.set(leafIndex, leaf);
        _countEvent();
        emit ListChanged(_list.version, _list.root, leafIndex, nodeId, leaf, _list.leafCount);
    }
}
