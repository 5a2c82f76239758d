// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {EndpointRulesHarness} from "../../mocks/EndpointRulesHarness.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract EndpointRulesTest is BaseTest {
    EndpointRulesHarness private rules = new EndpointRulesHarness();

    /// @dev First and last address of each special-purpose IPv4 range. The neighbours outside are public, unless they
    /// lie in the next range.
    uint32[2][] private ipv4Ranges;
    uint128[2][] private ipv6Ranges;

    constructor() {
        ipv4Ranges.push([uint32(0x00000000), 0x00ffffff]);
        ipv4Ranges.push([uint32(0x0a000000), 0x0affffff]);
        ipv4Ranges.push([uint32(0x64400000), 0x647fffff]);
        ipv4Ranges.push([uint32(0x7f000000), 0x7fffffff]);
        ipv4Ranges.push([uint32(0xa9fe0000), 0xa9feffff]);
        ipv4Ranges.push([uint32(0xac100000), 0xac1fffff]);
        ipv4Ranges.push([uint32(0xc0000000), 0xc00000ff]);
        ipv4Ranges.push([uint32(0xc0000200), 0xc00002ff]);
        ipv4Ranges.push([uint32(0xc01fc400), 0xc01fc4ff]);
        ipv4Ranges.push([uint32(0xc034c100), 0xc034c1ff]);
        ipv4Ranges.push([uint32(0xc0586300), 0xc05863ff]);
        ipv4Ranges.push([uint32(0xc0a80000), 0xc0a8ffff]);
        ipv4Ranges.push([uint32(0xc0af3000), 0xc0af30ff]);
        ipv4Ranges.push([uint32(0xc6120000), 0xc613ffff]);
        ipv4Ranges.push([uint32(0xc6336400), 0xc63364ff]);
        ipv4Ranges.push([uint32(0xcb007100), 0xcb0071ff]);
        ipv4Ranges.push([uint32(0xe0000000), 0xffffffff]);
        ipv6Ranges.push([uint128(0), (uint128(1) << 125) - 1]); // below 2000::/3
        ipv6Ranges.push([uint128(0x2001) << 112, (uint128(0x20010200) << 96) - 1]);
        ipv6Ranges.push([uint128(0x20010db8) << 96, (uint128(0x20010db9) << 96) - 1]);
        ipv6Ranges.push([uint128(0x2002) << 112, (uint128(0x2003) << 112) - 1]);
        ipv6Ranges.push([uint128(0x2620_004f_8000) << 80, (uint128(0x2620_004f_8001) << 80) - 1]);
        ipv6Ranges.push([uint128(0x3fff) << 112, (uint128(0x3fff1) << 108) - 1]);
        ipv6Ranges.push([uint128(1) << 126, type(uint128).max]); // above 2000::/3
    }

    function test_check_RefusesBothEndsOfEachSpecialIpv4Range_AndAcceptsTheNeighbours() public view {
        for (uint256 i = 0; i < ipv4Ranges.length; ++i) {
            (uint32 first, uint32 last) = (ipv4Ranges[i][0], ipv4Ranges[i][1]);
            assertRefused(mapped(first));
            assertRefused(mapped(last));
            if (first != 0) assertAccepted(mapped(first - 1));
            if (last != type(uint32).max) assertAccepted(mapped(last + 1));
        }
    }

    function test_check_RefusesBothEndsOfEachSpecialIpv6Range_AndAcceptsTheNeighbours() public view {
        for (uint256 i = 0; i < ipv6Ranges.length; ++i) {
            (uint128 first, uint128 last) = (ipv6Ranges[i][0], ipv6Ranges[i][1]);
            assertRefused(first);
            assertRefused(last);
            // 2000::/3 begins right above the first range and ends right below the last.
            if (first != 0) assertAccepted(first - 1);
            if (last != type(uint128).max) assertAccepted(last + 1);
        }
    }

    function testFuzz_check_AcceptsAnIpv4AddressIffItIsInNoRange(uint32 ip) public view {
        bool special = false;
        for (uint256 i = 0; i < ipv4Ranges.length; ++i) {
            special = special || (ip >= ipv4Ranges[i][0] && ip <= ipv4Ranges[i][1]);
        }
        if (special) assertRefused(mapped(ip));
        else assertAccepted(mapped(ip));
    }

    function test_check_RevertWhen_TheRpcPortIsMissing() public {
        IServiceNodeRegistry.Endpoint memory noPort = endpoint(0x08080808);
        noPort.rpcPort = 0;
        vm.expectRevert(IServiceNodeRegistry.RpcPortMissing.selector);
        rules.check(noPort);
    }

    function mapped(uint32 ipv4) private pure returns (uint128) {
        return (uint128(0xffff) << 32) | ipv4;
    }

    function accepts(uint128 ip) private view returns (bool) {
        try rules.check(IServiceNodeRegistry.Endpoint({ip: bytes16(ip), rpcPort: 1, quicPort: 0})) {
            return true;
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(IServiceNodeRegistry.IpNotPublic.selector), "error");
            return false;
        }
    }

    function assertRefused(uint128 ip) private view {
        assertTrue(!accepts(ip), "accepted a special-purpose address");
    }

    function assertAccepted(uint128 ip) private view {
        assertTrue(accepts(ip), "refused a public address");
    }
}
