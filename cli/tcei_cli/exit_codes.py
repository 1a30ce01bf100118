"""The one table of exit codes; it stands in the README, too."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class ExitCode(IntEnum):
    """What a command tells the shell."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    MISTAKES = 3
    NOT_FOUND = 4
    NOT_ALLOWED = 5
    CONFLICT = 6
    UNREACHABLE = 7
    EXPIRED = 10
    SUSPENDED_OR_WITHDRAWN = 11
    ALTERED = 12
    UNKNOWN = 13
    UNCHECKED = 14
    DEMONSTRATION = 15
    REPLACED = 16
    NOT_YET_VALID = 17
    DIFFERS = 20
    STOPPED = 130


OF_ERRORS: Final = {
    "usage": ExitCode.USAGE,
    "invalid_input": ExitCode.MISTAKES,
    "not_found": ExitCode.NOT_FOUND,
    "not_allowed": ExitCode.NOT_ALLOWED,
    "conflict": ExitCode.CONFLICT,
    "unreachable": ExitCode.UNREACHABLE,
    "integrity": ExitCode.DIFFERS,
}
"""By `TceiError.kind`."""

OF_STATUSES: Final = {
    "valid": ExitCode.DONE,
    "demonstration": ExitCode.DEMONSTRATION,
    "not yet valid": ExitCode.NOT_YET_VALID,
    "expired": ExitCode.EXPIRED,
    "replaced": ExitCode.REPLACED,
    "suspended": ExitCode.SUSPENDED_OR_WITHDRAWN,
    "withdrawn": ExitCode.SUSPENDED_OR_WITHDRAWN,
    "unknown": ExitCode.UNKNOWN,
    "altered": ExitCode.ALTERED,
    "could not be checked": ExitCode.UNCHECKED,
}
"""By the word that a verification comes to."""

OF_CHECKS: Final = {
    "passed": ExitCode.DONE,
    "could not be checked": ExitCode.UNCHECKED,
    "failed": ExitCode.DIFFERS,
}
"""By the gravest word that named checks come to."""
