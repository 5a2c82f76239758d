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

    /* STORAGE */

    ListTree.Tree internal _list;

    Parameters internal _parameters;

    // The next five share a slot: `register` needs the first three, `remove` the last three.

    /// @inheritdoc IServiceNodeRegistry
    uint32 public serviceNodeCount;

    /// @inheritdoc IServiceNodeRegistry
    uint40 public pausedUntil;

    /// @inheritdoc IServiceNodeRegistry
    uint96 public principalOwed;

    // Removals of the last days, see `RemovalLimit`.
    uint24 internal _removalDay;
    uint64 internal _removalsPerDay;

    mapping(uint32 nodeId => ServiceNode) internal _serviceNodes;

    mapping(bytes32 ed25519Key => Identity) internal _identities;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint32 nodeId => address) public pendingOwner;

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

    constructor(IERC20 token, address contributionPools, uint256 rewardRate, uint32 epochSeconds) {
        TOKEN = token;
        CONTRIBUTION_POOLS = contributionPools;
        REWARDS_POOL = new RewardsPool(token, address(this), rewardRate);
        SIGNER_SETS = new SignerSets(contributionPools, epochSeconds);
        EPOCH_SECONDS = epochSeconds;
    }

    /* INTERNALS */

    /// @dev The node, if it exists and its principal is still here.
    function _livingNode(uint32 nodeId) internal view returns (ServiceNode storage node) {
        node = _serviceNodes[nodeId];
        Status status = node.status;
        if (status == Status.None) revert ServiceNodeUnknown(nodeId);
        if (status == Status.Exited || status == Status.Removed) revert StatusNotAllowed(nodeId, status);
    }

    /// @dev Storage of an Ed25519 key that is the node's.
    function _identityOf(uint32 nodeId, bytes32 ed25519Key) internal view returns (Identity storage found) {
        found = _identities[ed25519Key];
        if (found.nodeId != nodeId) revert Ed25519KeyNotOfNode(nodeId, ed25519Key);
    }

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
                    blsKeyHash: blsKeyHash
                })
            );
    }

    /// @dev The only function that changes the list.
    function _setLeaf(uint32 nodeId, uint32 leafIndex, bytes32 leaf) internal {
        _list.set(leafIndex, leaf);
        emit ListChanged(_list.version, _list.root, leafIndex, nodeId, leaf, _list.leafCount);
    }
}
