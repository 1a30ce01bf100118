"""Every message in every language, with the same values, and said in that language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tcei_cli.options import LANGUAGES as OFFERED
from tcei_rules.errors import Mistake, Place
from tcei_rules.wording import LANGUAGES, catalogue, say_mistake
from tcei_rules.wording.english import ENGLISH

OTHERS = [language for language in LANGUAGES if language != "en"]

LANGUAGE_FOLDER = Path(__file__).parents[3] / "tcei_rules" / "language"

ALIKE: dict[str, frozenset[str]] = {
    "de": frozenset({"kind.in_unit"}),
    "fr": frozenset(
        {
            "show.column.points", "show.sources", "show.minimum", "result.points",
            "noun.condition", "noun.dimension", "noun.section", "noun.version",
            "noun.label", "noun.option", "noun.points", "noun.question", "noun.score",
            "noun.source", "noun.suspension", "rule.value.points.one", "rule.value.points.other",
        }
    ),
    "es": frozenset({"noun.factor", "rule.value.no"}),
}  # fmt: skip
"""Messages with words that both languages have."""

WORD = re.compile(r"[^\W\d_]{2,}")


def placeholders(sentence: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name is not None})


def quoted(sentence: str) -> list[str]:
    """Commands, keys and names: what stands in backticks, with its values."""
    return sorted(re.findall(r"`[^`]*`", sentence))


def without_values(sentence: str) -> str:
    return re.sub(r"`[^`]*`|\{[a-z_]+\}", "", sentence)


def test_the_commands_offer_every_language_there_is() -> None:
    assert OFFERED == LANGUAGES


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_lacks_a_language(language: str) -> None:
    assert list(catalogue(language)) == list(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_the_english_sentence(language: str) -> None:
    said = catalogue(language)

    assert not [one for one in ENGLISH if placeholders(said[one]) != placeholders(ENGLISH[one])]


@pytest.mark.parametrize("language", OTHERS)
def test_what_stands_in_backticks_is_not_translated(language: str) -> None:
    said = catalogue(language)
    # A purpose is a word of key files; other languages set it apart, English bends it in.
    purposes = [one for one in ENGLISH if "{purpose}" in ENGLISH[one]]

    differing = [one for one in ENGLISH if quoted(said[one]) != quoted(ENGLISH[one])]

    assert differing == purposes


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_no_english_text(language: str) -> None:
    said = catalogue(language)

    alike = {
        one
        for one in ENGLISH
        if said[one].replace("\N{NO-BREAK SPACE}", " ") == ENGLISH[one]
        and WORD.search(without_values(ENGLISH[one]))
    }

    assert alike == ALIKE[language]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("message", sorted(ENGLISH))
def test_a_translation_keeps_to_the_form(language: str, message: str) -> None:
    sentence = catalogue(language)[message]

    assert sentence == sentence.strip()
    assert not sentence.endswith(".")
    assert ". " not in sentence
    assert "!" not in sentence
    assert sentence.count("`") % 2 == 0


def test_french_signs_never_begin_a_line() -> None:
    said = [re.sub(r"`[^`]*`", "", one) for one in catalogue("fr").values()]

    assert not [one for one in said if re.search(r" [:;?»]|« ", one)]


def test_a_language_that_is_not_known_is_english() -> None:
    assert catalogue("fi") is ENGLISH


@pytest.mark.parametrize(
    ("language", "noun", "sentence"),
    [
        ("en", "derived fact `share`", "derived fact `share` lacks `basis`"),
        ("de", "derived fact `share`", "abgeleitete Angabe `share`: `basis` fehlt"),
        ("de", "item of `members`", "Eintrag von `members`: `basis` fehlt"),
        ("fr", "requirement", "exigence\N{NO-BREAK SPACE}: il manque `basis`"),
        ("es", "requirement", "requisito: falta `basis`"),
        ("de", "`sources`", "`sources`: `basis` fehlt"),
    ],
)
def test_a_mistake_names_things_in_its_language(language: str, noun: str, sentence: str) -> None:
    values = {"noun": noun, "key": "basis"}
    mistake = Mistake(message="key.missing", values=values, place=Place(file="fair.yaml"))

    assert say_mistake(mistake, language) == sentence


NAMING = frozenset(
    {
        "Keys", "scalar", "items", "one_or_more", "some", "unknown", "unknown_key", "quantity",
        "integer", "day", "yes_no", "identifier", "name", "words", "_known",
    }
)  # fmt: skip
"""Functions of readers that take the name of a thing."""

NO_NOUNS = frozenset({"none", "assessed_or_awarded", "valid_until"})
"""Harmless names, and columns of a table; these are written in every language alike."""


def test_everything_that_readers_speak_of_has_a_name_in_every_language() -> None:
    nouns = {noun.partition("`")[0].strip() for noun in _nouns()} - NO_NOUNS - {""}

    assert len(nouns) > 30
    assert not [noun for noun in nouns if f"noun.{noun.replace(' ', '_')}" not in ENGLISH]


def _nouns() -> Iterator[str]:
    for path in LANGUAGE_FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in NAMING:
                yield from filter(None, map(_text, node.args))
            if isinstance(node, ast.keyword) and node.arg in {"noun", "what"}:
                yield _text(node.value)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _text(argument: ast.expr) -> str:
    match argument:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text
        case _:
            return ""
