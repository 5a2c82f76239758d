// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title Who signs for the network in which epoch
/// @notice Created by the registry, which alone changes it. The set of epoch E is the nodes active in the state after the
/// last block before E begins. A signature names the current epoch or the one before. Errors are the registry's.
interface ISignerSets {
    /// @notice A node's last interval as signer.
    struct Membership {
        /* 0 */ bytes20 blsKeyId; // first 160 bits of keccak of the 128-byte key
        /* 0 */ uint32 joinedEpoch; // first epoch; 0: never a signer
        /* 0 */ uint32 leftEpoch; // first epoch after it; the largest number while it lasts
    }

    /// @notice Thrown when anyone but the registry changes the sets.
    error CallerNotRegistry(address caller, address registry);

    /// @notice Counts the node as signer from the next epoch on. By the registry.
    function join(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Counts the node as signer until the end of this epoch. By the registry; the key must be the node's.
    function leave(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Reverts unless enough members of the action's epoch signed it.
    /// @param minQuorum least members of a set that may act
    /// @return members size of the set
    function authorize(
        IServiceNodeRegistry.QuorumKind kind,
        IServiceNodeRegistry.QuorumAction calldata action,
        uint32 minQuorum
    ) external view returns (uint32 members);

    /// @notice Members and sum of the keys of the set of `epoch`: the current epoch or the one before.
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members);

    /// @notice Nodes that are active now.
    function activeCount() external view returns (uint32);

    /// @notice The node's last interval as signer; zeros where there was none.
    function membership(uint32 nodeId) external view returns (Membership memory);

    /// @notice EIP-712 digest of an action under the domain ("Muster", "1", chain, this contract).
    function quorumDigest(
        IServiceNodeRegistry.QuorumKind kind,
        IServiceNodeRegistry.QuorumAction calldata action
    ) external view returns (bytes32);
}
