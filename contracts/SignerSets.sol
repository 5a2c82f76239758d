// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBlsVerifier} from "./interfaces/IBlsVerifier.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {ISignerSets} from "./interfaces/ISignerSets.sol";
import {SignerRing} from "./libraries/SignerRing.sol";

/// @title Who signs for the network in which epoch
/// @dev The specification is `ISignerSets`. A contract of its own because the registry's code would not fit one.
contract SignerSets is ISignerSets, EIP712 {
    using SignerRing for SignerRing.Ring;

    /* CONSTANTS */

    /// @dev `leftEpoch` of a node that is a signer now.
    uint32 private constant STILL_SIGNER = type(uint32).max;

    /// @dev At most one in this many members may be missing.
    uint256 private constant NON_SIGNER_SHARE = 3;

    bytes32 private constant QUORUM_ACTION_TYPEHASH = keccak256(
        "QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)"
    );

    /* IMMUTABLES */

    /// @notice The registry that created this.
    address public immutable REGISTRY;

    /// @notice Checks signatures.
    IBlsVerifier public immutable BLS_VERIFIER;

    /// @notice Length of an epoch in seconds, the registry's.
    uint32 public immutable EPOCH_SECONDS;

    /* STORAGE */

    SignerRing.Ring private _ring;

    mapping(uint32 nodeId => Membership) private _memberships;

    /* CONSTRUCTOR */

    constructor(IBlsVerifier blsVerifier, uint32 epochSeconds) EIP712("Muster", "1") {
        REGISTRY = msg.sender;
        BLS_VERIFIER = blsVerifier;
        EPOCH_SECONDS = epochSeconds;
    }

    /* MODIFIERS */

    modifier onlyRegistry() {
        if (msg.sender != REGISTRY) revert CallerNotRegistry(msg.sender, REGISTRY);
        _;
    }

    /* MEMBERS */

    /// @inheritdoc ISignerSets
    function join(uint32 nodeId, BLS.G1Point calldata blsKey) external onlyRegistry {
        uint32 epoch = _currentEpoch();
        _memberships[nodeId] = Membership({
            blsKeyId: bytes20(keccak256(abi.encode(blsKey))),
            joinedEpoch: epoch + 1,
            leftEpoch: STILL_SIGNER
        });
        _ring.add(epoch, blsKey);
    }

    /// @inheritdoc ISignerSets
    function leave(uint32 nodeId, BLS.G1Point calldata blsKey) external onlyRegistry {
        uint32 epoch = _currentEpoch();
        Membership storage member = _memberships[nodeId];
        _requireKey(nodeId, member.blsKeyId, blsKey);
        member.leftEpoch = epoch + 1;
        _ring.remove(epoch, blsKey);
    }

    /* VIEWS */

    /// @inheritdoc ISignerSets
    function authorize(
        IServiceNodeRegistry.QuorumKind kind,
        IServiceNodeRegistry.QuorumAction calldata action,
        uint32 minQuorum
    ) external view returns (uint32 members) {
        _requireRecent(action.epoch);
        BLS.G1Point memory aggregate;
        (aggregate, members) = _ring.at(action.epoch);
        if (members < minQuorum) revert IServiceNodeRegistry.QuorumTooSmall(members, minQuorum);
        uint256 max = members / NON_SIGNER_SHARE;
        if (action.nonSigners.length > max) {
            revert IServiceNodeRegistry.TooManyNonSigners(action.nonSigners.length, max);
        }

        BLS.G1Point memory signers = _withoutNonSigners(aggregate, action.nonSigners, action.epoch);
        // The verifier refuses the sum at infinity: no signers at all.
        if (!BLS_VERIFIER.verify(signers, quorumDigest(kind, action), action.signature)) {
            revert IServiceNodeRegistry.QuorumSignatureInvalid(uint8(kind), action.nodeId, action.epoch);
        }
    }

    /// @inheritdoc ISignerSets
    function signerSet(uint32 epoch) external view returns (BLS.G1Point memory aggregate, uint32 members) {
        _requireRecent(epoch);
        return _ring.at(epoch);
    }

    /// @inheritdoc ISignerSets
    function activeCount() external view returns (uint32) {
        return _ring.size();
    }

    /// @inheritdoc ISignerSets
    function membership(uint32 nodeId) external view returns (Membership memory) {
        return _memberships[nodeId];
    }

    /// @inheritdoc ISignerSets
    function quorumDigest(
        IServiceNodeRegistry.QuorumKind kind,
        IServiceNodeRegistry.QuorumAction calldata action
    ) public view returns (bytes32) {
        return
            _hashTypedDataV4(
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

    /// @dev Takes each non-signer's key off the sum, once. The loop is bounded by a third of the set, see `authorize`.
    function _withoutNonSigners(
        BLS.G1Point memory aggregate,
        IServiceNodeRegistry.NonSigner[] calldata nonSigners,
        uint32 epoch
    ) private view returns (BLS.G1Point memory) {
        uint32 previousId = 0;
        for (uint256 i = 0; i < nonSigners.length; ++i) {
            uint32 nodeId = nonSigners[i].nodeId;
            if (nodeId <= previousId) revert IServiceNodeRegistry.NonSignersNotSorted(nodeId, previousId);
            previousId = nodeId;
            Membership memory member = _memberships[nodeId];
            if (member.joinedEpoch == 0 || epoch < member.joinedEpoch || epoch >= member.leftEpoch) {
                revert IServiceNodeRegistry.NonSignerNotMember(nodeId, epoch);
            }
            _requireKey(nodeId, member.blsKeyId, nonSigners[i].blsKey);
            aggregate = BLS.add(aggregate, SignerRing.negate(nonSigners[i].blsKey));
        }
        return aggregate;
    }

    function _requireKey(uint32 nodeId, bytes20 blsKeyId, BLS.G1Point calldata blsKey) private pure {
        bytes32 blsKeyHash = keccak256(abi.encode(blsKey));
        if (bytes20(blsKeyHash) != blsKeyId) revert IServiceNodeRegistry.BlsKeyNotOfNode(nodeId, blsKeyHash);
    }

    /// @dev A signature of an epoch is valid in that epoch and the next.
    function _requireRecent(uint32 epoch) private view {
        uint32 currentEpoch = _currentEpoch();
        if (epoch > currentEpoch || epoch + 1 < currentEpoch) {
            revert IServiceNodeRegistry.QuorumEpochInvalid(epoch, currentEpoch);
        }
    }

    function _currentEpoch() private view returns (uint32) {
        // Seconds since 1970 over at least 10: fits 32 bits for 1,300 years.
        return uint32(block.timestamp / EPOCH_SECONDS);
    }
}
