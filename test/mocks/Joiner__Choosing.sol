// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {IServiceNodeRegistry} from "../../contracts/interfaces/IServiceNodeRegistry.sol";

/// @notice Activates a node, or gives it another ticket, only if the seed suits: else it reverts, as if nothing had been.
contract Joiner__Choosing {
    error SeedUnsuitable(uint64 seed);

    IServiceNodeRegistry private immutable REGISTRY;
    uint64 private immutable BELOW;

    /// @param below seeds that suit are below it
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
