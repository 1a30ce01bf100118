"""What an import of published labels came to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tcei_cli.output import table

if TYPE_CHECKING:
    from tcei_rules.analysis.dating import Summary

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


def imported_text(summary: Summary, new: int, on: str) -> str:
    """Return counts, disagreements and the status picture of imported labels."""
    return "\n\n".join((_counts(summary, new), _disagreements(summary), _picture(summary, on)))


def _counts(summary: Summary, new: int) -> str:
    lines = [f"{summary.labels} published labels, {new} of them new in the registry"]
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
