"""What an import of published labels came to, in words."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from tcei_cli.output import table

if TYPE_CHECKING:
    from tcei_rules.analysis.dating import Summary
    from tcei_rules.domain.published import PartialDay
    from tcei_rules.service.registering import Entry, ImportedLabels

KINDS: Final = {
    "award_and_expiry": "award and end published: compared",
    "award_only": "award published: end and renewal window computed",
    "expiry_only": "end published: status told, fitting interview month computed",
    "nothing": "neither published: nothing can be dated",
}
ABOUT: Final = {
    "expiry": "the published end is not the one that follows from the published award",
    "no_award_fits": "no first award under any version gives the published end",
    "score": "the published score does not pass",
}
STATUSES: Final = ("valid", "not_yet_valid", "expired", "depends", "not_known")


EXAMPLES: Final = 3
COLUMNS: Final[tuple[str, ...]] = (
    "row", "name", "country", "label", "assessed_or_awarded", "published_until", "version",
    "status", "until", "renewable_until", "interviews", "source",
)  # fmt: skip


def entries_text(entries: Sequence[Entry], on: str) -> str:
    """Return lines of the registry as a table, without columns in which nothing stands."""
    columns = {
        "name": [one.name for one in entries],
        "country": [one.country or "" for one in entries],
        "label": [one.label for one in entries],
        f"status on {on}": [one.status for one in entries],
        "until": [one.until or "" for one in entries],
        "renewable until": [one.renewable_until or "" for one in entries],
        "interview that fits": [one.interviews or "" for one in entries],
    }
    filled = {header: cells for header, cells in columns.items() if any(cells)}
    return table(zip(*filled.values(), strict=True), tuple(filled))


def examples_text(imported: ImportedLabels, on: str) -> str:
    """Return how many labels something was worked out for, and the first of each kind."""
    pairs = list(zip(imported.dated, imported.entries, strict=True))
    ends = [entry for dated, entry in pairs if dated.kind == "award_only" and entry.until]
    windows = [entry for entry in ends if entry.renewable_until]
    months = [entry for dated, entry in pairs if dated.kind == "expiry_only" and entry.interviews]
    parts: list[str] = []
    if ends:
        follow = f"{len(ends)} ends, {len(windows)} with a renewal window"
        parts.append(f"From the award alone follow {follow}, for example")
        parts.append(_examples(windows or ends, on))
    if months:
        follow = f"the interview months of {len(months)} labels"
        parts.append(f"From the end alone follow {follow}, for example")
        parts.append(_examples(months, on))
    return "\n".join(parts).rstrip()


def _examples(entries: Sequence[Entry], on: str) -> str:
    by_holder = {entry.name: entry for entry in reversed(entries)}
    return entries_text(list(reversed(by_holder.values()))[:EXAMPLES], on) + "\n"


def labels_csv(imported: ImportedLabels) -> bytes:
    """Return every imported label with what was worked out for it, as CSV."""
    page = StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([label[column] for column in COLUMNS] for label in labels_data(imported))
    return page.getvalue().encode()


def labels_data(imported: ImportedLabels) -> list[dict[str, Any]]:
    """Return every imported label with what was worked out for it, as JSON members."""
    return [
        {
            "row": row,
            "kind": dated.kind,
            "version": dated.version,
            "assessed_or_awarded": _published(dated.published.assessed),
            "published_until": _published(dated.published.valid_until),
            **asdict(entry),
        }
        for row, (dated, entry) in enumerate(zip(imported.dated, imported.entries, strict=True), 1)
    ]


def _published(day: PartialDay | None) -> str | None:
    return None if day is None else day.text


def imported_text(summary: Summary, new: int, on: str, *, rehearsed: bool = False) -> str:
    """Return counts, disagreements and the status picture of imported labels."""
    counts = _counts(summary, new, rehearsed=rehearsed)
    return "\n\n".join((counts, _disagreements(summary), _picture(summary, on)))


def _counts(summary: Summary, new: int, *, rehearsed: bool) -> str:
    would = "would be " if rehearsed else ""
    lines = [f"{summary.labels} published labels, {new} of them {would}new in the registry"]
    lines += [f"  {summary.kinds[kind]:>4}  {KINDS[kind]}" for kind in summary.kinds]
    passed = f"{summary.scores_passed} of {summary.scored}"
    lines.append(f"  {summary.scored:>4}  score published: {passed} pass the rule of their date")
    agreements = ", ".join(f"{count} {word}" for word, count in summary.agreements.items())
    lines.append(f"        of those compared: {agreements}")
    placings = ((word.replace("_", " "), n) for word, n in summary.placings.items() if n)
    lines.append("        award day: " + ", ".join(f"{n} {word}" for word, n in placings))
    return "\n".join(lines)


def _disagreements(summary: Summary) -> str:
    if not summary.disagreements:
        return "No disagreement between what was published and the rules."
    lines = [f"{len(summary.disagreements)} disagreements:"]
    for one in summary.disagreements:
        expected = f", the rules give {one.expected}" if one.expected else ""
        lines.append(f"  row {one.row}, {one.name}, {one.label}: {ABOUT[one.about]}")
        lines.append(f"      published {one.published}{expected} ({one.source})")
    return "\n".join(lines)


def _picture(summary: Summary, on: str) -> str:
    rows = [
        (label, *(str(counted[status]) for status in counted))
        for label, counted in summary.statuses.items()
    ]
    header = ("label", *(status.replace("_", " ") for status in STATUSES))
    return (
        f"Status on {on}, as far as it was published:\n{table(rows, header)}\n"
        "All as first awards: a renewal that was not published as one could run longer.\n"
        "depends: on which of the possible days of award is the right one."
    )
