// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice How fast suspended nodes come back in a network whose limit is a sixteenth of its nodes.
contract PaceOfReturnsTest is QuorumBase {
    uint32 private constant ACTIVE = 47;

    /// @notice The limit follows from the nodes that were active before the window's first return: 47 still allow two.
    function test_resumeByOperator_OfYoungNodesAllowsASixteenthOfTheOthers() public {
        uint32 first = NODES + 1;
        joinAll(first, ACTIVE);
        for (uint32 nodeId = first; nodeId <= ACTIVE; ++nodeId) members.push(nodeId);
        toNextWindow();
        uint32 young = joinYoung(3);
        for (uint32 i = 0; i < 3; ++i) registry.suspend(suspension(young + i));
        assertEq(signerSets.activeCount(), ACTIVE, "active");
        warpEpochs(ESTABLISHED);
        toNextWindow();

        resumeByOperator(young);
        resumeByOperator(young + 1);
        uint32 nextWindow = (currentEpoch() / WINDOW + 1) * WINDOW;
        BLS.G1Point memory key = keyOf(young + 2);
        bytes32 identity = identityOf(young + 2);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ActivationLimitReached.selector, nextWindow));
        vm.prank(operator);
        registry.resumeByOperator(young + 2, key, identity);
    }

    function toNextWindow() private {
        warpEpochs(WINDOW - (currentEpoch() % WINDOW));
    }

    function resumeByOperator(uint32 nodeId) private {
        BLS.G1Point memory key = keyOf(nodeId);
        bytes32 identity = identityOf(nodeId);
        vm.prank(operator);
        registry.resumeByOperator(nodeId, key, identity);
    }
}
