"""Answers of every kind, legal and illegal, and the three absences.

Source: docs/ruleset-language.md, 3.1, 4.2 and 4.4.
"""

from __future__ import annotations

import json

import pytest

from tcei_rules.domain.assessment import Answer, Assessment, History, Period, State, Statement
from tcei_rules.domain.fact import Role
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.engine.derived import Deriver
from tcei_rules.errors import InvalidInputError
from tcei_rules.language.assessments import ReadAssessment, read_assessment
from tests.small_rulesets import answered, ruleset

FACTS = """\
staff: {kind: number, decimals: 2, unit: FTE, min: -1, max: 1000}
plain: {kind: number, max: 9}
firms: {kind: count, not_applicable: allowed}
share: {kind: percent, decimals: 1}
money: {kind: amount, unit: EUR, min: 5}
ok: {kind: yes_no, not_applicable: allowed}
form: {kind: choice, options: [club, firm, "501c3", NO]}
areas: {kind: choices, options: [a, b, c]}
past: {kind: date}
soon: {kind: date, future: allowed}
name: {kind: text}
aside: {kind: text, not_applicable: allowed}
level: {kind: judgement, scale: quality}
mean: {kind: judgement, scale: {lowest: -5, highest: 5, agree_within: 3, take: mean}}
high: {kind: judgement, scale: {lowest: 0, highest: 5, agree_within: 1, take: higher}, not_applicable: allowed}
big: {kind: judgement, scale: {lowest: 0, highest: 2000}}
members:
  kind: list
  least: 1
  most: 3
  each: {size: {kind: count, max: 99}, type: {kind: choice, options: [p, q]}, tags: {kind: choices, options: [x, y]}}
"""  # noqa: E501 -- one fact a line
OWN = ruleset(facts=FACTS)
DERIVER = Deriver(OWN)


def value_of(read: ReadAssessment, fact: str) -> Value:
    return DERIVER.derive(read.assessment, read.history).values[fact]


def said(fact: str, answer: str, panel: str = "") -> Value:
    return value_of(answered(OWN, f"{fact}: {answer}", panel), fact)


def refused(content: str, own: Ruleset = OWN) -> list[str]:
    with pytest.raises(InvalidInputError) as error:
        read_assessment(content.encode(), "answers.yaml", own)
    return [one.message for one in error.value.mistakes]


def refused_answer(fact: str, answer: str, panel: str = "") -> list[str]:
    return refused(f"on: 2020-06-15\n{panel}facts:\n  {fact}: {answer}\n")


LEGAL: list[tuple[str, str, Value, Answer]] = [
    ("staff", "0.5", 50, "0.5 FTE"),
    ("staff", "0.50 FTE", 50, "0.5 FTE"),
    ("staff", "-1", -100, "-1 FTE"),
    ("staff", "-0", 0, "0 FTE"),
    ("staff", "1 000", 100_000, "1000 FTE"),
    ("staff", "'0.5 FTE'", 50, "0.5 FTE"),
    ("firms", "0", 0, "0"),
    ("firms", "1 000 000", 1_000_000, "1000000"),
    ("firms", "007", 7, "7"),
    ("share", "79.9", 799, "79.9 %"),
    ("share", "100 %", 1000, "100 %"),
    ("money", "1000000000000 EUR", 10**12, "1000000000000 EUR"),
    ("ok", "yes", 1, "yes"),
    ("ok", "no", 0, "no"),
    ("form", "501c3", 2, "501c3"),
    ("form", "NO", 3, "NO"),
    ("form", '"NO"', 3, "NO"),
    ("areas", "[]", frozenset(), ()),
    ("areas", "[c, a]", frozenset({0, 2}), ("a", "c")),
    ("areas", "b", frozenset({1}), ("b",)),
    ("past", "2020-06-15", 737591, "2020-06-15"),
    ("past", "2020-02-29", 737484, "2020-02-29"),
    ("soon", "2020-06-16", 737592, "2020-06-16"),
    ("name", "Łódź", 1, "Łódź"),
    ("name", "not applicable", 1, "not applicable"),
    ("name", '"unanswered"', 1, "unanswered"),
    ("level", "0", 0, "0"),
    ("level", "5", 5, "5"),
    ("mean", "-5", -5, "-5"),
    ("members", "[{size: 5, type: p, tags: []}]", ((5, 0, frozenset()),),
     ({"size": "5", "type": "p", "tags": ()},)),
    ("members", "[{tags: [y, x], type: q, size: 0}]", ((0, 1, frozenset({0, 1})),),
     ({"size": "0", "type": "q", "tags": ("x", "y")},)),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "answer", "value", "stored"), LEGAL)
