// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ServiceNodeRecord} from "../../contracts/libraries/ServiceNodeRecord.sol";

/// @notice Exposes the record library to tests and to `npm run conformance`.
contract ServiceNodeRecordHarness {
    function pack(ServiceNodeRecord.Fields memory fields) external pure returns (bytes memory) {
        return ServiceNodeRecord.pack(fields);
    }

    function leaf(ServiceNodeRecord.Fields memory fields) external pure returns (bytes32) {
        return ServiceNodeRecord.leaf(fields);
    }
}
