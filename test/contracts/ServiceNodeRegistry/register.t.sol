// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {SignerRing} from "../../../contracts/libraries/SignerRing.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";

contract RegisterTest is BaseTest {
    function test_register_PullsTheStakeAndEntersThePendingNode() public {
        uint256 before = token.balanceOf(operator);
        uint32 nodeId = register(1);

        IServiceNodeRegistry.ServiceNode memory node = registry.serviceNode(nodeId);
        assertEq(nodeId, 1, "first id");
        assertStatus(nodeId, IServiceNodeRegistry.Status.Pending);
        assertEq(node.operator, operator, "operator");
        assertEq(node.owner, owner, "owner");
        assertEq(node.principal, STAKE, "principal");
        (uint40 round, uint40 roundTime) = beacon.ticket();
        assertEq(node.ticket, round, "ticket: the first source, and its next round");
        assertTrue(roundTime < node.activatableAt, "drawn before the node may activate");
        assertEq(node.activatableAt, block.timestamp + ACTIVATION_DELAY, "activatableAt");
        assertEq(node.seed, 0, "seed");
        assertEq(before - token.balanceOf(operator), STAKE, "paid");
        assertEq(token.balanceOf(address(registry)), STAKE, "held");
        assertEq(registry.principalOwed(), STAKE, "owed");
        assertEq(registry.listRoot(), bytes32(0), "not listed yet");
        assertEq(signerSets.signer(BlsKeys.hash(BlsKeys.publicKey(1))).nodeId, nodeId, "by BLS key");
        IServiceNodeRegistry.Identity memory found = registry.identity(ed25519KeyOf(1));
        assertEq(found.nodeId, nodeId, "by Ed25519 key");
        assertEndpoint(found, validRegistration(1).endpoint);
    }

    function test_register_AnnouncesAllOfTheRegistration() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        (uint40 round, ) = beacon.ticket();
        vm.expectEmit(true, true, true, true, address(registry));
        emit IServiceNodeRegistry.ServiceNodeRegistered(
            1,
            operator,
            owner,
            operator,
            STAKE,
            registration.blsKey,
            registration.ed25519Key,
            registration.ed25519Signature,
            registration.endpoint,
            registration.feeBps,
            registration.deadline,
            round,
            uint40(block.timestamp) + ACTIVATION_DELAY
        );
        vm.prank(operator);
        registry.register(registration, "", STAKE, noPermit());
    }

    function test_register_AtTheDeadlineItself() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.warp(registration.deadline);
        vm.prank(operator);
        registry.register(registration, "", STAKE, noPermit());
        assertEq(registry.serviceNodeCount(), 1, "registered");
    }

    function test_register_GivesSequentialIds() public {
        assertEq(register(1), 1, "first");
        assertEq(register(2), 2, "second");
        assertEq(registry.serviceNodeCount(), 2, "count");
    }

    function test_register_TakesTheStakeFromTheSenderOfTheOperatorsSignature() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        token.approve(address(registry), STAKE);
        uint256 operatorBefore = token.balanceOf(operator);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digestOf(registration));

        uint32 nodeId = registry.register(registration, abi.encodePacked(r, s, v), STAKE, noPermit());

        assertEq(registry.serviceNode(nodeId).operator, operator, "operator");
        assertEq(token.balanceOf(operator), operatorBefore, "operator paid nothing");
    }

    function test_trap46_RevertWhen_TheOperatorDidNotConsent() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        token.approve(address(registry), STAKE);
        bytes memory expected = abi.encodeWithSelector(
            IServiceNodeRegistry.OperatorSignatureInvalid.selector,
            operator
        );

        vm.expectRevert(expected);
        registry.register(registration, "", STAKE, noPermit());

        (uint8 v, bytes32 r, bytes32 s) = vm.sign(0xbad, digestOf(registration));
        vm.expectRevert(expected);
        registry.register(registration, abi.encodePacked(r, s, v), STAKE, noPermit());
    }

    function test_register_RevertWhen_TheRequirementDiffersFromTheExpectedStake() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.StakeUnexpected.selector, STAKE - 1, STAKE));
        registry.register(registration, "", STAKE - 1, noPermit());
    }

    function test_register_RevertWhen_TheDeadlinePassed() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.warp(registration.deadline + 1);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(
                IServiceNodeRegistry.RegistrationExpired.selector,
                registration.deadline,
                registration.deadline + 1
            )
        );
    }

    function test_register_RevertWhen_TheOwnerIsZeroOrTheRegistry() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.owner = address(0);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, address(0))
        );
        registration.owner = address(registry);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, address(registry))
        );
    }

    function test_register_RevertWhen_TheOperatorIsZero() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.operator = address(0);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, address(0))
        );
    }

    function test_register_RevertWhen_TheFeeExceedsTheWhole() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.feeBps = 10_001;
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.FeeTooHigh.selector, 10_001, 10_000)
        );
    }

    function test_register_RevertWhen_TheEd25519SignatureIsNot64Bytes() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.ed25519Signature = new bytes(63);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519SignatureLengthInvalid.selector, 63)
        );
    }

    function test_register_RevertWhen_TheEndpointIsNotPublic() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.endpoint = endpoint(0x7f000001);
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.IpNotPublic.selector, registration.endpoint.ip)
        );
    }

    function test_register_RevertWhen_TheEd25519KeyIsZero() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.ed25519Key = 0;
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyInvalid.selector, bytes32(0))
        );
    }

    /* KEYS: each is used once, for ever */

    function test_trap4_RevertWhen_TheBlsKeyWasUsed_EvenByANodeThatLeft() public {
        uint32 nodeId = join(1);
        exitNode(nodeId);
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.ed25519Key = keccak256("another");
        registration.proofOfPossession = BlsKeys.sign(1, digestOf(registration));
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.BlsKeyUsed.selector, BlsKeys.hash(registration.blsKey), nodeId)
        );
    }

    function test_register_RevertWhen_TheEd25519KeyWasUsed_EvenByANodeThatLeft() public {
        uint32 nodeId = join(1);
        exitNode(nodeId);
        IServiceNodeRegistry.Registration memory registration = validRegistration(2);
        registration.ed25519Key = identityOf(nodeId);
        registration.proofOfPossession = BlsKeys.sign(2, digestOf(registration));
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, registration.ed25519Key, nodeId)
        );
    }

    /// @notice Trap 5: squatting on the identity key of another node is not free. It takes a BLS key and a whole stake,
    /// locked for at least an exit delay. The victim loses only the key, which no node had yet.
    function test_trap5_ASquatterOfAnIdentityKeyLocksAStake() public {
        IServiceNodeRegistry.Registration memory first = validRegistration(2);
        first.operator = stranger;
        first.ed25519Key = ed25519KeyOf(1);
        first.proofOfPossession = BlsKeys.sign(2, digestOf(first));
        vm.startPrank(stranger);
        vm.expectRevert();
        registry.register(first, "", STAKE, noPermit());
        vm.stopPrank();
        token.transfer(stranger, STAKE);
        vm.startPrank(stranger);
        token.approve(address(registry), STAKE);
        uint32 taken = registry.register(first, "", STAKE, noPermit());
        registry.requestExit(taken);
        vm.stopPrank();
        assertEq(token.balanceOf(stranger), 0, "a whole stake");
        assertEq(registry.serviceNode(taken).exitDueAt, block.timestamp + EXIT_DELAY, "for an exit delay");

        uint256 before = token.balanceOf(operator);
        IServiceNodeRegistry.Registration memory late = validRegistration(1);
        expectRegistrationRevert(
            late,
            abi.encodeWithSelector(IServiceNodeRegistry.Ed25519KeyUsed.selector, late.ed25519Key, taken)
        );
        assertEq(token.balanceOf(operator), before, "nothing lost");
        late.ed25519Key = keccak256("another");
        late.proofOfPossession = BlsKeys.sign(1, digestOf(late));
        vm.prank(operator);
        registry.register(late, "", STAKE, noPermit());
    }

    /// @notice Trap 52: addresses are not scarce, so an early registration shuts no later one out.
    function test_trap52_NodesMayShareAnAddress() public {
        for (uint256 secretKey = 1; secretKey <= 3; ++secretKey) {
            IServiceNodeRegistry.Registration memory registration = validRegistration(secretKey);
            registration.endpoint = endpoint(0x08080808);
            vm.prank(operator);
            registry.register(registration, "", STAKE, noPermit());
        }
        assertEq(registry.serviceNodeCount(), 3, "all of them");
    }

    /* PROOF OF POSSESSION */

    /// @notice The digest, built from the specification alone.
    function test_registrationDigest_ReturnsTheEip712Digest() public view {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Muster"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 typeHash = keccak256(
            "Registration(address operator,address owner,bytes32 blsKeyHash,bytes32 ed25519Key,uint16 feeBps,uint64 deadline)"
        );
        bytes32 keyHash = BlsKeys.hash(registration.blsKey);
        bytes32 ed25519Key = registration.ed25519Key;
        uint64 deadline = registration.deadline;
        bytes32 message = keccak256(abi.encode(typeHash, operator, owner, keyHash, ed25519Key, uint16(9), deadline));
        assertEq(
            signerSets.registrationDigest(operator, owner, keyHash, ed25519Key, 9, deadline),
            keccak256(abi.encodePacked(hex"1901", domain, message)),
            "digest"
        );
    }

    function test_trap4_RevertWhen_TheProofIsReusedWithOtherTerms() public {
        // Each term in turn differs from the signed one and is refused (traps 4 and 46).
        for (uint256 term = 0; term < 4; ++term) {
            IServiceNodeRegistry.Registration memory registration = validRegistration(1);
            if (term == 0) registration.owner = stranger;
            if (term == 1) registration.ed25519Key = keccak256("another");
            if (term == 2) registration.feeBps = 1;
            if (term == 3) registration.deadline += 1;
            expectProofRevert(registration);
        }
    }

    function test_trap4_RevertWhen_TheProofIsReusedByAnotherOperator() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.operator = stranger;
        token.transfer(stranger, STAKE);
        vm.prank(stranger);
        token.approve(address(registry), STAKE);
        bytes32 keyHash = BlsKeys.hash(registration.blsKey);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ProofOfPossessionInvalid.selector, keyHash));
        registry.register(registration, "", STAKE, noPermit());
    }

    function test_trap4_RevertWhen_TheProofIsReusedOnAnotherChain() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.chainId(99);
        expectProofRevert(registration);
    }

    /// @notice Trap 45: adding d·H(m) turns a proof for k into a signature for k + d. With the key in the message, that
    /// is a signature over another message.
    function test_trap45_RevertWhen_TheProofIsDerivedForARelatedKey() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(7);
        bytes32 digest = digestOf(registration);
        BLS.G2Point memory derived = BLS.add(registration.proofOfPossession, BlsKeys.sign(5, digest));
        registration.blsKey = BLS.add(registration.blsKey, BlsKeys.publicKey(5));
        registration.proofOfPossession = derived;
        assertTrue(signerSets.verify(registration.blsKey, digest, derived), "is a signature over the old message");
        expectProofRevert(registration);
    }

    /// @notice Traps 2 and 3: the key at infinity has a signature that fits every message.
    function test_trap3_RevertWhen_TheKeyIsInfinity() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        BLS.G1Point memory infinityKey;
        BLS.G2Point memory infinitySignature;
        registration.blsKey = infinityKey;
        registration.proofOfPossession = infinitySignature;
        expectProofRevert(registration);
    }

    /// @notice Trap 3: a key that cancels another one out of the sum. Its owner would sign for both alone.
    function test_trap3_RevertWhen_TheKeyIsRogue() public {
        uint32 victim = register(7);
        IServiceNodeRegistry.Registration memory registration = validRegistration(5);
        BLS.G1Point memory own = registration.blsKey;
        // The secret key of the victim is not needed for this.
        registration.blsKey = BLS.add(own, SignerRing.negate(keyOf(victim)));
        bytes32 digest = digestOf(registration);
        registration.proofOfPossession = BlsKeys.sign(5, digest);
        BLS.G1Point memory sum = BLS.add(registration.blsKey, keyOf(victim));
        assertTrue(signerSets.verify(sum, digest, registration.proofOfPossession), "would sign for both");
        expectProofRevert(registration);
    }

    function test_register_RevertWhen_TheSignatureIsInfinity() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        BLS.G2Point memory infinitySignature;
        registration.proofOfPossession = infinitySignature;
        expectProofRevert(registration);
    }

    function test_register_RevertWhen_TheKeyIsNotOnTheCurve() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        registration.blsKey.y_b = bytes32(uint256(registration.blsKey.y_b) ^ 1);
        registration.proofOfPossession = BlsKeys.sign(1, digestOf(registration));
        expectRegistrationRevert(registration, abi.encodeWithSelector(BLS.PairingFailed.selector));
    }

    /* HELPERS */

    function expectProofRevert(IServiceNodeRegistry.Registration memory registration) private {
        expectRegistrationRevert(
            registration,
            abi.encodeWithSelector(
                IServiceNodeRegistry.ProofOfPossessionInvalid.selector,
                BlsKeys.hash(registration.blsKey)
            )
        );
    }

    function expectRegistrationRevert(
        IServiceNodeRegistry.Registration memory registration,
        bytes memory expected
    ) private {
        vm.prank(operator);
        vm.expectRevert(expected);
        registry.register(registration, "", STAKE, noPermit());
    }

    function exitNode(uint32 nodeId) private {
        vm.prank(operator);
        registry.requestExit(nodeId);
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
    }
}