def test_legal_answers_have_a_value_and_one_stored_spelling(
    fact: str, answer: str, value: Value, stored: Answer
) -> None:
    read = answered(OWN, f"{fact}: {answer}")

    assert value_of(read, fact) == value
    (statement,) = read.assessment.statements
    assert statement == Statement(
        fact=fact, answer=stored, role=next(one.stated_by for one in OWN.facts if one.name == fact)
    )
    again = statement.model_copy(update={"answer": stored})
    assert DERIVER.derive(_with(again), History()).values[fact] == value


def _with(*statements: Statement) -> Assessment:
    return Assessment(
        version="2", assessed_on="2020-06-15", filed_on="2020-06-15", panel=("assessor",),
        statements=statements,
    )  # fmt: skip


ILLEGAL = [
    ("staff", "0,5", "number.comma"),
    ("staff", "half", "number.not_one"),
    ("staff", "1e3", "unit.other"),
    ("staff", "0.5 EUR", "unit.other"),
    ("staff", "0.5 fte", "unit.other"),
    ("staff", "0.505", "number.decimals"),
    ("staff", "0.500", "number.decimals"),
    ("staff", "1000.01", "answer.range"),
    ("staff", "-1.01", "answer.range"),
    ("staff", "99999999999999999999", "number.too_long"),
    ("staff", "[1]", "shape.scalar"),
    ("staff", "{a: 1}", "shape.scalar"),
    ("staff", "", "number.not_one"),
    ("staff", "null", "number.not_one"),
    ("plain", "5 FTE", "unit.none"),
    ("firms", "-1", "answer.range"),
    ("firms", "1000001", "answer.range"),
    ("firms", "1.5", "number.decimals"),
    ("share", "100.1", "answer.range"),
    ("share", "0.05 %", "number.decimals"),
    ("money", "4", "answer.range"),
    ("money", "5 USD", "unit.other"),
    ("ok", "NO", "yes_no.not_one"),
    ("ok", "true", "yes_no.not_one"),
    ("ok", "1", "yes_no.not_one"),
    ("form", "Club", "unknown.name.suggest"),
    ("form", "zzz", "unknown.name"),
    ("form", "[club]", "shape.scalar"),
    ("areas", "[a, d]", "unknown.name"),
    ("areas", "[a, a]", "answer.option_twice"),
    ("areas", "d", "unknown.name"),
    ("areas", "{a: b}", "shape.sequence"),
    ("areas", "[[a]]", "shape.scalar"),
    ("past", "2020-06-16", "answer.future"),
    ("past", "2020-02-30", "day.not_one"),
    ("past", "2019-W46-5", "day.not_one"),
    ("past", "tomorrow", "day.not_one"),
    ("soon", "2019-02-29", "day.not_one"),
    ("name", '""', "text.empty"),
    ("name", '"  "', "text.empty"),
    ("name", "[a]", "shape.scalar"),
    ("level", "6", "answer.level"),
    ("level", "-1", "answer.level"),
    ("level", "2.5", "number.not_whole"),
    ("level", "3 points", "number.not_whole"),
    ("level", "[3]", "answer.judgement"),
    ("members", "[]", "answer.items"),
    ("members", "{size: 5}", "shape.sequence"),
    ("members", "[a]", "shape.mapping"),
    ("members", "[{size: 5, type: p}]", "answer.field_missing"),
    ("members", "[{size: 5, type: p, tags: [], more: 1}]", "unknown.name"),
    ("members", "[{size: 100, type: p, tags: []}]", "answer.range"),
    ("members", "[{size: unanswered, type: p, tags: []}]", "number.not_one"),
    ("members", "[{size: not applicable, type: p, tags: []}]", "number.not_one"),
    ("staff", "not applicable", "answer.always_applies"),
    ("unheard_of", "5", "unknown.name"),
    ("stuff", "5", "unknown.name.suggest"),
    ("assessed_on", "2020-01-01", "unknown.name"),
]


