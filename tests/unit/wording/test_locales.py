from __future__ import annotations

import pytest

from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.wording import LANGUAGES
from tcei_rules.wording.locales import Last, country, listed, plural


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    assert not [code for code in COUNTRIES if country(code, language) == code]


def test_a_country_is_called_as_the_language_calls_it() -> None:
    called = [country("DE", language) for language in LANGUAGES]

    assert called == ["Germany", "Deutschland", "Allemagne", "Alemania"]


@pytest.mark.parametrize(
    ("language", "last", "text"),
    [
        ("en", "and", "A, B and C"),
        ("en", "or", "A, B or C"),
        ("de", "and", "A, B und C"),
        ("de", "or", "A, B oder C"),
        ("fr", "and", "A, B et C"),
        ("fr", "or", "A, B ou C"),
        ("es", "and", "A, B y C"),
        ("es", "or", "A, B o C"),
        ("fi", "and", "A, B and C"),
    ],
)
def test_a_list_ends_as_the_language_ends_it(language: str, last: Last, text: str) -> None:
    assert listed(["A", "B", "C"], last, language) == text


def test_one_is_no_list() -> None:
    assert listed(["A"], "and", "de") == "A"
    assert listed([], "and", "de") == ""


@pytest.mark.parametrize(
    ("parts", "last", "text"),
    [
        (["Francia", "Italia"], "and", "Francia e Italia"),
        (["agua", "hielo"], "and", "agua y hielo"),
        (["uno", "otro"], "or", "uno u otro"),
        (["Alemania", "Francia", "Honduras"], "or", "Alemania, Francia u Honduras"),
    ],
)
def test_spanish_keeps_two_alike_sounds_apart(parts: list[str], last: Last, text: str) -> None:
    assert listed(parts, last, "es") == text


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["other", "one", "other", "other"]),
        ("de", ["other", "one", "other", "other"]),
        ("fr", ["one", "one", "other", "other"]),
        ("es", ["other", "one", "other", "other"]),
        ("fi", ["other", "one", "other", "other"]),
    ],
)
def test_each_language_has_its_own_singular(language: str, forms: list[str]) -> None:
    assert [plural(number, language) for number in (0, 1, 2, 1_000_000)] == forms
