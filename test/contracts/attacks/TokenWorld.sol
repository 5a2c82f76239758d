// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolsBase} from "../ContributionPools/PoolsBase.sol";
import {BaseTest, IPermitToken} from "../helpers/BaseTest.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice The world of quorum and pools with a foreign token, and no node yet.
abstract contract TokenWorld is QuorumBase, PoolsBase {
    uint256 internal constant SUPPLY = 240_000_000 ether;

    function setUp() public virtual override(QuorumBase, PoolsBase) {
        // Over when the first nodes are active, so that they can act together.
        launchSeconds = 3 hours;
        BaseTest.setUp();
        token = IPermitToken(makeToken());
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, firstParameters()));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        rewardsPool = registry.REWARDS_POOL();
        signerSets = registry.SIGNER_SETS();
        token.approve(address(rewardsPool), type(uint256).max);
        deadline = uint40(block.timestamp) + 10 days;
    }

    /// @dev Token whose whole supply this contract holds.
    function makeToken() internal virtual returns (address);

    /// @notice Gives tokens and every allowance.
    function equip(address account) internal {
        token.transfer(account, 1_000_000 ether);
        vm.startPrank(account);
        token.approve(address(registry), type(uint256).max);
        token.approve(address(pools), type(uint256).max);
        token.approve(address(rewardsPool), type(uint256).max);
        vm.stopPrank();
    }

    /// @notice 14 nodes that sign, a week after the launch.
    function startQuorum() internal {
        joinAll(1, NODES);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) members.push(nodeId);
        warpPastLaunch();
    }

    function fundPool(uint256 amount) internal {
        rewardsPool.fund(amount);
    }
}
