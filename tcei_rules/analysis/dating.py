"""Dating published labels: each under the rules of its date.

What sources say of a label is held against the version of the scheme that
was in force: until when such a label ran, whether that is the published end,
which interviews fit a published end, whether a published score passed. Every
length, threshold and maximum is read from the ruleset.

What is assumed, since no source says more:

* A version speaks of applications filed in its time. The day of filing is
  never published; the day of assessment or award stands for it.
* Terms start on the day of the interview or assessment. Sources rarely say
  whether they name that day or the day of the award; the published day is
  taken for both.
* Every label is dated as a first award, by the last term of its label, the
  one without `if`. Nothing earlier of the same organisation is put together
  with it, so a renewal cannot be told from a first award, and an end that no
  first award gives may be that of a renewal.
* Suspensions and withdrawals are not published, and not looked for.

Where only a month, quarter or year is known, every day of it is possible:
then an answer is a range of days, or that it depends.

Longer than most modules, so that what is assumed stands above all that rests on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from tcei_rules.domain.condition import (
    COMPARE,
    Combination,
    Comparator,
    Comparison,
    Condition,
    DurationTest,
    NumberTest,
    ScoreSubject,
    ShareTest,
    TimeSubject,
)
from tcei_rules.domain.days import FIRST, LAST, add_months, end_of_term
from tcei_rules.domain.published import Days, PublishedLabel
from tcei_rules.domain.ruleset import ANY_LABEL, TOTAL, Label, Ruleset
from tcei_rules.domain.spelling import spell_number

E = TypeVar("E", bound=StrEnum)


class DateKind(StrEnum):
    """Which of the two days was published."""

    AWARD_AND_EXPIRY = "award_and_expiry"
    """Both: the end that follows from the award is compared with the published one."""
    AWARD_ONLY = "award_only"
    """The end follows from the award."""
    EXPIRY_ONLY = "expiry_only"
    """The end is published; which interviews fit it follows from the rules."""
    NOTHING = "nothing"
    """Neither: nothing can be dated."""


class Placing(StrEnum):
    """Where the award, as far as it is dated, lies among the versions."""

    IN_ONE_VERSION = "in_one_version"
    STRADDLES = "straddles"
    """Its possible days lie in several versions, or partly in none: no end is worked out."""
    BEFORE_FIRST_VERSION = "before_first_version"
    """Before the first version known, so its rules are not known: no end is worked out.

    For a published end: earlier than any that the first version gives.
    """
    LABEL_NOT_IN_VERSION = "label_not_in_version"
    """The version does not have this label: no end is worked out."""
    NO_VERSION = "no_version"
    """No version was in force: no end is worked out."""
    NO_AWARD_FITS = "no_award_fits"
    """No first award under any version gives the published end."""
    NOT_DATED = "not_dated"


class Agreement(StrEnum):
    """How the published end compares with the one worked out."""

    AGREES = "agrees"
    """From every possible day of award it follows."""
    CONSISTENT = "consistent"
    """From some possible days of award it follows, from others not."""
    DISAGREES = "disagrees"
    """From no possible day of award it follows."""


class Status(StrEnum):
    """What the label is on the day asked, as far as it was published."""

    VALID = "valid"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    DEPENDS = "depends"
    """On which of the possible days is the right one."""
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Fit:
    """Days of award from which the published end follows, under one version."""

    version: str
    days: Days


@dataclass(frozen=True, slots=True)
class ScoreCheck:
    """A published score held against one requirement on the total score.

    Exact for the number as published. Sources may have rounded it, so a
    score near the threshold may have been another.
    """

    version: str
    requirement: str
    threshold: str
    """`80 %`, `120 points`."""
    passes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLabel:
    """One published label under the rules of its date.

    Dated as a first award; renewals cannot be told apart.
    """

    published: PublishedLabel
    kind: DateKind
    placing: Placing
    version: str | None = None
    """The version in force on every possible day of award."""
    computed: Days | None = None
    """Last days of validity that follow from the possible days of award."""
    agreement: Agreement | None = None
    fits: tuple[Fit, ...] = ()
    """Days of award that give the published end: for a dated award among its possible days."""
    may_run_longer: bool = False
    """The end is worked out, and the version gives renewals a term of their own: had this been
    one, it could run longer, and *expired* holds for a first award only."""
    renewable_until: Days | None = None
    """Last day for a renewal that runs on from this label; none where no version offers one."""
    status: Status
    scores: tuple[ScoreCheck, ...] = ()
    """Under the version of the award's date, or under every one that may be it."""

    @property
    def end(self) -> Days | None:
        """Return the last day of validity: as published, or else as it follows."""
        until = self.published.valid_until
        return self.computed if until is None else until.days


