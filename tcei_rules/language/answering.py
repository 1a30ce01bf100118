"""What an answer is read against."""

from __future__ import annotations

from tcei_rules.language.log import MistakeLog

LEVEL, CONSENSUS, REASON = "level", "consensus", "reason"
"""A level that has its reason beside it, and what a panel that does not agree records."""


class Answering:
    """What an answer is read against: the panel, and the day the assessment speaks of.

    `settled` tells that one level may speak for a panel of several: cases say
    what it settled on, while each assessor of an application states a level.
    """

    def __init__(
        self, panel: tuple[str, ...], assessed_on: int, log: MistakeLog, *, settled: bool = False
    ) -> None:
        self.panel = panel
        self.assessed_on = assessed_on
        self.log = log
        self.settled = settled
