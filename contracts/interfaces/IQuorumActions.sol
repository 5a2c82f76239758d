// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @title What the active nodes may do together
/// @notice One aggregate BLS signature of an epoch's signer set suspends, resumes or removes a node whose exit is not due.
/// Part of the registry. Amounts are token base units, times are unix seconds.
interface IQuorumActions {
    /* TYPES */

    /// @notice What the quorum can do to a node.
    enum QuorumKind {
        Suspend,
        Resume,
        Remove
    }

    /// @notice A member of the signer set that did not sign.
    struct NonSigner {
        uint32 nodeId;
        BLS.G1Point blsKey;
    }

    /// @notice An action of the active nodes together. All but the last three fields are what they sign, as
    /// `QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)`.
    struct QuorumAction {
        uint32 nodeId;
        uint16 reason; // code, see docs/protocol.md
        bytes32 evidenceHash;
        uint32 epoch; // whose signer set signed: the current epoch or the one before
        address reporter; // receives the reward of a removal; zero: nobody does
        BLS.G1Point blsKey; // of the node acted on
        NonSigner[] nonSigners; // ids strictly increasing; at most a third of the set
        BLS.G2Point signature; // by the sum of the set's keys without the non-signers'
    }

    /* EVENTS */

    /// @notice The active nodes took the node off the list; `reporter` is whom they named.
    event ServiceNodeSuspended(
        uint32 indexed nodeId,
        address indexed reporter,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The node is listed again. `by` is the reporter the nodes named, or the operator after 7 days (then the rest
    /// is 0).
    event ServiceNodeResumed(
        uint32 indexed nodeId,
        address indexed by,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The active nodes removed the node for good. Base units: `penalty` went off the principal, of which `reward`
    /// to the reporter; the rest is for the rewards pool, with the next `sweep`; `principal` is left and payable from `exitDueAt` on.
    event ServiceNodeRemoved(
        uint32 indexed nodeId,
        address indexed reporter,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch,
        uint96 penalty,
        uint96 reward,
        uint96 principal,
        uint40 exitDueAt
    );

    /* ERRORS */

    /// @notice Thrown when quorum or operator would change the status of a node whose exit is due: `exit` alone does.
    error ExitDue(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when an action names another epoch than the current one or the one before.
    error QuorumEpochInvalid(uint32 epoch, uint32 currentEpoch);

    /// @notice Thrown when a node is to be suspended or resumed whose status was changed less than two epochs ago.
    error StatusTooRecent(uint32 nodeId, uint32 statusEpoch, uint32 currentEpoch);

    /// @notice Thrown when the signer set of the epoch is too small to act.
    error QuorumTooSmall(uint32 members, uint32 required);

    /// @notice Thrown when more than a third of the set did not sign.
    error TooManyNonSigners(uint256 count, uint256 max);

    /// @notice Thrown when the ids of non-signers do not strictly increase.
    error NonSignersNotSorted(uint32 nodeId, uint32 previousNodeId);

    /// @notice Thrown when a non-signer is not in the signer set of the epoch.
    error NonSignerNotMember(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when the signature is not by the signers, or there are none.
    error QuorumSignatureInvalid(uint8 kind, uint32 nodeId, uint32 epoch);

    /// @notice Thrown when a suspension would leave fewer active nodes than a quorum needs.
    error ActiveSetTooSmall(uint32 active, uint32 required);

    /// @notice Thrown when the operator resumes the node before 7 days of suspension. Unix seconds.
    error ResumeTooEarly(uint32 nodeId, uint40 resumableAt);

    /* ACTIONS */

    /// @notice Takes an Active node off the list. Never below the least quorum of active nodes.
    function suspend(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list.
    /// @param ed25519Key of the node, for its record in the list
    function resume(QuorumAction calldata action, bytes32 ed25519Key) external;

    /// @notice Removes an Active or Suspended node for good, at a penalty. At most one in 13 nodes, but at least one, in any
    /// 7 days.
    function remove(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list after 7 days. By the operator, alone.
    function resumeByOperator(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external;
}
