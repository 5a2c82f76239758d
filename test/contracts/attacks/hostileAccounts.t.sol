// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {Account__Hostile} from "../../mocks/Account__Hostile.sol";
import {ERC20__Calling, ITokenListener} from "../../mocks/ERC20__Calling.sol";
import {TokenWorld} from "./TokenWorld.sol";

/// @notice Accounts that fail every call, in every manner, with the project's own token. The contracts call accounts
/// only to ask an operator for its signature.
contract HostileAccountsTest is TokenWorld {
    uint8 private constant MANNERS = 4;

    /// @dev More gas than a registration takes besides its operator's wallet, less than a copy of a revert bomb takes.
    uint256 private constant GAS_OF_REGISTER = 1_500_000;

    function makeToken() internal override returns (address) {
        return deploy("StakingToken", abi.encode(address(this), SUPPLY));
    }

    function setUp() public override {
        super.setUp();
        equip(operator);
    }

    /// @notice Trap 25: principal and rewards arrive at any owner of the node.
    function test_trap25_AHostileOwnerIsPaidLikeAnyOther() public {
        fundPool(1_000 ether);
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            owner = hostile(manner);
            uint32 nodeId = join(1 << (manner + 1));
            requestExit(nodeId);
            vm.warp(registry.serviceNode(nodeId).exitDueAt);
            registry.exit(nodeId, keyOf(nodeId));
            assertEq(token.balanceOf(owner), STAKE, "principal");
            rewardsPool.claim(ids(nodeId));
            assertTrue(rewardsPool.rewardsPaid(nodeId) != 0, "earned something");
            assertEq(token.balanceOf(owner), STAKE + rewardsPool.rewardsPaid(nodeId), "rewards");
        }
    }

    function test_remove_AHostileReporterIsPaidLikeAnyOther() public {
        startQuorum();
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            uint256 snapshot = vm.snapshotState();
            reporter = hostile(manner);
            registry.remove(removal(3));
            assertEq(token.balanceOf(reporter), REMOVAL_REWARD, "reward");
            vm.revertToState(snapshot);
        }
    }

    /// @notice A wallet as operator may fail in any way: its node is not registered, and no account is charged. Its
    /// answer costs only the gas that it burns itself, because at most a word of it is read.
    function test_register_RevertWhen_TheOperatorsWalletFails() public {
        address payer = operator;
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            operator = hostile(manner);
            bytes memory data = abi.encodeCall(registry.register, (validRegistration(2), "", STAKE, noPermit()));
            uint256 given = 20_000_000;
            uint256 before = gasleft();
            vm.prank(payer);
            (bool success, bytes memory answer) = address(registry).call{gas: given}(data);
            uint256 used = before - gasleft();
            assertTrue(!success, "refused");
            bytes memory expected = abi.encodeWithSelector(
                IServiceNodeRegistry.OperatorSignatureInvalid.selector,
                operator
            );
            bool burns = Account__Hostile.Manner(manner) == Account__Hostile.Manner.BurnGas;
            // One 64th of the gas is left for the error: enough here.
            assertEq(keccak256(answer), keccak256(expected), "reason");
            if (!burns) assertTrue(used < gasOf(operator) + GAS_OF_REGISTER, "nothing is copied");
            assertEq(token.balanceOf(payer), 1_000_000 ether, "nobody was charged");
        }
    }

    /// @notice Remaining griefing: an operator whose wallet no longer signs holds up a full pool, at most until its
    /// deadline.
    function test_finalize_AnOperatorsWalletThatFailsHoldsAFullPoolUpToItsDeadline() public {
        address[2] memory contributors = [ann, ben];
        for (uint256 i = 0; i < contributors.length; ++i) equip(contributors[i]);
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            uint256 snapshot = vm.snapshotState();
            operator = hostile(manner);
            equip(operator);
            IServiceNodeRegistry.Registration memory registration = poolRegistration();
            vm.prank(operator);
            pools.open(validTerms(), registration, "", OPERATOR_SHARE, noPermit());
            termsHash = pools.pool(POOL).termsHash;
            fill();
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, operator));
            pools.finalize{gas: 20_000_000}(POOL, registration, "");

            vm.warp(deadline + 1);
            withdraw(ann);
            withdraw(ben);
            withdraw(operator);
            assertEq(token.balanceOf(ann), 1_000_000 ether, "ann has all of it back");
            assertEq(token.balanceOf(ben), 1_000_000 ether, "ben has all of it back");
            assertEq(token.balanceOf(address(pools)), 0, "nothing is left");
            vm.revertToState(snapshot);
        }
    }

    /// @notice Trap 17: failing contributors and beneficiaries keep no other from its share, nor lose their own.
    function test_trap17_HostileContributorsStopNeitherThePoolNorThemselves() public {
        ann = hostile(0);
        ben = hostile(1);
        cat = hostile(3);
        equip(ann);
        equip(ben);
        openPool();
        contributeFor(ann, ANN_SHARE, cat);
        contribute(ben, BEN_SHARE);
        finalize();
        activatePoolNode();
        earn(1 days);
        exitPoolNode();
        uint256 paid = claim(operator, 0) + claim(cat, 1) + claim(ben, 2);
        assertNear(paid, STAKE + rewardsPool.rewardsPaid(poolNode), 3, "all of it but for rounding");
        assertTrue(token.balanceOf(cat) > ANN_SHARE, "the beneficiary has it");
    }

    /// @notice Trap 57: a failing rewards pool stops no exit. Remaining limit: a shared node's principal reaches the
    /// pools, and is shared out once the rewards pool answers again.
    function test_trap57_ARewardsPoolThatFailsKeepsNoPrincipalFromThePoolsButItsSharing() public {
        equip(ann);
        equip(ben);
        fundPool(1_000 ether);
        startPool();
        vm.warp(block.timestamp + 1 days);
        bytes memory code = address(rewardsPool).code;
        vm.etch(address(rewardsPool), hex"5f5ffd");
        exitPoolNode();
        assertEq(token.balanceOf(address(pools)), STAKE, "the principal has arrived");
        vm.prank(ann);
        vm.expectRevert();
        pools.claim(placeOf(1));

        vm.etch(address(rewardsPool), code);
        uint256 paid = claim(operator, 0) + claim(ann, 1) + claim(ben, 2);
        assertNear(paid, STAKE + rewardsPool.rewardsPaid(poolNode), 3, "all of it but for rounding");
    }

    function hostile(uint8 manner) private returns (address) {
        return address(new Account__Hostile(Account__Hostile.Manner(manner)));
    }

    function gasOf(address wallet) private returns (uint256 used) {
        used = gasleft();
        assembly ("memory-safe") {
            pop(call(gas(), wallet, 0, 0, 0, 0, 0))
        }
        used -= gasleft();
    }
}

