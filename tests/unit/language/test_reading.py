"""What reading a legal ruleset gives: the domain, its places, notes and digest."""

from __future__ import annotations

import pytest

from tcei_rules.domain.days import parse_day
from tcei_rules.domain.fact import Role
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.language.ruleset import ReadRuleset, read_ruleset
from tests.small_rulesets import ALWAYS, LABEL, judged, label, mistakes, text
from tests.yaml_text import seeded

EXAMPLE = """\
# yaml-language-server: $schema=../ruleset.schema.json
language: 1
scheme: ecei
version: "2.0.0"
title: {en: "ECEI, from 15 November 2019", de: "ECEI, ab 15. November 2019"}
supersedes: {version: "1.0.0"}
in_force: {from: 2019-11-15}
sources:
  fman-2023: {title: Table citing ECEI Criteria (2013), publisher: Foundations of Management}
  individuals-2012: {title: Individuals}
  savonia: {title: Savonia}
  esca-bronze: {title: Bronze}
  esca-silver: {title: Silver}
  kit-2013: {title: KIT}
  merinova: {title: Merinova}
scales:
  quality: {lowest: 0, highest: 5, agree_within: 1, take: lower}
facts:
  interview: {kind: date, title: Benchmarking interview, better: {neither: too soon and too late both fail}}
  staff: {kind: number, decimals: 2, unit: FTE, max: 1000, title: Staff managing the cluster}
  recognised: {kind: yes_no, title: Recognised by a cluster programme, stated_by: office}
  private_funds: {kind: percent, decimals: 1, title: Private funds in the budget, was: funds}
  members:
    kind: list
    title: Members
    each: {signed: {kind: yes_no}, pays: {kind: yes_no}, active: {kind: yes_no}}
derived:
  committed:
    title: Committed members
    count: members
    where: {any: [{field: signed, is: yes}, {field: pays, is: yes}, {field: active, is: yes}]}
    basis: {inferred: individuals-2012}
  first_interview: {title: Earlier interview, last: bronze, before: interview, take: interview}
  bronze_end: {title: End of the last Bronze, last: bronze, take: valid_until}
dimensions: {financing: {title: Financing, maximum: 5 points}}
indicators:
  - id: "3.2"
    title: Share of private funds in financing
    dimension: financing
    fact: private_funds
    steps: [{from: 0 %, points: 0}, {from: 10 %, points: 1}, {from: 20 %, points: 3}, {from: 40 %, points: 5}]
    minimum: 1
    tags: [baseline]
    basis: {secondary: fman-2023}
    points_basis: placeholder
gates:
  - id: eligibility
    title: Eligibility since 15 November 2019
    requires:
      - id: eligibility.staff
        title: At least half a full-time person manages the cluster
        that: {fact: staff, at_least: 0.5 FTE}
        waivable: {by: [programme_office], if: {fact: recognised, is: yes}}
        basis: {secondary: savonia}
      - {id: eligibility.members, that: {fact: committed, at_least: 15}, basis: {secondary: savonia}}
labels:
  - id: bronze
    title: Striving for Cluster Excellence
    requires:
      - {id: bronze.interview, that: {fact: interview, answered: yes}, basis: {official: esca-bronze}}
    validity:
      - {if: {fact: interview, at_most: 12 months, after: bronze_end}, months: 36, from: bronze_end, until: end_of_month, basis: {inferred: esca-bronze}}
      - {months: 24, from: interview, until: end_of_month, basis: {inferred: esca-bronze}}
  - id: silver
    title: Dedicated to Cluster Excellence
    includes: bronze
    requires:
      - id: silver.interval
        title: Second benchmarking one and a half to two years after the first
        that: {fact: interview, at_least: 18 months, at_most: 24 months, after: first_interview}
        not_applicable: not_met
        basis: {official: esca-silver}
      - {id: silver.baseline, that: {every_indicator: {tag: baseline}, reach: minimum}, basis: {official: esca-silver}}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: {inferred: esca-silver}}]
  - id: gold
    title: Proven for Cluster Excellence
    stands_alone: Gold can follow Bronze directly and asks for no second benchmarking
    requires:
      - {id: gold.score, that: {score: total, at_least: 80 %}, basis: {secondary: kit-2013}}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: {secondary: merinova}}]
"""  # noqa: E501 -- as it stands in docs/ruleset-language.md, section 1


def read(content: str) -> ReadRuleset:
    return read_ruleset(content.encode(), "example.yaml")