@pytest.mark.parametrize(("fact", "answer", "message"), ILLEGAL)
def test_illegal_answers_are_refused_on_entry(fact: str, answer: str, message: str) -> None:
    assert message in refused_answer(fact, answer)


TEXTS = [
    (fact, answer)
    for fact, answer, _ in ILLEGAL
    if fact in {one.name for one in OWN.facts} and not answer.startswith(("[", "{", '"', "not "))
]


@pytest.mark.parametrize(("fact", "answer"), TEXTS)
def test_illegal_answers_are_refused_in_what_is_stored_too(fact: str, answer: str) -> None:
    with pytest.raises(InvalidInputError):
        DERIVER.derive(_with(Statement(fact=fact, answer=answer)), History())


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("staff", "5."),
        ("staff", "5. FTE"),
        ("staff", "0" * 5000 + "5"),
        ("firms", "9" * 5000),
        ("firms", "٣"),
        ("firms", "5\u00a0"),
        ("firms", "5 "),
        ("staff", "5  FTE"),
        ("past", "2019-W46-5"),
        ("soon", "2019-W46-5"),
        ("areas", ("a", "a")),
        ("areas", ("a", ("b",))),
        ("level", "03"),
        ("level", {"level": "3", "reason": "so"}),
        ("level", {"level": "3", "reason": " "}),
        ("level", {"level": "3"}),
        ("level", {"level": "3", "reason": "so", "why": "so"}),
        ("level", {"level": ("3",), "reason": "so"}),
        ("level", {"assessor": {"level": "3", "reason": "so"}}),
        ("level", {"assessor": {"level": "03", "reason": "so"}}),
        ("level", {"assessor": {"level": "3", "reason": ""}}),
        ("level", {"assessor": ("3",)}),
        ("ok", ("yes",)),
        ("members", ({"size": "5.", "type": "p", "tags": ()},)),
        ("members", ({"size": "5", "type": "p", "tags": (), "x": ""},)),
        ("members", ("a",)),
        ("name", "\n"),
    ],
)
def test_stored_answers_are_read_as_strictly_as_those_in_files(fact: str, answer: Answer) -> None:
    """What is quick to read must not be more than what is legal."""
    strict = json.dumps(answer, ensure_ascii=False)
    content = f"on: 2020-06-15\nfacts:\n  {fact}: {strict}\n"
    try:
        expected: Value | None = value_of(
            read_assessment(content.encode(), "answers.yaml", OWN), fact
        )
    except InvalidInputError:
        expected = None

    try:
        found: Value | None = DERIVER.derive(
            _with(Statement(fact=fact, answer=answer)), History()
        ).values[fact]
    except InvalidInputError:
        found = None

    assert found == expected


# --- Three absences ------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [one.name for one in OWN.facts])
def test_left_out_or_said_to_be_unanswered_is_not_answered(fact: str) -> None:
    left_out = answered(OWN)
    said_so = answered(OWN, f"{fact}: unanswered")

    assert value_of(left_out, fact) is UNANSWERED
    assert value_of(said_so, fact) is UNANSWERED
    assert said_so.assessment.statements[0].state is State.UNANSWERED


@pytest.mark.parametrize("fact", [one.name for one in OWN.facts if one.may_not_apply])
def test_not_applicable_is_an_answer_where_it_is_allowed(fact: str) -> None:
    read = answered(OWN, f"{fact}: not applicable")

    assert value_of(read, fact) is NOT_APPLICABLE
    assert read.assessment.statements[0].state is State.NOT_APPLICABLE


