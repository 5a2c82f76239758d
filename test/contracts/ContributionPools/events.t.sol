// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {Vm} from "../helpers/Vm.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice The number of events in storage slot 0, against the logs of a whole life.
contract PoolEventsTest is PoolsBase {
    function test_eventCount_CountsEveryEventOfALife() public {
        vm.recordLogs();
        uint64 seen = 0;
        openPool(termsKeeping(1, 1_000 ether), OPERATOR_SHARE);
        seen = checkCount(seen, 3);
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        pools.replaceRegistration(POOL, registration, signature);
        fill();
        seen = checkCount(seen, 3);
        finalize();
        seen = checkCount(seen, 1);
        activatePoolNode();
        earn(1 days);
        offerSlot(ann, cat);
        seen = checkCount(seen, 1);
        takeSlot(cat, 1);
        seen = checkCount(seen, 2);
        claimCredit(ann);
        seen = checkCount(seen, 1);
        vm.warp(block.timestamp + 1 days);
        vm.prank(ben);
        pools.setBeneficiary(POOL, stranger);
        claim(operator, 0);
        seen = checkCount(seen, 4);
        exitPoolNode();
        claimCredit(cat);
        checkCount(seen, 0);
    }

    function test_eventCount_CountsEveryEventOfARefund() public {
        vm.recordLogs();
        openPool();
        contribute(ann, ANN_SHARE);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        withdraw(ann);
        withdraw(operator);
        checkCount(0, 3 + 1 + 1 + 2);
    }

    function test_eventCount_IsUnchangedByACallThatReverts() public {
        openPool();
        uint64 before = pools.eventCount();
        expectNotContributor(stranger);
        withdraw(stranger);
        assertEq(pools.eventCount(), before, "events");
    }

    /// @dev `added` events of the pools since the last check. The count is the lowest 64 bits of slot 0.
    function checkCount(uint64 seen, uint64 added) private returns (uint64 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint64 logged = 0;
        for (uint256 i = 0; i < logs.length; ++i) if (logs[i].emitter == address(pools)) ++logged;
        assertEq(logged, added, "logged");
        count = pools.eventCount();
        assertEq(count, seen + added, "counted");
        assertEq(uint64(uint256(vm.load(address(pools), bytes32(0)))), count, "slot 0");
    }
}
