// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {SharedStart} from "./SharedStart.sol";

/// @dev These contracts are here because the test runner knows the contracts of test files only.
contract Network is SharedStart {
    /// @notice Any of the calls on pools.
    function useAPool(uint256 seed) external {
        bytes4[18] memory calls = [
            this.open.selector,
            this.contribute.selector,
            this.withdraw.selector,
            this.cancel.selector,
            this.refund.selector,
            this.passDeadline.selector,
            this.replaceRegistration.selector,
            this.finalize.selector,
            this.requestExitOfPool.selector,
            this.claimPlaces.selector,
            this.setBeneficiary.selector,
            this.offerSlot.selector,
            this.takeSlot.selector,
            this.rotateKeysOfPool.selector,
            this.proposeOperatorOfPool.selector,
            this.seizeSharedNode.selector,
            this.giveToPools.selector,
            this.leavePoolsAndComeBack.selector
        ];
        bytes4 call_ = calls[draw(seed, "call", calls.length)];
        (bool done, bytes memory reason) = address(this).call(abi.encodeWithSelector(call_, seed));
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}

/// @dev Its launch is not over when the random calls begin.
contract YoungNetwork is Network {
    function start(uint32 nodes) public override {
        super.start(nodes);
        suspendNode(0, 1);
        removeNode(0, 1);
        assertEq(times["launch not over"], 2, "refused before the end of the launch");
    }

    function launchLength() internal pure override returns (uint32) {
        return 30 days;
    }
}

/// @dev A removal costs the whole minimum contribution of a shared node's operator.
contract SharedNetwork is Network {
    function firstParameters() internal pure override returns (IServiceNodeRegistry.Parameters memory parameters) {
        parameters = super.firstParameters();
        parameters.penaltyBps = 2_500;
    }
}

/// @dev No node stays for the quorum's sake.
contract TinyNetwork is Network {
    function nodesMax() internal pure override returns (uint32) {
        return 16;
    }

    function isQuorumShort() internal pure override returns (bool) {
        return false;
    }

    /// @dev Never more than can just act, so that one exit makes them too few.
    function isCrowded() internal view override returns (bool) {
        return stayingNodes() >= registry.parameters().minQuorum;
    }
}

/// @notice Random sequences of every call, with all invariants checked after each. `hardhat.config.ts` sets their
/// number, length and seed.
abstract contract NetworkTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Network internal network;

    function setUp() public {
        network = startNetwork();
        network.begin(toReach());
    }

    function startNetwork() internal virtual returns (Network);

    /// @dev Read by the test runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(network);
    }

    /// @dev Read by the test runner.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector({addr: address(network), selectors: calls()});
    }

    /// @dev Things that a sequence must reach are listed twice.
    function calls() internal view virtual returns (bytes4[] memory selectors) {
        bytes4[54] memory all = [
            network.registerNew.selector,
            network.registerWithUsedKey.selector,
            network.activate.selector,
            network.activate.selector,
            network.activateMany.selector,
            network.activateMany.selector,
            network.publish.selector,
            network.publish.selector,
            network.replaceRandomness.selector,
            network.replaceRandomness.selector,
            network.updateEndpoint.selector,
            network.setExtension.selector,
            network.setExtension.selector,
            network.rotateKeys.selector,
            network.rotateKeys.selector,
            network.useReplacedKey.selector,
            network.useReplacedKey.selector,
            network.proposeOperator.selector,
            network.acceptOperator.selector,
            network.acceptOperator.selector,
            network.proposeOwner.selector,
            network.acceptOwner.selector,
            network.requestExit.selector,
            network.requestExit.selector,
            network.exit.selector,
            network.exit.selector,
            network.exitAgain.selector,
            network.suspend.selector,
            network.suspend.selector,
            network.suspendMany.selector,
            network.suspendMany.selector,
            network.resume.selector,
            network.resume.selector,
            network.remove.selector,
            network.remove.selector,
            network.resumeByOperator.selector,
            network.touchLeaving.selector,
            network.claim.selector,
            network.claim.selector,
            network.fund.selector,
            network.fund.selector,
            network.absorb.selector,
            network.absorb.selector,
            network.sweep.selector,
            network.give.selector,
            network.announceParameters.selector,
            network.setParameters.selector,
            network.pauseRegistration.selector,
            network.unpauseRegistration.selector,
            network.unpauseRegistration.selector,
            network.passTime.selector,
            network.passBlocks.selector,
            network.leaveAndComeBack.selector,
            network.useAPool.selector
        ];
        selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) selectors[i] = all[i];
    }

    function invariant_EveryPromiseIsKept() external view {
        network.principalIsOwedToTheUnpaidAndCovered();
        network.rewardsAreCovered();
        network.listRootIsThatOfTheActiveNodes();
        network.activeIsListedIsEarningIsSigning();
        network.signerSetsAreWhoWasActiveAtTheBoundary();
        network.newestSetIsTheCurrentKeysOfTheActive();
        network.keysBelongToTheirFirstNodeForEver();
        network.nodesAreAsTheirChangesLeftThem();
        network.removalsOfAnyWeekAreWithinTheLimit();
        network.suspensionsAndActivationsAreWithinTheirLimits();
        network.eventCountsAreTheLogs();
        network.poolsKeepTheirPromises();
    }

    /// @dev Called by the test runner after each sequence. A sequence that did not reach its goals tested nothing.
    function afterInvariant() external {
        string[] memory whats = toReach();
        for (uint256 i = 0; i < whats.length; ++i) {
            require(network.isReached(whats[i]), string.concat("never reached: ", whats[i]));
        }
        network.everyContributorCanLeave(0);
        network.everyOwnerCanLeaveEvenInAPause(0);
    }

    /// @dev Goals of the random calls.
    function toReach() internal pure virtual returns (string[] memory whats) {
        whats = new string[](20);
        whats[0] = "funded";
        whats[1] = "claimed";
        whats[2] = "activated";
        whats[3] = "suspended";
        whats[4] = "resumed";
        whats[5] = "removed";
        whats[6] = "exit requested";
        whats[7] = "exited";
        whats[8] = "published";
        whats[9] = "randomness replaced";
        whats[10] = "absorbed";
        whats[11] = "activation limit reached";
        whats[12] = "both keys rotated";
        whats[13] = "BLS key rotated";
        whats[14] = "Ed25519 key rotated";
        whats[15] = "replaced key refused";
        whats[16] = "operator changed";
        whats[17] = "extension set";
        whats[18] = "unpaused";
        whats[19] = "tip paid";
    }
}

