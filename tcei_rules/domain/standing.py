"""What a certificate is on a day, by its dates and by what was decided about it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from tcei_rules.domain.assessment import Day, Suspension
from tcei_rules.domain.certificate import Status
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.decision import CertificateDecisionRecord, DecisionKind
from tcei_rules.domain.outcome import Validity

FOLLOWS: Final[Mapping[DecisionKind, frozenset[DecisionKind | None]]] = MappingProxyType(
    {
        DecisionKind.SUSPEND: frozenset({None, DecisionKind.REINSTATE}),
        DecisionKind.REINSTATE: frozenset({DecisionKind.SUSPEND}),
        DecisionKind.WITHDRAW: frozenset({None, DecisionKind.SUSPEND, DecisionKind.REINSTATE}),
    }
)
"""After which decision about a certificate another one may come; none stands for its issue.

Nothing follows on a withdrawal: what was withdrawn never returns.
"""


def may_follow(kind: DecisionKind, last: DecisionKind | None) -> bool:
    """Tell whether a decision about a certificate may come after the last one."""
    return last in FOLLOWS.get(kind, frozenset())


def suspensions(decisions: Sequence[CertificateDecisionRecord]) -> Iterator[Suspension]:
    """Yield the days on which a certificate was suspended, in order.

    A day counts as it ended: suspended and reinstated within one, it held.
    """
    start: Day | None = None
    for one in decisions:
        day = one.decided_at[:10]
        if one.kind is DecisionKind.SUSPEND:
            start = day
        elif start is not None:
            last = format_day(parse_day(day) - 1)
            if one.kind is not DecisionKind.REINSTATE:
                yield Suspension(start=start)
            elif last >= start:
                yield Suspension(start=start, until=last)
            start = None
    if start is not None:
        yield Suspension(start=start)


def withdrawn_on(decisions: Sequence[CertificateDecisionRecord]) -> Day | None:
    """Return the day on which a certificate was withdrawn, if it was."""
    found = (one.decided_at[:10] for one in decisions if one.kind is DecisionKind.WITHDRAW)
    return next(found, None)


def decided_status(last: DecisionKind | None) -> Status | None:
    """Return the word that the last decision about a certificate leads to, if it leads to one."""
    if last is DecisionKind.WITHDRAW:
        return Status.WITHDRAWN
    return Status.SUSPENDED if last is DecisionKind.SUSPEND else None


def status_on(
    day: Day,
    validity: Validity,
    last: DecisionKind | None,
    *,
    replaced: bool,
    demonstration: bool,
) -> Status:
    """Return what a certificate is at the end of a day: the first word in the order of `Status`.

    Args:
        day: That is asked about.
        validity: Its days, cut short where its version's certificates end earlier.
        last: The last decision about it until then.
        replaced: Another one has taken its place by then.
        demonstration: It is one.
    """
    words = {decided_status(last), Status.DEMONSTRATION if demonstration else Status.VALID}
    if replaced:
        words.add(Status.REPLACED)
    if day > validity.valid_until:
        words.add(Status.EXPIRED)
    if day < validity.valid_from:
        words.add(Status.NOT_YET_VALID)
    return next(word for word in Status if word in words)