def test_in_quotes_they_are_texts_of_a_text() -> None:
    assert said("aside", '"not applicable"') == 1
    assert said("aside", '"unanswered"') == 1


@pytest.mark.parametrize("word", ["not applicable", "unanswered"])
def test_json_can_say_them_too_although_all_its_texts_are_in_quotes(word: str) -> None:
    content = json.dumps({"on": "2020-06-15", "facts": {"ok": word, "firms": word}})

    read = read_assessment(content.encode(), "answers.json", OWN)

    expected = NOT_APPLICABLE if word == "not applicable" else UNANSWERED
    assert value_of(read, "ok") is expected
    assert value_of(read, "firms") is expected


# --- Files ---------------------------------------------------------------------------------


def test_a_json_file_of_answers_is_read_like_yaml() -> None:
    tree: dict[str, object] = {
        "on": "2020-06-15",
        "filed_on": "2020-05-01",
        "panel": ["anna", "ben"],
        "facts": {
            "staff": "0.5 FTE", "firms": 12, "share": 79.9, "ok": "yes", "areas": ["a"],
            "level": {"anna": "3", "ben": "4"},
            "members": [{"size": 5, "type": "p", "tags": []}],
        },
        "waivers": [],
    }  # fmt: skip
    text = json.dumps(tree, indent=1).encode()

    read = read_assessment(text, "answers.json", OWN)

    values = DERIVER.derive(read.assessment, read.history).values
    assert [values[one] for one in ("staff", "firms", "share", "ok", "level")] == [
        50, 12, 799, 1, 3,
    ]  # fmt: skip
    assert read.assessment.filed_on == "2020-05-01"


def test_all_mistakes_of_a_file_are_told_at_once_with_their_lines() -> None:
    content = """\
on: 2020-06-15
panel: [anna]
facts:
  staff: 0,5
  firms: -1
  nobody: 3
  level: {anna: 9, cyd: 3}
waivers:
  - {requirement: nothing, by: organisation, reason: ""}
history:
  - {label: gold, valid_from: 2020-01-01, valid_until: 2019-01-01}
whatever: 1
"""
    with pytest.raises(InvalidInputError) as error:
        read_assessment(content.encode(), "answers.yaml", OWN)

    found = [(one.place.line, one.message) for one in error.value.mistakes]
    assert found == [
        (4, "number.comma"),
        (5, "answer.range"),
        (6, "unknown.name"),
        (7, "answer.level"),
        (7, "unknown.name"),
        (9, "unknown.name"),
        (9, "unknown.name"),
        (9, "text.empty"),
        (11, "award.order"),
        (11, "unknown.name"),
        (12, "key.unknown.suggest"),
    ]
    assert all(one.place.file == "answers.yaml" for one in error.value.mistakes)


DAYS = "valid_from: 2019-01-01, valid_until: 2020-01-01"


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ("", ["shape.mapping"]),
        ("[]", ["shape.mapping"]),
        ("facts: {}\n", ["key.missing"]),
        ("on: 2020-06-31\n", ["day.not_one"]),
        ("on: 2020-06-15\nfiled_on: 2020-06-16\n", ["assessment.filed_after"]),
        ("on: 2020-06-15\npanel: []\n", ["assessment.panel"]),
        ("on: 2020-06-15\npanel: [a, a]\n", ["assessment.panel"]),
        ("on: 2020-06-15\nfacts: []\n", ["shape.mapping"]),
        ("on: 2020-06-15\nfacts: {ok: yes, ok: no}\n", ["yaml.duplicate_key"]),
        ("on: 2020-06-15\nwaivers: [{requirement: bronze.always, by: committee}]\n",
         ["key.missing"]),
        ("on: 2020-06-15\nwaivers: {}\n", ["shape.sequence"]),
        ("on: 2020-06-15\nhistory: [{label: bronze}]\n", ["key.missing", "key.missing"]),
        (f"on: 2020-06-15\nhistory: [{{label: bronz, {DAYS}}}]\n", ["unknown.name.suggest"]),
        (f"on: 2020-06-15\nhistory: [{{label: bronze, {DAYS}, on: 2019-01-01}}]\n",
         ["key.unknown"]),
    ],
)  # fmt: skip
def test_files_of_another_shape_are_refused(content: str, messages: list[str]) -> None:
    assert refused(content) == messages


