// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "./interfaces/IServiceNodeRegistry.sol";

/// @title Pages of the registry, for readers without an indexer
/// @notice Stateless; works with any registry. Each call reads at most `PAGE_MAX` nodes.
contract RegistryLens {
    /// @notice A node with its id.
    struct Entry {
        uint32 nodeId;
        IServiceNodeRegistry.ServiceNode serviceNode;
    }

    /// @notice Thrown when the limit of a page is 0 or above `PAGE_MAX`.
    error LimitOutOfBounds(uint256 limit, uint256 max);

    /// @notice Maximum of nodes in one page: about 3 million gas, within the call limit of common nodes.
    uint256 public constant PAGE_MAX = 200;

    /// @notice Nodes with ids above `cursor`, in the order of their ids.
    /// @param cursor id of the last node seen; 0 for the first page
    /// @return page at most `limit` nodes, of every status
    /// @return nextCursor cursor of the next page; 0 after the last
    function serviceNodes(
        IServiceNodeRegistry registry,
        uint32 cursor,
        uint256 limit
    ) external view returns (Entry[] memory page, uint32 nextCursor) {
        if (limit == 0 || limit > PAGE_MAX) revert LimitOutOfBounds(limit, PAGE_MAX);
        uint256 count = registry.serviceNodeCount();
        uint256 left = cursor < count ? count - cursor : 0;
        uint256 size = left < limit ? left : limit;
        page = new Entry[](size);
        for (uint256 i = 0; i < size; ++i) {
            // At most `count`, which is a uint32.
            uint32 nodeId = uint32(cursor + 1 + i);
            page[i] = Entry({nodeId: nodeId, serviceNode: registry.serviceNode(nodeId)});
        }
        // At most `count`, as above.
        nextCursor = left > size ? uint32(cursor + size) : 0;
    }
}
