// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice The very second in which the launch ends.
contract LaunchEdgeTest is QuorumBase {
    uint32 private constant LATE = NODES + 1;

    function setUp() public override {
        launchSeconds = 12 hours;
        BaseTest.setUp();
        joinAll(1, NODES);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) members.push(nodeId);
        for (uint32 i = 0; i < 3; ++i) register(1 << (LATE + i));
        vm.warp(registry.LAUNCH_END());
        for (uint32 i = 0; i < 3; ++i) publishDrawOf(LATE + i);
    }

    function test_activate_IsLimitedFromTheSecondInWhichTheLaunchEnds() public {
        activate(LATE);
        activate(LATE + 1);
        uint32 nextEpoch = (currentEpoch() / WINDOW + 1) * WINDOW;
        BLS.G1Point memory key = keyOf(LATE + 2);
        bytes32 identity = identityOf(LATE + 2);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.ActivationLimitReached.selector, nextEpoch));
        registry.activate(LATE + 2, key, identity);
    }

    function test_activate_HasNoLimitUntilTheSecondBefore() public {
        vm.warp(registry.LAUNCH_END() - 1);
        for (uint32 i = 0; i < 3; ++i) activate(LATE + i);
    }

    function test_suspend_OfANodeActivatedWhenTheLaunchEndsDoesNotWait() public {
        activate(LATE);
        members.push(LATE);
        warpEpochs(2);
        registry.suspend(suspension(LATE));
    }

    function activate(uint32 nodeId) private {
        registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
    }
}
