// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IRandomness} from "../../../contracts/interfaces/IRandomness.sol";
import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ServiceNodeRecord} from "../../../contracts/libraries/ServiceNodeRecord.sol";
import {BlsKeys} from "./BlsKeys.sol";
import {Vm} from "./Vm.sol";

/// @notice ERC-20 with permits.
interface IPermitToken is IERC20, IERC20Permit {}

/// @notice The world of every contract test: named actors, deployed contracts, and one-line joins.
abstract contract BaseTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint96 internal constant STAKE = 25_000 ether;
    uint40 internal constant ACTIVATION_DELAY = 2 hours;
    uint40 internal constant EXIT_DELAY = 14 days;
    uint32 internal constant EPOCH = 3_600;
    uint40 internal constant REMOVAL_LOCK = 30 days;
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
    IRandomness internal randomness;
    IServiceNodeRegistry internal registry;
    IRewardsPool internal rewardsPool;
    ISignerSets internal signerSets;
    IContributionPools internal pools;

    address private foretoldPools;

    /// @dev Keys of each node, so that tests name a node by its id alone. The public key is kept too: making it calls a
    /// precompile. Such a call would consume a `prank` or an `expectRevert` that is meant for the next call.
    mapping(uint32 nodeId => uint256) internal secretKeyOf;
    mapping(uint32 nodeId => BLS.G1Point) private _keys;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1_000);
        token = IPermitToken(deploy("StakingToken", abi.encode(address(this), 240_000_000 ether)));
        manager = IAccessManager(deploy("AccessManager", abi.encode(address(this))));
        randomness = IRandomness(deploy("BlockhashRandomness", ""));
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, firstParameters()));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        rewardsPool = registry.REWARDS_POOL();
        signerSets = registry.SIGNER_SETS();
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IServiceNodeRegistry.setParameters.selector;
        manager.setTargetFunctionRole(address(registry), selectors, PARAMETER_ROLE);
        manager.grantRole(PARAMETER_ROLE, governor, 61 days);
        selectors[0] = IServiceNodeRegistry.pauseRegistration.selector;
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

    function registryArguments(
        uint32 epochSeconds,
        IServiceNodeRegistry.Parameters memory parameters
    ) internal view returns (bytes memory) {
        return abi.encode(manager, token, randomness, foretoldPools, REWARD_RATE, epochSeconds, parameters);
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

    /// @notice Waits for the node's draw and the activation delay.
    function letDrawCome(uint32 nodeId) internal {
        uint48 ticket = registry.serviceNode(nodeId).ticket;
        vm.roll(ticket + 1);
        vm.setBlockhash(ticket, keccak256(abi.encode("draw", ticket)));
        vm.warp(registry.serviceNode(nodeId).activatableAt);
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
        return ed25519KeyOf(secretKeyOf[nodeId]);
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
                    blsKeyHash: keyHashOf(nodeId)
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
