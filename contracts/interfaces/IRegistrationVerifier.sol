// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IServiceNodeRegistry} from "./IServiceNodeRegistry.sol";

/// @title What makes a registration valid, apart from what the registry remembers
/// @notice Created by the registry; holds nothing and changes nothing. Errors are the registry's.
interface IRegistrationVerifier {
    /// @notice Reverts unless the registration is in time and well-formed, its operator agrees (is `sender`, or signed), and
    /// its BLS key signed. Whether its keys were used before is for the registry to say.
    /// @param sender who called the registry
    /// @param operatorSignature ECDSA or ERC-1271 signature of the operator; ignored where `sender` is the operator
    /// @return blsKeyHash keccak of the 128-byte key
    function verify(
        IServiceNodeRegistry.Registration calldata registration,
        address sender,
        bytes calldata operatorSignature
    ) external view returns (bytes32 blsKeyHash);

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
}
