"""RLP, canonical only: every value has one encoding, and any other is refused."""

from refused import Refused, require


def _item(data, at):
    """Returns whether the item at `at` is a list, its payload, and the offset of its end."""
    require(at < len(data), "an RLP item is missing")
    first = data[at]
    if first < 0x80:
        return False, data[at : at + 1], at + 1
    is_list = first >= 0xC0
    length = first - (0xC0 if is_list else 0x80)
    start = at + 1
    if length > 55:
        size = length - 55
        require(start + size <= len(data), "an RLP length is cut off")
        require(data[start] != 0, "an RLP length has leading zeros")
        length = int.from_bytes(data[start : start + size], "big")
        require(length > 55, "an RLP length is not in its shortest form")
        start += size
    require(start + length <= len(data), "an RLP item is cut off")
    payload = data[start : start + length]
    if not is_list and length == 1:
        require(payload[0] >= 0x80, "a byte below 0x80 has an RLP prefix")
    return is_list, payload, start + length


def _items(payload):
    items, at = [], 0
    while at < len(payload):
        is_list, inner, end = _item(payload, at)
        items.append((is_list, inner, payload[at:end]))
        at = end
    return items


def decode_list(data):
    """The items of the list that `data` is: each (is_list, payload, raw)."""
    is_list, payload, end = _item(data, 0)
    require(end == len(data), "bytes follow an RLP item")
    require(is_list, "an RLP list was expected")
    return _items(payload)


def decode_string(data):
    is_list, payload, end = _item(data, 0)
    require(end == len(data), "bytes follow an RLP item")
    require(not is_list, "an RLP string was expected")
    return payload


def fixed(item, size):
    is_list, payload, _ = item
    require(not is_list and len(payload) == size, f"an RLP string of {size} bytes was expected")
    return payload


def uint(item, size_max):
    is_list, payload, _ = item
    require(not is_list and len(payload) <= size_max, f"an RLP integer of at most {size_max} bytes was expected")
    if payload and payload[0] == 0:
        raise Refused("an RLP integer has leading zeros")
    return int.from_bytes(payload, "big")
