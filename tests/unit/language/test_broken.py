"""Broken rulesets: exactly the mistakes that were planted come out, each on its line.

Every planted mistake is marked in its file by a comment `# ← message.id`.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import tcei_rules.language
from tcei_rules.errors import InvalidInputError, Mistake
from tcei_rules.language.ruleset import read_ruleset

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
MARK = re.compile(r"# ← (.+)$")

UNMARKED = {"deep.yaml": [(4, "yaml.too_deep")]}
"""Files in whose broken line no comment can stand."""

NOT_READ_FROM_RULESETS = {
    "judgements",
    "statements",
    "answering",
    "answers",
    "assessments",
    "cases",
    "holders",
    "organisations",
    "rows",
    "stored",
}
"""Modules that read other files; their mistakes are planted in tests of their own."""

UNREACHABLE = {
    "yaml.too_large": "a file of more than a million bytes: test_nodes.py",
    "yaml.not_utf8": "no text file can hold it: test_nodes.py",
    "overlay.digest": "an overlay has a base: test_overlays.py",
    "overlay.exists": "an overlay has a base: test_overlays.py",
    "overlay.no_base": "an overlay has a base: test_overlays.py",
    "overlay.shape": "an overlay has a base: test_overlays.py",
    "options.many": "a thousand options: test_reading.py",
    "label.many": "many labels: test_reading.py",
    "note.unread": "a note stops nothing: test_reading.py",
    "note.placeholders.one": "a note stops nothing: test_reading.py",
    "note.placeholders.other": "a note stops nothing: test_reading.py",
}


def planted(file: Path) -> list[tuple[int, str]]:
    """Return line and message id of every mistake marked in a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    marks = [(number, MARK.search(line)) for number, line in enumerate(lines, 1)]
    marked = [(number, one) for number, found in marks if found for one in found[1].split()]
    return sorted(marked + UNMARKED.get(file.name, []))


def told(file: Path) -> tuple[Mistake, ...]:
    """Return what reading the file tells."""
    with pytest.raises(InvalidInputError) as error:
        read_ruleset(file.read_bytes(), file.name)
    return error.value.mistakes


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_exactly_the_planted_mistakes_are_told_each_on_its_line(file: Path) -> None:
    found = sorted((one.place.line or 0, one.message) for one in told(file))

    assert found == planted(file)


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_every_mistake_has_its_place_and_the_line_as_it_stands(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    mistakes = told(file)

    for one in mistakes:
        assert one.place.file == file.name
        assert one.place.line is not None
        assert one.place.column is not None
        assert one.place.excerpt == lines[one.place.line - 1]
        assert one.place.column <= len(one.place.excerpt) + 1
    positions = [(one.place.line, one.place.column) for one in mistakes]
    if file.stem != "yaml":
        assert positions == sorted(positions)


def test_every_mistake_that_a_ruleset_can_hold_is_planted_somewhere() -> None:
    everywhere = {message for file in BROKEN for _, message in planted(file)}

    assert message_ids() - set(UNREACHABLE) - everywhere == set()
    assert everywhere - message_ids() == set()
    assert everywhere & set(UNREACHABLE) == set()


def message_ids() -> set[str]:
    """Return all message ids that stand in the code that reads rulesets."""
    folder = Path(tcei_rules.language.__path__[0])
    found: set[str] = set()
    for module in folder.glob("*.py"):
        if module.stem not in NOT_READ_FROM_RULESETS:
            constants = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            texts = [one.value for one in constants if isinstance(one, ast.Constant)]
            found |= {one for one in texts if isinstance(one, str) and _ID.fullmatch(one)}
    return found | {f"{one}.suggest" for one in ("unknown.name", "key.unknown")}


_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_]+")
