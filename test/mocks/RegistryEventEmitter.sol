// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Emits any logs, as if it were the registry
/// @notice For logs that the real registry never emits: a wrong root, a missing version, thousands of events in one
/// block. The list root is in slot 0, as in the registry.
contract RegistryEventEmitter {
    /// @notice One log: up to four topics, and data.
    struct Entry {
        bytes32[] topics;
        bytes data;
    }

    bytes32 public listRoot;
    uint32 public immutable EPOCH_SECONDS;

    /// @notice Thrown when a log has more topics than the EVM knows.
    error TooManyTopics(uint256 count);

    constructor(uint32 epochSeconds) {
        EPOCH_SECONDS = epochSeconds;
    }

    /// @notice Emits `entries` in order, then sets the root.
    function emitLogs(Entry[] calldata entries, bytes32 newListRoot) external {
        for (uint256 i = 0; i < entries.length; ++i) {
            _emit(entries[i].topics, entries[i].data);
        }
        listRoot = newListRoot;
    }

    function _emit(bytes32[] memory topics, bytes memory data) private {
        uint256 count = topics.length;
        if (count > 4) revert TooManyTopics(count);
        assembly ("memory-safe") {
            let at := add(data, 0x20)
            let size := mload(data)
            let t := add(topics, 0x20)
            switch count
            case 0 {
                log0(at, size)
            }
            case 1 {
                log1(at, size, mload(t))
            }
            case 2 {
                log2(at, size, mload(t), mload(add(t, 0x20)))
            }
            case 3 {
                log3(at, size, mload(t), mload(add(t, 0x20)), mload(add(t, 0x40)))
            }
            default {
                log4(at, size, mload(t), mload(add(t, 0x20)), mload(add(t, 0x40)), mload(add(t, 0x60)))
            }
        }
    }
}
