"""The same answers in whatever order and file give the same outcome, byte for byte."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tcei_rules.language.nodes import Tree
from tests.commands import Run, runner
from tests.home import as_json, as_yaml, gold_answers
from tests.processes import Program


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TCEI_HOME", "nowhere")
    return runner(capsys)


def shuffled(tree: Tree, random: Random) -> Tree:
    """Return the same answers with every mapping in another order."""
    if not isinstance(tree, dict):
        return [shuffled(one, random) for one in tree] if isinstance(tree, list) else tree
    names = list(tree)
    random.shuffle(names)
    return {name: shuffled(tree[name], random) for name in names}


def preview(run: Run | Program, path: Path, *more: str) -> str:
    told = run("decide", "preview", str(path), "--ruleset", "ecei/2.0.0", *more)
    assert told.code == 0
    return told.out


def test_order_and_format_change_no_byte(tmp_path: Path, here: Run) -> None:
    random = Random(5)  # noqa: S311 -- nothing here is secret
    answers = gold_answers(improved_areas=["2.4", "4.3"], effects="Said", staff="2.50 FTE")
    path = tmp_path / "answers"
    outcomes: set[str] = set()
    texts: set[str] = set()
    for number in range(12):
        tree = shuffled(answers, random)
        path.write_bytes(as_json(tree) if number % 2 else as_yaml(tree))
        outcomes.add(preview(here, path, "--json"))
        texts.add(preview(here, path))

    assert len(outcomes) == len(texts) == 1


def test_another_process_gives_the_same_bytes(tmp_path: Path, here: Run) -> None:
    """Whatever the order in which that process keeps its sets."""
    path = tmp_path / "answers.yaml"
    path.write_bytes(as_yaml(gold_answers(improved_areas=["2.4", "4.3", "5.1"])))

    mine = preview(here, path, "--json")
    for seed in ("0", "1", "4294967295"):
        variables = {"PYTHONHASHSEED": seed}
        assert preview(Program(tmp_path, variables=variables), path, "--json") == mine


def test_spellings_of_the_same_value_change_no_byte(tmp_path: Path, here: Run) -> None:
    path = tmp_path / "answers.yaml"
    outcomes: set[str] = set()
    for staff in ("2.5 FTE", "2.50 FTE", "2.5", '"2.5 FTE"', "02.5 FTE"):
        text = as_yaml(gold_answers()).decode().replace("staff: 2.5 FTE", f"staff: {staff}")
        path.write_text(text, encoding="utf-8")
        outcomes.add(preview(here, path, "--json"))

    assert len(outcomes) == 1
