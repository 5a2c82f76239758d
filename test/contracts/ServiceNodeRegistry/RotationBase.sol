// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice Rotations of nodes in a network that has a quorum.
abstract contract RotationBase is QuorumBase {
    uint32 internal constant NODE = 5;

    /// @dev Secret keys that no node has. Powers of two, as those of the nodes.
    uint256 internal constant NEW_KEY = 1 << 100;
    uint256 internal constant THIRD_KEY = 1 << 101;

    /// @notice A signed rotation to a BLS key and the Ed25519 key that goes with `secretKey`. A key of 0 stays.
    function rotationTo(
        uint32 nodeId,
        uint256 secretKey,
        bytes32 ed25519Key
    ) internal view returns (IServiceNodeRegistry.KeyRotation memory rotation) {
        rotation.previousBlsKey = keyOf(nodeId);
        rotation.previousEd25519Key = identityOf(nodeId);
        rotation.blsKey = secretKey == 0 ? keyOf(nodeId) : BlsKeys.publicKey(secretKey);
        rotation.ed25519Key = ed25519Key == 0 ? identityOf(nodeId) : ed25519Key;
        if (ed25519Key != 0) rotation.ed25519Signature = new bytes(64);
        rotation.deadline = uint64(block.timestamp + 1 days);
        if (secretKey != 0) rotation.proofOfPossession = BlsKeys.sign(secretKey, digestOfRotation(nodeId, rotation));
    }

    function rotationTo(
        uint32 nodeId,
        uint256 secretKey
    ) internal view returns (IServiceNodeRegistry.KeyRotation memory) {
        return rotationTo(nodeId, secretKey, ed25519KeyOf(secretKey));
    }

    function digestOfRotation(
        uint32 nodeId,
        IServiceNodeRegistry.KeyRotation memory rotation
    ) internal view returns (bytes32) {
        return
            signerSets.rotationDigest(
                nodeId,
                BlsKeys.hash(rotation.previousBlsKey),
                BlsKeys.hash(rotation.blsKey),
                rotation.previousEd25519Key,
                rotation.ed25519Key,
                rotation.compromised,
                rotation.deadline
            );
    }

    function rotate(address by, uint32 nodeId, IServiceNodeRegistry.KeyRotation memory rotation) internal {
        vm.prank(by);
        registry.rotateKeys(nodeId, rotation);
    }

    /// @notice Rotates both keys, and remembers the new ones.
    function rotateBoth(address by, uint32 nodeId, uint256 secretKey) internal {
        rotate(by, nodeId, rotationTo(nodeId, secretKey));
        rememberKey(nodeId, secretKey, BlsKeys.publicKey(secretKey));
    }
}