class About(StrEnum):
    """What a published label and the rules differ in."""

    EXPIRY = "expiry"
    """The published end is not the one that follows from the published award."""
    NO_AWARD_FITS = "no_award_fits"
    """No first award under any version gives the published end."""
    SCORE = "score"
    """The published score does not pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A published label that cannot be as published under the rules of its date."""

    row: int
    """Which of the labels, counted from 1: in a table without its header."""
    name: str
    label: str
    source: str
    about: About
    version: str | None
    published: str
    expected: str
    """What the rules give: days, or a threshold; empty where no award fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What many dated labels come to."""

    labels: int
    kinds: Mapping[DateKind, int]
    placings: Mapping[Placing, int]
    agreements: Mapping[Agreement, int]
    scored: int
    """Labels with a published score."""
    scores_passed: int
    """Of these, those that pass under every version that may be the one of their date."""
    disagreements: tuple[Disagreement, ...]
    statuses: Mapping[str, Mapping[Status, int]]
    """By label."""


def date_label(published: PublishedLabel, rulesets: Sequence[Ruleset], on: int) -> DatedLabel:
    """Date one published label.

    Args:
        published: What a source says.
        rulesets: All versions of the scheme, in any order.
        on: The day whose status is asked.
    """
    versions = tuple(_versions(rulesets, published.label))
    award = published.assessed.days if published.assessed else None
    expiry = published.valid_until.days if published.valid_until else None
    fits: tuple[Fit, ...] = ()
    if award is not None:
        placing, version = _placed(award, versions)
        if expiry is not None and version is not None:
            fits = _fits((version,), award, expiry)
    elif expiry is not None:
        fits = _fits(versions, Days(FIRST, LAST), expiry)
        placing, version = _placed_by_end(expiry, versions, fits)
    else:
        placing, version = Placing.NOT_DATED, None
    computed = None if award is None or version is None else version.ends(award)
    end = expiry or computed
    return DatedLabel(
        published=published,
        kind=_KINDS[award is not None, expiry is not None],
        placing=placing,
        version=None if version is None else version.name,
        computed=computed,
        agreement=_agreement(award, fits) if computed and award and expiry else None,
        fits=fits,
        may_run_longer=expiry is None and version is not None and version.window is not None,
        renewable_until=None if end is None else _renewable_until(end, versions),
        status=_status(award, end, fits, on),
        scores=tuple(_scores(published.score, award, versions)),
    )


_KINDS = {
    (True, True): DateKind.AWARD_AND_EXPIRY,
    (True, False): DateKind.AWARD_ONLY,
    (False, True): DateKind.EXPIRY_ONLY,
    (False, False): DateKind.NOTHING,
}


def summary(dated: Sequence[DatedLabel]) -> Summary:
    """Return counts, disagreements and the status of labels that were dated."""
    scored = [one for one in dated if one.published.score is not None]
    labels = dict.fromkeys(one.published.label for one in dated)
    return Summary(
        labels=len(dated),
        kinds=_count(DateKind, (one.kind for one in dated)),
        placings=_count(Placing, (one.placing for one in dated)),
        agreements=_count(Agreement, (one.agreement for one in dated if one.agreement)),
        scored=len(scored),
        scores_passed=sum(
            bool(one.scores) and all(check.passes for check in one.scores) for one in scored
        ),
        disagreements=tuple(_disagreements(dated)),
        statuses={
            label: _count(Status, (one.status for one in dated if one.published.label == label))
            for label in labels
        },
    )


def _count(kind: type[E], found: Iterable[E]) -> dict[E, int]:
    counted = Counter(found)
    return {one: counted[one] for one in kind}


def _disagreements(dated: Sequence[DatedLabel]) -> Iterator[Disagreement]:
    for row, one in enumerate(dated, 1):
        for about, published, expected in _differences(one):
            yield Disagreement(
                row=row,
                name=one.published.name,
                label=one.published.label,
                source=one.published.source,
                about=about,
                version=one.version,
                published=published,
                expected=expected,
            )


