"""The epoch clock: which epoch runs at a time, and which list is due. All times are unix seconds."""

from refused import require


def _check(value, least, name):
    require(isinstance(value, int) and value >= least, f"the {name} is {value}, not a whole number from {least} on")


def epoch_at(time, epoch_seconds):
    """The epoch that runs at a time; its first second is the boundary."""
    _check(epoch_seconds, 1, "epoch length")
    _check(time, 0, "time")
    return time // epoch_seconds


def due_epoch_at(time, epoch_seconds):
    """The epoch whose list is in use; -1 while epoch 0 runs."""
    return epoch_at(time, epoch_seconds) - 1


def boundary_of(epoch, epoch_seconds):
    """The first second of an epoch."""
    _check(epoch_seconds, 1, "epoch length")
    _check(epoch, 0, "epoch")
    return epoch * epoch_seconds


def seconds_until_next(time, epoch_seconds):
    """The seconds until the next boundary, a whole epoch at a boundary."""
    return boundary_of(epoch_at(time, epoch_seconds) + 1, epoch_seconds) - time
