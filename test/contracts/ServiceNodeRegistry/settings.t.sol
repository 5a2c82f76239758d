// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

/// @notice Numbers that are set at deployment and never change.
contract SettingsTest is BaseTest {
    function fullEmissionNodes() internal pure override returns (uint32) {
        return 1_000;
    }

    function test_constructor_GivesEachSettingToItsContract() public view {
        assertEq(registry.EPOCH_SECONDS(), EPOCH, "EPOCH_SECONDS");
        assertEq(registry.LAUNCH_END(), START + launchSeconds, "LAUNCH_END");
        assertEq(rewardsPool.ratePerSecond(), REWARD_RATE, "ratePerSecond");
        assertEq(rewardsPool.FULL_EMISSION_NODES(), 1_000, "FULL_EMISSION_NODES");
    }

    function test_constructor_TakesALaunchOfUpTo30Days() public {
        IServiceNodeRegistry.Settings memory settings = settingsOf(EPOCH);
        settings.launchSeconds = 30 days;
        assertEq(deployWith(settings).LAUNCH_END(), block.timestamp + 30 days, "longest");
        settings.launchSeconds = 0;
        assertEq(deployWith(settings).LAUNCH_END(), block.timestamp, "none");
        settings.launchSeconds = 30 days + 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                IServiceNodeRegistry.ParameterOutOfBounds.selector,
                bytes32("launchSeconds"),
                30 days + 1,
                0,
                30 days
            )
        );
        this.deployExternally("ServiceNodeRegistry", registryArguments(settings, firstParameters()));
    }

    function test_constructor_RevertWhen_AFullNetworkHasNoNode() public {
        IServiceNodeRegistry.Settings memory settings = settingsOf(EPOCH);
        settings.fullEmissionNodes = 0;
        vm.expectRevert(abi.encodeWithSelector(IRewardsPool.FullEmissionNodesZero.selector));
        this.deployExternally("ServiceNodeRegistry", registryArguments(settings, firstParameters()));
    }

    function deployWith(IServiceNodeRegistry.Settings memory settings) private returns (IServiceNodeRegistry) {
        return IServiceNodeRegistry(deploy("ServiceNodeRegistry", registryArguments(settings, firstParameters())));
    }
}
