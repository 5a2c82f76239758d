// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListTree} from "../../contracts/libraries/ListTree.sol";

/// @notice Exposes the tree library to tests and to `npm run conformance`. The root is in storage slot 0, as in the
/// registry.
contract ListTreeHarness {
    using ListTree for ListTree.Tree;

    ListTree.Tree private _tree;

    event Inserted(uint32 leafIndex);

    function insert(bytes32 leaf) external returns (uint32 leafIndex) {
        leafIndex = _tree.take();
        _tree.set(leafIndex, leaf);
        emit Inserted(leafIndex);
    }

    function update(uint32 leafIndex, bytes32 leaf) external {
        _tree.set(leafIndex, leaf);
    }

    function remove(uint32 leafIndex) external {
        _tree.free(leafIndex);
        _tree.set(leafIndex, 0);
    }

    function listRoot() external view returns (bytes32) {
        return _tree.root;
    }

    function listState() external view returns (uint64 version, uint32 leafCount, uint8 depth) {
        return (_tree.version, _tree.leafCount, _tree.depth);
    }
}
