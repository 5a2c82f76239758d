// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {Vm} from "../helpers/Vm.sol";
import {CallingWorld} from "./CallingWorld.sol";

/// @notice Every function of every contract, called from within every other, at each moment at which tokens move. The
/// inner call is refused if one contract guards both. Otherwise the outcome equals that of a call before or after, so
/// no caller can use a half-done state.
contract ReentrancyTest is CallingWorld {
    /// @dev More gas than any call has.
    uint256 private constant MOMENTS_MAX = 8;

    /// @dev `claim` of the pools lets the rewards pool pay first, in two moments, and then pays.
    bytes32 private constant CLAIM_OF_POOLS = keccak256("ContributionPools.claim");
    uint256 private constant MOMENTS_OF_REWARDS = 2;

    function test_register_CannotBeReenteredToAnyAvail() public {
        attack("ServiceNodeRegistry.register", 3);
    }

    /// @notice The exit is late: the principal moves first, then the tip.
    function test_exit_CannotBeReenteredToAnyAvail() public {
        attack("ServiceNodeRegistry.exit", 4);
    }

    /// @notice Owner and caller are told when all else is done: the node is off the list and nothing of it is owed.
    function test_exit_PaysTheOwnerThenTheCallerWhenAllElseIsDone() public {
        uint256 principal = registry.serviceNode(EXIT_DUE).principal;
        vm.recordLogs();
        vm.prank(stranger);
        registry.exit(EXIT_DUE, keyOf(EXIT_DUE));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 tip = principal - registry.principalPaid(EXIT_DUE);
        assertTrue(tip != 0, "late");
        for (uint256 i = 0; i < logs.length - 2; ++i) {
            assertTrue(logs[i].emitter != address(token), "tokens move last");
        }
        assertTransfer(logs[logs.length - 2], address(attacker), principal - tip);
        assertTransfer(logs[logs.length - 1], stranger, tip);
    }

    function test_remove_CannotBeReenteredToAnyAvail() public {
        attack("ServiceNodeRegistry.remove", 2);
    }

    function test_sweep_CannotBeReenteredToAnyAvail() public {
        attack("ServiceNodeRegistry.sweep", 2);
    }

    function test_fund_CannotBeReenteredToAnyAvail() public {
        attack("RewardsPool.fund", 2);
    }

    function test_claim_CannotBeReenteredToAnyAvail() public {
        attack("RewardsPool.claim", 2);
    }

    function test_open_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.open", 3);
    }

    function test_contribute_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.contribute", 3);
    }

    function test_withdraw_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.withdraw", 2);
    }

    function test_finalize_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.finalize", 2);
    }

    function test_claimOfPools_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.claim", 4);
    }

    function test_setBeneficiary_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.setBeneficiary", 2);
    }

    function test_takeSlot_CannotBeReenteredToAnyAvail() public {
        attack("ContributionPools.takeSlot", 2);
    }

    /// @notice All others hand out no control, so there is nothing to reenter.
    function test_everyOtherCall_MovesNoTokens() public {
        uint256 silent = 0;
        for (uint256 i = 0; i < calls.length; ++i) {
            if (calls[i].refusal != 0) continue;
            uint256 snapshot = vm.snapshotState();
            attacker.arm(address(0), "", 0);
            send(calls[i]);
            if (attacker.moments() == 0) ++silent;
            vm.revertToState(snapshot);
        }
        assertEq(silent, 17, "calls in which no token moves");
    }

    /// @notice A gift from within would count as a part of the amount. So less arrives, and the call reverts.
    function test_register_RevertWhen_AGiftIsMadeFromWithin() public {
        giveFromWithin(
            "ServiceNodeRegistry.register",
            address(registry),
            abi.encodeWithSelector(IServiceNodeRegistry.StakeNotReceived.selector, STAKE + 1, STAKE)
        );
    }

    function test_contribute_RevertWhen_AGiftIsMadeFromWithin() public {
        giveFromWithin(
            "ContributionPools.contribute",
            address(pools),
            abi.encodeWithSelector(IContributionPools.ContributionNotReceived.selector, 1 ether + 1, 1 ether)
        );
    }

    function test_fund_RevertWhen_AGiftIsMadeFromWithin() public {
        giveFromWithin(
            "RewardsPool.fund",
            address(rewardsPool),
            abi.encodeWithSelector(IRewardsPool.FundingNotReceived.selector, 3 ether + 1, 3 ether)
        );
    }

    /// @notice An operator contract is asked for its signature in a static call.
    function test_register_AnOperatorThatIsAskedForItsSignatureCanChangeNothing() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 27);
        bytes memory data = abi.encodeCall(registry.register, (registration, "", STAKE, noPermit()));
        uint256 tried = 0;
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            attacker.armSignature(calls[i].target, calls[i].data);
            vm.prank(person);
            (bool success, ) = address(registry).call(data);
            // The answer would differ if its call had worked.
            assertTrue(success, string.concat("registered, asked within ", calls[i].name));
            ++tried;
            vm.revertToState(snapshot);
        }
        assertEq(tried, calls.length, "calls tried");
    }

    /* HELPERS */

    /// @dev The gas for memory grows with its square. An attack in all places would need more than a test has.
    function freeMemory() private pure returns (uint256 free) {
        assembly {
            free := mload(0x40)
        }
    }

    /// @dev Gives back all that was allocated since `freeMemory`.
    function reuseMemory(uint256 free) private pure {
        assembly {
            mstore(0x40, free)
        }
    }

    /// @param moments number of times that control is handed out
    function attack(string memory name, uint256 moments) private {
        Call memory outer = callOf(name);
        uint256 guarded = 0;
        uint256 serial = 0;
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 moment = 1;
            for (; moment <= MOMENTS_MAX; ++moment) {
                uint256 free = freeMemory();
                (bool entered, bool refused) = enter(outer, calls[i], moment);
                reuseMemory(free);
                if (!entered) break;
                if (refused) ++guarded;
                else ++serial;
            }
            assertEq(moment - 1, moments, string.concat("moments with ", calls[i].name));
        }
        assertTrue(guarded > moments, "some calls were refused");
        assertTrue(serial > moments, "others went through");
    }

    /// @return entered whether such a moment existed
    /// @return refused whether the inner call was refused
    function enter(Call memory outer, Call memory inner, uint256 moment) private returns (bool entered, bool refused) {
        uint256 snapshot = vm.snapshotState();
        attacker.arm(inner.target, inner.data, moment);
        send(outer);
        entered = attacker.entered();
        refused = !attacker.success();
        bytes4 reason = bytes4(attacker.answer());
        bytes32 reached = digest();
        assertSolvent();
        vm.revertToState(snapshot);
        if (!entered) return (false, false);

        string memory what = string.concat(inner.name, " within ", outer.name);
        bool overlapping = heldAt(outer, moment) & inner.guards != 0;
        bytes4 expected = overlapping ? ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector : inner.refusal;
        assertTrue(refused == (expected != 0), string.concat(what, refused ? ": refused" : ": went through"));
        if (refused) assertEq(reason, expected, what);
        else assertTrue(reached == inTurn(inner, outer) || reached == inTurn(outer, inner), what);
    }

    function assertTransfer(Vm.Log memory log, address to, uint256 amount) private view {
        assertEq(log.emitter, address(token), "a move of tokens");
        assertEq(log.topics[2], bytes32(uint256(uint160(to))), "recipient");
        assertEq(abi.decode(log.data, (uint256)), amount, "amount");
    }

    function giveFromWithin(string memory name, address to, bytes memory expected) private {
        Call memory outer = callOf(name);
        bytes32 before = digest();
        bool within = false;
        for (uint256 moment = 1; moment <= MOMENTS_MAX && !within; ++moment) {
            uint256 snapshot = vm.snapshotState();
            attacker.arm(address(token), abi.encodeCall(token.transfer, (to, 1)), moment);
            vm.prank(address(attacker));
            (bool success, bytes memory answer) = outer.target.call(outer.data);
            within = !success;
            if (within) {
                assertEq(keccak256(answer), keccak256(expected), "reason");
                assertEq(digest(), before, "nothing happened");
            }
            vm.revertToState(snapshot);
        }
        assertTrue(within, "refused");
    }

    /// @dev State after both calls, one after the other; zero if that is impossible.
    function inTurn(Call memory first, Call memory second) private returns (bytes32 reached) {
        uint256 snapshot = vm.snapshotState();
        attacker.arm(address(0), "", 0);
        vm.prank(address(attacker));
        (bool success, ) = first.target.call(first.data);
        if (success) {
            vm.prank(address(attacker));
            (success, ) = second.target.call(second.data);
        }
        if (success) reached = digest();
        vm.revertToState(snapshot);
    }

    function send(Call memory call) private {
        vm.prank(address(attacker));
        (bool success, ) = call.target.call(call.data);
        assertTrue(success, call.name);
    }

    function heldAt(Call memory outer, uint256 moment) private pure returns (uint8) {
        bool paying = keccak256(bytes(outer.name)) == CLAIM_OF_POOLS && moment > MOMENTS_OF_REWARDS;
        return paying ? POOLS_GUARD : outer.guards;
    }

    function callOf(string memory name) private view returns (Call memory found) {
        for (uint256 i = 0; i < calls.length; ++i) {
            if (keccak256(bytes(calls[i].name)) == keccak256(bytes(name))) return calls[i];
        }
        assertTrue(false, string.concat("there is no call ", name));
    }

    /// @dev Everything readable of nodes, pools and money.
    function digest() private view returns (bytes32 all) {
        for (uint32 i = 1; i <= registry.serviceNodeCount(); ++i) {
            all = keccak256(
                abi.encode(all, registry.serviceNode(i), registry.pendingOwner(i), rewardsPool.nodeAccount(i))
            );
            all = keccak256(abi.encode(all, registry.pendingOperator(i)));
        }
        for (uint256 i = 1; i <= pools.poolCount(); ++i) {
            all = keccak256(abi.encode(all, pools.pool(i), pools.slots(i), pools.pendingContributor(i, PLACE)));
        }
        address[7] memory holders = [
            address(attacker),
            person,
            address(registry),
            address(rewardsPool),
            address(pools),
            ben,
            cat
        ];
        for (uint256 i = 0; i < holders.length; ++i) {
            all = keccak256(abi.encode(all, token.balanceOf(holders[i]), pools.credit(holders[i])));
        }
        (uint64 version, uint32 leafCount, ) = registry.listState();
        all = keccak256(
            abi.encode(all, registry.listRoot(), version, leafCount, registry.identity(identityOf(TO_MOVE)))
        );
        all = keccak256(abi.encode(all, pools.eventCount(), registry.eventCount(), digestOfRotated()));
        all = keccak256(abi.encode(all, registry.principalOwed(), rewardsPool.poolAccount(), signerSets.activeCount()));
    }

    /// @dev Keys of the node that `rotateKeys` is about, old and new.
    function digestOfRotated() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    signerOf(TO_ROTATE),
                    signerSets.signer(BlsKeys.hash(BlsKeys.publicKey(NEW_KEY))),
                    registry.identity(identityOf(TO_ROTATE)),
                    registry.identity(ed25519KeyOf(NEW_KEY))
                )
            );
    }

    function assertSolvent() private view {
        assertTrue(token.balanceOf(address(registry)) >= registry.principalOwed(), "the registry holds what it owes");
        uint256 rewards = rewardsPool.trackedBalance() + rewardsPool.rewardsOwed();
        assertTrue(token.balanceOf(address(rewardsPool)) + 1 >= rewards, "the rewards pool holds what it owes");
    }
}
