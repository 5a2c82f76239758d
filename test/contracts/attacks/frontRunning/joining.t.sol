// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../../helpers/BaseTest.sol";
import {LocalBeacon} from "../../helpers/LocalBeacon.sol";

/// @notice An attacker sees a transaction of a node that joins, and front-runs it. In each test the attacker's call
/// comes right before the victim's, in the same block.
contract FrontRunningJoiningTest is BaseTest {
    address private attacker = stranger;

    function setUp() public override {
        super.setUp();
        token.transfer(attacker, 10 * STAKE);
        vm.prank(attacker);
        token.approve(address(registry), type(uint256).max);
    }

    /* REGISTER */

    /// @notice A copier of a third party's transaction pays for the node instead. Cost: a whole stake, to the owner.
    function test_register_ACopyMakesTheOwnerAPresentOfAStake() public {
        address payer = address(0x9a7);
        token.transfer(payer, STAKE);
        vm.prank(payer);
        token.approve(address(registry), STAKE);
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digestOf(registration));
        bytes memory signature = abi.encodePacked(r, s, v);

        vm.prank(attacker);
        uint32 nodeId = registry.register(registration, signature, STAKE, noPermit());
        rememberKey(nodeId, 1, registration.blsKey);
        vm.prank(payer);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, registration.ed25519Key, nodeId)
        );
        registry.register(registration, signature, STAKE, noPermit());
        assertEq(token.balanceOf(payer), STAKE, "the payer kept the stake");

        vm.prank(owner);
        registry.requestExit(nodeId);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        vm.prank(attacker);
        registry.exit(nodeId, registration.blsKey);
        assertEq(token.balanceOf(owner), STAKE, "the owner has the attacker's");
        assertEq(token.balanceOf(attacker), 9 * STAKE, "the attacker has it no more");
    }

    /// @notice A transaction sent by the operator cannot be copied, because it contains no signature of the operator.
    function test_register_RevertWhen_ATransactionOfTheOperatorIsCopied() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.prank(attacker);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, operator));
        registry.register(registration, "", STAKE, noPermit());
        vm.prank(operator);
        assertEq(registry.register(registration, "", STAKE, noPermit()), 1, "registered");
    }

    /// @notice Earlier nodes of the attacker take the next id. Seed and swarms still follow from a future round.
    function test_register_AnEarlierNodeTakesOnlyTheId() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        IServiceNodeRegistry.Registration memory other = validRegistration(2);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digestOf(other));
        vm.prank(attacker);
        registry.register(other, abi.encodePacked(r, s, v), STAKE, noPermit());
        vm.prank(operator);
        uint32 nodeId = registry.register(registration, "", STAKE, noPermit());
        assertEq(nodeId, 2, "the next id");
        assertTrue(beacon.timeOf(roundOf(nodeId)) >= block.timestamp + LOOKAHEAD, "a round of the future, as for all");
        assertEq(registry.serviceNode(nodeId).principal, STAKE, "principal");
    }

    /// @notice Tokens sent to the registry just before or after do not count as a stake, nor do they spoil one.
    function test_register_AGiftJustBeforeDoesNotCountAsStake() public {
        vm.prank(attacker);
        token.transfer(address(registry), 1);
        uint32 nodeId = register(1);
        assertEq(registry.serviceNode(nodeId).principal, STAKE, "principal");
        assertEq(registry.principalOwed(), STAKE, "owed");
        registry.sweep();
        assertEq(token.balanceOf(address(rewardsPool)), 1, "the gift is rewards");
    }

    /// @notice A pause, or another requirement, lands first. The registration is refused and costs only its gas.
    function test_register_AnEarlierChangeByGovernanceCostsNoTokens() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        uint256 before = token.balanceOf(operator);
        vm.prank(guardian);
        registry.pauseRegistration();
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceNodeRegistry.RegistrationIsPaused.selector, registry.pausedUntil())
        );
        registry.register(registration, "", STAKE, noPermit());
        assertEq(token.balanceOf(operator), before, "nothing is lost");
    }

    /* ACTIVATE */

    /// @notice The first caller of `activate` changes nothing about the node: same seed, leaf and time.
    function test_activate_ByAStrangerFirstGivesTheVeryNode() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        bytes memory data = abi.encodeCall(registry.activate, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        uint256 snapshot = vm.snapshotState();
        vm.prank(operator);
        (bool success, ) = address(registry).call(data);
        assertTrue(success, "by the operator");
        bytes32 root = registry.listRoot();
        bytes32 node = keccak256(abi.encode(registry.serviceNode(nodeId)));
        vm.revertToState(snapshot);

        vm.prank(attacker);
        (success, ) = address(registry).call(data);
        assertTrue(success, "by a stranger");
        assertEq(registry.listRoot(), root, "root");
        assertEq(keccak256(abi.encode(registry.serviceNode(nodeId))), node, "node");
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.StatusNotAllowed.selector,
                nodeId,
                IServiceNodeRegistry.Status.Active
            )
        );
        (success, ) = address(registry).call(data);
    }

    /// @notice Griefing that remains: a Pending node about to leave may be activated first. It is then listed until the
    /// exit. The exit is due at the same time, pays the same, and the node earns meanwhile.
    function test_activate_InFrontOfARequestedExitListsTheNodeUntilIt() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        vm.prank(attacker);
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        vm.prank(operator);
        registry.requestExit(nodeId);
        assertEq(registry.serviceNode(nodeId).exitDueAt, block.timestamp + EXIT_DELAY, "due as if it had not been");
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
        assertEq(token.balanceOf(owner), STAKE, "all of the principal");

        uint32 other = register(2);
        letDrawCome(other);
        vm.prank(operator);
        registry.requestExit(other);
        vm.prank(attacker);
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.ExitAlreadyRequested.selector,
                other,
                registry.serviceNode(other).exitDueAt
            )
        );
        registry.activate(other, keyOf(other), identityOf(other));
    }

    /* PUBLISH */

    /// @notice A round has one value, so the account that publishes it first gains nothing. The later one pays its gas.
    function test_publish_ByAStrangerFirstGivesTheSameDraw() public {
        uint32 nodeId = register(1);
        vm.warp(registry.serviceNode(nodeId).activatableAt);
        uint40 round = roundOf(nodeId);
        BLS.G1Point memory signature = LocalBeacon.sign(round);
        vm.prank(attacker);
        beacon.publish(round, signature);
        bytes32 draw = beacon.randomnessOf(round);
        vm.prank(operator);
        beacon.publish(round, signature);
        assertEq(beacon.randomnessOf(round), draw, "the same draw");
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
        assertEq(registry.serviceNode(nodeId).seed, seedFrom(draw, nodeId), "the node's seed");
    }

    /// @notice Griefing that remains: a newer round, published right before, names a later round in the ticket only if
    /// the chain's clock is behind it. The wait grows by as much as the clock is behind, and the draw is as unknown.
    function test_publish_OfANewerRoundInFrontOfARegistrationChangesNoTicketWhileTheClockIsRight() public {
        (uint40 round, uint40 time) = beacon.ticket();
        publishRound(beacon, uint40(beacon.roundAt(block.timestamp)));
        (uint40 roundAfter, uint40 timeAfter) = beacon.ticket();
        assertEq(roundAfter, round, "round");
        assertEq(timeAfter, time, "time");
    }

    /* UPDATE ENDPOINT */

    /// @notice Only the operator moves a node. An activation just before it ends in the same list as one just after.
    function test_updateEndpoint_AnActivationJustBeforeEndsInTheSameList() public {
        uint32 nodeId = register(1);
        letDrawCome(nodeId);
        IServiceNodeRegistry.Endpoint memory moved = endpoint(0x08080808);
        bytes32 keyHash = keyHashOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.prank(attacker);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, nodeId, attacker));
        registry.updateEndpoint(nodeId, keyHash, identity, moved);

        uint256 snapshot = vm.snapshotState();
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHash, identity, moved);
        registry.activate(nodeId, keyOf(nodeId), identity);
        bytes32 root = registry.listRoot();
        vm.revertToState(snapshot);

        vm.prank(attacker);
        registry.activate(nodeId, keyOf(nodeId), identity);
        vm.prank(operator);
        registry.updateEndpoint(nodeId, keyHash, identity, moved);
        assertEq(registry.listRoot(), root, "root");
    }

    /* DEPLOYMENT */

    /// @notice Between registry and pools any account may deploy and call. None becomes the pools or registers for
    /// them.
    function test_deployment_NoAccountBecomesThePoolsBeforeTheyAreDeployed() public {
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, firstParameters()));
        signerSets = registry.SIGNER_SETS();
        address foretold = registry.CONTRIBUTION_POOLS();
        assertEq(foretold.code.length, 0, "not there yet");

        bytes memory code = abi.encodePacked(vm.getCode("ContributionPools"), abi.encode(registry));
        address deployed;
        vm.startPrank(attacker);
        for (uint256 salt = 0; salt < 4; ++salt) {
            assembly ("memory-safe") {
                deployed := create2(0, add(code, 0x20), mload(code), salt)
            }
            assertEq(deployed, address(0), "refused");
        }
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        assertEq(deployed, address(0), "refused, too");
        token.approve(address(registry), STAKE);
        vm.stopPrank();
        owner = foretold;
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, foretold));
        registry.register(registration, "", STAKE, noPermit());
    }
}
