// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {RewardsRegistryHarness} from "../../mocks/RewardsRegistryHarness.sol";
import {BaseTest, IPermitToken} from "./BaseTest.sol";

/// @notice A rewards pool with nodes of a registry that the test controls.
abstract contract RewardsPoolBase is BaseTest {
    /// @dev 1e-8 of the balance per second, as a Q128 fraction.
    uint256 internal constant RATE = uint256(1 << 128) / 100_000_000;
    uint256 internal constant FUNDS = 1_000_000 ether;
    uint32 internal constant NODES = 5;

    IRewardsPool internal pool;
    RewardsRegistryHarness internal nodes;

    function setUp() public virtual override {
        vm.warp(START);
        // The maximum of base units that a pool has room for.
        token = IPermitToken(deploy("StakingToken", abi.encode(address(this), type(uint96).max)));
        (pool, nodes) = deployPool(RATE);
        nameOwners();
    }

    function nameOwners() internal {
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) nodes.setOwner(nodeId, ownerOf(nodeId));
    }

    /// @notice A pool of which one node makes a full network.
    function deployPool(uint256 rate) internal returns (IRewardsPool newPool, RewardsRegistryHarness newNodes) {
        return deployPool(rate, 1);
    }

    function deployPool(
        uint256 rate,
        uint32 fullNodes
    ) internal returns (IRewardsPool newPool, RewardsRegistryHarness newNodes) {
        newNodes = new RewardsRegistryHarness();
        newPool = IRewardsPool(deploy("RewardsPool", abi.encode(token, newNodes, rate, fullNodes)));
        newNodes.setPool(newPool);
        token.approve(address(newPool), type(uint256).max);
    }

    /// @dev The node is active for a day in a funded pool.
    function earn(uint32 nodeId) internal {
        pool.fund(FUNDS);
        nodes.activate(nodeId);
        vm.warp(block.timestamp + 1 days);
    }

    function claim(uint32 nodeId) internal {
        pool.claim(list(nodeId));
    }

    function ownerOf(uint32 nodeId) internal pure returns (address) {
        return address(uint160(0x5000 + nodeId));
    }

    function list(uint32 nodeId) internal pure returns (uint32[] memory ids) {
        ids = new uint32[](1);
        ids[0] = nodeId;
    }

    function allNodes() internal pure returns (uint32[] memory ids) {
        ids = new uint32[](NODES);
        for (uint32 i = 0; i < NODES; ++i) ids[i] = i + 1;
    }
}
