"""Checks the vector files: whatever differs is a `Difference`."""

from epoch_clock import boundary_of, due_epoch_at, epoch_at, seconds_until_next
from epoch_proof import verify_epoch
from extension import CONTACT, COUNTRY, ENDPOINT, KEM_KEY, SOFTWARE, decode_block, decode_document
from keccak import keccak
from metrics import collusion, histogram_bytes, input_hash, measure, readings
from node_list import decode_list_bytes, depth_for, list_root, pack_ip, pack_record, root_of
from refused import Refused


class Difference(Exception):
    """A vector says one thing and this verifier another."""


def _same(what, expected, got):
    if expected != got:
        raise Difference(f"{what}: expected {expected}, got {got}")


def _hex(data):
    return "0x" + data.hex()


def _refusal(what, run):
    try:
        run()
    except Refused as refused:
        return str(refused)
    raise Difference(f"{what}: expected a refusal")


def check_records(vectors):
    for i, vector in enumerate(vectors["records"]):
        packed = pack_record(vector)
        _same(f"records {i} packed", vector["packed"], _hex(packed))
        _same(f"records {i} leaf", vector["leaf"], _hex(keccak(packed)))
    return len(vectors["records"])


def check_tree(vectors):
    leaves, leaf_count = {}, 0
    for i, step in enumerate(vectors["operations"]):
        leaves[step["leafIndex"]] = bytes.fromhex(step["leaf"][2:]) if step.get("leaf") else bytes(32)
        leaf_count = max(leaf_count, step["leafIndex"] + 1)
        depth = depth_for(leaf_count)
        _same(f"operations {i}", (step["leafCount"], step["depth"]), (leaf_count, depth))
        _same(f"operations {i} root", step["root"], _hex(root_of(depth, leaves)))
    return len(vectors["operations"])


def check_list(vectors):
    for i, vector in enumerate(vectors["lists"]):
        chain_id, registry, depth, rows = decode_list_bytes(bytes.fromhex(vector["bytes"][2:]))
        head = (int(vector["chainId"]), vector["registry"], vector["depth"])
        _same(f"lists {i} header", head, (chain_id, registry, depth))
        expected = [(row["leafIndex"], pack_record(row)) for row in vector["rows"]]
        _same(f"lists {i} rows", expected, rows)
        _same(f"lists {i} root", vector["root"], _hex(list_root(depth, rows)))
    for vector in vectors["refused"]:
        # A count over the limit is refused for its length here: this verifier has the bytes already.
        _refusal(vector["name"], lambda data=bytes.fromhex(vector["bytes"][2:]): decode_list_bytes(data))
    return len(vectors["lists"]) + len(vectors["refused"])


def _entries(document):
    entries = {entry["type"]: bytes.fromhex(entry["bytes"][2:]) for entry in document["unknown"]}
    for name, kind in (("contact", CONTACT), ("software", SOFTWARE), ("country", COUNTRY)):
        if name in document:
            entries[kind] = document[name]
    if "kemKey" in document:
        entries[KEM_KEY] = bytes.fromhex(document["kemKey"][2:])
    if "endpoint" in document:
        of = document["endpoint"]
        numbers = b"".join(of[name].to_bytes(2, "big") for name in ("rpcPort", "quicPort", "priority"))
        entries[ENDPOINT] = pack_ip(of["ip"]) + numbers
    return dict(sorted(entries.items()))


def check_documents(vectors):
    for vector in vectors["documents"]:
        data = bytes.fromhex(vector["bytes"][2:])
        _same(vector["name"], vector["hash"], _hex(keccak(data)))
        _same(vector["name"], list(_entries(vector["document"]).items()), list(decode_document(data).items()))
    for vector in vectors["refused"]:
        _refusal(vector["name"], lambda data=bytes.fromhex(vector["bytes"][2:]): decode_document(data))
    return len(vectors["documents"]) + len(vectors["refused"])


def _block(vector):
    _, _, depth, rows = decode_list_bytes(bytes.fromhex(vector["list"][2:]))
    _same(f"{vector['name']}, root", vector["root"], _hex(list_root(depth, rows)))
    root = bytes.fromhex(vector["root"][2:])
    return decode_block(bytes.fromhex(vector["bytes"][2:]), root, vector["block"], depth, rows)


def check_blocks(vectors):
    for vector in vectors["blocks"]:
        expected = [(row["leafIndex"], bytes.fromhex(row["document"][2:])) for row in vector["documents"]]
        _same(vector["name"], expected, _block(vector))
    for vector in vectors["refused"]:
        _refusal(vector["name"], lambda vector=vector: _block(vector))
    return len(vectors["blocks"]) + len(vectors["refused"])


