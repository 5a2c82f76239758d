// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IQuorumActions} from "./interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {RemovalLimit} from "./libraries/RemovalLimit.sol";
import {SignerRing} from "./libraries/SignerRing.sol";
import {SuspensionLimit} from "./libraries/SuspensionLimit.sol";
import {ParameterBounds} from "./ParameterBounds.sol";
import {RegistrationVerifier} from "./RegistrationVerifier.sol";

/// @title BLS keys of nodes, and the signer set of each epoch
/// @dev The specification is `ISignerSets`. The code of this contract and the registry's would not fit one contract.
contract SignerSets is RegistrationVerifier, ParameterBounds {
    using SignerRing for SignerRing.Ring;

    /* CONSTANTS */

    /// @notice One in this many nodes, but at least one, may be removed in any 168 epochs.
    uint256 public constant REMOVAL_SHARE = 13;

    /// @dev `leftEpoch` of a node that is a signer now.
    uint32 private constant STILL_SIGNER = type(uint32).max;

    /// @dev Epochs between a change of a node's status and the next one by quorum. A signature has expired by then.
    uint32 private constant STATUS_REST_EPOCHS = 2;

    /// @dev At most this fraction (1/n) of the members may be non-signers.
    uint256 private constant NON_SIGNER_SHARE = 3;

    bytes32 private constant QUORUM_ACTION_TYPEHASH = keccak256(
        "QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)"
    );

    /* IMMUTABLES */

    /// @notice Length of the registry's epoch in seconds.
    uint32 public immutable EPOCH_SECONDS;

    /* STORAGE */

    SignerRing.Ring private _ring;

    mapping(bytes32 blsKeyHash => Signer) private _signers;

    // Removals and suspensions of the last eight buckets of epochs, see `RemovalLimit` and `SuspensionLimit`.
    uint24 private _removalBucket;
    uint64 private _removals;
    uint24 private _suspensionBucket;
    uint128 private _suspensions;

    /* CONSTRUCTOR */

    constructor(uint32 epochSeconds) {
        EPOCH_SECONDS = epochSeconds;
    }

    /* MODIFIERS */

    modifier onlyRegistry() {
        if (msg.sender != REGISTRY) revert CallerNotRegistry(msg.sender, REGISTRY);
        _;
    }

    /* MEMBERS */

    /// @inheritdoc ISignerSets
    function admit(
        uint32 nodeId,
        IServiceNodeRegistry.Registration calldata registration,
        address sender,
        bytes calldata operatorSignature
    ) external onlyRegistry {
        bytes32 blsKeyHash = _hash(registration.blsKey);
        _checkRegistration(registration, blsKeyHash, sender, operatorSignature);
        uint32 usedBy = _signers[blsKeyHash].nodeId;
        if (usedBy != 0) revert IServiceNodeRegistry.BlsKeyUsed(blsKeyHash, usedBy);
        _signers[blsKeyHash].nodeId = nodeId;
    }

    /// @inheritdoc ISignerSets
    function nodeJoined(
        uint32 nodeId,
        BLS.G1Point calldata blsKey
    ) external onlyRegistry returns (bytes32 blsKeyHash, uint32 active) {
        blsKeyHash = _hash(blsKey);
        _currentSignerOf(nodeId, blsKeyHash);
        _join(nodeId, blsKey, blsKeyHash);
        active = _ring.size();
    }

    /// @inheritdoc ISignerSets
    function nodeLeft(uint32 nodeId, BLS.G1Point calldata blsKey) external onlyRegistry {
        bytes32 blsKeyHash = _hash(blsKey);
        _currentSignerOf(nodeId, blsKeyHash);
        _leave(blsKey, blsKeyHash);
    }

    /// @inheritdoc ISignerSets
    function rotate(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation calldata rotation
    ) external onlyRegistry returns (bytes32 previousBlsKeyHash, bytes32 blsKeyHash) {
        previousBlsKeyHash = _hash(rotation.previousBlsKey);
        blsKeyHash = _hash(rotation.blsKey);
        Signer memory previous = _currentSignerOf(nodeId, previousBlsKeyHash);
        _checkRotation(nodeId, rotation, previousBlsKeyHash, blsKeyHash);
        if (blsKeyHash == previousBlsKeyHash) return (previousBlsKeyHash, blsKeyHash);

        uint32 usedBy = _signers[blsKeyHash].nodeId;
        if (usedBy != 0) revert IServiceNodeRegistry.BlsKeyUsed(blsKeyHash, usedBy);
        bool signs = previous.leftEpoch == STILL_SIGNER;
        uint32 epoch = _currentEpoch();
        _signers[blsKeyHash] = Signer({
            nodeId: nodeId,
            joinedEpoch: signs ? epoch + 1 : 0,
            leftEpoch: signs ? STILL_SIGNER : 0,
            // A rotation is not a change of status. Otherwise one every two epochs would keep a suspension away.
            statusEpoch: previous.statusEpoch,
            replaced: false
        });
        previous.replaced = true;
        if (signs) {
            previous.leftEpoch = epoch + 1;
            _ring.replace(epoch, rotation.previousBlsKey, rotation.blsKey);
        }
        _signers[previousBlsKeyHash] = previous;
    }

    /// @inheritdoc ISignerSets
    function enact(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action,
        uint32 minQuorum,
        bool takesEstablished
    ) external onlyRegistry returns (uint32 active, bytes32 blsKeyHash) {
        blsKeyHash = _hash(action.blsKey);
        Signer storage actedOn = _currentSignerOf(action.nodeId, blsKeyHash);
        // A removal happens once, so it cannot be replayed. If it had to wait, an operator that may resume could
        // postpone it until the exit is due.
        if (kind != IQuorumActions.QuorumKind.Remove) _requireRested(action.nodeId, actedOn);
        uint32 members = _requireSigned(kind, action, minQuorum);
        if (kind == IQuorumActions.QuorumKind.Remove) _countRemoval(members);
        if (takesEstablished) _countSuspension(members);

        if (kind == IQuorumActions.QuorumKind.Resume) _join(action.nodeId, action.blsKey, blsKeyHash);
        else if (actedOn.leftEpoch == STILL_SIGNER) _leave(action.blsKey, blsKeyHash);
        active = _ring.size();
    }

    /* VIEWS */

    /// @inheritdoc ISignerSets
    function requireCurrent(uint32 nodeId, bytes32 blsKeyHash) external view {
        _currentSignerOf(nodeId, blsKeyHash);
    }

    /// @inheritdoc ISignerSets
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members) {
        _requireRecent(epoch);
        return _ring.setOf(epoch);
    }

    /// @inheritdoc ISignerSets
    function activeCount() external view returns (uint32) {
        return _ring.size();
    }

    /// @inheritdoc ISignerSets
    function signer(bytes32 blsKeyHash) external view returns (Signer memory) {
        return _signers[blsKeyHash];
    }

    /// @inheritdoc ISignerSets
    function quorumDigest(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action
    ) public view returns (bytes32) {
        return
            _typedDataHash(
                keccak256(
                    abi.encode(
                        QUORUM_ACTION_TYPEHASH,
                        kind,
                        action.nodeId,
                        action.reason,
                        action.evidenceHash,
                        action.epoch,
                        action.reporter
                    )
                )
            );
    }

    /* INTERNALS */

    /// @dev Makes the node a signer from the next epoch on.
    function _join(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 blsKeyHash) private {
        uint32 epoch = _currentEpoch();
        _signers[blsKeyHash] = Signer({
            nodeId: nodeId,
            joinedEpoch: epoch + 1,
            leftEpoch: STILL_SIGNER,
            statusEpoch: epoch,
            replaced: false
        });
        _ring.add(epoch, blsKey);
    }

    /// @dev Keeps the node a signer until the end of this epoch.
    function _leave(BLS.G1Point calldata blsKey, bytes32 blsKeyHash) private {
        uint32 epoch = _currentEpoch();
        Signer storage leaving = _signers[blsKeyHash];
        leaving.leftEpoch = epoch + 1;
        leaving.statusEpoch = epoch;
        _ring.remove(epoch, blsKey);
    }

    /// @dev Reverts unless enough of the set signed.
    /// @return members size of the set
    function _requireSigned(
        IQuorumActions.QuorumKind kind,
        IQuorumActions.QuorumAction calldata action,
        uint32 minQuorum
    ) private view returns (uint32 members) {
        _requireRecent(action.epoch);
        BLS.G1Point memory signers;
        (signers, members) = _ring.setOf(action.epoch);
        if (members < minQuorum) revert IQuorumActions.QuorumTooSmall(members, minQuorum);
        uint256 max = members / NON_SIGNER_SHARE;
        uint256 missing = action.nonSigners.length;
        if (missing > max) revert IQuorumActions.TooManyNonSigners(missing, max);

        if (missing != 0) {
            signers = BLS.add(signers, SignerRing.negate(_sumOfNonSigners(action.nonSigners, action.epoch)));
        }
        // The verifier refuses a sum at infinity, which means no signers at all.
        if (!_verify(signers, quorumDigest(kind, action), action.signature)) {
            revert IQuorumActions.QuorumSignatureInvalid(uint8(kind), action.nodeId, action.epoch);
        }
    }

    /// @dev Sum of the keys of non-signers, each once. A third of the set bounds the loop.
    function _sumOfNonSigners(
        IQuorumActions.NonSigner[] calldata nonSigners,
        uint32 epoch
    ) private view returns (BLS.G1Point memory sum) {
        uint32 previousId = 0;
        for (uint256 i = 0; i < nonSigners.length; ++i) {
            IQuorumActions.NonSigner calldata nonSigner = nonSigners[i];
            uint32 nodeId = nonSigner.nodeId;
            if (nodeId <= previousId) revert IQuorumActions.NonSignersNotSorted(nodeId, previousId);
            previousId = nodeId;
            BLS.G1Point calldata blsKey = nonSigner.blsKey;
            Signer storage member = _signerOf(nodeId, _hash(blsKey));
            // A node that never was a signer has 0 for both.
            if (epoch < member.joinedEpoch || epoch >= member.leftEpoch) {
                revert IQuorumActions.NonSignerNotMember(nodeId, epoch);
            }
            SignerRing.accumulate(sum, blsKey);
        }
    }

    function _countRemoval(uint256 members) private {
        uint256 max = members / REMOVAL_SHARE;
        if (max == 0) max = 1;
        (_removalBucket, _removals) = RemovalLimit.count(_removalBucket, _removals, _currentEpoch(), max);
    }

    function _countSuspension(uint256 members) private {
        (_suspensionBucket, _suspensions) = SuspensionLimit.count(
            _suspensionBucket,
            _suspensions,
            _currentEpoch(),
            members
        );
    }

    /// @dev The key that the node uses now.
    function _currentSignerOf(uint32 nodeId, bytes32 blsKeyHash) private view returns (Signer storage signer_) {
        signer_ = _signerOf(nodeId, blsKeyHash);
        if (signer_.replaced) revert IServiceNodeRegistry.KeyReplaced(nodeId, blsKeyHash);
    }

    /// @dev A key that is the node's, or was.
    function _signerOf(uint32 nodeId, bytes32 blsKeyHash) private view returns (Signer storage signer_) {
        signer_ = _signers[blsKeyHash];
        if (signer_.nodeId != nodeId) revert IServiceNodeRegistry.BlsKeyNotOfNode(nodeId, blsKeyHash);
    }

    /// @dev keccak of the key's 128 bytes.
    function _hash(BLS.G1Point calldata blsKey) private pure returns (bytes32 blsKeyHash) {
        assembly ("memory-safe") {
            // 128 bytes behind the free-memory pointer are scratch space. They are hashed and not kept.
            let memory_ := mload(0x40)
            calldatacopy(memory_, blsKey, 0x80)
            blsKeyHash := keccak256(memory_, 0x80)
        }
    }

    function _requireRested(uint32 nodeId, Signer storage actedOn) private view {
        uint32 currentEpoch = _currentEpoch();
        if (currentEpoch < actedOn.statusEpoch + STATUS_REST_EPOCHS) {
            revert IQuorumActions.StatusTooRecent(nodeId, actedOn.statusEpoch, currentEpoch);
        }
    }

    /// @dev A signature of an epoch is valid in that epoch and the next.
    function _requireRecent(uint32 epoch) private view {
        uint32 currentEpoch = _currentEpoch();
        if (epoch > currentEpoch || epoch + 1 < currentEpoch) {
            revert IQuorumActions.QuorumEpochInvalid(epoch, currentEpoch);
        }
    }

    function _currentEpoch() private view returns (uint32) {
        // Seconds since 1970, divided by at least 10, fit 32 bits for 1,300 years.
        return uint32(block.timestamp / EPOCH_SECONDS);
    }
}
