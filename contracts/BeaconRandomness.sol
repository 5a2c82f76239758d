// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IBeaconRandomness} from "./interfaces/IBeaconRandomness.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {HashToG1} from "./libraries/HashToG1.sol";

/// @title Draws from a public randomness beacon
/// @dev The specification is `IBeaconRandomness`. Uses no block number and no block hash, so it works alike on every
/// chain with the precompiles. Shares no check with `BlsVerifier`: there keys are in G1 and signatures in G2.
contract BeaconRandomness is IBeaconRandomness {
    /* CONSTANTS */

    /// @notice Maximum of `LOOKAHEAD` and `STRIDE` together, seconds. A longer wait is a mistake in a unit.
    uint256 public constant WAIT_MAX = 7 days;

    /// @notice keccak of the public key of local test chains. Its secret is keccak256("muster local beacon") modulo the
    /// group's order.
    bytes32 public constant LOCAL_KEY_HASH = 0xe3ecc013a76573b876c32571798d9c63554aebbd4f56f222bf2368ca6f678f64;

    /// @dev Chain ids of local test chains: of Hardhat and Anvil, and of Geth.
    uint256 private constant LOCAL_CHAIN_ID = 31_337;
    uint256 private constant LOCAL_CHAIN_ID_OF_GETH = 1_337;

    /// @dev Half of the field's modulus, rounded down, as two words. A larger y sets the sign bit.
    bytes32 private constant HALF_A = 0x000000000000000000000000000000000d0088f51cbff34d258dd3db21a5d66b;
    bytes32 private constant HALF_B = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;

    /// @dev Bits of the first of 48 bytes: the point is compressed; its y is the larger one.
    uint128 private constant COMPRESSED_BIT = 1 << 127;
    uint128 private constant SIGN_BIT = 1 << 125;

    /* IMMUTABLES */

    /// @inheritdoc IBeaconRandomness
    uint40 public immutable GENESIS;

    /// @inheritdoc IBeaconRandomness
    uint32 public immutable PERIOD;

    /// @inheritdoc IBeaconRandomness
    uint32 public immutable LOOKAHEAD;

    /// @inheritdoc IBeaconRandomness
    uint32 public immutable STRIDE;

    // A struct cannot be immutable. In storage, the key would cost 16,800 gas a round.
    bytes32 private immutable KEY_X_C0_A;
    bytes32 private immutable KEY_X_C0_B;
    bytes32 private immutable KEY_X_C1_A;
    bytes32 private immutable KEY_X_C1_B;
    bytes32 private immutable KEY_Y_C0_A;
    bytes32 private immutable KEY_Y_C0_B;
    bytes32 private immutable KEY_Y_C1_A;
    bytes32 private immutable KEY_Y_C1_B;

    // The round of the self-test, and its signature.
    uint40 private immutable KNOWN_ROUND;
    bytes32 private immutable KNOWN_X_A;
    bytes32 private immutable KNOWN_X_B;
    bytes32 private immutable KNOWN_Y_A;
    bytes32 private immutable KNOWN_Y_B;

    /* STORAGE */

    /// @inheritdoc IBeaconRandomness
    uint40 public newestRound;

    /// @dev A struct, so that `publish` computes the slot once.
    struct Kept {
        bytes32 randomness; // 0: not published. No known signature has the sha256 0.
    }

    mapping(uint40 round => Kept) private _kept;

    /* CONSTRUCTOR */

    /// @param beacon key, genesis and period. On a public chain, those of a public beacon
    /// @param lookahead minimum of seconds from a ticket to its round: more than the chain's clock can be set back
    /// @param stride seconds between the rounds that tickets name; a multiple of the period
    /// @param knownRound a round that the beacon has made. It is published
    /// @param knownSignature its signature, kept for the self-test
    constructor(
        Beacon memory beacon,
        uint32 lookahead,
        uint32 stride,
        uint40 knownRound,
        BLS.G1Point memory knownSignature
    ) {
        _refuseLocalKey(beacon.publicKey);
        if (beacon.period == 0 || stride == 0 || stride % beacon.period != 0) {
            revert StrideInvalid(stride, beacon.period);
        }
        uint256 wait = uint256(lookahead) + stride;
        if (wait > WAIT_MAX) revert WaitTooLong(wait, WAIT_MAX);

        GENESIS = beacon.genesis;
        PERIOD = beacon.period;
        LOOKAHEAD = lookahead;
        STRIDE = stride;
        KEY_X_C0_A = beacon.publicKey.x_c0_a;
        KEY_X_C0_B = beacon.publicKey.x_c0_b;
        KEY_X_C1_A = beacon.publicKey.x_c1_a;
        KEY_X_C1_B = beacon.publicKey.x_c1_b;
        KEY_Y_C0_A = beacon.publicKey.y_c0_a;
        KEY_Y_C0_B = beacon.publicKey.y_c0_b;
        KEY_Y_C1_A = beacon.publicKey.y_c1_a;
        KEY_Y_C1_B = beacon.publicKey.y_c1_b;
        KNOWN_ROUND = knownRound;
        KNOWN_X_A = knownSignature.x_a;
        KNOWN_X_B = knownSignature.x_b;
        KNOWN_Y_A = knownSignature.y_a;
        KNOWN_Y_B = knownSignature.y_b;

        uint256 knownTime = timeOf(knownRound);
        if (knownTime > block.timestamp) revert KnownRoundInFuture(knownRound, knownTime);
        _selfTest();
        _keep(_kept[knownRound], knownRound, knownSignature);
    }

    /* PUBLICATION */

    /// @inheritdoc IBeaconRandomness
    function publish(uint40 round, BLS.G1Point calldata signature) external {
        Kept storage kept = _kept[round];
        if (kept.randomness != 0) return;
        // No ticket asks for a later round. Tickets go by the newest one, so with a leaked key it would stop all of them.
        // Products and sums of 40 bits and less.
        unchecked {
            uint256 latest = block.timestamp + WAIT_MAX;
            if (GENESIS + uint256(round) * PERIOD > latest + PERIOD) revert RoundTooFar(round, roundAt(latest));
        }
        if (!_verify(round, signature)) revert RoundSignatureInvalid(round);
        _keep(kept, round, signature);
    }

    /* VIEWS */

    /// @inheritdoc IRandomness
    function ticket() external view returns (uint40 round, uint40 time) {
        // A published round is known to all. So the clock of the chain counts only if it is ahead of it.
        uint256 known = timeOf(newestRound);
        if (block.timestamp > known) known = block.timestamp;
        uint256 target = _ceilDiv(known + LOOKAHEAD, STRIDE) * STRIDE;
        // The newest round is not before the genesis, nor is the target. Unix seconds, and rounds of a second or more,
        // fit 40 bits for 34,000 years.
        round = uint40(_ceilDiv(target - GENESIS, PERIOD) + 1);
        time = uint40(timeOf(round));
    }

    /// @inheritdoc IRandomness
    function randomnessOf(uint40 round) external view returns (bytes32 randomness) {
        randomness = _kept[round].randomness;
        if (randomness == 0) revert RoundNotPublished(round);
    }

    /// @inheritdoc IRandomness
    function selfTest() external view {
        _selfTest();
    }

    /// @inheritdoc IBeaconRandomness
    function isPublished(uint40 round) public view returns (bool) {
        return _kept[round].randomness != 0;
    }

    /// @inheritdoc IBeaconRandomness
    function timeOf(uint40 round) public view returns (uint256) {
        return GENESIS + (uint256(round) - 1) * PERIOD;
    }

    /// @inheritdoc IBeaconRandomness
    function roundAt(uint256 time) public view returns (uint256) {
        return time < GENESIS ? 0 : (time - GENESIS) / PERIOD + 1;
    }

    /// @inheritdoc IBeaconRandomness
    function publicKey() public view returns (BLS.G2Point memory) {
        return
            BLS.G2Point({
                x_c0_a: KEY_X_C0_A,
                x_c0_b: KEY_X_C0_B,
                x_c1_a: KEY_X_C1_A,
                x_c1_b: KEY_X_C1_B,
                y_c0_a: KEY_Y_C0_A,
                y_c0_b: KEY_Y_C0_B,
                y_c1_a: KEY_Y_C1_A,
                y_c1_b: KEY_Y_C1_B
            });
    }

    /* INTERNALS */

    /// @dev Keeps the randomness of a verified round.
    function _keep(Kept storage kept, uint40 round, BLS.G1Point memory signature) private {
        kept.randomness = sha256(_compress(signature));
        if (round > newestRound) newestRound = round;
    }

    /// @dev e(H(round), key) · e(signature, −g2) = 1. The pairing precompile (0x0f) checks that each coordinate is below
    /// the modulus, and that each point is on its curve and in its subgroup. The subgroup has one signature of a round.
    /// A point has one encoding without flags. So each round has one value, whichever account publishes it. The other
    /// precompiles get values that are valid by construction.
    ///
    /// Infinity is a valid point to the precompile. As a signature it fails the equation, because neither H(round) nor
    /// the key is infinity. A key at infinity verifies every round or none, so the self-test refuses it.
    function _verify(uint40 round, BLS.G1Point memory signature) private view returns (bool) {
        BLS.G1Point[] memory g1 = new BLS.G1Point[](2);
        BLS.G2Point[] memory g2 = new BLS.G2Point[](2);
        g1[0] = HashToG1.hash(sha256(abi.encodePacked(uint64(round))));
        g2[0] = publicKey();
        g1[1] = signature;
        g2[1] = _negatedG2Generator();
        return BLS.pairing(g1, g2);
    }

    function _selfTest() private view {
        BLS.G1Point memory known = BLS.G1Point({x_a: KNOWN_X_A, x_b: KNOWN_X_B, y_a: KNOWN_Y_A, y_b: KNOWN_Y_B});
        bool acceptsGood = _verify(KNOWN_ROUND, known);
        bool acceptsBad = _verify(KNOWN_ROUND + 1, known);
        if (!acceptsGood || acceptsBad) revert SourceNotAlive();
    }

    /// @dev The 48 bytes that drand publishes. Both coordinates are below the modulus: three bits of x are free.
    function _compress(BLS.G1Point memory point) private pure returns (bytes memory) {
        bool isLarger = point.y_a > HALF_A || (point.y_a == HALF_A && point.y_b > HALF_B);
        uint128 high = uint128(uint256(point.x_a)) | COMPRESSED_BIT | (isLarger ? SIGN_BIT : 0);
        return abi.encodePacked(high, point.x_b);
    }

    function _refuseLocalKey(BLS.G2Point memory key) private view {
        bool isLocal = block.chainid == LOCAL_CHAIN_ID || block.chainid == LOCAL_CHAIN_ID_OF_GETH;
        if (!isLocal && keccak256(abi.encode(key)) == LOCAL_KEY_HASH) revert LocalBeaconRefused(block.chainid);
    }

    function _ceilDiv(uint256 value, uint256 divisor) private pure returns (uint256) {
        return (value + divisor - 1) / divisor;
    }

    function _negatedG2Generator() private pure returns (BLS.G2Point memory) {
        return
            BLS.G2Point({
                x_c0_a: 0x00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051,
                x_c0_b: 0xc6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8,
                x_c1_a: 0x0000000000000000000000000000000013e02b6052719f607dacd3a088274f65,
                x_c1_b: 0x596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e,
                y_c0_a: 0x000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bc,
                y_c0_b: 0xb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa,
                y_c1_a: 0x0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d,
                y_c1_b: 0x993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed
            });
    }
}
