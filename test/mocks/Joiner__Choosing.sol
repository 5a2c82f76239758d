// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../contracts/interfaces/IServiceNodeRegistry.sol";

/// @notice Activates a node only if the seed suits. Otherwise it reverts and leaves no trace.
contract Joiner__Choosing {
    error SeedUnsuitable(uint64 seed);

    IServiceNodeRegistry private immutable REGISTRY;
    uint64 private immutable BELOW;

    /// @param below a seed below it suits
    constructor(IServiceNodeRegistry registry, uint64 below) {
        REGISTRY = registry;
        BELOW = below;
    }

    function activate(uint32 nodeId, BLS.G1Point calldata blsKey, bytes32 ed25519Key) external {
        REGISTRY.activate(nodeId, blsKey, ed25519Key);
        uint64 seed = REGISTRY.serviceNode(nodeId).seed;
        if (seed >= BELOW) revert SeedUnsuitable(seed);
    }
}
