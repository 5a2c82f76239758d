// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ServiceNodeRecord} from "../../../contracts/libraries/ServiceNodeRecord.sol";
import {BaseTest} from "../helpers/BaseTest.sol";

contract ServiceNodeRecordTest is BaseTest {
    function setUp() public override {}

    /// @dev The first record of `test/vectors/records.json`; `npm run conformance` tries all of them.
    function test_pack_GivesTheBytesOfTheFormat() public pure {
        ServiceNodeRecord.Fields memory fields = ServiceNodeRecord.Fields({
            nodeId: 1,
            operator: 0xB866899037186481fBddf0FC6E965BDc2187ADA9,
            ed25519Key: 0xe1d74389fb51a5920ccb25db3d15a14ef421a7f0a520693b438b54364abc03d9,
            ip: 0x00000000000000000000ffffc6122483,
            rpcPort: 34_642,
            quicPort: 0,
            activatedAt: 1_774_665_828,
            seed: 6_986_692_718_137_428_379,
            blsKeyHash: 0x580c6df03297c5224afe1538b7096d15e04dad82d06540948851684fd0a9004a
        });
        bytes memory expected = bytes.concat(
            hex"0100000001b866899037186481fbddf0fc6e965bdc2187ada9",
            hex"e1d74389fb51a5920ccb25db3d15a14ef421a7f0a520693b438b54364abc03d9",
            hex"00000000000000000000ffffc6122483875200000069c7406460f5b8029363c99b",
            hex"580c6df03297c5224afe1538b7096d15e04dad82d06540948851684fd0a9004a"
        );
        assertEq(keccak256(ServiceNodeRecord.pack(fields)), keccak256(expected), "packed");
        assertEq(
            ServiceNodeRecord.leaf(fields),
            0xebc46ac91bc073e982f3bfad93fdf8838fa68c3176709d2117b53a0f98a44c6b,
            "leaf"
        );
    }
}
