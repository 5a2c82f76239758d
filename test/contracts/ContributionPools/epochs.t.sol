// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice Pools over a registry with epochs of 15 seconds, as in the demo: every delay is 240 times shorter.
contract PoolEpochsTest is PoolsBase {
    uint32 private constant SHORT = 15;

    function setUp() public override {
        super.setUp();
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        (parameters.activationDelay, parameters.exitDelay, parameters.removalLock) = (SHORT, 24 * SHORT, 24 * SHORT);
        registry = IServiceNodeRegistry(deployRegistry(SHORT, parameters));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        signerSets = registry.SIGNER_SETS();
        for (uint256 i = 0; i < ACTORS; ++i) approvePools(actor(i));
        approvePools(operator);
        deadline = uint40(block.timestamp) + 336 * SHORT;
    }

    function test_EPOCH_SECONDS_IsTheRegistrys() public view {
        assertEq(pools.EPOCH_SECONDS(), SHORT, "EPOCH_SECONDS");
    }

    function test_open_RevertWhen_TheDeadlineIsMoreThan336EpochsAhead() public {
        uint256 latest = deadline;
        ++deadline;
        IContributionPools.Terms memory terms = validTerms();
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        bytes4 selector = IContributionPools.DeadlineOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, latest + 1, block.timestamp + 1, latest));
        vm.prank(operator);
        pools.open(terms, registration, signature, OPERATOR_SHARE, noPermit());
        --deadline;
        openPool();
    }

    function test_withdraw_RevertWhen_24EpochsHaveNotPassed() public {
        openPool();
        contribute(ann, 3_000 ether);
        uint40 withdrawableAt = uint40(block.timestamp) + 24 * SHORT;
        vm.warp(withdrawableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.WithdrawalTooEarly.selector, POOL, withdrawableAt));
        withdraw(ann);
        vm.warp(withdrawableAt);
        withdraw(ann);
    }

    function test_requestExit_RevertWhen_720EpochsHaveNotPassedForLessThanAQuarter() public {
        openPool();
        contribute(ann, STAKE - OPERATOR_SHARE - 1);
        contribute(ben, 1);
        finalize();
        uint40 requestableAt = uint40(block.timestamp) + 720 * SHORT;
        vm.warp(requestableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.ExitRequestTooEarly.selector, POOL, requestableAt));
        vm.prank(ben);
        pools.requestExit(POOL);
        vm.warp(requestableAt);
        vm.prank(ben);
        pools.requestExit(POOL);
        assertEq(registry.serviceNode(poolNode).exitDueAt, block.timestamp + 24 * SHORT, "exitDueAt");
    }
}
