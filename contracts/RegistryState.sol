// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IRegistrationVerifier} from "./interfaces/IRegistrationVerifier.sol";
import {IRewardsPool} from "./interfaces/IRewardsPool.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {RemovalLimit} from "./libraries/RemovalLimit.sol";
import {ServiceNodeRecord} from "./libraries/ServiceNodeRecord.sol";
import {RegistrationVerifier} from "./RegistrationVerifier.sol";
import {RewardsPool} from "./RewardsPool.sol";
import {SignerSets} from "./SignerSets.sol";

/// @title What the registry remembers, and the few ways to change the list
/// @notice Must be the first base of the registry: `_list` is its first variable, so that the list root is in storage
/// slot 0, which every client opens with a storage proof.
abstract contract RegistryState is IServiceNodeRegistry {
    using ListTree for ListTree.Tree;

    /* IMMUTABLES */

    /// @notice The token that is staked.
    IERC20 public immutable TOKEN;

    /// @notice Gives the draws behind seeds.
    IRandomness public immutable RANDOMNESS;

    /// @inheritdoc IServiceNodeRegistry
    IRewardsPool public immutable REWARDS_POOL;

    /// @inheritdoc IServiceNodeRegistry
    IRegistrationVerifier public immutable REGISTRATION_VERIFIER;

    /// @inheritdoc IServiceNodeRegistry
    ISignerSets public immutable SIGNER_SETS;

    /// @inheritdoc IServiceNodeRegistry
    uint32 public immutable EPOCH_SECONDS;

    /* STORAGE */

    ListTree.Tree internal _list;

    Parameters internal _parameters;

    /// @inheritdoc IServiceNodeRegistry
    uint32 public serviceNodeCount;

    /// @inheritdoc IServiceNodeRegistry
    uint256 public principalOwed;

    mapping(uint32 nodeId => ServiceNode) internal _serviceNodes;

    /// @inheritdoc IServiceNodeRegistry
    mapping(bytes32 blsKeyHash => uint32) public nodeIdByBlsKeyHash;

    /// @inheritdoc IServiceNodeRegistry
    mapping(bytes32 ed25519Key => uint32) public nodeIdByEd25519Key;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint32 nodeId => address) public pendingOwner;

    /// @inheritdoc IServiceNodeRegistry
    mapping(uint32 nodeId => uint256) public principalPaid;

    RemovalLimit.Counters internal _removals;

    /// @inheritdoc IServiceNodeRegistry
    uint40 public pausedUntil;

    /* CONSTRUCTOR */

    constructor(
        IERC20 token,
        IBlsVerifier blsVerifier,
        IRandomness randomness,
        uint256 rewardRate,
        uint32 epochSeconds
    ) {
        TOKEN = token;
        RANDOMNESS = randomness;
        REWARDS_POOL = new RewardsPool(token, address(this), rewardRate);
        REGISTRATION_VERIFIER = new RegistrationVerifier(blsVerifier);
        SIGNER_SETS = new SignerSets(blsVerifier, epochSeconds);
        EPOCH_SECONDS = epochSeconds;
    }

    /* INTERNALS */

    /// @dev The node, if it exists and still has its principal here.
    function _livingNode(uint32 nodeId) internal view returns (ServiceNode storage node) {
        node = _serviceNodes[nodeId];
        Status status = node.status;
        if (status == Status.None) revert ServiceNodeUnknown(nodeId);
        if (status == Status.Exited || status == Status.Removed) revert StatusNotAllowed(nodeId, status);
    }

    /// @dev keccak of a key that is the node's.
    function _hashOfKey(uint32 nodeId, BLS.G1Point calldata blsKey) internal view returns (bytes32 blsKeyHash) {
        blsKeyHash = keccak256(abi.encode(blsKey));
        if (nodeIdByBlsKeyHash[blsKeyHash] != nodeId) revert BlsKeyNotOfNode(nodeId, blsKeyHash);
    }

    /// @dev Makes the node Active: listed, signing from the next epoch on, earning.
    function _enterActive(uint32 nodeId, ServiceNode storage node, BLS.G1Point calldata blsKey) internal {
        bytes32 leaf = _leafOf(nodeId, node, _hashOfKey(nodeId, blsKey));
        node.status = Status.Active;
        node.statusEpoch = _currentEpoch();
        node.leafIndex = _list.take();
        _setLeaf(nodeId, node, leaf);

        SIGNER_SETS.join(nodeId, blsKey);
        REWARDS_POOL.nodeActivated(nodeId);
    }

    /// @dev Takes an Active node off the list and out of the next signer set; the caller sets its new status, and settles
    /// its rewards.
    function _leaveActive(uint32 nodeId, ServiceNode storage node, BLS.G1Point calldata blsKey) internal {
        node.statusEpoch = _currentEpoch();
        _list.free(node.leafIndex);
        _setLeaf(nodeId, node, 0);

        SIGNER_SETS.leave(nodeId, blsKey);
    }

    function _currentEpoch() internal view returns (uint32) {
        // Seconds since 1970 over at least 10: fits 32 bits for 1,300 years.
        return uint32(block.timestamp / EPOCH_SECONDS);
    }

    function _leafOf(uint32 nodeId, ServiceNode storage node, bytes32 blsKeyHash) internal view returns (bytes32) {
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
                    blsKeyHash: blsKeyHash
                })
            );
    }

    /// @dev Every change of the list goes through here.
    function _setLeaf(uint32 nodeId, ServiceNode storage node, bytes32 leaf) internal {
        uint32 leafIndex = node.leafIndex;
        _list.set(leafIndex, leaf);
        emit ListChanged(_list.version, _list.root, leafIndex, nodeId, leaf, _list.leafCount);
    }
}
