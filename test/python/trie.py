"""Ethereum's Merkle-Patricia proofs, of keys that are there, and nothing beside the way to them."""

from keccak import keccak
from refused import Refused, require
from rlp import decode_list


def _nibbles(data):
    return [nibble for byte in data for nibble in (byte >> 4, byte & 15)]


def _step(raw, path):
    """One node: the value where the path ends in it, else the item of the child and the rest of the path."""
    items = decode_list(raw)
    if len(items) == 17:
        is_list, value, _ = items[16]
        require(not is_list and value == b"", "a branch holds a value")
        require(len(path) > 0, "a branch stands where the key has ended")
        return None, items[path[0]], path[1:]
    require(len(items) == 2, "a node has neither 2 nor 17 items")
    is_list, compact, _ = items[0]
    require(not is_list and len(compact) > 0, "a node has no path")
    flag, *own = _nibbles(compact)
    require(flag <= 3, "a node's path has an unknown flag")
    if flag % 2 == 0:
        require(own[0] == 0, "a node's path is padded with other than zero")
        own = own[1:]
    require(path[: len(own)] == own, "a node's path leads to another key")
    rest = path[len(own) :]
    if flag < 2:
        require(len(own) > 0, "an extension has an empty path")
        return None, items[1], rest
    require(rest == [], "a leaf ends before its key")
    require(not items[1][0], "a leaf holds a list")
    return items[1][1], None, rest


def open_proof(root, key, nodes):
    """The value at keccak(key) under `root`. Every node is needed, in order, and none is left over."""
    path, expected = _nibbles(keccak(key)), root
    for number, node in enumerate(nodes):
        require(keccak(node) == expected, f"proof node {number} has another hash than its parent names")
        require(number == 0 or len(node) >= 32, "a node shorter than 32 bytes stands by itself")
        raw, value = node, None
        while value is None:
            value, child, path = _step(raw, path)
            if value is not None:
                require(number == len(nodes) - 1, "nodes are left over")
                return value
            is_list, payload, child_raw = child
            if not is_list:
                require(len(payload) == 32, "the trie holds nothing at this key")
                expected = payload
                break
            require(len(child_raw) < 32, "a node of 32 bytes or more is embedded")
            raw = child_raw
    raise Refused("the proof ends before the value")