def _differences(dated: DatedLabel) -> Iterator[tuple[About, str, str]]:
    published = dated.published
    until = published.valid_until
    if until is not None and dated.agreement is Agreement.DISAGREES:
        yield About.EXPIRY, until.text, str(dated.computed)
    if until is not None and dated.placing is Placing.NO_AWARD_FITS:
        yield About.NO_AWARD_FITS, until.text, ""
    if published.score and dated.scores and not any(check.passes for check in dated.scores):
        thresholds = dict.fromkeys(check.threshold for check in dated.scores)
        yield About.SCORE, f"{published.score} %", ", ".join(thresholds)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version, the days it is in force, and what it says of one label."""

    ruleset: Ruleset
    days: Days
    label: Label | None
    latest: int
    """No label of it runs longer: `certificates_until` of the version after it."""

    @property
    def name(self) -> str:
        return self.ruleset.name

    def ends(self, award: Days) -> Days | None:
        """Return the last days of validity that follow from a first award on one of the days."""
        end = self.end
        return None if end is None else Days(end(award.first), end(award.last))

    @property
    def end(self) -> Callable[[int], int] | None:
        """Return the last day of validity as a function of the day of a first award.

        It never falls while the day rises; the searches below rely on it.
        """
        if self.label is None:
            return None
        term = [one for one in self.label.validity if one.condition is None][-1]
        months, until, latest = term.months, term.until, self.latest
        if term.fixed_end is not None:
            fixed = min(term.fixed_end, latest)
            return lambda _award: fixed
        assert months is not None
        return lambda award: min(end_of_term(award, months, until), latest)

    @property
    def window(self) -> int | None:
        """Return how many months after the end a renewal still runs on, if it ever does."""
        if self.label is None:
            return None
        ends = _ends_of(self.ruleset, self.label)
        found = (_window(one.condition, ends) for one in self.label.validity)
        return next((months for months in found if months is not None), None)


def _versions(rulesets: Iterable[Ruleset], label: str) -> Iterator[_Version]:
    ordered = sorted(rulesets, key=lambda one: one.in_force.start)
    for number, ruleset in enumerate(ordered, 1):
        following = ordered[number] if number < len(ordered) else None
        start, last = ruleset.in_force.start, ruleset.in_force.until or LAST
        if following is not None:
            last = min(last, following.in_force.start - 1)
        if start <= last:
            found = next((one for one in ruleset.labels if one.id == label), None)
            latest = following and following.supersedes and following.supersedes.certificates_until
            yield _Version(ruleset, Days(start, last), found, latest or LAST)


def _placed(award: Days, versions: Sequence[_Version]) -> tuple[Placing, _Version | None]:
    touched = [one for one in versions if one.days.overlaps(award)]
    if len(touched) == 1 and touched[0].days.covers(award):
        known = touched[0].label is not None
        return Placing.IN_ONE_VERSION if known else Placing.LABEL_NOT_IN_VERSION, touched[0]
    if touched:
        return Placing.STRADDLES, None
    before = bool(versions) and award.last < versions[0].days.first
    return Placing.BEFORE_FIRST_VERSION if before else Placing.NO_VERSION, None


def _placed_by_end(
    expiry: Days, versions: Sequence[_Version], fits: Sequence[Fit]
) -> tuple[Placing, _Version | None]:
    fitting = {fit.version for fit in fits}
    if fitting:
        found = [one for one in versions if one.name in fitting]
        one_version = len(found) == 1
        return (Placing.IN_ONE_VERSION, found[0]) if one_version else (Placing.STRADDLES, None)
    having = [one for one in versions if one.label is not None]
    if not having:
        return Placing.LABEL_NOT_IN_VERSION if versions else Placing.NO_VERSION, None
    earliest = having[0].ends(having[0].days)
    if earliest is None or expiry.last >= earliest.first:
        return Placing.NO_AWARD_FITS, None
    first = having[0] is versions[0]
    return Placing.BEFORE_FIRST_VERSION if first else Placing.LABEL_NOT_IN_VERSION, None


def _fits(versions: Iterable[_Version], award: Days, expiry: Days) -> tuple[Fit, ...]:
    return tuple(
        Fit(version.name, days)
        for version in versions
        if (days := _fitting(version, award, expiry)) is not None
    )


def _fitting(version: _Version, award: Days, expiry: Days) -> Days | None:
    """Return the days in force among `award` from which an end in `expiry` follows."""
    if version.end is None:
        return None
    first, last = max(award.first, version.days.first), min(award.last, version.days.last)
    days = range(first, last + 1)
    low = bisect_left(days, expiry.first, key=version.end)
    high = bisect_right(days, expiry.last, key=version.end)
    return Days(days[low], days[high - 1]) if low < high else None


def _agreement(award: Days, fits: Sequence[Fit]) -> Agreement:
    if not fits:
        return Agreement.DISAGREES
    return Agreement.AGREES if fits[0].days == award else Agreement.CONSISTENT


def _renewable_until(end: Days, versions: Sequence[_Version]) -> Days | None:
    first, last = _last_renewal(end.first, versions), _last_renewal(end.last, versions)
    return None if first is None or last is None else Days(first, last)


def _last_renewal(end: int, versions: Sequence[_Version]) -> int | None:
    # A renewal falls under the version of its own filing, not of the first award.
    closing = [
        min(add_months(end, version.window), version.days.last)
        for version in versions
        if version.window is not None
        and version.days.last >= end
        and add_months(end, version.window) >= version.days.first
    ]
    return max(closing, default=None)


def _ends_of(ruleset: Ruleset, label: Label) -> frozenset[str]:
    """Return the derived facts that are the end of an earlier award of the label."""
    of = {label.id, ANY_LABEL}
    return frozenset(name for name, held in ruleset.award_ends.items() if held in of)


def _window(condition: Condition | None, ends: frozenset[str]) -> int | None:
    """Return the months of `at_most: N months, after: END`; days cannot be told in months."""
    match condition:
        case Comparison(subject=TimeSubject(direction="after", reference=reference), tests=tests):
            limits = (
                test.number * _MONTHS[test.unit]
                for test in tests
                if isinstance(test, DurationTest)
                and test.comparator is Comparator.AT_MOST
                and test.unit in _MONTHS
            )
            return next(limits, None) if reference in ends else None
        case _:
            return None


_MONTHS = {"months": 1, "years": 12}


def _status(award: Days | None, end: Days | None, fits: Sequence[Fit], on: int) -> Status:
    if award is not None and on < award.first:
        return Status.NOT_YET_VALID
    if end is None:
        return Status.NOT_KNOWN
    if on > end.last:
        return Status.EXPIRED
    if award is not None:
        began = award.last
    elif fits and on >= fits[-1].days.last:
        # A renewal giving the same end would have begun earlier.
        began = fits[-1].days.last
    else:
        return Status.NOT_KNOWN
    return Status.VALID if began <= on <= end.first else Status.DEPENDS


def _scores(
    score: str | None, award: Days | None, versions: Sequence[_Version]
) -> Iterator[ScoreCheck]:
    if score is None:
        return
    for version in versions:
        if version.label is None or (award is not None and not version.days.overlaps(award)):
            continue
        for requirement in version.ruleset.demands(version.label):
            for test in _tests_of_total(requirement.that):
                passes = _passes(Decimal(score), test, version.ruleset)
                yield ScoreCheck(version.name, requirement.id, _threshold(test), passes)


def _tests_of_total(condition: Condition) -> Iterator[ShareTest | NumberTest]:
    match condition:
        case Comparison(subject=ScoreSubject(score=score, reachable=False), tests=tests):
            if score == TOTAL:
                yield from (one for one in tests if isinstance(one, ShareTest | NumberTest))
        case Combination(word="all", of=members):
            for member in members:
                yield from _tests_of_total(member)
        case _:
            return


def _passes(score: Decimal, test: ShareTest | NumberTest, ruleset: Ruleset) -> bool:
    """Compare by cross-multiplication: nothing is divided, so nothing is rounded."""
    decimals = max(0, -int(score.as_tuple().exponent))
    percent = int(score.scaleb(decimals))
    if isinstance(test, ShareTest):
        left, right = percent * 10**test.decimals, test.share * 10**decimals
    else:
        left, right = percent * _maximum(ruleset), test.threshold * 100 * 10**decimals
    return COMPARE[test.comparator](left, right)


def _maximum(ruleset: Ruleset) -> int:
    return sum(one.weight * one.highest for one in ruleset.indicators)


def _threshold(test: ShareTest | NumberTest) -> str:
    if isinstance(test, ShareTest):
        return f"{spell_number(test.share, test.decimals)} %"
    return f"{test.threshold} points"
