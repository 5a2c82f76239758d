// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RegistryLens} from "../../contracts/RegistryLens.sol";
import {BaseTest} from "./helpers/BaseTest.sol";

contract RegistryLensTest is BaseTest {
    RegistryLens private lens;

    function setUp() public override {
        super.setUp();
        lens = RegistryLens(deploy("RegistryLens", ""));
    }

    function test_trap20_PagesReachEveryNodeOnce() public {
        for (uint256 key = 1; key <= 5; ++key) register(key);
        uint32 cursor = 0;
        uint32 seen = 0;
        do {
            RegistryLens.Entry[] memory page;
            (page, cursor) = lens.serviceNodes(registry, cursor, 2);
            assertEq(page.length, cursor == 0 ? 1 : 2, "no more than asked for");
            for (uint256 i = 0; i < page.length; ++i) {
                assertEq(page[i].nodeId, ++seen, "in the order of ids");
                assertEq(page[i].serviceNode.operator, operator, "operator");
            }
        } while (cursor != 0);
        assertEq(seen, 5, "all of them");
    }

    function test_serviceNodes_ReturnsNoNodesBehindTheLastOne() public {
        register(1);
        (RegistryLens.Entry[] memory page, uint32 next) = lens.serviceNodes(registry, 1, 10);
        assertEq(page.length, 0, "page");
        assertEq(next, 0, "cursor");
        (page, next) = lens.serviceNodes(registry, type(uint32).max, 10);
        assertEq(page.length, 0, "page");
    }

    function test_trap20_RevertWhen_APageIsLargerThanTheMost() public {
        vm.expectRevert(abi.encodeWithSelector(RegistryLens.LimitOutOfBounds.selector, 0, 200));
        lens.serviceNodes(registry, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(RegistryLens.LimitOutOfBounds.selector, 201, 200));
        lens.serviceNodes(registry, 0, 201);
        lens.serviceNodes(registry, 0, 200);
    }
}
