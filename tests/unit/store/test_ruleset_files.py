"""Where rulesets are found: by name among the shipped ones, by path, below a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_rules.errors import NotFoundError, UnreachableError
from tcei_rules.store.ruleset_files import RulesetFiles, ruleset_paths, shipped_rulesets
from tcei_rules.wording import say_error
from tests.privileges import needs_permissions, open_folder, unprivileged


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Give a folder with two schemes, as the shipped one has them."""
    for name in ("b/2.0.0", "b/10.0.0", "a/1.0.0"):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "b" / "2.0.0.cases.yaml").write_text("cases")
    (tmp_path / "CHANGELOG.md").write_text("changes")
    return tmp_path


def test_the_shipped_rulesets_are_found_in_a_checkout() -> None:
    names = RulesetFiles(shipped_rulesets()).names()

    assert {"ecei/1.0.0", "ecei/2.0.0"} <= set(names)


def test_names_are_those_of_rulesets_and_not_of_cases(shelf: Path) -> None:
    assert RulesetFiles(shelf).names() == ("a/1.0.0", "b/10.0.0", "b/2.0.0")


def test_examples_have_names_of_their_own_and_are_of_no_scheme(shelf: Path) -> None:
    (shelf / "examples").mkdir()
    for name in ("east", "west"):
        (shelf / "examples" / f"{name}.yaml").write_text(name)
        (shelf / "examples" / f"{name}.cases.yaml").write_text(f"cases of {name}")
    files = RulesetFiles(shelf)

    assert files.names() == ("a/1.0.0", "b/10.0.0", "b/2.0.0")
    assert files.examples() == ("examples/east", "examples/west")
    assert files.read("examples/west").cases == b"cases of west"
    with pytest.raises(NotFoundError) as caught:
        files.read("examples/south")
    assert "examples/east, examples/west" in say_error(caught.value)


def test_a_shelf_without_examples_has_none(shelf: Path) -> None:
    assert RulesetFiles(shelf).examples() == ()


def test_a_shipped_ruleset_comes_with_the_cases_beside_it(shelf: Path) -> None:
    with_cases = RulesetFiles(shelf).read("b/2.0.0")
    without = RulesetFiles(shelf).read("a/1.0.0")

    assert (with_cases.content, with_cases.cases) == (b"b/2.0.0", b"cases")
    assert (without.content, without.cases) == (b"a/1.0.0", None)
    assert without.cases_name == "rulesets/a/1.0.0.cases.yaml"


def test_a_path_is_read_whatever_its_suffix(shelf: Path, tmp_path: Path) -> None:
    odd = tmp_path / "draft.txt"
    odd.write_text("odd")

    assert RulesetFiles(shelf).read(str(odd)).content == b"odd"
    assert RulesetFiles(shelf).read(str(shelf / "b" / "2.0.0.yaml")).cases == b"cases"


def test_an_unknown_name_is_told_with_the_known_ones(shelf: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        RulesetFiles(shelf).read("a/9.9.9")

    assert caught.value.message == "ruleset.absent"
    assert "a/1.0.0, b/10.0.0, b/2.0.0" in say_error(caught.value)


@pytest.mark.parametrize(
    "name", ["../b/2.0.0", "b/../b/2.0.0", "/b/2.0.0", "b//2.0.0", "b", "", "."]
)
def test_no_name_leads_out_of_the_shelf(shelf: Path, name: str) -> None:
    with pytest.raises((NotFoundError, UnreachableError)):
        RulesetFiles(shelf).read(name)


def test_a_missing_file_and_a_folder_are_told(shelf: Path) -> None:
    with pytest.raises(NotFoundError, match="absent"):
        RulesetFiles(shelf).read(str(shelf / "none.yaml"))
    with pytest.raises(UnreachableError, match="folder"):
        RulesetFiles(shelf).read(str(shelf / "b"))


def test_a_folder_means_every_ruleset_below_it(shelf: Path) -> None:
    deep = shelf / "b" / "drafts" / "new.yml"
    deep.parent.mkdir()
    deep.touch()

    found = ruleset_paths((str(shelf),))

    assert [Path(one).relative_to(shelf).as_posix() for one in found] == [
        "a/1.0.0.yaml", "b/10.0.0.yaml", "b/2.0.0.yaml", "b/drafts/new.yml",
    ]  # fmt: skip


def test_a_folder_that_is_named_like_a_ruleset_is_none(shelf: Path) -> None:
    (shelf / "old.yaml").mkdir()

    assert str(shelf / "old.yaml") not in ruleset_paths((str(shelf),))


def test_a_folder_among_the_shipped_rulesets_is_none(shelf: Path) -> None:
    (shelf / "b" / "3.0.0.yaml").mkdir()

    assert RulesetFiles(shelf).names() == ("a/1.0.0", "b/10.0.0", "b/2.0.0")


def test_a_folder_is_told_as_that_and_not_opened(shelf: Path) -> None:
    for name in (".", "..", str(shelf)):
        with pytest.raises(UnreachableError, match="folder"):
            RulesetFiles(shelf).read(name)


@needs_permissions
def test_a_folder_that_may_not_be_looked_into_is_told() -> None:
    with open_folder() as folder:
        shelf = folder / "shelf"
        shelf.mkdir()
        (folder / "closed").mkdir(mode=0o000)
        path = str(folder / "closed" / "draft.txt")

        with unprivileged():
            with pytest.raises(UnreachableError) as caught:
                RulesetFiles(shelf).read(path)
            with pytest.raises(UnreachableError) as among:
                ruleset_paths((path,))

        assert path in say_error(caught.value)
        assert path in say_error(among.value)


def test_names_stay_names_among_paths(shelf: Path) -> None:
    assert ruleset_paths(("ecei/2.0.0", str(shelf / "a"))) == (
        "ecei/2.0.0", str(shelf / "a" / "1.0.0.yaml"),
    )  # fmt: skip


def test_a_folder_without_rulesets_is_told(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").touch()

    with pytest.raises(NotFoundError, match="none_in_folder"):
        ruleset_paths((str(tmp_path),))
