// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IServiceNodeRegistry} from "../interfaces/IServiceNodeRegistry.sol";

/// @title Rules for the endpoint of a node
/// @notice Accepts public unicast addresses only, outside every special-purpose range of the IANA registries. Endpoints
/// need not be unique, and no cap per address or subnet exists: a cheap squatter could use either to shut others out.
library EndpointRules {
    /// @dev First 96 bits of an IPv4 address written as IPv6, ::ffff:0:0/96.
    uint128 private constant IPV4_MAPPED_PREFIX = 0xffff;

    /// @notice Reverts unless the endpoint is publicly reachable.
    function check(IServiceNodeRegistry.Endpoint calldata endpoint) internal pure {
        if (endpoint.rpcPort == 0) revert IServiceNodeRegistry.RpcPortMissing();
        uint128 ip = uint128(endpoint.ip);
        bool isIpv4 = ip >> 32 == IPV4_MAPPED_PREFIX;
        // The cast keeps the low 32 bits: the IPv4 address itself.
        if (isIpv4 ? _isSpecialIpv4(uint32(ip)) : _isSpecialIpv6(ip))
            revert IServiceNodeRegistry.IpNotPublic(endpoint.ip);
    }

    /// @dev IANA IPv4 Special-Purpose Address Registry, and multicast.
    function _isSpecialIpv4(uint32 ip) private pure returns (bool) {
        uint32 slash8 = ip >> 24;
        uint32 slash16 = ip >> 16;
        uint32 slash24 = ip >> 8;
        return
            slash8 == 0 || // "this network"
            slash8 == 10 || // private use
            slash8 == 127 || // loopback
            slash8 >= 224 || // multicast, reserved, limited broadcast
            ip >> 22 == 0x6440_0000 >> 22 || // 100.64.0.0/10 shared address space
            slash16 == 0xa9fe || // 169.254.0.0/16 link local
            ip >> 20 == 0xac10_0000 >> 20 || // 172.16.0.0/12 private use
            slash16 == 0xc0a8 || // 192.168.0.0/16 private use
            slash24 == 0xc00000 || // 192.0.0.0/24 IETF protocol assignments
            slash24 == 0xc00002 || // 192.0.2.0/24 documentation
            slash24 == 0xc01fc4 || // 192.31.196.0/24 AS112
            slash24 == 0xc034c1 || // 192.52.193.0/24 AMT
            slash24 == 0xc05863 || // 192.88.99.0/24 6to4 relay anycast
            slash24 == 0xc0af30 || // 192.175.48.0/24 AS112
            ip >> 17 == 0xc612_0000 >> 17 || // 198.18.0.0/15 benchmarking
            slash24 == 0xc63364 || // 198.51.100.0/24 documentation
            slash24 == 0xcb0071; // 203.0.113.0/24 documentation
    }

    /// @dev Global unicast 2000::/3 without the special-purpose ranges inside it.
    function _isSpecialIpv6(uint128 ip) private pure returns (bool) {
        return
            ip >> 125 != 1 || // outside 2000::/3
            ip >> 105 == 0x2001_0000 >> 9 || // 2001::/23 IETF protocol assignments
            ip >> 96 == 0x2001_0db8 || // 2001:db8::/32 documentation
            ip >> 112 == 0x2002 || // 2002::/16 6to4
            ip >> 80 == 0x2620_004f_8000 || // 2620:4f:8000::/48 AS112
            ip >> 108 == 0x3fff0; // 3fff::/20 documentation
    }
}
