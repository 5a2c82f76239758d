// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title The 154 bytes that stand for one node in the list
/// @notice Counterpart of `shared/list/record.ts`; `test/vectors/records.json` ties both.
library ServiceNodeRecord {
    /// @notice The fields of a record in the order of their bytes.
    struct Fields {
        uint32 nodeId;
        address operator;
        bytes32 ed25519Key;
        bytes16 ip; // IPv6, or IPv4 as ::ffff:a.b.c.d
        uint16 rpcPort;
        uint16 quicPort;
        uint40 activatedAt; // unix seconds
        uint64 seed;
        bytes32 blsKeyHash; // keccak of the 128-byte EIP-2537 key
        bytes32 extensionHash; // keccak of the extension document; 0: none
    }

    /// @dev Version byte of the format. Another layout needs another version.
    uint8 internal constant VERSION = 2;

    /// @notice The record's bytes, big-endian, without padding.
    function pack(Fields memory fields) internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                VERSION,
                fields.nodeId,
                fields.operator,
                fields.ed25519Key,
                fields.ip,
                fields.rpcPort,
                fields.quicPort,
                fields.activatedAt,
                fields.seed,
                fields.blsKeyHash,
                fields.extensionHash
            );
    }

    /// @notice The record's leaf in the list tree. Never 0 in practice: such a record would be a preimage of 0.
    function leaf(Fields memory fields) internal pure returns (bytes32) {
        return keccak256(pack(fields));
    }
}
