// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ERC1271Wallet__Executing} from "../../mocks/ERC1271Wallet__Executing.sol";
import {TokenWorld} from "./TokenWorld.sol";

/// @notice Whole lives in which every party is a contract wallet: operator, owners, contributors, beneficiary,
/// reporter.
contract ContractWalletsTest is TokenWorld {
    uint256 private constant GIVEN = 1_000_000 ether;

    /// @dev The key that signs for every wallet.
    address private signer;

    function makeToken() internal override returns (address) {
        return deploy("StakingToken", abi.encode(address(this), SUPPLY));
    }

    function setUp() public override {
        super.setUp();
        signer = operator;
        equip(operator);
    }

    /// @notice A stranger registers the node with the wallet's signature. Wallets do the rest until the principal is
    /// paid.
    function test_life_OfANodeOfWallets() public {
        operator = wallet();
        owner = wallet();
        address next = wallet();
        equip(stranger);
        fundPool(1_000 ether);
        uint32 nodeId = registerByStranger(1 << 1);
        letDrawCome(nodeId);
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        act(operator, address(registry), abi.encodeCall(registry.activate, (nodeId, key, identity)));
        IServiceNodeRegistry.Endpoint memory moved = endpoint(0x08080808);
        bytes memory data = abi.encodeCall(registry.updateEndpoint, (nodeId, keyHashOf(nodeId), identity, moved));
        act(operator, address(registry), data);
        assertEq(registry.listRoot(), keccak256(abi.encode(leafOf(nodeId), 0, 0, 0)), "listed where it moved to");

        vm.warp(block.timestamp + 1 days);
        act(owner, address(rewardsPool), abi.encodeCall(rewardsPool.claim, (ids(nodeId))));
        uint256 earned = token.balanceOf(owner);
        assertTrue(earned != 0, "rewards");
        act(owner, address(registry), abi.encodeCall(registry.proposeOwner, (nodeId, next)));
        act(next, address(registry), abi.encodeCall(registry.acceptOwner, (nodeId)));
        act(next, address(registry), abi.encodeCall(registry.requestExit, (nodeId)));
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        act(next, address(registry), abi.encodeCall(registry.exit, (nodeId, key)));
        assertEq(token.balanceOf(next), STAKE, "principal");
        rewardsPool.claim(ids(nodeId));
        assertEq(token.balanceOf(next) - STAKE, rewardsPool.rewardsPaid(nodeId) - earned, "rewards of its time");
        act(next, address(token), abi.encodeCall(token.transfer, (stranger, STAKE)));
        assertEq(token.balanceOf(stranger), GIVEN, "the wallet has it for good");
    }

    /// @notice The wallet alone resumes a suspended node, which is then removed at another wallet's report.
    function test_life_OfASuspendedAndRemovedNodeOfWallets() public {
        (operator, owner) = (wallet(), wallet());
        reporter = wallet();
        equip(operator);
        startQuorum();
        uint32 nodeId = 3;
        registry.suspend(suspension(nodeId));
        vm.warp(block.timestamp + 168 * EPOCH);
        bytes memory data = abi.encodeCall(registry.resumeByOperator, (nodeId, keyOf(nodeId), identityOf(nodeId)));
        act(operator, address(registry), data);
        assertStatus(nodeId, IServiceNodeRegistry.Status.Active);
        warpEpochs(2);
        registry.remove(removal(nodeId));
        assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "reward");
        vm.warp(registry.serviceNode(nodeId).exitDueAt);
        registry.exit(nodeId, keyOf(nodeId));
        assertEq(token.balanceOf(owner), STAKE - (STAKE * PENALTY_BPS) / 10_000, "what the penalty left");
    }

    /// @notice A pool opened and filled by wallets, claimed by a wallet as beneficiary, and transferred to another.
    function test_life_OfASharedNodeOfWallets() public {
        (operator, ann, ben, cat) = (wallet(), wallet(), wallet(), wallet());
        address heir = wallet();
        equip(operator);
        equip(ann);
        equip(ben);
        fundPool(1_000 ether);
        openByWallet();
        bytes memory data = abi.encodeCall(pools.contribute, (POOL, termsHash, ANN_SHARE, cat, noPermit()));
        act(ann, address(pools), data);
        data = abi.encodeCall(pools.contribute, (POOL, termsHash, BEN_SHARE, address(0), noPermit()));
        act(ben, address(pools), data);
        finalize(); // by a stranger, with the wallet's signature
        activatePoolNode();

        vm.warp(block.timestamp + 1 days);
        act(cat, address(pools), abi.encodeCall(pools.claim, (placeOf(1))));
        assertTrue(token.balanceOf(cat) != 0, "the beneficiary's rewards");
        act(ann, address(pools), abi.encodeCall(pools.setBeneficiary, (POOL, address(0))));
        act(ben, address(pools), abi.encodeCall(pools.offerSlot, (POOL, heir)));
        act(heir, address(pools), abi.encodeCall(pools.takeSlot, (POOL, 2)));
        act(ann, address(pools), abi.encodeCall(pools.requestExit, (POOL)));
        payPrincipal();
        act(operator, address(pools), abi.encodeCall(pools.claim, (placeOf(0))));
        act(ann, address(pools), abi.encodeCall(pools.claim, (placeOf(1))));
        act(heir, address(pools), abi.encodeCall(pools.claim, (placeOf(2))));
        act(ben, address(pools), abi.encodeCall(pools.claim, (new IContributionPools.Place[](0))));

        assertTrue(token.balanceOf(operator) >= GIVEN, "the operator's share and fee");
        assertTrue(token.balanceOf(ann) >= GIVEN, "hers");
        assertTrue(token.balanceOf(heir) >= BEN_SHARE, "the heir has the principal");
        uint256 all = token.balanceOf(operator) + token.balanceOf(ann) + token.balanceOf(ben);
        all += token.balanceOf(cat) + token.balanceOf(heir);
        assertNear(all, 3 * GIVEN + rewardsPool.rewardsPaid(poolNode), 6, "all of it but for rounding");
    }

    /// @notice A wallet is asked when its signature is used. A wallet that changed its signer by then has not agreed.
    function test_register_RevertWhen_TheWalletChangedItsMind() public {
        operator = wallet();
        equip(stranger);
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 1);
        bytes memory signature = signatureOf(registration);
        vm.etch(operator, address(new ERC1271Wallet__Executing(stranger)).code);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, operator));
        registry.register(registration, signature, STAKE, noPermit());
    }

    function openByWallet() private {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory data = abi.encodeCall(
            pools.open,
            (validTerms(), registration, signatureOf(registration), OPERATOR_SHARE, noPermit())
        );
        act(operator, address(pools), data);
        termsHash = pools.pool(POOL).termsHash;
    }

    function registerByStranger(uint256 secretKey) private returns (uint32 nodeId) {
        IServiceNodeRegistry.Registration memory registration = validRegistration(secretKey);
        bytes memory signature = signatureOf(registration);
        vm.prank(stranger);
        nodeId = registry.register(registration, signature, STAKE, noPermit());
        rememberKey(nodeId, secretKey, registration.blsKey);
    }

    function wallet() private returns (address) {
        return address(new ERC1271Wallet__Executing(signer));
    }

    /// @dev The wallet makes the call for its owner.
    function act(address by, address target, bytes memory data) private {
        vm.prank(signer);
        ERC1271Wallet__Executing(by).execute(target, data);
    }
}
