// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IRandomness} from "./IRandomness.sol";

/// @title Draws from a public randomness beacon
/// @notice Rounds of a drand chain with unchained BLS12-381 signatures in G1, such as *quicknet*. Anyone publishes a
/// round by its signature. Times are unix seconds. Rounds count from 1. Points are in the EIP-2537 encoding.
///
/// The message of a round is sha256 of its number as 8 bytes, big-endian. The ciphersuite is
/// BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_. The randomness of a round is sha256 of the compressed signature. Both
/// are drand's own.
///
/// Assumptions on the outside world:
/// - Fewer than the threshold of the beacon's members work together. The threshold knows rounds before their time.
/// - The chain's clock is less than `LOOKAHEAD` behind, or a recent round is published. Otherwise the sequencer could
/// name rounds that the beacon has made already.
/// - The chain has the BLS12-381 precompiles of EIP-2537. The constructor fails without them.
interface IBeaconRandomness is IRandomness {
    /// @notice Key and times that identify a beacon.
    struct Beacon {
        BLS.G2Point publicKey;
        uint40 genesis; // time of round 1
        uint32 period; // seconds from one round to the next
    }

    /// @notice Thrown when the signature is not the beacon's over this round.
    error RoundSignatureInvalid(uint40 round);

    /// @notice Thrown when the round is due later than any ticket could ask for. `latest`: the last round that is accepted.
    error RoundTooFar(uint40 round, uint256 latest);

    /// @notice Thrown at deployment when the stride is 0 or is not a multiple of the period. Seconds.
    error StrideInvalid(uint32 stride, uint32 period);

    /// @notice Thrown at deployment when a ticket could wait longer than `WAIT_MAX`. Seconds.
    error WaitTooLong(uint256 wait, uint256 max);

    /// @notice Thrown at deployment when the known round is not due by the chain's clock: genesis or period is wrong.
    error KnownRoundInFuture(uint40 round, uint256 time);

    /// @notice Thrown at deployment when the key of local test chains is used on another chain. Its secret is known.
    error LocalBeaconRefused(uint256 chainId);

    /// @notice Keeps the randomness of a round. Open to anyone. Returns without effect if the round is published already.
    /// @param signature the beacon's signature, uncompressed. Decompressing it here would cost more than the second
    /// coordinate in the call.
    function publish(uint40 round, BLS.G1Point calldata signature) external;

    /// @notice Whether the randomness of the round is known here.
    function isPublished(uint40 round) external view returns (bool);

    /// @notice Highest round published so far.
    function newestRound() external view returns (uint40);

    /// @notice Time of a round. Reverts for round 0.
    function timeOf(uint40 round) external view returns (uint256);

    /// @notice Newest round that the beacon has made at this time. 0 before its genesis.
    function roundAt(uint256 time) external view returns (uint256);

    /// @notice The beacon's public key.
    function publicKey() external view returns (BLS.G2Point memory);

    /// @notice Time of round 1.
    function GENESIS() external view returns (uint40);

    /// @notice Seconds from one round to the next.
    function PERIOD() external view returns (uint32);

    /// @notice Minimum of seconds from a ticket to its round.
    function LOOKAHEAD() external view returns (uint32);

    /// @notice Tickets name rounds at multiples of this many seconds, so that many nodes share one publication.
    function STRIDE() external view returns (uint32);
}
