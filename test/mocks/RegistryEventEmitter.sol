// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice One log: up to four topics, and data.
struct Entry {
    /// @dev The emitter that logs it. Zero: the registry.
    address from;
    bytes32[] topics;
    bytes data;
}

/// @title Emits any logs, as if it were one of the contracts
/// @notice Counts them in the slot and at the bit that the contract it stands for does.
contract EventEmitter {
    uint256 private immutable COUNTER_SLOT;
    uint256 private immutable COUNTER_SHIFT;

    /// @notice Thrown when a log has more topics than the EVM knows.
    error TooManyTopics(uint256 count);

    constructor(uint256 counterSlot, uint256 counterShift) {
        COUNTER_SLOT = counterSlot;
        COUNTER_SHIFT = counterShift;
    }

    /// @notice Emits one log.
    function emitLog(bytes32[] memory topics, bytes memory data) public {
        _count();
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

    function _count() private {
        uint256 slot = COUNTER_SLOT;
        uint256 one = 1 << COUNTER_SHIFT;
        assembly ("memory-safe") {
            sstore(slot, add(sload(slot), one))
        }
    }
}

/// @title Emits any logs, as if it were the registry
/// @notice For logs that the real contracts never emit: a wrong root, a missing version, thousands of events in one
/// block. The list root is in slot 0, as in the registry. The first contract it makes stands for the rewards pool.
contract RegistryEventEmitter is EventEmitter(1, 136) {
    bytes32 public listRoot;
    uint32 public immutable EPOCH_SECONDS;

    EventEmitter public immutable REWARDS_POOL = new EventEmitter(1, 200);

    constructor(uint32 epochSeconds) {
        EPOCH_SECONDS = epochSeconds;
    }

    /// @notice Emits `entries` in order, then sets the root.
    function emitLogs(Entry[] calldata entries, bytes32 newListRoot) external {
        for (uint256 i = 0; i < entries.length; ++i) {
            Entry calldata entry = entries[i];
            if (entry.from == address(0)) emitLog(entry.topics, entry.data);
            else EventEmitter(entry.from).emitLog(entry.topics, entry.data);
        }
        listRoot = newListRoot;
    }
}
