"""Extension documents, and the blocks they come in."""

from keccak import keccak
from node_list import COLUMNS, ZERO
from refused import Refused, require

DOCUMENT_BYTES_MAX = 2048
KEM_KEY, CONTACT, SOFTWARE, ENDPOINT, COUNTRY = 1, 2, 3, 4, 5
SIZES = {KEM_KEY: (1184, 1184), CONTACT: (0, 256), SOFTWARE: (0, 64), ENDPOINT: (22, 22), COUNTRY: (0, 32)}
TEXTS = (CONTACT, SOFTWARE, COUNTRY)
BLOCK_LEAVES = 64
BLOCK_HEADER_BYTES = 42
HASH_START = 1 + sum(size for name, size in COLUMNS if name != "extensionHash")


def decode_document(data):
    """The entries of a document: {type: bytes}, texts as str."""
    require(len(data) <= DOCUMENT_BYTES_MAX, "the document is too long")
    require(data[:5] == b"MSTX\x01", "the bytes are no extension document of version 1")
    entries, at, previous = {}, 5, -1
    while at < len(data):
        require(at + 4 <= len(data), "the head of an entry is cut off")
        kind, size = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 4], "big")
        require(kind > previous, "the types of entries do not ascend")
        least, most = SIZES.get(kind, (0, DOCUMENT_BYTES_MAX))
        require(least <= size <= most, f"the entry of type {kind} has {size} bytes")
        value = data[at + 4 : at + 4 + size]
        require(len(value) == size, "an entry is cut off")
        try:
            entries[kind] = value.decode("utf-8") if kind in TEXTS else value
        except UnicodeDecodeError as error:
            raise Refused(f"the text of type {kind} is not UTF-8") from error
        at, previous = at + 4 + size, kind
    return entries


def decode_block(data, root, block, depth, rows):
    """The documents of a block of the list with this root: [(leaf index, bytes)], each checked against its record."""
    require(BLOCK_LEAVES * block < 4**depth, "the tree has no such block")
    require(len(data) >= BLOCK_HEADER_BYTES, "the block is shorter than its header")
    require(data[:5] == b"MSTB\x01", "the bytes are no block of version 1")
    require(data[5:37] == root and int.from_bytes(data[37:41], "big") == block, "the block is another one")
    named = [(leaf, record[HASH_START:]) for leaf, record in rows if leaf // BLOCK_LEAVES == block]
    named = [(leaf, digest) for leaf, digest in named if digest != ZERO]
    require(data[41] == len(named), "the count is not that of the list")
    documents, at = [], BLOCK_HEADER_BYTES
    for leaf, digest in named:
        require(at + 6 <= len(data), "a row is cut off")
        require(int.from_bytes(data[at : at + 4], "big") == leaf, "a row is of another leaf")
        size = int.from_bytes(data[at + 4 : at + 6], "big")
        document = data[at + 6 : at + 6 + size]
        require(len(document) == size, "a document is cut off")
        require(keccak(document) == digest, "a document has another hash than its record")
        documents.append((leaf, document))
        at += 6 + size
    require(at == len(data), "bytes follow the documents")
    return documents
