// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./IBlsVerifier.sol";
import {IQuorumActions} from "./IQuorumActions.sol";
import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title Whose BLS key is whose, and who signs for the network in which epoch
/// @notice Created by the registry, which alone changes it. The set of epoch E is the nodes active in the state after the
/// last block before E begins. A signature names the current epoch or the one before. Errors are the registry's.
interface ISignerSets is IBlsVerifier {
    /// @notice What belongs to a BLS key: whose it is, for ever, and its node's last interval as signer.
    struct Signer {
        /* 0 */ uint32 nodeId; // 0: no node ever had the key
        /* 0 */ uint32 joinedEpoch; // first epoch; 0: never a signer
        /* 0 */ uint32 leftEpoch; // first epoch after it; the largest number while it lasts
    }

    /// @notice Thrown when anyone but the registry changes the sets.
    error CallerNotRegistry(address caller, address registry);

    /// @notice Reverts unless the registration is in time and well-formed, its operator agrees (is `sender`, or signed), its
    /// BLS key signed, and no node ever had that key; then the key is the node's. By the registry.
    /// @param sender who called the registry
    /// @param operatorSignature ECDSA or ERC-1271 signature of the operator; ignored where `sender` is the operator
    function admit(
        uint32 nodeId,
        IServiceNodeRegistry.Registration calldata registration,
        address sender,
        bytes calldata operatorSignature
    ) external;

    /// @notice Counts the node as signer from the next epoch on. By the registry; the key must be the node's.
    /// @return blsKeyHash keccak of the 128-byte key
    function nodeJoined(uint32 nodeId, BLS.G1Point calldata blsKey) external returns (bytes32 blsKeyHash);

    /// @notice Counts the node as signer until the end of this epoch. By the registry; the key must be the node's.
    function nodeLeft(uint32 nodeId, BLS.G1Point calldata blsKey) external;

    /// @notice Reverts unless enough members of the action's epoch signed it, the key in it is that of the node acted on, and
    /// that node's status was not changed in this epoch or the one before. Then the node joins the signers if it is resumed,
    /// and leaves them if it is one. By the registry.
    /// @param minQuorum least members of a set that may act
    /// @return members size of the set that signed
    /// @return active nodes that are active after the action
    /// @return blsKeyHash keccak of the key of the node acted on
    function enact(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action,
        uint32 minQuorum
    ) external returns (uint32 members, uint32 active, bytes32 blsKeyHash);

    /// @notice Members and sum of the keys of the set of `epoch`: the current epoch or the one before.
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members);

    /// @notice Nodes that are active now.
    function activeCount() external view returns (uint32);

    /// @notice What belongs to this BLS key (keccak of its 128 bytes); zeros where no node ever had it.
    function signer(bytes32 blsKeyHash) external view returns (Signer memory);

    /// @notice Reverts unless clients can reach the endpoint from anywhere, see `EndpointRules`.
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
