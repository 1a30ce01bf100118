"""`tcei ruleset check FOLDER` over broken rulesets: every planted mistake with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands import runner
from tests.processes import Program

HEADER = """\
language: 1
scheme: planted
version: 2.10                                          #! 2.10
title: Planted
in_force: {from: 2024-13-01}                           #! 2024-13-01
sources:
  book: {title: Book, publishr: Nobody}                #! publishr
facts:
  staff: {kind: number, unit: FTE, max: 1000}
labels:
  - id: bronze
    title: Bronze
    requires:
      - id: bronze.staff
        that: {fact: stuff, at_least: 1 FTE}             #! stuff
        basis: {official: book}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: placeholder}]
"""
NUMBERS = """\
language: 1
scheme: planted
version: "2.0.0"
title: Planted
in_force: {from: 2025-01-01}
scales: {quality: {lowest: 0, highest: 5, agree_within: 1, take: lower}}
facts:
  staff: {kind: number, decimals: 2, unit: FTE, max: 1000}
  share: {kind: percent}
dimensions:
  all: {title: All, maximum: 11 points}                #! 10
indicators:
  - id: one                                            #! minimum 6
    title: One
    dimension: all
    asks: {kind: judgement, scale: quality}
    minimum: 6
    basis: placeholder
    points_basis: placeholder
  - id: two
    title: Two
    dimension: all
    fact: share
    steps:
      - {from: 0 %, points: 0}
      - {from: 50 %, points: 3}
      - {from: 20 %, points: 5}                        #! 20
    basis: placeholder
    points_basis: placeholder
labels:
  - id: bronze
    title: Bronze
    requires:
      - {id: a, that: {fact: staff, at_least: 0.505 FTE}, basis: placeholder}    #! 0.505
      - {id: b, that: {fact: share, at_least: 120 %}, basis: placeholder}        #! 120
      - {id: c, that: {score: total, at_least: 80}, basis: placeholder}          #! 80
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: placeholder}]
"""
YAML = """\
language: 1
scheme: planted
version: "3.0.0"
title: &title Planted                                  #! title
in_force: {from: 2026-01-01}
facts:
  form: {kind: choice, options: [association, company]}
  country: {kind: choice, options: [DE, NO], title: *title}                      #! title
  form: {kind: yes_no}                                 #! `form` is given twice
labels:
  - id: bronze
    title: !!str Bronze                                #! tag
    requires:
      - {id: bronze.form, that: {fact: form, at_least: 2}, basis: placeholder}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: placeholder}]
"""
FILES = {"1-header.yaml": HEADER, "drafts/2-numbers.yaml": NUMBERS, "3-yaml.yml": YAML}
PLANTED = re.compile(r" +#! ")


def planted(text: str) -> dict[int, str]:
    """Return the lines with a mistake, and a word that must be told of it."""
    lines = enumerate(text.splitlines(), 1)
    return {n: PLANTED.split(line)[1] for n, line in lines if PLANTED.search(line)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "rulesets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r" +#! .*", "", text))
    (tmp_path / "rulesets" / "1-header.cases.yaml").write_text("- {}")
    (tmp_path / "rulesets" / "README.md").write_text("not a ruleset")
    return tmp_path


def test_every_planted_mistake_is_told_with_its_line(folder: Path) -> None:
    told = Program(folder)("ruleset", "check", "rulesets")

    assert (told.code, told.err) == (3, "")
    said = re.findall(r"^(rulesets/\S+?):(\d+):\d+: (.*)$", told.out, re.MULTILINE)
    for name, text in FILES.items():
        of_file = {
            int(line): sentence for file, line, sentence in said if file == f"rulesets/{name}"
        }
        for line, word in planted(text).items():
            assert line in of_file, (name, line, word)
            assert word in of_file[line], of_file[line]


def test_nothing_is_told_that_was_not_planted(folder: Path) -> None:
    told = Program(folder)("ruleset", "check", "rulesets")

    lines = {
        (file.removeprefix("rulesets/"), int(line))
        for file, line in re.findall(r"^(rulesets/\S+?):(\d+):", told.out, re.MULTILINE)
    }
    assert lines == {(name, line) for name, text in FILES.items() for line in planted(text)}
    (count,) = re.findall(r"^(\d+) mistakes\.$", told.out, re.MULTILINE)
    told_one_by_one = re.findall(r"^rulesets/\S+?:\d+:\d+: (?!note)", told.out, re.MULTILINE)
    assert int(count) == len(told_one_by_one)


def test_programs_are_told_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    told = runner(capsys)("ruleset", "check", "rulesets", "--json")

    answer = told.json
    assert (told.code, answer["ok"]) == (3, False)
    assert sorted(answer["checked"]) == sorted(f"rulesets/{name}" for name in FILES)
    for mistake in answer["mistakes"]:
        assert set(mistake) == {"id", "message", "where", "note"}
        assert mistake["where"]["line"] >= 1
        assert mistake["where"]["column"] >= 1


def test_a_mistake_is_shown_with_its_line_and_a_mark(folder: Path) -> None:
    told = Program(folder)("ruleset", "check", "rulesets/1-header.yaml")

    place = "rulesets/1-header.yaml:3:10: "
    assert place in told.out
    shown = told.out.partition(place)[2].splitlines()
    assert shown[1:3] == ["    3 | version: 2.10", "      |          ^"]


def test_mended_rulesets_have_no_mistakes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    path = folder / "rulesets" / "1-header.yaml"
    mended = {
        "2.10": '"2.10"', "2024-13-01": "2024-12-01", "publishr": "publisher", "stuff": "staff",
    }  # fmt: skip
    for old, new in mended.items():
        path.write_text(path.read_text().replace(old, new))

    told = runner(capsys)("ruleset", "check", "rulesets/1-header.yaml")

    assert told.code == 0
    assert "rulesets/1-header.yaml checked: no mistakes." in told.out