/// @notice The same accounts with a token that asks them first. They can only prevent their own payment.
contract HostileListenersTest is TokenWorld {
    uint32 private constant HOSTILE = 1;
    uint32 private constant GOOD = 2;

    /// @dev Ways to stop a move: revert, burn gas, revert with a bomb.
    uint8 private constant MANNERS = 3;

    uint256 private constant GAS = 16_000_000;

    function makeToken() internal override returns (address) {
        return address(new ERC20__Calling(address(this), SUPPLY));
    }

    function setUp() public override {
        super.setUp();
        equip(operator);
    }

    /// @notice Trap 25. Remaining limit with such a token: an owner who refuses the principal stays listed beyond the
    /// exit.
    function test_trap25_AnOwnerThatRefusesItsPrincipalBlocksNoOther() public {
        address good = owner;
        fundPool(1_000 ether);
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            uint256 snapshot = vm.snapshotState();
            owner = listening(manner);
            register(1 << HOSTILE);
            owner = good;
            register(1 << GOOD);
            activateAll(HOSTILE, GOOD);
            requestExit(HOSTILE);
            requestExit(GOOD);
            vm.warp(registry.serviceNode(GOOD).exitDueAt);

            assertTrue(!exits(HOSTILE), "is not paid");
            assertTrue(!claims(ids(HOSTILE, GOOD)), "nor by a claim that names it");
            assertTrue(exits(GOOD), "the other leaves");
            assertTrue(claims(ids(GOOD)), "and is paid");
            assertEq(token.balanceOf(good), STAKE + rewardsPool.rewardsPaid(GOOD), "principal and rewards");
            assertStatus(HOSTILE, IServiceNodeRegistry.Status.Active);
            assertEq(registry.principalOwed(), STAKE, "is owed still");

            ERC20__Calling(address(token)).listenTo(registry.ownerOf(HOSTILE), ITokenListener(address(0)));
            assertTrue(exits(HOSTILE), "leaves once it does not mind");
            assertEq(token.balanceOf(registry.ownerOf(HOSTILE)), STAKE, "with all of it");
            vm.revertToState(snapshot);
        }
    }

    function test_remove_AReporterThatRefusesItsRewardIsReplacedByAnother() public {
        startQuorum();
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            uint256 snapshot = vm.snapshotState();
            reporter = listening(manner);
            IQuorumActions.QuorumAction memory action = removal(3);
            (bool success, ) = address(registry).call{gas: GAS}(abi.encodeCall(registry.remove, (action)));
            assertTrue(!success, "refused");
            reporter = stranger;
            registry.remove(removal(3));
            assertEq(token.balanceOf(stranger), REMOVAL_REWARD, "reward");
            vm.revertToState(snapshot);
        }
    }

    /// @notice Trap 17: a contributor who refuses the refund keeps no other from its refund.
    function test_trap17_AContributorThatRefusesItsRefundBlocksNoOther() public {
        equip(ben);
        for (uint8 manner = 0; manner < MANNERS; ++manner) {
            uint256 snapshot = vm.snapshotState();
            ann = address(new Account__Hostile(Account__Hostile.Manner(manner)));
            equip(ann);
            openPool();
            fill();
            ERC20__Calling(address(token)).listenTo(ann, ITokenListener(ann));
            vm.warp(deadline + 1);
            vm.prank(ann);
            (bool success, ) = address(pools).call{gas: GAS}(abi.encodeCall(pools.withdraw, (POOL)));
            assertTrue(!success, "is not paid");
            withdraw(operator);
            withdraw(ben);
            assertEq(token.balanceOf(ben), 1_000_000 ether, "ben has all of it back");
            assertEq(token.balanceOf(address(pools)), ANN_SHARE, "hers is there still");
            vm.revertToState(snapshot);
        }
    }

    function listening(uint8 manner) private returns (address account) {
        account = address(new Account__Hostile(Account__Hostile.Manner(manner)));
        ERC20__Calling(address(token)).listenTo(account, ITokenListener(account));
    }

    function exits(uint32 nodeId) private returns (bool success) {
        BLS.G1Point memory key = keyOf(nodeId);
        (success, ) = address(registry).call{gas: GAS}(abi.encodeCall(registry.exit, (nodeId, key)));
    }

    function claims(uint32[] memory nodeIds) private returns (bool success) {
        (success, ) = address(rewardsPool).call{gas: GAS}(abi.encodeCall(rewardsPool.claim, (nodeIds)));
    }
}
