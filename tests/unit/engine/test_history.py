"""What history says: the last award, labels that hold, and earlier answers carried over.

Source: docs/ruleset-language.md, 4.7, 4.8 and 4.10.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.assessment import Assessment, Award, History, State, Statement
from tcei_rules.domain.days import format_day
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.engine.derived import Deriver
from tcei_rules.errors import InvalidInputError
from tcei_rules.language.answers import Answers
from tcei_rules.language.assessments import ReadAssessment
from tests.small_rulesets import (
    Judged,
    answered,
    judged,
    judged_read,
    label,
    requiring,
    ruleset,
)

ON = "2020-06-15"


GOLD = label(name="gold", more="  includes: bronze\n")


def award(start: str, end: str, more: str = "", name: str = "bronze") -> str:
    """Write an award as a line of a history."""
    return f"  - {{label: {name}, valid_from: {start}, valid_until: {end}{more}}}\n"


def last(derived: str, *awards: str, facts: str = "", on: str = ON) -> str | Value:
    """Return what a `last` comes to, days as text."""
    own = ruleset(
        facts="x: {kind: yes_no}\nlimit: {kind: date, future: allowed, not_applicable: allowed}",
        derived=f"d: {{{derived}}}",
        labels=label() + label(name="gold", more="  includes: bronze\n"),
    )
    history = "history:\n" + "".join(awards) if awards else ""
    value = judged(own, facts, history, on).readings.values["d"]
    return format_day(value) if isinstance(value, int) else value


A = award("2018-01-01", "2019-12-31")
B = award("2019-06-01", "2021-05-31")
C = award("2020-06-01", "2022-05-31")


@pytest.mark.parametrize(
    ("derived", "awards", "expected"),
    [
        ("last: bronze, take: valid_until", [], NOT_APPLICABLE),
        ("last: bronze, take: valid_until", [A], "2019-12-31"),
        ("last: bronze, take: valid_from", [A], "2018-01-01"),
        ("last: bronze, take: valid_until", [A, B], "2021-05-31"),
        ("last: bronze, take: valid_until", [B, A], "2021-05-31"),
        ("last: gold, take: valid_until", [A, B], NOT_APPLICABLE),
        ("last: any, take: valid_until", [A, award("2019-01-01", "2024-01-01", name="gold")],
         "2024-01-01"),
        ("last: bronze, take: valid_until", [award("2019-01-01", "2024-01-01", name="gold")],
         NOT_APPLICABLE),
        # Of several the latest end wins, then the latest beginning.
        ("last: bronze, take: valid_from",
         [award("2018-01-01", "2021-01-01"), award("2019-01-01", "2020-01-01")], "2018-01-01"),
        ("last: bronze, take: valid_from",
         [award("2019-02-01", "2021-01-01"), award("2019-01-01", "2021-01-01")], "2019-02-01"),
        # Begun by the day of the assessment, that day included.
        ("last: bronze, take: valid_from", [A, award(ON, "2022-01-01")], ON),
        ("last: bronze, take: valid_from", [A, award("2020-06-16", "2022-01-01")], "2018-01-01"),
        # Withdrawn by then it is none.
        ("last: bronze, take: valid_from",
         [A, award("2019-06-01", "2021-05-31", ", withdrawn: 2020-06-15")], "2018-01-01"),
        ("last: bronze, take: valid_from",
         [A, award("2019-06-01", "2021-05-31", ", withdrawn: 2020-06-16")], "2019-06-01"),
        # A suspended award was an award all the same.
        ("last: bronze, take: valid_from",
         [A, award("2019-06-01", "2021-05-31", ", suspended: [{from: 2020-01-01}]")],
         "2019-06-01"),
        # Demonstration awards count in demonstration cases only.
        ("last: bronze, take: valid_from",
         [A, award("2019-06-01", "2021-05-31", ", demonstration: yes")], "2018-01-01"),
        # Another scheme's awards are none of this one.
        ("last: bronze, take: valid_from",
         [A, award("2019-06-01", "2021-05-31", ", scheme: other")], "2018-01-01"),
        ("last: any, take: valid_from",
         [award("2019-06-01", "2021-05-31", ", scheme: other")], NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_the_last_award(derived: str, awards: list[str], expected: str | Value) -> None:
    assert last(derived, *awards) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("2020-06-02", "2020-06-01"),
        ("2020-06-01", "2019-06-01"),
        ("2019-06-01", "2018-01-01"),
        ("2018-01-01", NOT_APPLICABLE),
    ],
)
def test_before_a_day_keeps_awards_begun_on_it_or_later_out(
    limit: str, expected: str | Value
) -> None:
    found = last("last: bronze, before: limit, take: valid_from", A, B, C, facts=f"limit: {limit}")

    assert found == expected


def test_before_an_open_day_nothing_is_known() -> None:
    assert last("last: bronze, before: limit, take: valid_from", A) is UNANSWERED


def test_before_a_day_that_does_not_apply_there_is_none() -> None:
    derived = "last: bronze, before: limit, take: valid_from"

    assert last(derived, A, facts="limit: not applicable") is NOT_APPLICABLE


@pytest.mark.parametrize("turned", [False, True])
def test_of_awards_of_the_same_days_the_order_decides_nothing(*, turned: bool) -> None:
    own = ruleset(
        facts="n: {kind: count}",
        derived="d: {last: any, take: n}",
        labels=label() + label(name="gold", more="  includes: bronze\n"),
    )
    days = "valid_from: 2019-01-01, valid_until: 2020-12-31"
    awards = [
        f"  - {{label: bronze, {days}, facts: {{n: 1}}}}\n",
        f"  - {{label: gold, {days}, facts: {{n: 2}}}}\n",
        f"  - {{label: bronze, {days}, facts: {{n: 3}}}}\n",
    ]
    history = "history:\n" + "".join(reversed(awards) if turned else awards)

    assert judged(own, "", history).readings.values["d"] == 2


def test_an_award_withdrawn_later_was_the_last_before_that_day() -> None:
    taken = award("2019-06-01", "2021-05-31", ", withdrawn: 2020-01-15")
    derived = "last: bronze, before: limit, take: valid_from"

    assert last(derived, A, taken, facts="limit: 2020-01-01") == "2019-06-01"
    assert last(derived, A, taken, facts="limit: 2020-02-01") == "2018-01-01"


BEHIND = ", on: 2018-01-01, facts: {x: yes, limit: 2017-01-01}"


@pytest.mark.parametrize(
    ("more", "take", "expected"),
    [
        (BEHIND, "limit", "2017-01-01"),
        (BEHIND, "x", 1),
        (", on: 2018-01-01, facts: {x: yes}", "limit", UNANSWERED),
        (", on: 2018-01-01, facts: {limit: not applicable}", "limit", NOT_APPLICABLE),
        (", on: 2018-01-01, facts: {}", "x", UNANSWERED),
        ("", "x", UNANSWERED),
    ],
)
def test_a_fact_behind_the_last_award(more: str, take: str, expected: Value | str) -> None:
    found = last(f"last: bronze, take: {take}", award("2018-01-01", "2019-12-31", more))

    assert (1 if found == "0001-01-01" else found) == expected


def test_an_earlier_award_is_seen_from_the_day_of_the_assessment_behind_it() -> None:
    """What was behind an award did not know of that award, nor of later ones."""
    own = ruleset(
        facts="x: {kind: yes_no}",
        derived="first: {last: bronze, take: valid_from}\n",
        indicators="",
    )
    behind = ", on: 2019-05-31, facts: {x: yes}"
    read = answered(own, "", "history:\n" + A + award("2019-06-01", "2021-05-31", behind) + C)

    readings = judged_read(own, read).readings
    then = readings.past.behind(read.history.awards[1])

    assert then is not None
    assert format_day(int(str(readings.values["first"]))) == "2020-06-01"
    assert format_day(int(str(then.values["first"]))) == "2018-01-01"


def test_an_award_that_shares_its_day_with_its_assessment_does_not_see_itself() -> None:
    own = ruleset(facts="x: {kind: yes_no}", derived="first: {last: bronze, take: valid_from}")
    behind = ", on: 2019-06-01, facts: {x: yes}"
    read = answered(own, "", "history:\n" + A + award("2019-06-01", "2021-05-31", behind))

    then = judged_read(own, read).readings.past.behind(read.history.awards[1])

    assert then is not None
    assert format_day(int(str(then.values["first"]))) == "2018-01-01"


def holding(*awards: str, on: str = ON, more: str = "", looked_up: str = "") -> list[str]:
    """Return whether bronze, gold and another scheme's gold hold."""
    own = requiring(
        "{holds: bronze, on: assessed_on}",
        "{holds: other/gold, on: assessed_on}",
        more="recognises: {other: [silver, gold, diamond]}\n",
    )
    history = "history:\n" + "".join(awards) if awards else ""
    looked = f"looked_up: [{looked_up}]\n" if looked_up else ""
    return judged(own, "", history + looked + more, on).words


