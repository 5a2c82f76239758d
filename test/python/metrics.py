"""Metrics of decentralisation and the histogram behind them, from the definitions in docs/verification.md and ADR 10."""

import itertools
import math
from fractions import Fraction

from keccak import keccak
from node_list import pack_ip
from refused import Refused, require

THRESHOLDS = {"1_3": Fraction(1, 3), "1_2": Fraction(1, 2), "2_3": Fraction(2, 3)}
EPSILONS = ["0.001", "0.01", "0.05", "0.1"]
DIMENSIONS = {"OPERATOR": 1, "CONTRIBUTOR": 2, "SUBNET": 3, "SUBNET_WIDE": 4, "AS": 5, "COUNTRY": 6}
IPV4_PREFIX = bytes(10) + b"\xff\xff"


def measure(weights):
    """Every metric of weights, exact but for entropy and Theil. None if there is nothing to measure."""
    total = sum(weights)
    if total == 0:
        return None
    count = len(weights)
    shares = sorted((Fraction(weight, total) for weight in weights), reverse=True)
    held = list(itertools.accumulate(shares))
    gini = sum(abs(a - b) for a in shares for b in shares) / (2 * count)
    herfindahl = sum(share * share for share in shares)
    positive = [float(share) for share in shares if share > 0]
    entropy = math.fsum(-share * math.log2(share) for share in positive)
    return {
        "nakamoto": {
            **{f"over_{name}": 1 + sum(part <= at for part in held) for name, at in THRESHOLDS.items()},
            **{f"atLeast_{name}": 1 + sum(part < at for part in held) for name, at in THRESHOLDS.items()},
        },
        "gini": gini,
        "giniUnbiased": None if count == 1 else gini * count / (count - 1),
        "hhi": 10000 * herfindahl,
        "effectiveNumber": 1 / herfindahl,
        "entropyBits": entropy,
        "entropyNormalised": None if len(positive) < 2 else entropy / math.log2(len(positive)),
        "theil": math.log(count) - entropy * math.log(2),
        "top1": sum(shares[:1]),
        "top3": sum(shares[:3]),
        "top10": sum(shares[:10]),
    }


def collusion(nodes, guards):
    """The least number of operators for each probability, by sums over all pairs."""
    if sum(nodes) == 0:
        return None
    order = sorted((i for i in range(len(nodes)) if nodes[i] > 0), key=lambda i: (-nodes[i], i))
    found = dict.fromkeys(EPSILONS)
    if len(order) < 2 or sum(guards) == 0:
        return found
    probability, seen = Fraction(0), []
    for i in order:
        # The pairs that operator i adds: with each one before, in both directions.
        for first, last in [pair for j in seen for pair in ((i, j), (j, i))]:
            probability += Fraction(guards[first] * nodes[last], sum(guards) * (sum(nodes) - nodes[first]))
        seen.append(i)
        for epsilon in EPSILONS:
            if found[epsilon] is None and probability >= Fraction(epsilon):
                found[epsilon] = len(seen)
    return found


def readings(known, unknown):
    """The weights of both readings: unknown ones apart, and unknown ones all with the largest."""
    merged = sorted(known, reverse=True) or [0]
    merged[0] += sum(unknown)
    return {"low": known + unknown, "high": merged}


def _subnet_key(ip, wide):
    try:
        packed = pack_ip(ip)
    except ValueError as error:
        raise Refused(str(error))
    if packed.startswith(IPV4_PREFIX):
        return b"4" + packed[12 : 14 if wide else 15]
    return b"6" + packed[: 4 if wide else 6]


def _key(node, dimension):
    unknown = b"\xff" + node["nodeId"].to_bytes(4, "big")
    if dimension == "OPERATOR":
        return bytes.fromhex(node["operator"][2:])
    if dimension in ("SUBNET", "SUBNET_WIDE"):
        return _subnet_key(node["ip"], dimension == "SUBNET_WIDE")
    if dimension == "AS":
        number = node["asNumber"]
        require(number is None or 0 <= number < 2**32, "AS number")
        return unknown if number is None else number.to_bytes(4, "big")
    country = node["country"]
    require(country is None or (len(country) == 2 and all("A" <= letter <= "Z" for letter in country)), "country")
    return unknown if country is None else country.encode()


def _entries(nodes, dimension, weight):
    for node in nodes:
        if dimension == "CONTRIBUTOR":
            for place in node["contributions"]:
                yield bytes.fromhex(place["contributor"][2:]), int(place["amount"])
        else:
            amount = {1: 1, 2: int(node["stake"]), 3: int(node["isGuardEligible"])}[weight]
            yield _key(node, dimension), amount


def _histogram(vector, weight):
    dimension, enrichment = vector["dimension"], vector["enrichment"]
    require(enrichment is None or dimension in ("AS", "COUNTRY"), "a file for a dimension without one")
    sums = {}
    for key, amount in _entries(vector["nodes"], dimension, weight):
        sums[key] = sums.get(key, 0) + amount
    sums = {key: amount for key, amount in sums.items() if amount > 0}
    head = b"MSTH" + bytes([1, DIMENSIONS[dimension], weight])
    file = bytes(32) if enrichment is None else bytes.fromhex(enrichment[2:])
    body = b"".join(
        bytes([len(key)]) + key + bytes([(sums[key].bit_length() + 7) // 8])
        + sums[key].to_bytes((sums[key].bit_length() + 7) // 8, "big")
        for key in sorted(sums)
    )
    return head + file + len(sums).to_bytes(4, "big") + body


def histogram_bytes(vector):
    """The bytes whose hash is the `inputHash`. None for contributors by count."""
    dimension, weight = vector["dimension"], {"COUNT": 1, "STAKE": 2}[vector["weight"]]
    if dimension == "CONTRIBUTOR" and weight == 1:
        return None
    first = _histogram(vector, weight)
    return first + _histogram(vector, 3) if dimension == "OPERATOR" and weight == 1 else first


def input_hash(data):
    return None if data is None else keccak(data)
