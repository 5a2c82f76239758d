// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ERC1271Wallet__Executing} from "../../mocks/ERC1271Wallet__Executing.sol";
import {PoolsBase} from "../ContributionPools/PoolsBase.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice A pool whose opener is a cold account, and whose node another account operates. The operator may be hostile:
/// it can end the node or run it badly, and gets nothing of its money.
contract ColdOpenerTest is QuorumBase, PoolsBase {
    /// @dev Key of operators that are not `operator`, or of their wallets.
    uint256 private constant SIGNER_KEY = 0x51619e2;

    address private cold = actor(7);

    function setUp() public override(QuorumBase, PoolsBase) {
        super.setUp();
    }

    function test_open_TheOpenerMayBeAnotherThanTheOperator() public {
        startColdPool();
        assertEq(pools.pool(POOL).opener, cold, "opener");
        assertEq(registry.serviceNode(poolNode).operator, operator, "operator");
        assertSlot(0, cold, OPERATOR_SHARE);
        earn(1 days);
        uint256 rewards = rewardsPool.accrued(poolNode);
        uint256 fee = (rewards * FEE_BPS) / BPS;
        assertEq(claim(cold, 0), fee + ((rewards - fee) * OPERATOR_SHARE) / STAKE, "fee and share are the opener's");
    }

    function test_operator_TakesNeitherFeeNorPrincipalNorSlot() public {
        startColdPool();
        earn(1 days);
        uint256 before = token.balanceOf(operator);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotBeneficiary.selector, POOL, 0, operator));
        pools.claim(placeOf(0));
        pools.claim(new IContributionPools.Place[](0));
        expectNotContributor(operator);
        pools.setBeneficiary(POOL, operator);
        expectNotContributor(operator);
        pools.offerSlot(POOL, operator);
        expectNotOffered(0, operator);
        pools.takeSlot(POOL, 0);
        expectNotContributor(operator);
        pools.requestExit(POOL);
        expectStateNotAllowed(IContributionPools.PoolState.Registered);
        pools.withdraw(POOL);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.CallerNotAllowed.selector, poolNode, operator));
        registry.proposeOwner(poolNode, operator);
        rewardsPool.claim(ids(poolNode));
        vm.stopPrank();
        assertEq(token.balanceOf(operator), before, "the operator got nothing");
    }

    /// @notice The harm that a hostile operator can do: it ends the node. All principal comes back.
    function test_operator_MayEndTheNodeAndNobodyLoses() public {
        startColdPool();
        exitPoolNode(); // the operator asks for it
        assertEq(claim(cold, 0), OPERATOR_SHARE, "opener");
        assertEq(claim(ann, 1) + claim(ben, 2), ANN_SHARE + BEN_SHARE, "others");
    }

    /// @notice The first loss is the opener's even if the operator caused it: contributors trusted the opener's terms.
    function test_operator_ThatIsRemovedCostsTheOpenerAlone() public {
        startColdPool();
        members.push(poolNode);
        warpEpochs(2);
        registry.remove(removal(poolNode));
        payPrincipal();
        assertEq(claim(cold, 0), OPERATOR_SHARE - STAKE / 10, "opener");
        assertEq(claim(ann, 1) + claim(ben, 2), ANN_SHARE + BEN_SHARE, "others are whole");
    }

    function test_operator_CannotReplaceTheRegistration() public {
        openColdPool();
        IServiceNodeRegistry.Registration memory registration = registrationWith(5);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotOpener.selector, POOL, operator));
        pools.replaceRegistration(POOL, registration, "");
    }

    /// @notice Until the node is registered, the opener may name another operator, on the same terms.
    function test_replaceRegistration_MayNameAnotherOperator() public {
        openColdPool();
        fill();
        bytes32 terms = pools.pool(POOL).termsHash;
        address next = vm.addr(SIGNER_KEY);
        IServiceNodeRegistry.Registration memory registration = signedBy(5, next);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SIGNER_KEY, digestOf(registration));
        bytes memory signature = abi.encodePacked(r, s, v);
        vm.prank(cold);
        pools.replaceRegistration(POOL, registration, signature);
        assertEq(pools.pool(POOL).termsHash, terms, "terms");
        uint32 nodeId = pools.finalize(POOL, registration, signature);
        assertEq(registry.serviceNode(nodeId).operator, next, "operator");
        assertEq(registry.ownerOf(nodeId), address(pools), "owner");
    }

    /// @notice The opener cannot make an account an operator that did not sign. Contributors are refunded.
    function test_finalize_RevertWhen_TheNamedOperatorDidNotSign() public {
        IServiceNodeRegistry.Registration memory registration = signedBy(POOL_KEY, stranger);
        bytes memory signature = signatureOf(registration); // by `operator`
        vm.prank(cold);
        pools.open(validTerms(), registration, signature, OPERATOR_SHARE, noPermit());
        termsHash = pools.pool(POOL).termsHash;
        fill();
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, stranger));
        pools.finalize(POOL, registration, signature);
        vm.warp(deadline + 1);
        withdraw(ann);
        assertEq(token.balanceOf(ann), STAKE, "ann has all back");
    }

    /// @notice The opener signs too: the pools register the node, so it is not the sender.
    function test_finalize_RevertWhen_TheOpenerOperatesAndDidNotSign() public {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        vm.prank(operator);
        pools.open(validTerms(), registration, "", OPERATOR_SHARE, noPermit());
        termsHash = pools.pool(POOL).termsHash;
        fill();
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, operator));
        pools.finalize(POOL, registration, "");
    }

    /// @notice The registry asks its caller for no signature. So a node without a signer would be operated by the pools.
    function test_open_RevertWhen_AContractOfTheProtocolWouldOperate() public {
        address[4] memory others = [address(0), address(pools), address(registry), address(manager)];
        for (uint256 i = 0; i < others.length; ++i) {
            IServiceNodeRegistry.Registration memory registration = signedBy(POOL_KEY, others[i]);
            vm.prank(cold);
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, others[i]));
            pools.open(validTerms(), registration, "", OPERATOR_SHARE, noPermit());
        }
        openColdPool();
        IServiceNodeRegistry.Registration memory replacement = signedBy(5, address(pools));
        vm.prank(cold);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, address(pools)));
        pools.replaceRegistration(POOL, replacement, "");
    }

    function test_operator_MayContributeLikeAnyOther() public {
        openColdPool();
        contribute(operator, ANN_SHARE);
        contribute(ben, BEN_SHARE);
        finalize();
        assertSlot(1, operator, ANN_SHARE);
        exitPoolNode();
        assertEq(claim(operator, 1), ANN_SHARE, "its own share");
    }

    function test_operator_MayBeAContractWallet() public {
        address wallet = address(new ERC1271Wallet__Executing(vm.addr(SIGNER_KEY)));
        finalizeWithOperator(wallet);
        assertEq(registry.serviceNode(poolNode).operator, wallet, "operator");
    }

    /// @notice EIP-7702 code that answers ERC-1271: the account signs through it.
    function test_operator_MayBeAnAccountThatDelegates() public {
        address account = vm.addr(SIGNER_KEY);
        vm.etch(account, abi.encodePacked(hex"ef0100", address(new ERC1271Wallet__Executing(account))));
        finalizeWithOperator(account);
        assertEq(registry.serviceNode(poolNode).operator, account, "operator");
    }

    /// @notice C6: EIP-7702 code without ERC-1271. The account signs with its key.
    function test_C6_operator_MayDelegateToCodeThatAnswersNoSignature() public {
        address account = vm.addr(SIGNER_KEY);
        vm.etch(account, abi.encodePacked(hex"ef0100", address(beacon)));
        finalizeWithOperator(account);
        assertEq(registry.serviceNode(poolNode).operator, account, "operator");
    }

    /// @notice Opener and taker may be such accounts: the pools never call them.
    function test_C6_openerAndTaker_MayDelegateToAnyCode() public {
        vm.etch(cold, abi.encodePacked(hex"ef0100", address(beacon)));
        vm.etch(cat, abi.encodePacked(hex"ef0100", address(beacon)));
        startColdPool();
        moveSlot(ann, cat, 1);
        exitPoolNode();
        assertEq(claim(cold, 0) + claim(cat, 1), OPERATOR_SHARE + ANN_SHARE, "paid");
    }

    /* HELPERS */

    function openColdPool() private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(cold);
        pools.open(validTerms(), registration, signature, OPERATOR_SHARE, noPermit());
        termsHash = pools.pool(POOL).termsHash;
    }

    function startColdPool() private {
        openColdPool();
        fill();
        finalize();
        activatePoolNode();
    }

    /// @dev A registration by another operator, with its proof of possession.
    function signedBy(
        uint256 secretKey,
        address by
    ) private returns (IServiceNodeRegistry.Registration memory registration) {
        address before = operator;
        operator = by;
        registration = registrationWith(secretKey);
        operator = before;
    }

    function finalizeWithOperator(address by) private {
        IServiceNodeRegistry.Registration memory registration = signedBy(POOL_KEY, by);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SIGNER_KEY, digestOf(registration));
        bytes memory signature = abi.encodePacked(r, s, v);
        vm.prank(cold);
        pools.open(validTerms(), registration, signature, OPERATOR_SHARE, noPermit());
        termsHash = pools.pool(POOL).termsHash;
        fill();
        poolNode = pools.finalize(POOL, registration, signature);
    }
}
