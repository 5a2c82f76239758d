"""A second verifier of the node list, written from docs/verification.md and the vectors; Python's own library only.

    python3 verify.py vectors <folder>      checks its vectors of records, trees, lists, extensions, epochs, metrics, histograms
    python3 verify.py cases <file>          prints a verdict on each case of a file, one line of JSON for each
    python3 verify.py block <file>          prints the entries of each document of a served block, one line of JSON for each

A file of cases is {chainId, registry, epochSeconds, trusts, cases}: each case has `proof` and `list` in base64 (or null),
`at`, the trust that holds for it, and `accepted`, what was accepted before (or null).
A file of a block is {root, block, list, bytes}: the root in hex and the served list and block in base64.
"""

import base64
import json
import pathlib
import sys

from accept import verdict_on
from extension import decode_block, decode_document
from node_list import decode_list_bytes, list_root
from refused import Refused, require
from vectors import CHECKS


def check_vectors(folder):
    for name, check in CHECKS.items():
        vectors = json.loads((pathlib.Path(folder) / name).read_text())
        print(f"{name}: {check(vectors)} cases")


def judge_cases(file):
    world = json.loads(pathlib.Path(file).read_text())
    for case in world["cases"]:
        for kind in ("proof", "list"):
            if case[kind] is not None:
                case[kind] = base64.b64decode(case[kind])
        reason = verdict_on(case, world)
        print(json.dumps({"accepted": reason == "", "reason": reason}))


def judge_block(file):
    served = json.loads(pathlib.Path(file).read_text())
    root = bytes.fromhex(served["root"][2:])
    _, _, depth, rows = decode_list_bytes(base64.b64decode(served["list"]))
    require(list_root(depth, rows) == root, "the list has another root")
    for leaf, document in decode_block(base64.b64decode(served["bytes"]), root, served["block"], depth, rows):
        try:
            entries = decode_document(document)
        except Refused:
            entries = None
        texts = entries and {kind: value if isinstance(value, str) else "0x" + value.hex() for kind, value in entries.items()}
        print(json.dumps({"leafIndex": leaf, "entries": texts}))


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("vectors", "cases", "block"):
        sys.exit(__doc__)
    {"vectors": check_vectors, "cases": judge_cases, "block": judge_block}[sys.argv[1]](sys.argv[2])
