"""The one way in which this verifier says no."""


class Refused(Exception):
    """What was offered is not accepted; the text says why."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)
