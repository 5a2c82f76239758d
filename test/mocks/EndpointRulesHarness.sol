// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../contracts/interfaces/IServiceNodeRegistry.sol";
import {EndpointRules} from "../../contracts/libraries/EndpointRules.sol";

/// @notice Exposes the endpoint rules to tests.
contract EndpointRulesHarness {
    function check(IServiceNodeRegistry.Endpoint calldata endpoint) external pure {
        EndpointRules.check(endpoint);
    }
}