@pytest.mark.parametrize(
    ("more", "on", "expected"),
    [
        ("", "2018-01-01", "met"),
        ("", "2017-12-31", "not met"),
        ("", "2019-12-31", "met"),
        ("", "2020-01-01", "not met"),
        (", withdrawn: 2019-01-01", "2018-12-31", "met"),
        (", withdrawn: 2019-01-01", "2019-01-01", "not met"),
        (", withdrawn: 2019-01-01", "2019-06-01", "not met"),
        (", suspended: [{from: 2019-01-01, until: 2019-01-31}]", "2018-12-31", "met"),
        (", suspended: [{from: 2019-01-01, until: 2019-01-31}]", "2019-01-01", "not met"),
        (", suspended: [{from: 2019-01-01, until: 2019-01-31}]", "2019-01-31", "not met"),
        (", suspended: [{from: 2019-01-01, until: 2019-01-31}]", "2019-02-01", "met"),
        (", suspended: [{from: 2019-01-01}]", "2019-12-31", "not met"),
        (
            ", suspended: [{from: 2018-02-01, until: 2018-02-01}, {from: 2019-01-01}]",
            "2018-02-02",
            "met",
        ),
        (", demonstration: yes", "2018-06-01", "not met"),
    ],
)
def test_an_award_holds_from_first_to_last_day_but_not_withdrawn_or_suspended(
    more: str, on: str, expected: str
) -> None:
    assert holding(award("2018-01-01", "2019-12-31", more), on=on)[0] == expected