def test_a_waiver_is_by_a_role_for_a_requirement_with_a_reason() -> None:
    more = (
        "waivers: [{requirement: bronze.always, by: committee, reason: so it is, on: 2020-01-02}]"
    )

    (waiver,) = answered(OWN, "", more).assessment.waivers

    assert (waiver.requirement, waiver.by, waiver.on) == (
        "bronze.always", Role.COMMITTEE, "2020-01-02",
    )  # fmt: skip


def test_without_more_said_it_was_filed_that_day_by_one_assessor() -> None:
    read = answered(OWN)

    assert read.assessment.filed_on == read.assessment.assessed_on == "2020-06-15"
    assert len(read.assessment.panel) == 1
    assert read.history == History()


def test_figures_may_speak_of_a_period() -> None:
    read = answered(OWN, "", "period: {from: 2019-01-01, until: 2019-12-31}")

    assert read.assessment.period == Period(start="2019-01-01", until="2019-12-31")
    assert refused("on: 2020-06-15\nperiod: {from: 2020-01-01, until: 2019-12-31}\n") == [
        "assessment.period"
    ]


# --- Judgement (4.4) -----------------------------------------------------------------------

ONE, TWO, THREE = (f"panel: [{', '.join('abc'[:n])}]\n" for n in (1, 2, 3))
REASON = "reason: talked it over"


@pytest.mark.parametrize(
    ("fact", "answer", "panel", "value"),
    [
        ("level", "{a: 3}", ONE, 3),
        ("level", "{a: 3, b: 3}", TWO, 3),
        ("level", "{a: 3, b: 4}", TWO, 3),
        ("level", "{b: 3, a: 4}", TWO, 3),
        ("level", "{a: 3, b: 5}", TWO, UNANSWERED),
        ("level", "{a: 3}", TWO, UNANSWERED),
        ("level", "{}", TWO, UNANSWERED),
        ("level", "3", ONE, 3),
        ("level", f"{{a: 3, b: 5, consensus: 5, {REASON}}}", TWO, 5),
        ("level", f"{{a: 0, b: 5, consensus: 2, {REASON}}}", TWO, 2),
        ("level", f"{{a: 3, b: 4, consensus: 5, {REASON}}}", TWO, 3),
        ("level", f"{{a: 3, consensus: 5, {REASON}}}", TWO, UNANSWERED),
        ("level", "{a: 3, b: 4, c: 5}", THREE, UNANSWERED),
        ("level", "{a: 4, b: 4, c: 5}", THREE, 4),
        ("high", "{a: 4, b: 5}", TWO, 5),
        ("mean", "{a: 1, b: 4}", TWO, 2),
        ("mean", "{a: 1, b: 4, c: 4}", THREE, 3),
        ("mean", "{a: -1, b: 0}", TWO, -1),
        ("mean", "{a: -4, b: -1}", TWO, -3),
        ("mean", "{a: 1, b: 5}", TWO, UNANSWERED),
        ("high", "{a: not applicable, b: not applicable}", TWO, NOT_APPLICABLE),
        ("high", "{a: not applicable, b: 3}", TWO, UNANSWERED),
        ("high", "{a: not applicable}", TWO, UNANSWERED),
        ("high", "{a: not applicable}", ONE, NOT_APPLICABLE),
        ("high", f"{{a: not applicable, b: 3, consensus: 3, {REASON}}}", TWO, 3),
        ("big", "{a: 1000, b: 1000}", TWO, 1000),
        ("big", "{a: 1 000, b: 1000}", TWO, 1000),
    ],
)  # fmt: skip
def test_judgements_settle_to_one_level(fact: str, answer: str, panel: str, value: Value) -> None:
    assert said(fact, answer, panel) == value


