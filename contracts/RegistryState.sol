// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {ServiceNodeRecord} from "./libraries/ServiceNodeRecord.sol";

/// @title What the registry remembers, and the few ways to change the list
/// @notice Must be the first base of the registry: `_list` is its first variable, so that the list root is in storage
/// slot 0, which every client opens with a storage proof.
abstract contract RegistryState is IServiceNodeRegistry {
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

    /* CONSTRUCTOR */

    constructor(IERC20 token, IBlsVerifier blsVerifier, IRandomness randomness, uint32 epochSeconds) {
        TOKEN = token;
        BLS_VERIFIER = blsVerifier;
        RANDOMNESS = randomness;
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

    function _leafOf(uint32 nodeId, ServiceNode storage node) internal view returns (bytes32) {
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

    function _emitListChanged(uint32 nodeId, uint32 leafIndex, bytes32 leaf) internal {
        emit ListChanged(_list.version, _list.root, leafIndex, nodeId, leaf, _list.leafCount);
    }
}
