"""The one way in which this verifier says no."""


class Refused(Exception):
    """Thrown when a list or proof is not accepted. The text gives the reason."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)