def test_the_example_of_the_language_page_is_legal() -> None:
    own = read(EXAMPLE).ruleset

    assert own.name == "ecei/2.0.0"
    assert own.title.texts[0] == ("en", "ECEI, from 15 November 2019")
    assert own.in_force.start == parse_day("2019-11-15")
    assert [one.name for one in own.facts] == [
        "interview", "staff", "recognised", "private_funds", "members",
    ]  # fmt: skip
    assert own.facts[2].stated_by is Role.OFFICE
    assert own.label("silver").includes == "bronze"
    assert [one.id for one in own.demands(own.label("silver"))] == [
        "eligibility.staff", "eligibility.members", "bronze.interview", "silver.interval",
        "silver.baseline",
    ]  # fmt: skip
    assert list(own.placeholders()) == ["3.2"]


def test_the_example_of_the_language_page_judges() -> None:
    own = read(EXAMPLE).ruleset
    member = "{signed: yes, pays: no, active: no}"
    facts = "\n".join(
        [
            "interview: 2020-06-01",
            "staff: 0.5 FTE",
            "recognised: no",
            "private_funds: 40 %",
            f"members: [{', '.join([member] * 15)}]",
        ]
    )

    assert judged(own, facts).findings.verdicts == (2, 0, 2)
    assert judged(own, facts.replace("40 %", "39.9 %")).findings.verdicts == (2, 0, 0)
    assert judged(own, facts.replace("0.5 FTE", "0.49 FTE")).findings.verdicts == (0, 0, 0)
    assert judged(own, facts.replace("2020-06-01", "unanswered")).findings.verdicts == (1, 1, 2)
    waived = "waivers: [{requirement: eligibility.staff, by: programme_office, reason: recognised}]"
    recognised = facts.replace("0.5 FTE", "0.49 FTE").replace("recognised: no", "recognised: yes")
    assert judged(own, recognised, waived).words[0] == "waived"
    assert judged(own, recognised, waived).findings.verdicts == (2, 0, 2)


def test_parts_have_their_places() -> None:
    places = read(EXAMPLE).places

    lines = EXAMPLE.splitlines()
    for name, start in {
        "facts/staff": "  staff:",
        "facts/committed": "  committed:",
        "indicators/3.2": '  - id: "3.2"',
        "requirements/gold.score": "      - {id: gold.score",
        "labels/gold": "  - id: gold",
        "dimensions/financing": "dimensions:",
    }.items():
        assert lines[(places[name].line or 0) - 1].startswith(start)


def test_what_nothing_reads_and_what_rests_on_placeholders_is_noted() -> None:
    found = read(
        text(
            facts="x: {kind: yes_no}\nunread: {kind: count}\nbench: {kind: count, benchmark: yes}",
            labels=label("{fact: x, is: yes}"),
        )
    )

    assert [(one.message, one.values.get("name")) for one in found.notes] == [
        ("note.unread", "unread"),
        ("note.placeholders.other", None),
    ]
    assert all(one.note for one in found.notes)
    assert found.notes[1].values["count"] == "2"


def test_texts_that_lack_a_language_are_noted_with_their_lines() -> None:
    found = read(
        text(
            facts=(
                "x: {kind: yes_no, title: {en: X, de: Iks}}\n"
                "y: {kind: yes_no, title: {en: Y, fr: I grec}, benchmark: yes}"
            ),
            labels=label("{fact: x, is: yes}"),
        )
    )

    noted = [one.values for one in found.notes if one.message.startswith("note.translations")]
    titled = [found.places["facts/x"].line, found.places["facts/y"].line]
    assert [one["language"] for one in noted] == ["de", "fr"]
    assert str(titled[0]) not in noted[0]["lines"].split(", ")
    assert str(titled[1]) in noted[0]["lines"].split(", ")
    assert all(int(one["count"]) == len(one["lines"].split(", ")) for one in noted)


def test_texts_in_one_language_lack_none() -> None:
    facts = "x: {kind: yes_no, title: X, question: Is it so?}"
    found = read(text(facts=facts, labels=label("{fact: x, is: yes}")))

    assert [one.message for one in found.notes] == ["note.placeholders.other"]


def test_a_long_list_of_lines_is_cut() -> None:
    options = ", ".join(f"o{number}: Option {number}" for number in range(20))
    facts = f"x: {{kind: choice, title: {{en: X, de: Iks}}, options: [{options}]}}"
    spread = facts.replace(", o", ",\n o")
    found = read(text(facts=spread, labels=label("{fact: x, is: o1}")))

    (note,) = [one for one in found.notes if one.message == "note.translations.other"]
    assert note.values["lines"].endswith(", …")
    assert len(note.values["lines"].split(", ")) == 13