def test_another_schemes_label_is_open_unless_its_history_was_looked_up() -> None:
    assert holding()[1] == "open"
    assert holding(looked_up="other")[1] == "not met"
    assert holding(looked_up="elsewhere")[1] == "open"


@pytest.mark.parametrize(
    ("name", "expected"), [("silver", "not met"), ("gold", "met"), ("diamond", "met")]
)
def test_a_higher_label_of_another_scheme_holds_too(name: str, expected: str) -> None:
    there = award("2020-01-01", "2021-01-01", ", scheme: other", name)

    assert holding(there, looked_up="other")[1] == expected
    assert holding(there)[1] == "open"


@pytest.mark.parametrize(
    ("held", "asked", "expected"),
    [("gold", "bronze", "met"), ("bronze", "gold", "not met"), ("bronze", "bronze", "met")],
)
def test_a_higher_label_holds_too(held: str, asked: str, expected: str) -> None:
    own = ruleset(labels=label(f"{{holds: {asked}, on: filed_on}}") + GOLD)

    found = judged(own, "", "history:\n" + award("2020-01-01", "2021-01-01", name=held))

    assert found.words[0] == expected


def test_on_an_open_day_it_is_open_whether_a_label_held() -> None:
    own = requiring("{holds: bronze, on: when}", facts="when: {kind: date}")
    held = "history:\n" + award("2018-01-01", "2022-01-01")

    assert judged(own, "", held).words == ["open"]
    assert judged(own, "when: 2020-01-01", held).words == ["met"]


@pytest.mark.parametrize("says", ["met", "not_met"])
def test_on_a_day_that_does_not_apply_the_requirement_says_whether_a_label_held(says: str) -> None:
    own = requiring(
        "{holds: bronze, on: when}",
        keys=f"not_applicable: {says}, ",
        facts="when: {kind: date, not_applicable: allowed}",
    )

    assert judged(own, "when: not applicable").words == [says.replace("_", " ")]


def seen(history: History, *, demonstration: bool) -> list[str]:
    """Return whether bronze holds, seen by a demonstration case or not."""
    own = requiring("{holds: bronze, on: assessed_on}")
    read = answered(own)
    told = history.model_copy(update={"demonstration": demonstration})
    return judged_read(own, ReadAssessment(read.assessment, told)).words


