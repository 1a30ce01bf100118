"""What an outcome says of its labels, and its packed form.

Source: docs/ruleset-language.md, 4.5.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.outcome import (
    Finding,
    IndicatorFinding,
    LabelVerdict,
    Outcome,
    RequirementFinding,
    Scored,
    Verdict,
    pack,
)

VERDICTS = {"g": Verdict.GRANTED, "r": Verdict.REFUSED, "i": Verdict.INCONCLUSIVE}
LABELS = ("bronze", "silver", "gold", "platinum")


def outcome(
    verdicts: str,
    indicators: tuple[tuple[Scored, int | None], ...] = (),
    requirements: tuple[Finding, ...] = (),
) -> Outcome:
    named = zip(LABELS, verdicts, strict=False)
    return Outcome(
        scheme="demo",
        version="1",
        ruleset="sha256:" + "0" * 64,
        assessed_on="2020-06-15",
        verdicts=tuple(LabelVerdict(label=name, verdict=VERDICTS[one]) for name, one in named),
        indicators=tuple(
            IndicatorFinding(id=f"i{n}", finding=finding, points=points, value="")
            for n, (finding, points) in enumerate(indicators)
        ),
        scores=(),
        requirements=tuple(
            RequirementFinding(id=f"r{n}", finding=one, looked_at=(), conditions=())
            for n, one in enumerate(requirements)
        ),
    )


@pytest.mark.parametrize(
    ("verdicts", "label", "open_labels"),
    [
        ("rrr", None, []),
        ("iii", None, ["bronze", "silver", "gold"]),
        ("rri", None, ["gold"]),
        ("grr", "bronze", []),
        ("gii", "bronze", ["silver", "gold"]),
        ("gri", "bronze", ["gold"]),
        ("ggg", "gold", []),
        ("iig", "gold", []),
        ("irgi", "gold", ["platinum"]),
        ("grgr", "gold", []),
    ],
)
def test_the_label_is_the_highest_granted_and_open_are_those_above_it(
    verdicts: str, label: str | None, open_labels: list[str]
) -> None:
    found = outcome(verdicts)

    assert found.label == label
    assert list(found.open_labels) == open_labels


def test_the_packed_form_has_a_fixed_width_in_the_rulesets_order() -> None:
    found = outcome(
        "rig",
        (
            (Scored.POINTS, 0),
            (Scored.POINTS, 300),
            (Scored.EXCLUDED, None),
            (Scored.NOT_KNOWN, None),
        ),
        (Finding.NOT_MET, Finding.INCONCLUSIVE, Finding.MET, Finding.WAIVED),
    )

    packed = pack(found)

    assert packed.row == "000102" + "0000" + "012c" + "ffff" + "fffe" + "00010203"
    assert packed.digest == sha256(bytes.fromhex(packed.row))


def test_absent_members_are_never_written() -> None:
    assert b"points" not in outcome("g", ((Scored.EXCLUDED, None),)).canonical()
