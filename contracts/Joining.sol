// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";
import {EndpointRules} from "./libraries/EndpointRules.sol";
import {ListTree} from "./libraries/ListTree.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title How a node joins: registration, draw, activation
/// @dev The specification is `IServiceNodeRegistry`.
abstract contract Joining is RegistryState, EIP712, ReentrancyGuardTransient {
    using EndpointRules for Endpoint;
    using ListTree for ListTree.Tree;
    using SafeERC20 for IERC20;

    /* CONSTANTS */

    /// @notice The whole, in basis points.
    uint16 public constant BPS = 10_000;

    /// @dev Length of an Ed25519 signature.
    uint256 private constant ED25519_SIGNATURE_BYTES = 64;

    bytes32 private constant REGISTRATION_TYPEHASH = keccak256(
        "Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)"
    );

    /* REGISTRATION */

    /// @inheritdoc IServiceNodeRegistry
    function register(
        Registration calldata registration,
        bytes calldata operatorSignature,
        uint256 expectedStake,
        Permit calldata permit
    ) external nonReentrant returns (uint32 nodeId) {
        uint96 stake = _parameters.stakingRequirement;
        if (stake != expectedStake) revert StakeUnexpected(expectedStake, stake);
        bytes32 blsKeyHash = _checkRegistration(registration, operatorSignature);

        nodeId = ++serviceNodeCount;
        nodeIdByBlsKeyHash[blsKeyHash] = nodeId;
        nodeIdByEd25519Key[registration.ed25519Key] = nodeId;
        principalOwed += stake;
        uint64 ticket = RANDOMNESS.ticket();
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 activatableAt = uint40(block.timestamp) + _parameters.activationDelay;
        _serviceNodes[nodeId] = ServiceNode({
            owner: registration.owner,
            principal: stake,
            operator: registration.operator,
            activatedAt: 0,
            rpcPort: registration.endpoint.rpcPort,
            quicPort: registration.endpoint.quicPort,
            ip: registration.endpoint.ip,
            seed: 0,
            leafIndex: 0,
            endpointEpoch: 0,
            ed25519Key: registration.ed25519Key,
            blsKeyHash: blsKeyHash,
            status: Status.Pending,
            activatableAt: activatableAt,
            exitDueAt: 0,
            ticket: ticket
        });
        _emitRegistered(nodeId, registration, stake, ticket, activatableAt);

        _pullStake(stake, permit);
    }

    /// @inheritdoc IServiceNodeRegistry
    function activate(uint32 nodeId) external {
        ServiceNode storage node = _nodeThatMayActivate(nodeId);
        uint40 activatableAt = node.activatableAt;
        if (block.timestamp < activatableAt) revert ActivationTooEarly(nodeId, activatableAt);
        uint64 ticket = node.ticket;
        (IRandomness.Draw state, bytes32 draw) = RANDOMNESS.draw(ticket);
        if (state == IRandomness.Draw.NotYet) revert DrawNotReady(nodeId, ticket);
        if (state == IRandomness.Draw.Missed) revert DrawMissed(nodeId, ticket);

        uint64 seed = uint64(bytes8(keccak256(abi.encode(draw, nodeId))));
        // Unix seconds fit 40 bits for 34,000 years.
        uint40 activatedAt = uint40(block.timestamp);
        node.seed = seed;
        node.activatedAt = activatedAt;
        node.status = Status.Active;
        emit ServiceNodeActivated(nodeId, msg.sender, seed, activatedAt);

        bytes32 leaf = _leafOf(nodeId, node);
        uint32 leafIndex = _list.insert(leaf);
        node.leafIndex = leafIndex;
        _emitListChanged(nodeId, leafIndex, leaf);
    }

    /// @inheritdoc IServiceNodeRegistry
    function renewTicket(uint32 nodeId) external {
        ServiceNode storage node = _nodeThatMayActivate(nodeId);
        uint64 missed = node.ticket;
        (IRandomness.Draw state, ) = RANDOMNESS.draw(missed);
        if (state != IRandomness.Draw.Missed) revert DrawNotMissed(nodeId, missed);

        // The wait of an exit comes before the new draw, not after it: a draw is readable for a day or so only, and so
        // letting one go by is worth no more than leaving. Fits 40 bits, see `register`.
        uint40 renewableAt = node.activatableAt + _parameters.exitDelay;
        if (block.timestamp < renewableAt) revert RenewalTooEarly(nodeId, renewableAt);

        uint64 ticket = RANDOMNESS.ticket();
        uint40 activatableAt = uint40(block.timestamp) + _parameters.activationDelay;
        node.ticket = ticket;
        node.activatableAt = activatableAt;
        emit TicketRenewed(nodeId, msg.sender, ticket, activatableAt);
    }

    /* VIEWS */

    /// @inheritdoc IServiceNodeRegistry
    function registrationDigest(
        address operator,
        address owner,
        bytes32 blsKeyHash,
        bytes32 ed25519Key,
        uint16 feeBps,
        uint64 deadline
    ) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(REGISTRATION_TYPEHASH, operator, owner, blsKeyHash, ed25519Key, feeBps, deadline))
            );
    }

    /* INTERNALS */

    /// @dev Everything that can be wrong with a registration, cheapest first.
    function _checkRegistration(
        Registration calldata registration,
        bytes calldata operatorSignature
    ) private view returns (bytes32 blsKeyHash) {
        if (block.timestamp > registration.deadline) {
            revert RegistrationExpired(registration.deadline, block.timestamp);
        }
        if (registration.operator == address(0)) revert OperatorInvalid(registration.operator);
        if (registration.owner == address(0) || registration.owner == address(this)) {
            revert OwnerInvalid(registration.owner);
        }
        if (registration.feeBps > BPS) revert FeeTooHigh(registration.feeBps, BPS);
        if (registration.ed25519Signature.length != ED25519_SIGNATURE_BYTES) {
            revert Ed25519SignatureLengthInvalid(registration.ed25519Signature.length);
        }
        registration.endpoint.check();
        bytes32 ed25519Key = registration.ed25519Key;
        if (ed25519Key == 0) revert Ed25519KeyInvalid(ed25519Key);
        uint32 usedBy = nodeIdByEd25519Key[ed25519Key];
        if (usedBy != 0) revert Ed25519KeyUsed(ed25519Key, usedBy);
        // A point in memory is its 128 bytes; abi.encode of the static struct is the same.
        blsKeyHash = keccak256(abi.encode(registration.blsKey));
        usedBy = nodeIdByBlsKeyHash[blsKeyHash];
        if (usedBy != 0) revert BlsKeyUsed(blsKeyHash, usedBy);

        bytes32 digest = registrationDigest(
            registration.operator,
            registration.owner,
            blsKeyHash,
            ed25519Key,
            registration.feeBps,
            registration.deadline
        );
        if (
            msg.sender != registration.operator &&
            !SignatureChecker.isValidSignatureNowCalldata(registration.operator, digest, operatorSignature)
        ) revert OperatorSignatureInvalid(registration.operator);
        if (!BLS_VERIFIER.verify(registration.blsKey, digest, registration.proofOfPossession)) {
            revert ProofOfPossessionInvalid(blsKeyHash);
        }
    }

    function _emitRegistered(
        uint32 nodeId,
        Registration calldata registration,
        uint96 stake,
        uint64 ticket,
        uint40 activatableAt
    ) private {
        emit ServiceNodeRegistered(
            nodeId,
            registration.operator,
            registration.owner,
            msg.sender,
            stake,
            registration.blsKey,
            registration.ed25519Key,
            registration.ed25519Signature,
            registration.endpoint,
            registration.feeBps,
            registration.deadline,
            ticket,
            activatableAt
        );
    }

    /// @dev Takes exactly `stake` from the caller. The permit is the caller's own, so nobody else's tokens can be taken.
    function _pullStake(uint256 stake, Permit calldata permit) private {
        if (permit.deadline != 0) {
            // Fails where somebody else used the permit first; then the allowance is there already, or the pull reverts.
            try
                IERC20Permit(address(TOKEN)).permit(
                    msg.sender,
                    address(this),
                    permit.value,
                    permit.deadline,
                    permit.v,
                    permit.r,
                    permit.s
                )
            {} catch {}
        }
        uint256 balanceBefore = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), stake);
        uint256 received = TOKEN.balanceOf(address(this)) - balanceBefore;
        if (received != stake) revert StakeNotReceived(received, stake);
    }

    /// @dev The node, if it is Pending and has not asked to leave.
    function _nodeThatMayActivate(uint32 nodeId) private view returns (ServiceNode storage node) {
        node = _livingNode(nodeId);
        if (node.status != Status.Pending) revert StatusNotAllowed(nodeId, node.status);
        if (node.exitDueAt != 0) revert ExitAlreadyRequested(nodeId, node.exitDueAt);
    }
}