def check_epoch(vectors):
    for i, vector in enumerate(vectors["epochs"]):
        verified = verify_epoch(vector["proof"], int(vector["chainId"]), vector["registry"], vector["epochSeconds"])
        expected, got = vector["expected"], {"epoch": str(verified["epoch"]), "root": _hex(verified["root"])}
        for name in ("anchor", "child"):
            block = verified[name]
            got[f"{name}Hash"] = _hex(block["hash"])
            got[f"{name}Number"] = str(block["number"])
            got[f"{name}Timestamp"] = str(block["timestamp"])
        _same(f"epochs {i}", expected, got)
    for vector in vectors["refused"]:
        base = vectors["epochs"][vector["of"]]
        proof = {**base["proof"], **vector.get("change", {})}
        for key in vector.get("drop", []):
            del proof[key]
        of = {**base, **vector.get("expect", {})}
        args = (proof, int(of["chainId"]), of["registry"], of["epochSeconds"])
        _refusal(vector["name"], lambda args=args: verify_epoch(*args))
    return len(vectors["epochs"]) + len(vectors["refused"])


def check_epoch_clock(vectors):
    for vector in vectors["clocks"]:
        time, seconds = int(vector["time"]), vector["epochSeconds"]
        epoch, due = epoch_at(time, seconds), due_epoch_at(time, seconds)
        got = {
            "epoch": str(epoch),
            "due": str(due) if due >= 0 else None,
            "boundary": str(boundary_of(epoch, seconds)),
            "untilNext": str(seconds_until_next(time, seconds)),
        }
        _same(vector["name"], {key: vector[key] for key in got}, got)
    for vector in vectors["refused"]:
        if "epoch" in vector:
            run = lambda of=vector: boundary_of(int(of["epoch"]), of["epochSeconds"])
        else:
            run = lambda of=vector: epoch_at(int(of["time"]), of["epochSeconds"])
        _refusal(vector["name"], run)
    return len(vectors["clocks"]) + len(vectors["refused"])


def _near(what, expected, got):
    if expected is None or got is None:
        return _same(what, expected, got)
    difference = abs(expected - float(got))
    if difference > 1e-12 and difference > 1e-9 * abs(expected):
        raise Difference(f"{what}: expected {expected}, got {float(got)}")


def _metrics(at, expected, got):
    _same(f"{at} nakamoto", expected["nakamoto"], got and got["nakamoto"])
    for name in expected.keys() & {"gini", "giniUnbiased", "hhi", "effectiveNumber", "entropyBits",
                                   "entropyNormalised", "theil", "top1", "top3", "top10"}:
        _near(f"{at} {name}", expected[name], got and got[name])


def check_metrics(vectors):
    for i, vector in enumerate(vectors["cases"]):
        weights = [int(value) for value in vector["values"]]
        _same(f"cases {i}", (vector["total"], vector["entities"]), (str(sum(weights)), len(weights)))
        _metrics(f"cases {i}", vector, measure(weights))
        _same(f"cases {i} collusion", vector["collusion"], collusion(weights, weights))
    for i, vector in enumerate(vectors["guards"]):
        got = collusion(vector["nodes"], vector["guardEligible"])
        _same(f"guards {i} collusion", vector["collusion"], got)
    for i, vector in enumerate(vectors["unknowns"]):
        known, unknown = [[int(value) for value in vector[part]] for part in ("known", "unknown")]
        measured = {side: measure(weights) for side, weights in readings(known, unknown).items()}
        for side in ("low", "high"):
            _metrics(f"unknowns {i} {side}", vector[side], measured[side])
        alone = measure(known)
        got = {"withUnknownsDistinct": measured["low"] and measured["low"]["gini"],
               "withoutUnknowns": alone and alone["gini"]}
        for name in got:
            _near(f"unknowns {i} {name}", vector["gini"][name], got[name])
    return sum(len(vectors[section]) for section in ("cases", "guards", "unknowns"))


def check_histograms(vectors):
    for vector in vectors["histograms"]:
        data = histogram_bytes(vector)
        got = [part and _hex(part) for part in (data, input_hash(data))]
        _same(vector["name"], [vector["bytes"], vector["inputHash"]], got)
    for vector in vectors["refused"]:
        _refusal(vector["name"], lambda of=vector: histogram_bytes(of))
    return len(vectors["histograms"]) + len(vectors["refused"])


CHECKS = {
    "records.json": check_records,
    "tree.json": check_tree,
    "list.json": check_list,
    "extension-documents.json": check_documents,
    "extension-blocks.json": check_blocks,
    "epoch.json": check_epoch,
    "epoch-clock.json": check_epoch_clock,
    "metrics.json": check_metrics,
    "histograms.json": check_histograms,
}
