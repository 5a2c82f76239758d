// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IBeaconRandomness} from "../../../contracts/interfaces/IBeaconRandomness.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ServiceNodeRecord} from "../../../contracts/libraries/ServiceNodeRecord.sol";
import {BlsKeys} from "./BlsKeys.sol";
import {LocalBeacon} from "./LocalBeacon.sol";
import {Vm} from "./Vm.sol";

/// @notice ERC-20 with permits.
interface IPermitToken is IERC20, IERC20Permit {}

/// @notice The world of every contract test: named actors, deployed contracts, and one-line joins.
abstract contract BaseTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint96 internal constant STAKE = 25_000 ether;
    uint32 internal constant EPOCH = 3_600;
    uint40 internal constant ACTIVATION_DELAY = 2 * EPOCH;
    uint40 internal constant EXIT_DELAY = 336 * EPOCH;
    uint32 internal constant LOOKAHEAD = 3_600;
    uint32 internal constant STRIDE = 600;
    uint40 internal constant REMOVAL_LOCK = 720 * EPOCH;
    uint16 internal constant PENALTY_BPS = 1_000;
    uint16 internal constant MIN_QUORUM = 10;
    uint96 internal constant REMOVAL_REWARD = 100 ether;
    uint256 internal constant REWARD_RATE = uint256(1 << 128) / 1e9; // share of the balance per second
    uint64 internal constant PARAMETER_ROLE = 1;
    uint64 internal constant GUARDIAN_ROLE = 2;
    uint256 internal constant OPERATOR_KEY = 0xa11ce;
    uint256 internal constant START = 1_750_000_000; // unix seconds

    address internal operator = vm.addr(OPERATOR_KEY);
    address internal owner = address(0x0123);
    address internal stranger = address(0xbad);
    address internal governor = address(0x60);
    address internal guardian = address(0x6a);

    IPermitToken internal token;
    IAccessManager internal manager;
    IBeaconRandomness internal beacon;
    IServiceNodeRegistry internal registry;
    IRewardsPool internal rewardsPool;
    ISignerSets internal signerSets;
    IContributionPools internal pools;

    /// @dev Seconds of the launch, in which activations are not limited.
    uint32 internal launchSeconds = 30 days;

    address private foretoldPools;

    /// @dev Keys of each node, so that tests name a node by its id alone. The public key is kept too: making it calls a
    /// precompile. Such a call would consume a `prank` or an `expectRevert` that is meant for the next call.
    mapping(uint32 nodeId => uint256) internal secretKeyOf;
    mapping(uint32 nodeId => BLS.G1Point) private _keys;

    /// @dev Ed25519 keys of nodes that changed theirs.
    mapping(uint32 nodeId => bytes32) private _identities;

    function setUp() public virtual {
        vm.warp(START);
        token = IPermitToken(deploy("StakingToken", abi.encode(address(this), 240_000_000 ether)));
        manager = IAccessManager(deploy("AccessManager", abi.encode(address(this))));
        beacon = deployBeacon(LOOKAHEAD, STRIDE);
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, firstParameters()));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        rewardsPool = registry.REWARDS_POOL();
        signerSets = registry.SIGNER_SETS();
        bytes4[] memory selectors = new bytes4[](2);
        selectors[0] = IServiceNodeRegistry.setParameters.selector;
        selectors[1] = IServiceNodeRegistry.setRandomness.selector;
        manager.setTargetFunctionRole(address(registry), selectors, PARAMETER_ROLE);
        manager.grantRole(PARAMETER_ROLE, governor, 61 days);
        selectors[0] = IServiceNodeRegistry.pauseRegistration.selector;
        selectors[1] = IServiceNodeRegistry.unpauseRegistration.selector;
        manager.setTargetFunctionRole(address(registry), selectors, GUARDIAN_ROLE);
        manager.grantRole(GUARDIAN_ROLE, guardian, 0);
        token.transfer(operator, 10_000_000 ether);
        vm.prank(operator);
        token.approve(address(registry), type(uint256).max);
    }

    /* DEPLOYING */

    function firstParameters() internal pure virtual returns (IServiceNodeRegistry.Parameters memory) {
        return
            IServiceNodeRegistry.Parameters({
                stakingRequirement: STAKE,
                activationDelay: ACTIVATION_DELAY,
                exitDelay: EXIT_DELAY,
                removalLock: REMOVAL_LOCK,
                penaltyBps: PENALTY_BPS,
                minQuorum: MIN_QUORUM,
                removalReward: REMOVAL_REWARD
            });
    }

    /// @notice Deploys the compiled artifact, the same bytes as in production. With `new`, the compiler would optimise
    /// the registry again for every test contract, which takes minutes.
    function deploy(string memory contractName, bytes memory constructorArguments) internal returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(contractName), constructorArguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    /// @dev Only external calls can be expected to revert.
    function deployExternally(string calldata contractName, bytes calldata constructorArguments) external {
        deploy(contractName, constructorArguments);
    }

    /// @notice The beacon of local chains, as a contract with these times in seconds.
    function deployBeacon(uint32 lookahead, uint32 stride) internal returns (IBeaconRandomness) {
        bytes memory arguments = abi.encode(LocalBeacon.beacon(), lookahead, stride, uint40(1), LocalBeacon.sign(1));
        return IBeaconRandomness(deploy("BeaconRandomness", arguments));
    }

    /// @notice One node makes a full network, unless a test wants more: then each emission is the whole rate.
    function fullEmissionNodes() internal pure virtual returns (uint32) {
        return 1;
    }

    function settingsOf(uint32 epochSeconds) internal view returns (IServiceNodeRegistry.Settings memory) {
        return
            IServiceNodeRegistry.Settings({
                rewardRate: REWARD_RATE,
                epochSeconds: epochSeconds,
                fullEmissionNodes: fullEmissionNodes(),
                launchSeconds: launchSeconds
            });
    }

    function registryArguments(
        uint32 epochSeconds,
        IServiceNodeRegistry.Parameters memory parameters
    ) internal view returns (bytes memory) {
        return registryArguments(settingsOf(epochSeconds), parameters);
    }

    function registryArguments(
        IServiceNodeRegistry.Settings memory settings,
        IServiceNodeRegistry.Parameters memory parameters
    ) internal view returns (bytes memory) {
        return abi.encode(manager, token, beacon, foretoldPools, settings, parameters);
    }

    function deployRegistry(
        uint32 epochSeconds,
        IServiceNodeRegistry.Parameters memory parameters
    ) internal returns (address) {
        // The pools are deployed next.
        foretoldPools = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        return deploy("ServiceNodeRegistry", registryArguments(epochSeconds, parameters));
    }

    /* JOINING */

    /// @notice A valid registration of the node with this BLS secret key.
    function validRegistration(
        uint256 secretKey
    ) internal view returns (IServiceNodeRegistry.Registration memory registration) {
        registration.operator = operator;
        registration.owner = owner;
        registration.blsKey = BlsKeys.publicKey(secretKey);
        registration.ed25519Key = ed25519KeyOf(secretKey);
        registration.ed25519Signature = new bytes(64);
        registration.endpoint = endpoint(0x05000000 + uint32(secretKey));
        registration.deadline = uint64(block.timestamp + 1 days);
        registration.proofOfPossession = BlsKeys.sign(secretKey, digestOf(registration));
    }

    function digestOf(IServiceNodeRegistry.Registration memory registration) internal view returns (bytes32) {
        return
            signerSets.registrationDigest(
                registration.operator,
                registration.owner,
                BlsKeys.hash(registration.blsKey),
                registration.ed25519Key,
                registration.feeBps,
                registration.deadline
            );
    }

    function noPermit() internal pure returns (IServiceNodeRegistry.Permit memory permit) {}

    /// @notice A public IPv4 endpoint.
    function endpoint(uint32 ipv4) internal pure returns (IServiceNodeRegistry.Endpoint memory) {
        return
            IServiceNodeRegistry.Endpoint({
                ip: bytes16((uint128(0xffff) << 32) | ipv4),
                rpcPort: 22_021,
                quicPort: 22_020
            });
    }

    function register(uint256 secretKey) internal returns (uint32 nodeId) {
        IServiceNodeRegistry.Registration memory registration = validRegistration(secretKey);
        vm.prank(operator);
        nodeId = registry.register(registration, "", STAKE, noPermit());
        rememberKey(nodeId, secretKey, registration.blsKey);
    }

    function rememberKey(uint32 nodeId, uint256 secretKey, BLS.G1Point memory blsKey) internal {
        secretKeyOf[nodeId] = secretKey;
        _keys[nodeId] = blsKey;
    }

    /// @notice Waits until the node may be activated, and publishes the round of its ticket.
    function letDrawCome(uint32 nodeId) internal {
        vm.warp(registry.serviceNode(nodeId).activatableAt);
        publishDrawOf(nodeId);
    }

    /// @notice Publishes the round of the node's ticket, unless it is published.
    function publishDrawOf(uint32 nodeId) internal {
        publishRound(sourceOf(nodeId), roundOf(nodeId));
    }

    function publishRound(IBeaconRandomness source, uint40 round) internal {
        if (!source.isPublished(round)) source.publish(round, LocalBeacon.sign(round));
    }

    /// @notice The source that the node's ticket names.
    function sourceOf(uint32 nodeId) internal view returns (IBeaconRandomness) {
        uint48 ticket = registry.serviceNode(nodeId).ticket;
        return IBeaconRandomness(address(registry.randomnessSource(uint8(ticket >> 40))));
    }

    /// @notice The round that the node's ticket names.
    function roundOf(uint32 nodeId) internal view returns (uint40) {
        return uint40(registry.serviceNode(nodeId).ticket);
    }

    /// @notice Computed by the rule, not by the registry: the seed of the node once its round is published.
    function seedOf(uint32 nodeId) internal view returns (uint64) {
        return seedFrom(sourceOf(nodeId).randomnessOf(roundOf(nodeId)), nodeId);
    }

    function seedFrom(bytes32 draw, uint32 nodeId) internal pure returns (uint64) {
        return uint64(bytes8(keccak256(abi.encode(draw, nodeId))));
    }

    function join(uint256 secretKey) internal returns (uint32 nodeId) {
        nodeId = register(secretKey);
        letDrawCome(nodeId);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }

    function keyOf(uint32 nodeId) internal view returns (BLS.G1Point memory) {
        return _keys[nodeId];
    }

    /// @notice keccak of the node's BLS key.
    function keyHashOf(uint32 nodeId) internal view returns (bytes32) {
        return BlsKeys.hash(_keys[nodeId]);
    }

    /// @notice The Ed25519 key that goes with a BLS secret key.
    function ed25519KeyOf(uint256 secretKey) internal pure returns (bytes32) {
        return keccak256(abi.encode("ed25519", secretKey));
    }

    /// @notice The node's Ed25519 key.
    function identityOf(uint32 nodeId) internal view returns (bytes32) {
        bytes32 changed = _identities[nodeId];
        return changed == 0 ? ed25519KeyOf(secretKeyOf[nodeId]) : changed;
    }

    /// @notice Remembers the Ed25519 key that the node has instead of the one that goes with its BLS key.
    function rememberIdentity(uint32 nodeId, bytes32 ed25519Key) internal {
        _identities[nodeId] = ed25519Key;
    }

    function signerOf(uint32 nodeId) internal view returns (ISignerSets.Signer memory) {
        return signerSets.signer(keyHashOf(nodeId));
    }

    function leafOf(uint32 nodeId) internal view returns (bytes32) {
        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        IServiceNodeRegistry.Identity memory found = registry.identity(identityOf(nodeId));
        return
            ServiceNodeRecord.leaf(
                ServiceNodeRecord.Fields({
                    nodeId: nodeId,
                    operator: node.operator,
                    ed25519Key: identityOf(nodeId),
                    ip: found.ip,
                    rpcPort: found.rpcPort,
                    quicPort: found.quicPort,
                    activatedAt: node.activatedAt,
                    seed: node.seed,
                    blsKeyHash: keyHashOf(nodeId),
                    extensionHash: node.extensionHash
                })
            );
    }

    /* ASSERTIONS */

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        require(actual == expected, string.concat(what, ": not equal"));
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        require(actual == expected, string.concat(what, ": not equal"));
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        require(actual == expected, string.concat(what, ": not equal"));
    }

    function assertTrue(bool condition, string memory what) internal pure {
        require(condition, what);
    }

    function assertEndpoint(
        IServiceNodeRegistry.Identity memory found,
        IServiceNodeRegistry.Endpoint memory expected
    ) internal pure {
        assertEq(bytes32(found.ip), bytes32(expected.ip), "ip");
        assertEq(found.rpcPort, expected.rpcPort, "rpcPort");
        assertEq(found.quicPort, expected.quicPort, "quicPort");
    }

    function assertStatus(uint32 nodeId, IServiceNodeRegistry.Status expected) internal view {
        require(registry.serviceNode(nodeId).status == expected, "status: not equal");
    }

    function assertNear(uint256 actual, uint256 expected, uint256 tolerance, string memory what) internal pure {
        uint256 difference = actual > expected ? actual - expected : expected - actual;
        assertTrue(difference <= tolerance, what);
    }
}
