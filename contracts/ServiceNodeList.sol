// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListTree} from "./libraries/ListTree.sol";

/// @title The list's tree, where clients prove it
/// @notice Must be the first base of the registry: its tree then starts at storage slot 0, and slot 0 holds the root that
/// every client opens with a storage proof.
abstract contract ServiceNodeList {
    ListTree.Tree internal _list;
}
