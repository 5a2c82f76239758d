// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./IBlsVerifier.sol";
import {IQuorumActions} from "./IQuorumActions.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title BLS keys of nodes, and the signer set of each epoch
/// @notice Created by the registry, the only contract that changes it. The set of epoch E is the nodes active in the
/// state after the last block before E begins. A signature names the current epoch or the one before. Errors are the
/// registry's.
interface ISignerSets is IBlsVerifier {
    /// @notice Storage of a BLS key: its node, for ever, and that node's last interval as signer.
    struct Signer {
        /* 0 */ uint32 nodeId; // 0: the key was never registered
        /* 0 */ uint32 joinedEpoch; // first epoch; 0: never a signer
        /* 0 */ uint32 leftEpoch; // first epoch after the interval; the largest number while it lasts
    }

    /// @notice Thrown when another caller than the registry changes the sets.
    error CallerNotRegistry(address caller, address registry);

    /// @notice Admits the BLS key of a registration, which belongs to the node from then on. Reverts unless the
    /// registration is in time and well-formed. Reverts unless the operator is `sender` or signed, the BLS key signed,
    /// and the key was never registered. For the registry.
    /// @param sender caller of the registry
    /// @param operatorSignature ECDSA or ERC-1271 signature of the operator; ignored if `sender` is the operator
    function admit(
        uint32 nodeId,
        IServiceNodeRegistry.Registration calldata registration,
        address sender,
        bytes calldata operatorSignature
    ) external;

    /// @notice Counts the node as signer from the next epoch on. For the registry. The key must be the node's.
    /// @return blsKeyHash keccak of the 128-byte key
    function nodeJoined(uint32 nodeId, BLS.G1Point calldata blsKey) external returns (bytes32 blsKeyHash);

    /// @notice Counts the node as signer until the end of this epoch. For the registry. The key must be the node's.
    function nodeLeft(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Checks the signature of an action and updates the signers. Reverts unless enough members of the action's
    /// epoch signed it and its key is that of the node acted on. A suspension or resumption also reverts if the node's
    /// status changed in this epoch or the one before. A resumed node then joins the signers; a suspended or removed
    /// one leaves them. For the registry.
    /// @param minQuorum minimum size of a set that may act
    /// @return members size of the set that signed
    /// @return active number of active nodes after the action
    /// @return blsKeyHash keccak of the key of the node acted on
    function enact(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action,
        uint32 minQuorum
    ) external returns (uint32 members, uint32 active, bytes32 blsKeyHash);

    /// @notice Members and sum of the keys of the set of `epoch`, which is the current epoch or the one before.
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members);

    /// @notice Number of active nodes.
    function activeCount() external view returns (uint32);

    /// @notice Storage of this BLS key (keccak of its 128 bytes); zeros if it was never registered.
    function signer(bytes32 blsKeyHash) external view returns (Signer memory);

    /// @notice Reverts unless the endpoint is publicly reachable, see `EndpointRules`.
    function checkEndpoint(IServiceNodeRegistry.Endpoint calldata endpoint) external pure;

    /// @notice EIP-712 digest that the BLS key, the Ed25519 key and the operator sign, under the domain ("Muster", "1",
    /// chain, the registry).
    function registrationDigest(
        address operator,
        address owner,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        uint16 feeBps,
        uint64 deadline
    ) external view returns (bytes32);

    /// @notice EIP-712 digest of an action under the domain ("Muster", "1", chain, the registry).
    function quorumDigest(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action
    ) external view returns (bytes32);
}
