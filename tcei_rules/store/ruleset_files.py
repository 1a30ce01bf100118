"""Where rulesets lie: the shipped ones, and files that someone points at."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path

from tcei_rules.errors import NotFoundError
from tcei_rules.store.files import read_file

CASES_SUFFIX = ".cases.yaml"
SUFFIX = ".yaml"


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
        """Return the names of all shipped rulesets."""
        return tuple(
            sorted(
                f"{scheme.name}/{file.name.removesuffix(SUFFIX)}"
                for scheme in self._shipped.iterdir()
                if scheme.is_dir()
                for file in scheme.iterdir()
                if file.name.endswith(SUFFIX) and not file.name.endswith(CASES_SUFFIX)
            )
        )

    def read(self, name: str) -> RulesetText:
        """Return a ruleset by name or path.

        Raises:
            NotFoundError: There is neither a shipped ruleset nor a file of that name.
            UnreachableError: The file cannot be read.
        """
        if name in self.names():
            return self._read_shipped(name)
        path = Path(name)
        # Nothing, as a path, would be the folder one is in.
        if not name or (path.suffix not in {".yaml", ".yml"} and not _is_there(path)):
            raise NotFoundError("ruleset.absent", name=name, known=", ".join(self.names()))
        content = read_file(path)
        beside = path.with_name(path.name.removesuffix(path.suffix) + CASES_SUFFIX)
        cases = read_file(beside) if beside.is_file() else None
        return RulesetText(name, content, cases, str(beside))

    def _read_shipped(self, name: str) -> RulesetText:
        scheme, _, version = name.partition("/")
        folder = self._shipped / scheme
        beside = folder / (version + CASES_SUFFIX)
        cases = beside.read_bytes() if beside.is_file() else None
        content = (folder / (version + SUFFIX)).read_bytes()
        return RulesetText(name, content, cases, f"rulesets/{scheme}/{version}{CASES_SUFFIX}")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no name that a file can have: told as a ruleset's
        return False


def ruleset_paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files meant by files and folders: in a folder every ruleset below it.

    Raises:
        NotFoundError: There is no such file or folder, or no ruleset in it.
    """
    found: list[str] = []
    for path in paths:
        here = Path(path)
        if here.is_dir():
            below = [one for one in sorted(here.rglob("*")) if is_ruleset_file(one)]
            if not below:
                raise NotFoundError("ruleset.none_in_folder", path=path)
            found.extend(str(one) for one in below)
        else:
            found.append(path)
    return tuple(found)


def is_ruleset_file(path: Path) -> bool:
    """Tell whether a file could be a ruleset, and not the cases beside one."""
    named_so = path.suffix in {".yaml", ".yml"} and not path.name.endswith(CASES_SUFFIX)
    return named_so and not path.is_dir()
