"""When a client accepts: proof, trust, age, what was accepted before, and the list."""

from epoch_clock import due_epoch_at
from epoch_proof import parse_text, verify_epoch
from node_list import decode_list_bytes, list_root
from refused import Refused, require

MAX_EPOCH_LAG = 1


def _check_trust(child, trust):
    require(child["number"] <= trust["finalized"], "the child is not final")
    trusted = trust["hashes"].get(str(child["number"]))
    require(trusted == "0x" + child["hash"].hex(), "the child's hash is not the trusted one")


def _check_accepted(verified, accepted):
    if accepted is None or verified["epoch"] > int(accepted["epoch"]):
        return
    require(verified["epoch"] == int(accepted["epoch"]), "a later epoch was accepted before")
    require("0x" + verified["anchor"]["hash"].hex() == accepted["anchorHash"], "the epoch had another anchor before")


def accept(case, world):
    """Raises Refused unless proof and list of a case are to be accepted. `None` is what a server did not have."""
    require(case["proof"] is not None, "there is no proof")
    chain_id, registry, seconds = int(world["chainId"]), world["registry"], world["epochSeconds"]
    verified = verify_epoch(parse_text(case["proof"]), chain_id, registry, seconds)
    _check_accepted(verified, case["accepted"])
    trust = world["trusts"][case["at"]]
    _check_trust(verified["child"], trust)
    due = due_epoch_at(trust["latestTimestamp"], seconds)
    require(verified["epoch"] <= due, "the list is not due yet")
    require(due - verified["epoch"] <= MAX_EPOCH_LAG, "the list is too old")
    require(case["list"] is not None, "there is no list")
    of_chain, of_registry, depth, rows = decode_list_bytes(case["list"])
    require((of_chain, of_registry) == (chain_id, registry), "the list is of another chain or registry")
    require(list_root(depth, rows) == verified["root"], "the list has another root")


def verdict_on(case, world):
    """Empty when accepted, else the reason."""
    try:
        accept(case, world)
    except Refused as refused:
        return str(refused)
    return ""