def test_facts_are_read_by_counts_indicators_holds_time_and_history_too() -> None:
    found = read(
        text(
            facts=(
                "a: {kind: list, each: {b: {kind: count}}}\nc: {kind: date}\nd: {kind: date}\n"
                "e: {kind: yes_no}\nf: {kind: choices, options: indicators}\ng: {kind: date}\n"
                "h: {kind: count}"
            ),
            derived="n: {count: a}\nl: {last: any, before: c, take: h}",
            dimensions="dim: {title: D, maximum: 1 points}",
            indicators=(
                "- {id: i, title: I, dimension: dim, fact: e, steps: [{is: yes, points: 1}, "
                "{is: no, points: 0}], basis: placeholder, points_basis: placeholder}"
            ),
            labels=label(
                "{holds: bronze, on: d}",
                "{fact: assessed_on, at_least: 1 days, after: g}",
                "{at_least: 1, indicators: {chosen_in: f}, reach: full}",
            ),
        )
    )

    assert [one.message for one in found.notes] == ["note.placeholders.other"]


# --- Digest --------------------------------------------------------------------------------


def digest(content: str) -> str:
    return read(content).ruleset.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# yaml-language-server: $schema=../ruleset.schema.json\n", ""),
        ("scheme: ecei\n", "scheme:   'ecei'   # the scheme\n"),
        ("{secondary: kit-2013}", '{"secondary": "kit-2013"}'),
        ('scheme: ecei\nversion: "2.0.0"\n', "version: '2.0.0'\nscheme: ecei\n"),
        ("tags: [baseline]", "tags:\n      - baseline"),
    ],
)
def test_layout_comments_quotes_and_the_order_of_keys_change_no_digest(old: str, new: str) -> None:
    assert old in EXAMPLE
    assert digest(EXAMPLE.replace(old, new)) == digest(EXAMPLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.5 FTE", "0.50 FTE"),
        ("80 %", "80.0 %"),
        ("at_least: 15", "at_least: 16"),
        ("points_basis: placeholder", "points_basis: {official: fman-2023}"),
        ("title: Members", "title: Member"),
        ("agree_within: 1, take: lower", "agree_within: 1"),
        ("    tags: [baseline]\n", "    tags: [baseline]\n    weight: 1\n"),
    ],
)
def test_every_character_of_the_tree_is_in_the_digest_before_any_default(
    old: str, new: str
) -> None:
    assert old in EXAMPLE
    assert digest(EXAMPLE.replace(old, new)) != digest(EXAMPLE)


def test_a_ruleset_reads_back_from_its_members() -> None:
    own = read(EXAMPLE).ruleset

    assert Ruleset.model_validate_json(own.model_dump_json()) == own


# --- Names ---------------------------------------------------------------------------------


def test_norway_stays_norway() -> None:
    facts = "country: {kind: choice, options: [SE, NO, yes, null]}"
    own = read(text(facts=facts, labels=label("{fact: country, is: NO}"))).ruleset

    assert judged(own, "country: NO").words == ["met"]
    assert judged(own, "country: SE").words == ["not met"]


@pytest.mark.parametrize("version", ["2026.10", "1", "2.0.0", "1e3"])
def test_a_version_that_other_programs_would_change_must_be_in_quotes(version: str) -> None:
    bare = text().replace('version: "2"', f"version: {version}")

    assert mistakes(bare) == ["text.quotes"]
    assert mistakes(text().replace('"2"', f'"{version}"')) == []


@pytest.mark.parametrize("name", ["valid_from", "valid_until"])
def test_a_derived_fact_may_be_called_as_what_it_takes(name: str) -> None:
    assert mistakes(text(derived=f"{name}: {{last: bronze, take: {name}}}")) == []


def test_a_dimension_cannot_be_called_total() -> None:
    indicators = (
        "- {id: i, title: I, dimension: total, fact: x, steps: [{is: yes, points: 1}, "
        "{is: no, points: 0}], basis: placeholder, points_basis: placeholder}"
    )
    content = text(dimensions="total: {title: T, maximum: 1 points}", indicators=indicators)

    assert mistakes(content) != []


def test_two_gates_cannot_have_the_same_id() -> None:
    gates = "\n".join(
        f"- {{id: gate, title: G, requires: [{{id: g{n}, that: {ALWAYS}, basis: placeholder}}]}}"
        for n in range(2)
    )

    assert mistakes(text(gates=gates)) != []


