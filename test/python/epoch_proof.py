"""Epoch proofs: their JSON, and what they prove."""

import json
import re

from epoch_clock import boundary_of
from keccak import keccak
from refused import Refused, require
from rlp import decode_list, decode_string, fixed, uint
from trie import open_proof

KEYS = ("chainId", "registry", "epoch", "anchorHeader", "childHeader", "accountProof", "storageProof", "root")
DECIMAL = re.compile(r"0|[1-9][0-9]*")
HEX = re.compile(r"0x(?:[0-9a-f]{2})+")
LIST_ROOT_SLOT = bytes(32)


def _no_repeats(pairs):
    require(len({key for key, _ in pairs}) == len(pairs), "a key stands twice")
    return dict(pairs)


def parse_text(data):
    """The JSON object in `data`: UTF-8, without escapes, no key twice."""
    try:
        text = data.decode("utf-8")
        require("\\" not in text, "a character is written as an escape")
        return json.loads(text, object_pairs_hook=_no_repeats)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused(f"no JSON: {error}") from error


def _integer(proof, key):
    value = proof[key]
    require(isinstance(value, str) and len(value) <= 20 and DECIMAL.fullmatch(value), f"{key} is no decimal string")
    require(int(value) < 1 << 64, f"{key} has more than 64 bits")
    return int(value)


def _bytes(value, key, size=None):
    require(isinstance(value, str) and HEX.fullmatch(value), f"{key} is no lower-case hex")
    data = bytes.fromhex(value[2:])
    require(size is None or len(data) == size, f"{key} has not {size} bytes")
    return data


def _nodes(proof, key):
    require(isinstance(proof[key], list), f"{key} is no list")
    return [_bytes(node, key) for node in proof[key]]


def header(data):
    """Hash, parent hash, state root, number and timestamp of a block header."""
    fields = decode_list(data)
    require(len(fields) >= 15, "a header has fewer than 15 fields")
    numbers = {"number": uint(fields[8], 8), "timestamp": uint(fields[11], 8)}
    return {"hash": keccak(data), "parent": fixed(fields[0], 32), "state": fixed(fields[3], 32), **numbers}


def _account_storage(data):
    fields = decode_list(data)
    require(len(fields) == 4, "an account has not 4 fields")
    uint(fields[0], 8)
    uint(fields[1], 32)
    fixed(fields[3], 32)
    return fixed(fields[2], 32)


def _slot(data):
    value = decode_string(data)
    require(0 < len(value) <= 32 and value[0] != 0, "a slot's value is not in its shortest form")
    return value.rjust(32, b"\0")


def verify_epoch(proof, chain_id, registry, epoch_seconds):
    """Checks all that a proof shows by itself. Gives epoch, root, anchor and child; the child is yet to be trusted."""
    require(isinstance(proof, dict) and sorted(proof) == sorted(KEYS), "the keys are not those of a proof")
    require(_integer(proof, "chainId") == chain_id, "the proof is of another chain")
    address = _bytes(proof["registry"], "registry", 20)
    require(proof["registry"] == registry, "the proof is of another registry")
    epoch, root = _integer(proof, "epoch"), _bytes(proof["root"], "root", 32)
    anchor = header(_bytes(proof["anchorHeader"], "anchorHeader"))
    child = header(_bytes(proof["childHeader"], "childHeader"))
    require(child["parent"] == anchor["hash"], "the child does not follow the anchor")
    boundary = boundary_of(epoch, epoch_seconds)
    require(anchor["timestamp"] < boundary <= child["timestamp"], "the boundary is not between the headers")
    require(root != bytes(32), "the list is empty")
    storage = _account_storage(open_proof(anchor["state"], address, _nodes(proof, "accountProof")))
    slot = _slot(open_proof(storage, LIST_ROOT_SLOT, _nodes(proof, "storageProof")))
    require(slot == root, "the slot holds another root")
    return {"epoch": epoch, "root": root, "anchor": anchor, "child": child}
