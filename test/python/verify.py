"""A second verifier of the node list, written from docs/verification.md and the vectors; Python's own library only.

    python3 verify.py vectors <folder>      checks its records, tree, list, epoch and epoch-clock vectors
    python3 verify.py cases <file>          prints a verdict on each case of a file, one line of JSON for each

A file of cases is {chainId, registry, epochSeconds, trusts, cases}: each case has `proof` and `list` in base64 (or null),
`at`, the trust that holds for it, and `accepted`, what was accepted before (or null).
"""

import base64
import json
import pathlib
import sys

from accept import verdict_on
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


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("vectors", "cases"):
        sys.exit(__doc__)
    {"vectors": check_vectors, "cases": judge_cases}[sys.argv[1]](sys.argv[2])