def test_demonstration_awards_count_in_demonstration_cases_only() -> None:
    made_up = History(
        awards=(
            Award(
                scheme="demo", label="bronze", valid_from="2020-01-01", valid_until="2021-01-01",
                demonstration=True,
            ),
        )
    )  # fmt: skip

    assert seen(made_up, demonstration=True) == ["met"]
    assert seen(made_up, demonstration=False) == ["not met"]


def test_each_assessment_of_a_long_history_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the time grows with the awards' number as a power."""
    names = ("bronze", "silver", "gold")
    own = ruleset(
        derived="\n".join(f"last_{one}: {{last: {one}, take: x}}" for one in names),
        labels=label() + "".join(label(name=one, more="  includes: bronze\n") for one in names[1:]),
    )
    awards = [
        award(f"{1980 + n}-01-01", f"{1981 + n}-12-31",
              f", on: {1979 + n}-12-01, facts: {{x: yes}}", names[n % 3])
        for n in range(12)
    ]  # fmt: skip
    read = answered(own, "", "history:\n" + "".join(awards))
    carry, carried_over = Answers.carry, list[str]()

    def noted(self: Answers, assessment: Assessment) -> object:
        carried_over.append(assessment.assessed_on)
        return carry(self, assessment)

    monkeypatch.setattr(Answers, "carry", noted)
    readings = Deriver(own).derive(read.assessment, read.history)

    assert readings.values["last_gold"] == 1
    assert len(carried_over) == len(set(carried_over))


# --- Improved (4.8) ------------------------------------------------------------------------

INDICATORS = """\
- id: i
  title: I
  dimension: d
  asks: {kind: judgement, scale: quality, not_applicable: allowed}
  not_applicable: excluded
  weight: 3
  basis: placeholder
  points_basis: placeholder
- id: j
  title: J
  dimension: d
  asks: {kind: judgement, scale: quality, not_applicable: allowed}
  not_applicable: zero
  basis: placeholder
  points_basis: placeholder
"""


def improving(condition: str, says: str = "not_met") -> Ruleset:
    return requiring(
        condition,
        keys=f"not_applicable: {says}, ",
        facts="limit: {kind: date, future: allowed}\nareas: {kind: choices, options: indicators}",
        dimensions="d: {title: D, maximum: 20 points}",
        indicators=INDICATORS,
    )


ONE = "{at_least: 1, indicators: all, improved_since: bronze}"
BOTH = "{at_least: 2, indicators: all, improved_since: bronze}"
REACHING = "{at_least: 1, indicators: all, improved_since: bronze, reach: 3 points}"
CHOSEN = "{at_least: 1, indicators: {chosen_in: areas}, improved_since: bronze}"


@pytest.mark.parametrize(
    ("condition", "then", "now", "expected"),
    [
        (ONE, "i: 2, j: 2", "i: 3\nj: 2", "met"),
        (ONE, "i: 2, j: 2", "i: 2\nj: 1", "not met"),
        (BOTH, "i: 2, j: 2", "i: 3\nj: 2", "not met"),
        (BOTH, "i: 2, j: 2", "i: 3\nj: 3", "met"),
        (ONE, "i: 2", "i: 2\nj: 5", "open"),
        (ONE, "i: 2", "i: 3\nj: 5", "met"),
        (BOTH, "i: 2", "i: 3\nj: 5", "open"),
        (BOTH, "i: 2", "i: 2\nj: 5", "not met"),
        (ONE, "i: 2, j: 2", "j: 2", "open"),
        # Full then, or excluded then or now, has not improved.
        (ONE, "i: 5, j: 5", "i: 5\nj: 5", "not met"),
        (ONE, "i: 5, j: 5", "", "not met"),
        (ONE, "i: not applicable, j: 5", "i: 5\nj: 5", "not met"),
        (ONE, "i: 2, j: 5", "i: not applicable\nj: 5", "not met"),
        (ONE, "i: not applicable, j: 5", "", "not met"),
        # Not applicable that counts zero is points like others.
        (ONE, "i: 5, j: not applicable", "i: 5\nj: 1", "met"),
        (REACHING, "i: 1, j: 1", "i: 2\nj: 2", "not met"),
        (REACHING, "i: 1, j: 1", "i: 3\nj: 0", "met"),
        (CHOSEN, "i: 1, j: 1", "i: 2\nj: 1\nareas: [j]", "not met"),
        (CHOSEN, "i: 1, j: 1", "i: 1\nj: 2\nareas: [j]", "met"),
        (CHOSEN, "i: 1, j: 1", "i: 2\nj: 2", "open"),
        (CHOSEN, "i: 1, j: 1", "i: 2\nj: 2\nareas: []", "not met"),
    ],
)
def test_improved_is_more_points_than_behind_the_last_award(
    condition: str, then: str, now: str, expected: str
) -> None:
    history = "history:\n" + award(
        "2018-01-01", "2019-12-31", f", on: 2018-01-01, facts: {{{then}}}"
    )

    assert judged(improving(condition), now, history).words == [expected]