/// @notice Few nodes: at and around the minimum quorum.
contract SmallNetworkTest is NetworkTest {
    function startNetwork() internal override returns (Network started) {
        started = new Network();
        started.start(10);
    }
}

/// @notice Enough nodes that two may be removed in a week. Begins within its launch.
contract LargeNetworkTest is NetworkTest {
    function startNetwork() internal override returns (Network started) {
        started = new YoungNetwork();
        started.start(28);
    }

    function toReach() internal pure override returns (string[] memory whats) {
        string[] memory others = super.toReach();
        whats = new string[](others.length + 1);
        for (uint256 i = 0; i < others.length; ++i) whats[i] = others[i];
        whats[others.length] = "suspension limit reached";
    }
}

/// @notice Fewer nodes than the minimum quorum, at first and often later: none can act, all can leave.
contract TinyNetworkTest is NetworkTest {
    function startNetwork() internal override returns (Network started) {
        started = new TinyNetwork();
        started.start(3);
    }

    function toReach() internal pure override returns (string[] memory whats) {
        whats = new string[](3);
        whats[0] = "too few to act";
        whats[1] = "activated";
        whats[2] = "exited";
    }
}

/// @notice Few nodes of single owners, many pools: it begins with a pool in every state.
contract SharedNetworkTest is NetworkTest {
    function startNetwork() internal override returns (Network started) {
        started = new SharedNetwork();
        started.start(8);
        started.startPools();
    }

    function calls() internal view override returns (bytes4[] memory selectors) {
        bytes4[41] memory all = [
            network.open.selector,
            network.contribute.selector,
            network.contribute.selector,
            network.withdraw.selector,
            network.withdraw.selector,
            network.cancel.selector,
            network.refund.selector,
            network.refund.selector,
            network.passDeadline.selector,
            network.replaceRegistration.selector,
            network.finalize.selector,
            network.finalize.selector,
            network.requestExitOfPool.selector,
            network.claimPlaces.selector,
            network.claimPlaces.selector,
            network.setBeneficiary.selector,
            network.setBeneficiary.selector,
            network.offerSlot.selector,
            network.takeSlot.selector,
            network.rotateKeysOfPool.selector,
            network.rotateKeysOfPool.selector,
            network.proposeOperatorOfPool.selector,
            network.proposeOperatorOfPool.selector,
            network.acceptOperator.selector,
            network.rotateKeys.selector,
            network.useReplacedKey.selector,
            network.seizeSharedNode.selector,
            network.giveToPools.selector,
            network.leavePoolsAndComeBack.selector,
            network.activate.selector,
            network.exit.selector,
            network.exit.selector,
            network.suspend.selector,
            network.resume.selector,
            network.remove.selector,
            network.claim.selector,
            network.fund.selector,
            network.announceParameters.selector,
            network.setParameters.selector,
            network.pauseRegistration.selector,
            network.passTime.selector
        ];
        selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) selectors[i] = all[i];
    }

    function toReach() internal pure override returns (string[] memory whats) {
        whats = new string[](9);
        whats[0] = "contributed";
        whats[1] = "withdrawn";
        whats[2] = "refunded";
        whats[3] = "shared node registered";
        whats[4] = "places claimed";
        whats[5] = "beneficiary changed";
        whats[6] = "transferred";
        whats[7] = "rotated by an opener";
        whats[8] = "operator proposed by an opener";
    }
}
