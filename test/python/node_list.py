"""Records, the 4-ary tree, and the list on the wire."""

import ipaddress

from keccak import keccak
from refused import require

COLUMNS = (("nodeId", 4), ("operator", 20), ("ed25519Key", 32), ("ip", 16), ("rpcPort", 2), ("quicPort", 2)) + (
    ("activatedAt", 5),
    ("seed", 8),
    ("blsKeyHash", 32),
    ("extensionHash", 32),
)
HEADER_BYTES = 38
DEPTH_MAX = 16
ZERO = bytes(32)


def pack_ip(text):
    address = ipaddress.ip_address(text)
    return address.packed if address.version == 6 else bytes(10) + b"\xff\xff" + address.packed


def pack_record(fields):
    """The 154 bytes of a record from its fields as texts and numbers."""
    parts = [b"\x02"]
    for name, size in COLUMNS:
        value = fields[name]
        if name == "ip":
            parts.append(pack_ip(value))
        elif isinstance(value, str) and value.startswith("0x"):
            parts.append(bytes.fromhex(value[2:]))
        else:
            parts.append(int(value).to_bytes(size, "big"))
    return b"".join(parts)


def parent(children):
    return ZERO if all(child == ZERO for child in children) else keccak(b"".join(children))


def root_of(depth, leaves):
    """The root over {leaf index: leaf}."""
    level = {index: leaf for index, leaf in leaves.items() if leaf != ZERO}
    for _ in range(depth):
        families = {index // 4 for index in level}
        level = {f: parent([level.get(4 * f + i, ZERO) for i in range(4)]) for f in families}
    return level.get(0, ZERO)


def depth_for(leaf_count):
    depth = 1
    while 4**depth < leaf_count:
        depth += 1
    return depth


def decode_list_bytes(data):
    """Reads a list: chain id, registry, depth, and [(leaf index, 154 bytes)]."""
    require(len(data) >= HEADER_BYTES, "the list is shorter than its header")
    require(data[:5] == b"MSTR\x02", "the bytes are no list of version 2")
    depth = data[33]
    require(1 <= depth <= DEPTH_MAX, "the depth is not from 1 to 16")
    count = int.from_bytes(data[34:38], "big")
    require(count > 0, "the list is empty")
    row_bytes = 4 + sum(size for _, size in COLUMNS)
    require(len(data) == HEADER_BYTES + count * row_bytes, "the list's length does not fit its count")
    indexes = [int.from_bytes(data[38 + 4 * row : 42 + 4 * row], "big") for row in range(count)]
    for before, after in zip([-1] + indexes, indexes):
        require(before < after < 4**depth, "leaf indexes are repeated, out of order or outside the tree")
    records, start = [b"\x02"] * count, HEADER_BYTES + 4 * count
    for _, size in COLUMNS:
        records = [record + data[start + size * i : start + size * (i + 1)] for i, record in enumerate(records)]
        start += size * count
    chain_id = int.from_bytes(data[5:13], "big")
    return chain_id, "0x" + data[13:33].hex(), depth, list(zip(indexes, records))


def list_root(depth, rows):
    return root_of(depth, {index: keccak(record) for index, record in rows})
