// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";

/// @title Actions that active nodes take together
/// @notice One aggregate BLS signature of an epoch's signer set suspends, resumes or removes a node whose exit is not
/// due. This interface is a part of the registry. Amounts are token base units, times are unix seconds.
interface IQuorumActions {
    /* TYPES */

    /// @notice Kinds of quorum action.
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

    /// @notice An action of the active nodes together. They sign all but the last three fields, as
    /// `QuorumAction(uint8 kind,uint32 nodeId,uint16 reason,bytes32 evidenceHash,uint32 epoch,address reporter)`.
    struct QuorumAction {
        uint32 nodeId;
        uint16 reason; // code, see docs/protocol.md
        bytes32 evidenceHash;
        uint32 epoch; // epoch of the signer set: the current one or the one before
        address reporter; // receives the reward of a removal; zero: no reward is paid
        BLS.G1Point blsKey; // key of the node acted on
        NonSigner[] nonSigners; // ids strictly increasing; at most a third of the set
        BLS.G2Point signature; // by the sum of the set's keys, less those of the non-signers
    }

    /* EVENTS */

    /// @notice The quorum took the node off the list. `reporter` is the address that it named.
    event ServiceNodeSuspended(
        uint32 indexed nodeId,
        address indexed reporter,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The node is listed again. `by` is the reporter that the quorum named. If the operator resumed the node
    /// after 168 epochs, `by` is the operator and the other fields are 0.
    event ServiceNodeResumed(
        uint32 indexed nodeId,
        address indexed by,
        uint16 reason,
        bytes32 evidenceHash,
        uint32 epoch
    );

    /// @notice The quorum removed the node for good. Amounts are base units. `penalty` was taken off the principal, and
    /// `reward` of it was sent to the reporter. The rest of the penalty goes to the rewards pool with the next `sweep`.
    /// `principal` is left and payable from `exitDueAt` on.
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

    /// @notice Thrown when quorum or operator would change the status of a node whose exit is due. Only `exit` may
    /// change it then.
    error ExitDue(uint32 nodeId, uint40 exitDueAt);

    /// @notice Thrown when the epoch of an action is neither the current one nor the one before.
    error QuorumEpochInvalid(uint32 epoch, uint32 currentEpoch);

    /// @notice Thrown when a node is suspended or resumed less than two epochs after its last change of status.
    error StatusTooRecent(uint32 nodeId, uint32 statusEpoch, uint32 currentEpoch);

    /// @notice Thrown when the signer set of the epoch is smaller than the minimum quorum.
    error QuorumTooSmall(uint32 members, uint32 required);

    /// @notice Thrown when more than a third of the set are non-signers.
    error TooManyNonSigners(uint256 count, uint256 max);

    /// @notice Thrown when the ids of non-signers do not strictly increase.
    error NonSignersNotSorted(uint32 nodeId, uint32 previousNodeId);

    /// @notice Thrown when a non-signer is not in the signer set of the epoch.
    error NonSignerNotMember(uint32 nodeId, uint32 epoch);

    /// @notice Thrown when the signers did not make the signature, or when there are no signers.
    error QuorumSignatureInvalid(uint8 kind, uint32 nodeId, uint32 epoch);

    /// @notice Thrown when a suspension would leave fewer active nodes than the minimum quorum.
    error ActiveSetTooSmall(uint32 active, uint32 required);

    /// @notice Thrown when the operator resumes the node before 168 epochs of suspension. Unix seconds.
    error ResumeTooEarly(uint32 nodeId, uint40 resumableAt);

    /// @notice Thrown when a node of the launch would be suspended or removed before the launch is over for 168 epochs. Unix
    /// seconds.
    error LaunchNotOver(uint40 from);

    /// @notice Thrown when the reporter of a removal is a contract of the protocol.
    error ReporterInvalid(address reporter);

    /* ACTIONS */

    /// @notice Takes an Active node off the list. Reverts if fewer active nodes than the minimum quorum would be left.
    /// Nodes whose first activation is 168 epochs ago are put out slowly: of `n` members, at most max(2, n/8) in each
    /// bucket of 24 epochs, and at most max(3, n/4) in the last eight of them. Younger ones are not counted, so a flood is
    /// put out as fast as it comes. Reverts before the end of the launch, and for the older nodes until 168 epochs after it.
    function suspend(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list.
    /// @param ed25519Key key of the node, for its record in the list
    function resume(QuorumAction calldata action, bytes32 ed25519Key) external;

    /// @notice Removes an Active or Suspended node for good, at a penalty. At most one in 13 nodes, but at least one,
    /// can be removed in any 168 epochs. From the list, a node is removed within the limits of `suspend`. Reverts as
    /// `suspend` does during the launch and after it.
    function remove(QuorumAction calldata action) external;

    /// @notice Puts a Suspended node back on the list after 168 epochs. For the operator alone. A node that was suspended
    /// less than 168 epochs after its first activation counts as one more activation, see `activate`.
    function resumeByOperator(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external;
}
