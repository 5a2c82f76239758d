// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {EndpointRules} from "./libraries/EndpointRules.sol";
import {BlsVerifier} from "./BlsVerifier.sol";

/// @title Stateless checks of a registration
/// @dev The specification is `ISignerSets`.
abstract contract RegistrationVerifier is ISignerSets, BlsVerifier {
    using EndpointRules for IServiceNodeRegistry.Endpoint;

    /* CONSTANTS */

    /// @notice The whole, in basis points.
    uint16 public constant BPS = 10_000;

    /// @dev Length of an Ed25519 signature.
    uint256 private constant ED25519_SIGNATURE_BYTES = 64;

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    bytes32 private constant REGISTRATION_TYPEHASH = keccak256(
        "Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)"
    );

    /* IMMUTABLES */

    /// @notice The registry that created this contract. The domain of the digest names it.
    address public immutable REGISTRY;

    /// @dev The owner of shared nodes. Only this contract makes itself an owner.
    address private immutable CONTRIBUTION_POOLS;

    uint256 private immutable CACHED_CHAIN_ID;
    bytes32 private immutable CACHED_DOMAIN_SEPARATOR;

    /* CONSTRUCTOR */

    constructor(address contributionPools) {
        REGISTRY = msg.sender;
        CONTRIBUTION_POOLS = contributionPools;
        CACHED_CHAIN_ID = block.chainid;
        CACHED_DOMAIN_SEPARATOR = _domainSeparator(msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc ISignerSets
    function checkEndpoint(IServiceNodeRegistry.Endpoint calldata endpoint) external pure {
        endpoint.check();
    }

    /// @inheritdoc ISignerSets
    function registrationDigest(
        address operator,
        address owner,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        uint16 feeBps,
        uint64 deadline
    ) public view returns (bytes32) {
        return
            _typedDataHash(
                keccak256(abi.encode(REGISTRATION_TYPEHASH, operator, owner, blsKeyHash, ed25519Key, feeBps, deadline))
            );
    }

    /* INTERNALS */

    /// @dev Reverts unless all fields of the registration are valid by themselves.
    function _checkRegistration(
        IServiceNodeRegistry.Registration calldata registration,
        bytes32 blsKeyHash,
        address sender,
        bytes calldata operatorSignature
    ) internal view {
        _checkTerms(registration, sender);
        bytes32 digest = registrationDigest(
            registration.operator,
            registration.owner,
            blsKeyHash,
            registration.ed25519Key,
            registration.feeBps,
            registration.deadline
        );
        if (
            sender != registration.operator &&
            !SignatureChecker.isValidSignatureNowCalldata(registration.operator, digest, operatorSignature)
        ) revert IServiceNodeRegistry.OperatorSignatureInvalid(registration.operator);
        if (!_verify(registration.blsKey, digest, registration.proofOfPossession)) {
            revert IServiceNodeRegistry.ProofOfPossessionInvalid(blsKeyHash);
        }
    }

    /// @dev EIP-712 digest of a struct's hash under the registry's domain.
    function _typedDataHash(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = block.chainid == CACHED_CHAIN_ID ? CACHED_DOMAIN_SEPARATOR : _domainSeparator(REGISTRY);
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// @dev Checks all fields but the signatures.
    function _checkTerms(IServiceNodeRegistry.Registration calldata registration, address sender) private view {
        if (block.timestamp > registration.deadline) {
            revert IServiceNodeRegistry.RegistrationExpired(registration.deadline, block.timestamp);
        }
        if (registration.operator == address(0)) revert IServiceNodeRegistry.OperatorInvalid(registration.operator);
        address owner = registration.owner;
        if (owner == address(0) || owner == REGISTRY || (owner == CONTRIBUTION_POOLS && sender != owner)) {
            revert IServiceNodeRegistry.OwnerInvalid(owner);
        }
        if (registration.feeBps > BPS) revert IServiceNodeRegistry.FeeTooHigh(registration.feeBps, BPS);
        uint256 length = registration.ed25519Signature.length;
        if (length != ED25519_SIGNATURE_BYTES) revert IServiceNodeRegistry.Ed25519SignatureLengthInvalid(length);
        registration.endpoint.check();
        if (registration.ed25519Key == 0) revert IServiceNodeRegistry.Ed25519KeyInvalid(registration.ed25519Key);
    }

    function _domainSeparator(address registry) private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("Muster"), keccak256("1"), block.chainid, registry));
    }
}
