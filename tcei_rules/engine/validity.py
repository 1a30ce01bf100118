"""Until when a label is valid: the first term whose `if` is met while earlier ones are not.

Source: docs/ruleset-language.md, "Validity".
"""

from __future__ import annotations

from tcei_rules.domain.days import LAST, end_of_term, format_day
from tcei_rules.domain.outcome import TermFound, Validity
from tcei_rules.domain.ruleset import Label, Ruleset, Term
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.findings import MET, OPEN


def find_term(
    ruleset: Ruleset, label: Label, truths: tuple[int, ...], readings: Readings
) -> TermFound | None:
    """Return until when a label would be valid; nothing if an `if` or its start is open."""
    for term, truth in zip(label.validity, truths, strict=True):
        if truth == OPEN:
            return None
        if truth == MET:
            return _term(ruleset, term, readings)
    return None


def _term(ruleset: Ruleset, term: Term, readings: Readings) -> TermFound | None:
    if term.fixed_end is not None:
        return TermFound(valid_until=format_day(term.fixed_end))
    assert term.start is not None
    assert term.months is not None
    start = readings.values[term.start]
    if not isinstance(start, int) or start >= LAST:
        return None  # nothing follows the last day of the calendar
    end = end_of_term(start, term.months, term.until)
    runs_on = format_day(start + 1) if term.start in ruleset.award_ends else None
    return TermFound(valid_until=format_day(end), runs_on_from=runs_on)


def validity_from(term: TermFound, decided_on: str) -> Validity | None:
    """Return the validity of a label awarded on a day; nothing if it would have ended before.

    It is valid from the day of the decision; a term counted from the end of
    an earlier award runs on from the day after it.
    """
    if term.valid_until < decided_on:
        return None
    return Validity(valid_from=term.runs_on_from or decided_on, valid_until=term.valid_until)
