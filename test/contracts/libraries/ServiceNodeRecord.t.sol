// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ServiceNodeRecord} from "../../../contracts/libraries/ServiceNodeRecord.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract ServiceNodeRecordTest is BaseTest {
    function setUp() public override {}

    /// @dev The third record of `test/vectors/records.json`; `npm run conformance` tries all of them.
    function test_pack_GivesTheBytesOfTheFormat() public pure {
        ServiceNodeRecord.Fields memory fields = ServiceNodeRecord.Fields({
            nodeId: 3,
            operator: 0xeB5c9b47931281516d984DB52fD8c97Dab2546D7,
            ed25519Key: 0x261ee73c2f15475ef6423016688c4c380c8baf5673fbaea12e3918233beaed1e,
            ip: 0x00000000000000000000ffffc61209e8,
            rpcPort: 35_217,
            quicPort: 20_079,
            activatedAt: 1_769_982_258,
            seed: 5_421_837_878_469_350_998,
            blsKeyHash: 0x5c9f130afa4d23d7dd1ff6ad095ef4c29c5b155dada96704e7434e40545d3e6d,
            extensionHash: 0xd0760370c8eff219482f5c1dea0332fb3b396379cb0edd4850b61a0d2cfc1b9f
        });
        bytes memory expected = bytes.concat(
            hex"0200000003eb5c9b47931281516d984db52fd8c97dab2546d7",
            hex"261ee73c2f15475ef6423016688c4c380c8baf5673fbaea12e3918233beaed1e",
            hex"00000000000000000000ffffc61209e889914e6f00697fc9324b3e3cd307ec5656",
            hex"5c9f130afa4d23d7dd1ff6ad095ef4c29c5b155dada96704e7434e40545d3e6d",
            hex"d0760370c8eff219482f5c1dea0332fb3b396379cb0edd4850b61a0d2cfc1b9f"
        );
        assertEq(keccak256(ServiceNodeRecord.pack(fields)), keccak256(expected), "packed");
        assertEq(
            ServiceNodeRecord.leaf(fields),
            0x1b0078870ee3b837aec447943607a280e6f4a98677eefab0025c658d6ccc940c,
            "leaf"
        );
    }
}
