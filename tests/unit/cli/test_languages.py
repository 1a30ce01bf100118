"""Commands that explain criteria and outcomes, in the language asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_cli.exit_codes import ExitCode
from tests.commands import Run
from tests.home import as_yaml, bronze_answers

BROKEN = Path(__file__).parents[3] / "docs" / "examples" / "broken.yaml"


@pytest.fixture(autouse=True)
def files(home: Path) -> Path:
    Path("answers.yaml").write_bytes(as_yaml(bronze_answers()))
    return home


@pytest.mark.parametrize(
    ("form", "begin"),
    [("text", "ECEI, ab 15. November 2019\n==="), ("markdown", "# ECEI, ab 15. November 2019\n")],
)
def test_a_ruleset_is_shown_in_the_form_and_language_asked_for(
    run: Run, form: str, begin: str
) -> None:
    told = run("ruleset", "show", "ecei/2.0.0", "--lang", "de", "--format", form)

    assert told.code == ExitCode.DONE
    assert told.out.startswith(begin)
    assert "Was gefragt wird" in told.out


def test_a_ruleset_is_shown_as_a_page_for_browsers(run: Run) -> None:
    told = run("ruleset", "show", "ecei/2.0.0", "--lang", "fr", "--format", "html")

    assert told.out.startswith('<!DOCTYPE html>\n<html lang="fr">\n')
    assert told.out.rstrip().endswith("</html>")
    assert "\N{REPLACEMENT CHARACTER}" not in told.out


def test_another_form_is_refused(run: Run) -> None:
    assert run("ruleset", "show", "ecei/2.0.0", "--format", "pdf").code == ExitCode.USAGE


def test_mistakes_are_told_and_counted_in_the_language_asked_for(run: Run) -> None:
    told = run("ruleset", "check", str(BROKEN), "--lang", "de")

    assert told.code == ExitCode.MISTAKES
    assert "Angabe `stff` ist unbekannt; meinten Sie `staff`?" in told.out
    assert told.out.endswith("\n3 Fehler.\n")


def test_no_mistakes_are_told_in_the_language_asked_for(run: Run) -> None:
    told = run("ruleset", "check", "ecei/2.0.0", "--lang", "fr")

    assert told.out.endswith("ecei/2.0.0 vérifié\N{NO-BREAK SPACE}: aucune erreur.\n")
    assert "\N{REPLACEMENT CHARACTER}" not in told.out


@pytest.mark.parametrize(
    ("language", "verdict"),
    [("en", "Bronze is granted"), ("de", "Bronze ist gewährt"), ("fr", "Bronze est accordé"),
     ("es", "Bronze: concedido")],
)  # fmt: skip
def test_an_outcome_is_explained_in_the_language_asked_for(
    run: Run, language: str, verdict: str
) -> None:
    told = run("decide", "preview", "answers.yaml", "--ruleset", "ecei/2.0.0", "--lang", language)

    assert told.out.startswith(verdict)
