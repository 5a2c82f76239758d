// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {EndpointRules} from "./libraries/EndpointRules.sol";
import {BlsVerifier} from "./BlsVerifier.sol";

/// @title Stateless checks of a registration and of a rotation of keys
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

    bytes32 private constant ROTATION_TYPEHASH = keccak256(
        "Rotation(uint32 nodeId,bytes32 oldBlsKeyHash,bytes32 newBlsKeyHash,bytes32 oldEd25519Key,bytes32 newEd25519Key,bool compromised,uint64 deadline)"
    );

    /* IMMUTABLES */

    /// @notice The registry that created this contract. The domain of the digest names it.
    address public immutable REGISTRY;

    uint256 private immutable CACHED_CHAIN_ID;
    bytes32 private immutable CACHED_DOMAIN_SEPARATOR;

    /* CONSTRUCTOR */

    constructor() {
        REGISTRY = msg.sender;
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

    /// @inheritdoc ISignerSets
    function rotationDigest(
        uint32 nodeId,
        bytes32 previousBlsKeyHash,
        bytes32 blsKeyHash,
        bytes32 previousEd25519Key,
        bytes32 ed25519Key,
        bool compromised,
        uint64 deadline
    ) public view returns (bytes32) {
        return
            _typedDataHash(
                keccak256(
                    abi.encode(
                        ROTATION_TYPEHASH,
                        nodeId,
                        previousBlsKeyHash,
                        blsKeyHash,
                        previousEd25519Key,
                        ed25519Key,
                        compromised,
                        deadline
                    )
                )
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
        _checkTerms(registration);
        bytes32 digest = registrationDigest(
            registration.operator,
            registration.owner,
            blsKeyHash,
            registration.ed25519Key,
            registration.feeBps,
            registration.deadline
        );
        if (sender != registration.operator && !_isSignedBy(registration.operator, digest, operatorSignature)) {
            revert IServiceNodeRegistry.OperatorSignatureInvalid(registration.operator);
        }
        if (!_verify(registration.blsKey, digest, registration.proofOfPossession)) {
            revert IServiceNodeRegistry.ProofOfPossessionInvalid(blsKeyHash);
        }
    }

    /// @dev Reverts unless the rotation is in time, changes a key, and each new key signed as far as this chain can tell.
    function _checkRotation(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation calldata rotation,
        bytes32 previousBlsKeyHash,
        bytes32 blsKeyHash
    ) internal view {
        if (block.timestamp > rotation.deadline) {
            revert IServiceNodeRegistry.RegistrationExpired(rotation.deadline, block.timestamp);
        }
        bool changesBls = blsKeyHash != previousBlsKeyHash;
        bool changesEd25519 = rotation.ed25519Key != rotation.previousEd25519Key;
        if (!changesBls && !changesEd25519) revert IServiceNodeRegistry.RotationEmpty(nodeId);
        uint256 length = rotation.ed25519Signature.length;
        if (length != (changesEd25519 ? ED25519_SIGNATURE_BYTES : 0)) {
            revert IServiceNodeRegistry.Ed25519SignatureLengthInvalid(length);
        }
        if (!changesBls) return;
        bytes32 digest = rotationDigest(
            nodeId,
            previousBlsKeyHash,
            blsKeyHash,
            rotation.previousEd25519Key,
            rotation.ed25519Key,
            rotation.compromised,
            rotation.deadline
        );
        if (!_verify(rotation.blsKey, digest, rotation.proofOfPossession)) {
            revert IServiceNodeRegistry.ProofOfPossessionInvalid(blsKeyHash);
        }
    }

    /// @dev EIP-712 digest of a struct's hash under the registry's domain.
    function _typedDataHash(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = block.chainid == CACHED_CHAIN_ID ? CACHED_DOMAIN_SEPARATOR : _domainSeparator(REGISTRY);
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// @dev The key of the account signs for it whatever code it has: an account with code of EIP-7702 keeps its key, and
    /// need not know ERC-1271. The address of a contract has no key.
    function _isSignedBy(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == account) return true;
        return SignatureChecker.isValidERC1271SignatureNow(account, digest, signature);
    }

    /// @dev Checks all fields but the signatures.
    function _checkTerms(IServiceNodeRegistry.Registration calldata registration) private view {
        if (block.timestamp > registration.deadline) {
            revert IServiceNodeRegistry.RegistrationExpired(registration.deadline, block.timestamp);
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
