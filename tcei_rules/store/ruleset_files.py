"""Where rulesets lie: the shipped ones, and files that someone points at."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path

from tcei_rules.errors import NotFoundError, UnreachableError
from tcei_rules.store.files import read_file, unreadable

CASES_SUFFIX = ".cases.yaml"
SUFFIX = ".yaml"
SUFFIXES = (SUFFIX, ".yml")
EXAMPLES = "examples"
"""The folder whose rulesets show what the language can say: of no scheme, never in force."""


def shipped_rulesets() -> Traversable:
    """Return the folder of shipped rulesets: a wheel's copy, or the checkout's own."""
    packaged = files("tcei_rules") / "_rulesets"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rulesets"


@dataclass(frozen=True, slots=True)
class RulesetText:
    """A ruleset's file, and the cases that lie beside it."""

    name: str
    """`scheme/version`, or the path as it was given."""
    content: bytes
    cases: bytes | None
    cases_name: str


class RulesetFiles:
    """Rulesets by name (`ecei/2.0.0`) or by path."""

    def __init__(self, shipped: Traversable) -> None:
        self._shipped = shipped

    def names(self) -> tuple[str, ...]:
        """Return the names of all shipped rulesets, the examples left out."""
        schemes = (one for one in self._shipped.iterdir() if one.name != EXAMPLES)
        return tuple(sorted(name for scheme in schemes for name in _names_in(scheme)))

    def examples(self) -> tuple[str, ...]:
        """Return the names of all shipped examples; applications never come under them."""
        return tuple(sorted(_names_in(self._shipped / EXAMPLES)))

    def read(self, name: str) -> RulesetText:
        """Return a ruleset by name or path.

        Raises:
            NotFoundError: There is neither a shipped ruleset nor a file of that name.
            UnreachableError: The file cannot be read.
        """
        if name in (*self.names(), *self.examples()):
            return self._read_shipped(name)
        try:
            return self._read_path(name)
        except OSError as error:
            raise unreadable(name, error) from error

    def _read_path(self, name: str) -> RulesetText:
        path = Path(name)
        if not name or (path.suffix not in SUFFIXES and not path.exists()):
            known = ", ".join((*self.names(), *self.examples()))
            raise NotFoundError("ruleset.absent", name=name, known=known)
        if path.is_dir():
            raise UnreachableError("file.folder", path=name)
        beside = path.with_name(path.name.removesuffix(path.suffix) + CASES_SUFFIX)
        cases = read_file(beside) if beside.is_file() else None
        return RulesetText(name, read_file(path), cases, str(beside))

    def _read_shipped(self, name: str) -> RulesetText:
        scheme, _, version = name.partition("/")
        folder = self._shipped / scheme
        beside = folder / (version + CASES_SUFFIX)
        cases = beside.read_bytes() if beside.is_file() else None
        content = (folder / (version + SUFFIX)).read_bytes()
        return RulesetText(name, content, cases, f"rulesets/{scheme}/{version}{CASES_SUFFIX}")


def _names_in(folder: Traversable) -> list[str]:
    if not folder.is_dir():
        return []
    return [
        f"{folder.name}/{file.name.removesuffix(SUFFIX)}"
        for file in folder.iterdir()
        if file.name.endswith(SUFFIX) and not file.name.endswith(CASES_SUFFIX) and file.is_file()
    ]


def ruleset_paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files meant by files and folders: in a folder every ruleset below it.

    Raises:
        NotFoundError: There is no ruleset in a folder.
        UnreachableError: A folder cannot be looked into.
    """
    found: list[str] = []
    for path in paths:
        try:
            found.extend(_meant(path))
        except OSError as error:
            raise unreadable(path, error) from error
    return tuple(found)


def _meant(path: str) -> list[str]:
    here = Path(path)
    if not path or not here.is_dir():
        return [path]
    below = [str(one) for one in sorted(here.rglob("*")) if is_ruleset_file(one)]
    if not below:
        raise NotFoundError("ruleset.none_in_folder", path=path)
    return below


def is_ruleset_file(path: Path) -> bool:
    """Tell whether something could be a ruleset: no folder, and not the cases beside one."""
    fits = path.suffix in SUFFIXES and not path.name.endswith(CASES_SUFFIX)
    return fits and path.is_file()
