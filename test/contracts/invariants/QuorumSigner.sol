// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {NetworkModel} from "./NetworkModel.sol";

/// @notice Quorum actions with real aggregate signatures: by the present set or the one before, with any allowed
/// non-signers. Sometimes by the wrong set, or with a key of another epoch.
abstract contract QuorumSigner is NetworkModel {
    /// @dev One signature in this many lacks an unnamed signer, and one has a non-signer too many. One
    /// names a non-signer by a key of another epoch.
    uint256 private constant FORGED_SHARE = 8;

    uint256 private constant NON_SIGNER_SHARE = 3;

    /// @return action signed action on the node
    /// @return members size of the set that signed
    /// @return refusal the error that the signature must cause; 0: none
    function signAction(
        uint256 seed,
        IQuorumActions.QuorumKind kind,
        uint32 nodeId
    ) internal view returns (IQuorumActions.QuorumAction memory action, uint256 members, bytes4 refusal) {
        action.nodeId = nodeId;
        action.reason = uint16(draw(seed, "reason", 1 << 16));
        action.evidenceHash = bytes32(seed);
        action.epoch = uint32(epochNow() - draw(seed, "epoch", 2));
        action.reporter = draw(seed, "reporter", 4) == 0 ? address(0) : address(uint160(0x4e900 + (seed % ACTORS)));
        action.blsKey = keyOf(nodeId);
        uint256 set = setOfEpoch[action.epoch];
        members = sizeOf(set);
        bool mayFail = isReached(whatOf(kind));
        bool tooMany = mayFail && draw(seed, "too many", FORGED_SHARE) == 0;
        uint256 most = members / NON_SIGNER_SHARE;
        uint256 silent = nonSigners(seed, set, tooMany ? most + 1 : draw(seed, "silent", most + 1));
        nameNonSigners(action, silent);

        if (mayFail && draw(seed, "stale", FORGED_SHARE) == 0 && nameStale(action, set)) {
            refusal = IQuorumActions.NonSignerNotMember.selector;
        }
        uint256 signers = set & ~silent;
        if (refusal == 0 && mayFail && draw(seed, "forged", FORGED_SHARE) == 0) {
            refusal = IQuorumActions.QuorumSignatureInvalid.selector;
            signers &= signers - (signers == 0 ? 0 : 1);
        }
        if (tooMany) refusal = IQuorumActions.TooManyNonSigners.selector;
        if (members < registry.parameters().minQuorum) refusal = IQuorumActions.QuorumTooSmall.selector;
        // The bits of a set are the sum of its secret keys.
        action.signature = BlsKeys.sign(signers, signerSets.quorumDigest(kind, action));
    }

    /// @dev The state that a call of this kind reaches.
    function whatOf(IQuorumActions.QuorumKind kind) private pure returns (string memory) {
        if (kind == IQuorumActions.QuorumKind.Remove) return "removed";
        return kind == IQuorumActions.QuorumKind.Resume ? "resumed" : "suspended";
    }

    /// @dev At most `count` members of the set.
    function nonSigners(uint256 seed, uint256 set, uint256 count) private view returns (uint256 silent) {
        uint32 nodes = registry.serviceNodeCount();
        uint256 first = draw(seed, "first non-signer", nodes);
        for (uint256 i = 0; i < nodes && count != 0; ++i) {
            uint32 nodeId = uint32(1 + ((first + i) % nodes));
            if (!contains(set, nodeId)) continue;
            silent |= set & everyKeyOf(nodeId);
            --count;
        }
    }

    function nameNonSigners(IQuorumActions.QuorumAction memory action, uint256 silent) private view {
        action.nonSigners = new IQuorumActions.NonSigner[](sizeOf(silent));
        uint256 count = 0;
        for (uint32 nodeId = 1; count < action.nonSigners.length; ++nodeId) {
            if (!contains(silent, nodeId)) continue;
            uint256 secretKey = silent & everyKeyOf(nodeId);
            action.nonSigners[count++] = IQuorumActions.NonSigner({
                nodeId: nodeId,
                blsKey: secretKey == secretKeyOf[nodeId] ? keyOf(nodeId) : BlsKeys.publicKey(secretKey)
            });
        }
    }

    /// @dev Names a non-signer by a key that the node has or had, but not in this set.
    function nameStale(IQuorumActions.QuorumAction memory action, uint256 set) private view returns (bool) {
        for (uint256 i = 0; i < action.nonSigners.length; ++i) {
            uint256 others = everyKeyOf(action.nonSigners[i].nodeId) & ~set;
            if (others == 0) continue;
            action.nonSigners[i].blsKey = BlsKeys.publicKey(others & (~others + 1));
            return true;
        }
        return false;
    }
}
