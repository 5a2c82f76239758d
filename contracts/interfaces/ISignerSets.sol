// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./IBlsVerifier.sol";
import {IQuorumActions} from "./IQuorumActions.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title BLS keys of nodes, the signer set of each epoch, and checks of what the registry is given
/// @notice Created by the registry, the only contract that changes it. The set of epoch E is the nodes active in the
/// state after the last block before E begins. A signature names the current epoch or the one before. Errors are the
/// registry's.
interface ISignerSets is IBlsVerifier {
    /// @notice Storage of a BLS key: its node, for ever, and its last interval as signer.
    struct Signer {
        /* 0 */ uint32 nodeId; // 0: the key was never registered
        /* 0 */ uint32 joinedEpoch; // first epoch; 0: never a signer
        /* 0 */ uint32 leftEpoch; // first epoch after the interval; the largest number while it lasts
        /* 0 */ uint32 statusEpoch; // epoch of the node's last activation, suspension, resumption, removal or exit
        /* 0 */ bool replaced; // the node has another key now
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
    /// @return active number of active nodes, with this one
    function nodeJoined(
        uint32 nodeId,
        BLS.G1Point calldata blsKey
    ) external returns (bytes32 blsKeyHash, uint32 active);

    /// @notice Counts the node as signer until the end of this epoch. For the registry. The key must be the node's.
    function nodeLeft(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Checks a rotation of keys. A new BLS key takes the old one's place; a signer signs with the old key until
    /// this epoch ends, and with the new one from the next. The rest between changes of status goes on. Reverts unless
    /// the old key is the node's current one, each new key signed, the rotation is in time, and a new BLS key was never
    /// registered. For the registry.
    /// @return previousBlsKeyHash keccak of the old 128-byte key
    /// @return blsKeyHash keccak of the new one; the same if the BLS key stays
    function rotate(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation calldata rotation
    ) external returns (bytes32 previousBlsKeyHash, bytes32 blsKeyHash);

    /// @notice Checks the signature of an action and updates the signers. Reverts unless enough members of the action's
    /// epoch signed it and its key is that of the node acted on. A suspension or resumption also reverts if the node's
    /// status changed in this epoch or the one before. A resumed node then joins the signers; a suspended or removed
    /// one leaves them. Reverts if the removals or the limited suspensions of the last epochs are used up. For the
    /// registry.
    /// @param minQuorum minimum size of a set that may act
    /// @param takesEstablished whether this suspension or removal counts against the limit of suspensions
    /// @return active number of active nodes after the action
    /// @return blsKeyHash keccak of the key of the node acted on
    function enact(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action,
        uint32 minQuorum,
        bool takesEstablished
    ) external returns (uint32 active, bytes32 blsKeyHash);

    /// @notice Reverts unless the BLS key is the one that the node uses now.
    function requireCurrent(uint32 nodeId, bytes32 blsKeyHash) external view;

    /// @notice Members and sum of the keys of the set of `epoch`, which is the current epoch or the one before.
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members);

    /// @notice Number of active nodes.
    function activeCount() external view returns (uint32);

    /// @notice Storage of this BLS key (keccak of its 128 bytes); zeros if it was never registered.
    function signer(bytes32 blsKeyHash) external view returns (Signer memory);

    /// @notice Reverts unless the endpoint is publicly reachable, see `EndpointRules`.
    function checkEndpoint(IServiceNodeRegistry.Endpoint calldata endpoint) external pure;

    /// @notice Reverts with `ParameterOutOfBounds` unless the settings of a registry are within their hard bounds.
    function checkSettings(IServiceNodeRegistry.Settings calldata settings) external pure;

    /// @notice Reverts with `ParameterOutOfBounds` unless the parameters are within their hard bounds.
    /// @param requirement base units that a node locks now; it changes by at most a half at once. 0: there is none yet
    function checkParameters(
        IServiceNodeRegistry.Parameters calldata parameters,
        uint96 requirement,
        uint32 epochSeconds
    ) external pure;

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

    /// @notice EIP-712 digest that each new key of a rotation signs, under the same domain. A key that stays repeats the
    /// old value.
    function rotationDigest(
        uint32 nodeId,
        bytes32 previousBlsKeyHash,
        bytes32 blsKeyHash,
        bytes32 previousEd25519Key,
        bytes32 ed25519Key,
        bool compromised,
        uint64 deadline
    ) external view returns (bytes32);

    /// @notice EIP-712 digest of an action under the domain ("Muster", "1", chain, the registry).
    function quorumDigest(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action
    ) external view returns (bytes32);
}