def test_the_language_of_the_file_is_a_language() -> None:
    assert mistakes(text(more="written_in: Deutsch!\n")) != []
    assert mistakes(text(more="written_in: de\n")) == []


def test_a_percentage_may_have_its_unit_in_min_and_max() -> None:
    """(2) A unit may follow and must then be the fact's."""
    assert mistakes(text(facts="x: {kind: percent, min: 5 %, max: 80 %}")) == []


@pytest.mark.parametrize(
    "bounds",
    ["more_than: 5, less_than: 5", "at_least: 5, less_than: 5", "more_than: 5, at_most: 5",
     "more_than: 5, less_than: 6"],
)  # fmt: skip
def test_bounds_between_which_no_value_lies_are_refused(bounds: str) -> None:
    content = text(facts="n: {kind: count, max: 9}", labels=label(f"{{fact: n, {bounds}}}"))

    assert mistakes(content) == ["comparison.nothing_between"]


@pytest.mark.parametrize("bounds", ["at_least: 5, at_most: 5", "more_than: 5, less_than: 7"])
def test_bounds_between_which_one_value_lies_are_legal(bounds: str) -> None:
    content = text(facts="n: {kind: count, max: 9}", labels=label(f"{{fact: n, {bounds}}}"))

    assert mistakes(content) == []


@pytest.mark.parametrize("highest", [3_000_000, 10**15])
def test_a_scale_has_no_more_levels_than_people_can_tell_apart(highest: int) -> None:
    """Otherwise whoever reads judgements lists millions of levels."""
    content = text(
        facts=f"j: {{kind: judgement, scale: {{lowest: 0, highest: {highest}}}}}",
        labels=label("{fact: j, at_least: 3}"),
    )

    assert mistakes(content) != []


GATE = (
    "- {id: g, title: G, requires: [{id: g.x, that: {fact: x, is: yes}, MOREbasis: placeholder}]}"
)
EMPTY = LABEL.replace(f"{{id: bronze.always, that: {ALWAYS}, basis: placeholder}}", "")


@pytest.mark.parametrize(
    ("gates", "told"),
    [
        ("", ["label.empty"]),
        (GATE.replace("MORE", "advisory: yes, "), ["label.empty"]),
        (GATE.replace("MORE", ""), []),
        ("- {id: g, title: G, requires: []}", ["gate.empty"]),
    ],
)
def test_a_label_demands_something_and_so_does_a_gate(gates: str, told: list[str]) -> None:
    """Otherwise everybody is granted it."""
    assert mistakes(text(gates=gates, labels=f"- {EMPTY}")) == told


def test_a_label_that_includes_another_may_demand_no_more() -> None:
    more = f"- {EMPTY.replace('bronze', 'silver').replace('title', 'includes: bronze, title')}"

    assert mistakes(text(labels=f"- {LABEL}\n{more}")) == []


def test_a_ladder_has_a_few_labels() -> None:
    labels = "".join(
        f"- {{id: l{n}, title: L, stands_alone: so, requires: [], validity: [{{until: 2030-01-01,"
        " basis: placeholder}]}\n"
        for n in range(21)
    )

    assert mistakes(text(labels=labels)) == ["label.many"]


def test_a_choice_has_a_thousand_options_at_most() -> None:
    options = ", ".join(f"o{n}" for n in range(1001))

    assert mistakes(text(facts=f"x: {{kind: choice, options: [{options}]}}")) == ["options.many"]


def test_any_part_of_a_legal_file_may_be_cut_off_and_is_still_read_or_refused() -> None:
    random = seeded(1)
    for _ in range(60):
        start = random.randrange(len(EXAMPLE))
        cut = EXAMPLE[:start] + EXAMPLE[start + random.randint(1, 60) :]
        mistakes(cut)


def test_any_two_lines_of_a_legal_file_may_be_swapped_and_it_is_still_read_or_refused() -> None:
    random = seeded(2)
    for _ in range(40):
        lines = EXAMPLE.splitlines(keepends=True)
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        mistakes("".join(lines))


@pytest.mark.parametrize("value", ["x", "{x: [y]}"])
def test_any_value_may_stand_anywhere_and_is_still_read_or_refused(value: str) -> None:
    lines = [str(line) for line in EXAMPLE.splitlines()]
    for number, line in enumerate(lines):
        head, colon, _ = line.partition(": ")
        if colon:
            mistakes("\n".join([*lines[:number], f"{head}: {value}", *lines[number + 1 :]]))
