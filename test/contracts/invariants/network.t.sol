// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Promises} from "./Promises.sol";

/// @dev Stands here because the test runner knows the contracts of test files only.
contract Network is Promises {}

/// @notice Random sequences of every call there is, with all promises checked after each. How many sequences, of what length
/// and from which seed: `hardhat.config.ts`.
abstract contract NetworkTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Network private network;

    function setUp() public {
        network = new Network();
        network.start(firstNodes());
    }

    function firstNodes() internal pure virtual returns (uint32);

    /// @dev Read by the test runner.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(network);
    }

    /// @dev Read by the test runner.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[25] memory calls = [
            network.registerNew.selector,
            network.registerWithUsedKey.selector,
            network.activate.selector,
            network.renewTicket.selector,
            network.updateEndpoint.selector,
            network.proposeOwner.selector,
            network.acceptOwner.selector,
            network.requestExit.selector,
            network.exit.selector,
            network.exitAgain.selector,
            network.suspend.selector,
            network.resume.selector,
            network.remove.selector,
            network.resumeByOperator.selector,
            network.touchLeaving.selector,
            network.claim.selector,
            network.fund.selector,
            network.sweep.selector,
            network.give.selector,
            network.announceParameters.selector,
            network.setParameters.selector,
            network.pauseRegistration.selector,
            network.passTime.selector,
            network.passBlocks.selector,
            network.leaveAndComeBack.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector({addr: address(network), selectors: new bytes4[](calls.length)});
        for (uint256 i = 0; i < calls.length; ++i) targets[0].selectors[i] = calls[i];
    }

    function invariant_EveryPromiseIsKept() external view {
        network.principalIsOwedToTheUnpaidAndCovered();
        network.rewardsAreCovered();
        network.listRootIsThatOfTheActiveNodes();
        network.activeIsListedIsEarningIsSigning();
        network.signerSetsAreWhoWasActiveAtTheBoundary();
        network.keysBelongToTheirFirstNodeForEver();
        network.removalsOfAnyWeekAreWithinTheLimit();
    }

    /// @dev Called by the test runner after each sequence. One that did not reach what matters tested nothing.
    function afterInvariant() external {
        requireReached("funded");
        requireReached("claimed");
        requireReached("activated");
        requireReached("suspended");
        requireReached("resumed");
        requireReached("removed");
        requireReached("exit requested");
        requireReached("exited");
        network.everyOwnerCanLeaveEvenInAPause(0);
    }

    function requireReached(string memory what) private view {
        require(network.times(what) != 0, string.concat("never reached: ", what));
    }
}

/// @notice Few nodes: at and around the least quorum.
contract SmallNetworkTest is NetworkTest {
    function firstNodes() internal pure override returns (uint32) {
        return 10;
    }
}

/// @notice So many that two may be removed in a week.
contract LargeNetworkTest is NetworkTest {
    function firstNodes() internal pure override returns (uint32) {
        return 28;
    }
}