@pytest.mark.parametrize(
    ("fact", "answer", "message"),
    [
        ("level", "3", "answer.whose_level"),
        ("level", "{a: 6, b: 3}", "answer.level"),
        ("level", "{a: 3.5, b: 3}", "number.not_whole"),
        ("level", "{a: [3], b: 3}", "shape.scalar"),
        ("level", "{a: 3, b: 3, d: 3}", "unknown.name"),
        ("level", "{a: not applicable, b: 3}", "answer.always_applies"),
        ("level", "{a: {level: 3}, b: 4}", "key.missing"),
        ("level", "{a: {reason: so}, b: 4}", "key.missing"),
        ("level", "{a: {level: 3, reason: ' '}, b: 4}", "answer.level_reason"),
        ("level", "{a: {level: 3, reason: [so]}, b: 4}", "shape.scalar"),
        ("level", "{a: {level: [3], reason: so}, b: 4}", "shape.scalar"),
        ("level", "{a: {level: 9, reason: so}, b: 4}", "answer.level"),
        ("level", "{a: {level: 3, reason: so, why: so}, b: 4}", "key.unknown"),
        ("level", "{a: {}, b: 4}", "key.missing"),
        ("level", "{level: 3, reason: so}", "answer.whose_level"),
        ("level", "{a: 0, b: 5, consensus: 3}", "answer.consensus_reason"),
        ("level", "{a: 0, b: 5, consensus: 3, reason: ' '}", "answer.consensus_reason"),
        ("level", "{a: 0, b: 5, consensus: 9, reason: so}", "answer.level"),
        ("level", "{a: 0, b: 5, consensus: many, reason: so}", "number.not_one"),
    ],
)
def test_illegal_judgements_are_refused(fact: str, answer: str, message: str) -> None:
    assert message in refused_answer(fact, answer, TWO)


@pytest.mark.parametrize(
    "more",
    ["consensus: 9, reason: so", "consensus: many, reason: so", "reason: [so]", "reason: {so: so}",
     "consensus: [3], reason: so", "consensus: not applicable, reason: so"],
)  # fmt: skip
@pytest.mark.parametrize("levels", ["a: 3, b: 3", "a: 3"])
def test_an_illegal_consensus_is_refused_even_where_none_is_needed(levels: str, more: str) -> None:
    assert refused_answer("level", f"{{{levels}, {more}}}", TWO) != []


@pytest.mark.parametrize(
    ("fact", "answer", "panel", "value"),
    [
        ("level", "{a: {level: 3, reason: so}, b: 4}", TWO, 3),
        ("level", "{a: {level: 0, reason: so}, b: {level: 5, reason: no}}", TWO, UNANSWERED),
        ("level", f"{{a: {{level: 0, reason: so}}, b: 5, consensus: 2, {REASON}}}", TWO, 2),
        (
            "high",
            "{a: {level: not applicable, reason: so}, b: not applicable}",
            TWO,
            NOT_APPLICABLE,
        ),
        ("level", "{a: {level: 3, reason: so}}", "panel: [a]\n", 3),
        ("level", "{level: 3, reason: so}", "panel: [a]\n", 3),
    ],
)
def test_a_level_can_have_its_reason_beside_it(
    fact: str, answer: str, panel: str, value: Value
) -> None:
    assert said(fact, answer, panel) == value


def test_levels_are_stored_with_their_reasons() -> None:
    read = answered(OWN, "level: {a: {level: 3, reason: No plan}, b: 4}", TWO)

    assert read.assessment.statements[0].answer == {
        "a": {"level": "3", "reason": "No plan"}, "b": "4",
    }  # fmt: skip


def test_levels_are_stored_by_assessor_with_consensus_and_reason() -> None:
    read = answered(OWN, f"level: {{b: 5, a: 3, consensus: 4, {REASON}}}", TWO)

    assert read.assessment.statements[0].answer == {
        "b": "5", "a": "3", "consensus": "4", "reason": "talked it over",
    }  # fmt: skip


def test_assessors_may_have_any_name_but_the_two_that_mean_something() -> None:
    assert refused("on: 2020-06-15\npanel: [consensus]\n") != []
    assert refused("on: 2020-06-15\npanel: [anna, reason]\n") != []