@pytest.mark.parametrize("says", ["met", "not_met"])
def test_without_an_award_the_requirement_says_what_improved_comes_to(says: str) -> None:
    found = judged(improving(ONE, says), "i: 3\nj: 3")

    assert found.words == [says.replace("_", " ")]


def test_without_an_assessment_behind_the_award_improvement_is_open() -> None:
    history = "history:\n" + award("2018-01-01", "2019-12-31")

    assert judged(improving(ONE), "i: 3\nj: 3", history).words == ["open"]


def test_improved_since_the_award_before_a_day() -> None:
    condition = "{at_least: 1, indicators: all, improved_since: bronze, before: limit}"
    history = "history:\n" + "".join(
        award(start, end, f", on: {start}, facts: {{i: {level}, j: 5}}")
        for start, end, level in (
            ("2018-01-01", "2019-12-31", 2),
            ("2020-01-01", "2021-12-31", 4),
        )
    )

    def found(limit: str) -> list[str]:
        return judged(improving(condition), f"i: 3\nj: 5{limit}", history).words

    assert found("\nlimit: 2020-01-01") == ["met"]
    assert found("\nlimit: 2020-01-02") == ["not met"]
    assert found("\nlimit: 2018-01-01") == ["not met"]  # no award before: as the requirement says
    assert found("") == ["open"]


# --- Carrying (4.10) -----------------------------------------------------------------------

CARRYING = """\
same: {kind: count, max: 10, title: Same}
renamed: {kind: count, max: 10, was: old}
cut: {kind: yes_no, was: nothing}
optional: {kind: yes_no, not_applicable: allowed}
strict: {kind: yes_no}
choice: {kind: choice, options: [a, b]}
judged: {kind: judgement, scale: quality}
members: {kind: list, each: {paid: {kind: yes_no}}}
"""
TAKES = "\n".join(f"then_{one.split(':')[0]}: {{last: bronze, take: {one.split(':')[0]}}}"
                  for one in CARRYING.splitlines())  # fmt: skip
WORKED_OUT = (
    "paying: {count: members, where: {field: paid, is: yes}, basis: placeholder, was: paid}"
)


def carried(version: str, **answers: str | None) -> dict[str, Value]:
    """Return how an old assessment reads under the present version."""
    own = ruleset(facts=CARRYING, derived=f"{TAKES}\n{WORKED_OUT}")
    old = Assessment(
        version=version,
        assessed_on="2018-01-01",
        filed_on="2018-01-01",
        panel=("anna",),
        statements=tuple(
            Statement(fact=name, state=State.NOT_APPLICABLE)
            if answer is None
            else Statement(fact=name, answer=answer)
            for name, answer in sorted(answers.items())
        ),
    )
    held = Award(
        scheme="demo", label="bronze", valid_from="2018-01-01", valid_until="2019-12-31",
        assessment=old,
    )  # fmt: skip
    read = answered(own)
    found: Judged = judged_read(own, ReadAssessment(read.assessment, History(awards=(held,))))
    then = found.readings.past.behind(held)
    assert then is not None
    names = [one.split(":")[0] for one in CARRYING.splitlines()]
    assert all(found.readings.values[f"then_{one}"] == then.values[one] for one in names)
    return {name: then.values[name] for name in (*names, "paying")}


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("same", {"same": "3"}, 3),
        ("same", {}, UNANSWERED),
        ("same", {"same": "11"}, UNANSWERED),
        ("same", {"same": "3.5"}, UNANSWERED),
        ("same", {"same": "3 EUR"}, UNANSWERED),
        ("same", {"same": "many"}, UNANSWERED),
        ("renamed", {"old": "3"}, 3),
        ("renamed", {"renamed": "3"}, UNANSWERED),
        ("cut", {"cut": "yes"}, UNANSWERED),
        ("cut", {"nothing": "yes"}, UNANSWERED),
        ("optional", {"optional": None}, NOT_APPLICABLE),
        ("strict", {"strict": None}, UNANSWERED),
        ("choice", {"choice": "b"}, 1),
        ("choice", {"choice": "c"}, UNANSWERED),
        ("judged", {"judged": "4"}, 4),
        ("judged", {"judged": "6"}, UNANSWERED),
        ("same", {"gone": "3"}, UNANSWERED),
        ("paying", {"paid": "7"}, 7),
        ("paying", {}, UNANSWERED),
        ("paying", {"paid": "lots"}, UNANSWERED),
    ],
)
def test_an_old_answer_is_carried_by_name_or_was_if_it_is_legal_now(
    name: str, answers: dict[str, str | None], expected: Value
) -> None:
    assert carried("1", **answers)[name] == expected


def test_under_the_same_version_names_mean_themselves() -> None:
    found = carried("2", renamed="3", cut="yes", old="5", paid="7")

    assert found["renamed"] == 3
    assert found["cut"] == 1
    assert found["paying"] is UNANSWERED  # worked out, from members that were not stated


def test_stated_facts_of_an_older_version_have_the_names_they_had_there() -> None:
    own = ruleset(facts=CARRYING, derived=f"{TAKES}\n{WORKED_OUT}")
    days = "valid_from: 2018-01-01, valid_until: 2019-12-31"
    told = 'version: "1", facts: {old: 3, same: 5, paid: 7}'

    values = judged(own, "", f"history:\n  - {{label: bronze, {days}, {told}}}\n").readings.values

    assert (values["then_renamed"], values["then_same"]) == (3, 5)


def test_under_the_present_version_they_have_their_own() -> None:
    own = ruleset(facts=CARRYING, derived=f"{TAKES}\n{WORKED_OUT}")
    days = "valid_from: 2018-01-01, valid_until: 2019-12-31"

    with pytest.raises(InvalidInputError):
        judged(own, "", f"history:\n  - {{label: bronze, {days}, facts: {{old: 3}}}}\n")


@pytest.mark.parametrize("says", ["met", "not_met"])
def test_without_an_award_it_is_no_matter_what_is_chosen(says: str) -> None:
    own = improving(CHOSEN, says)

    assert judged(own, "").words == [says.replace("_", " ")]


def form_then(options: str, was: str, answer: str, kind: str = "choice") -> Value:
    """Return an answer of an older version, of other options, as the present one reads it."""
    own = ruleset(
        facts=f"form: {{kind: {kind}, options: [{options}], was: {{fact: form, options: {was}}}}}",
        derived="then: {last: bronze, take: form}",
    )
    days = "valid_from: 2018-01-01, valid_until: 2019-12-31"
    told = f'version: "1", facts: {{form: {answer}}}'
    return judged(own, "", f"history:\n  - {{label: bronze, {days}, {told}}}\n").readings.values[
        "then"
    ]


@pytest.mark.parametrize(
    ("options", "was", "answer", "value"),
    [
        ("club, firm", "{company: firm}", "company", 1),
        ("club, firm", "{company: firm}", "club", 0),
        ("club, firm", "{club: firm, firm: club}", "club", 1),
        ("club, firm", "{club: firm, firm: club}", "firm", 0),
        ("club, firm, other", "{club: firm, firm: other}", "club", 1),
        ("club, firm, other", "{club: firm, firm: other}", "firm", 2),
    ],
)
def test_stated_options_of_an_older_version_have_the_names_they_had_there(
    options: str, was: str, answer: str, value: Value
) -> None:
    assert form_then(options, was, answer) == value


def test_options_that_became_one_are_that_one() -> None:
    was = "{company: firm, trust: firm}"

    assert form_then("club, firm", was, "[company, trust]", "choices") == frozenset({1})


def test_an_option_that_no_version_had_is_no_answer_of_an_older_one() -> None:
    with pytest.raises(InvalidInputError):
        form_then("club, firm", "{company: firm}", "compny")
