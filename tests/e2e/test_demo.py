"""`tcei demo`: the whole path once, below one folder, with certificates that bear no change."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tcei_certificates.trust import Trust
from tcei_certificates.verifying import verify
from tcei_rules.domain.certificate import Status
from tests.commands import Told
from tests.home import raw, rows_of
from tests.processes import Program

pytestmark = pytest.mark.slow

MUTATIONS = 500
SECONDS = 30


@dataclass(frozen=True)
class Walked:
    """What a demonstration left behind."""

    told: Told
    folder: Path
    seconds: float
    """Of processors, its own and those of its processes: others may be at work here, too."""
    new: set[str]
    """What there is in the folder it ran in and in its home, and was not there before."""

    @property
    def out(self) -> Path:
        return self.folder / "walk"

    @property
    def certificate(self) -> bytes:
        return min((self.out / "certificates").glob("*[0-9].json")).read_bytes()


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Let the demonstration run once; it writes to a folder beside others."""
    import resource  # noqa: PLC0415 -- not on Windows

    folder = tmp_path_factory.mktemp("demo")
    (folder / "mine.txt").touch()
    before = listing(folder)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = Program(folder, variables={})("demo", "--out", "walk")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Walked(told, folder, seconds, listing(folder) - before)


def listing(folder: Path) -> set[str]:
    """Return everything below a folder, which is its home, too."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


windows = pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")


@windows
def test_the_demonstration_ends_well_and_soon(walked: Walked) -> None:
    assert (walked.told.code, walked.told.err) == (0, "")
    assert walked.seconds < SECONDS
    assert "Next: tcei verify walk/certificates/" in walked.told.out


@windows
def test_it_writes_below_its_folder_only(walked: Walked) -> None:
    outside = {name for name in walked.new if name != "walk" and not name.startswith("walk/")}

    assert outside == set()
    assert {"walk/tcei.db", "walk/trust.json", "walk/keys", "walk/certificates"} <= walked.new


@windows
def test_its_record_is_whole(walked: Walked) -> None:
    rows = rows_of(walked.out / "tcei.db", "record")
    kinds = [row[2] for row in rows]

    assert [row[0] for row in rows] == list(range(len(rows)))
    assert kinds[:2] == ["genesis", "publication"]
    assert kinds.count("case") == kinds.count("assessment") >= kinds.count("decision") > 30
    with raw(walked.out / "tcei.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@windows
def test_its_certificates_verify(walked: Walked) -> None:
    trust = Trust.read((walked.out / "trust.json").read_bytes())
    files = sorted((walked.out / "certificates").glob("*[0-9].json"))

    assert len(files) > 20
    for path in files:
        until = json.loads(path.read_bytes())["validUntil"]
        assert verify(path.read_bytes(), trust, until).status is Status.DEMONSTRATION


@windows
def test_one_of_them_verifies_by_the_command_it_names(walked: Walked) -> None:
    command = walked.told.out.rstrip().splitlines()[-1].removeprefix("Next: tcei ").split()

    assert Program(walked.folder, variables={})(*command).code == 15


def mutated(content: bytes, random: Random) -> bytes:
    """Return the certificate with a change that a vandal, a bug or a forger could make."""
    kind = random.randrange(4)
    if kind == 0:
        changed = bytearray(content)
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        return bytes(changed)
    if kind == 1:
        start = random.randrange(len(content))
        return content[:start] + content[start + random.randint(1, 30) :]
    if kind == 2:
        start = random.randrange(len(content))
        return content[:start] + random.choice([b" ", b",", b"0", b"\0", b"\xff"]) + content[start:]
    document = json.loads(content)
    edit(document, random)
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def edit(document: Any, random: Random) -> None:
    """Change one place of a document, wherever it lies."""
    place = document
    while True:
        key = random.choice(keys_of(place))
        inner = place[key]
        if not keys_of(inner) or random.random() > 0.8:
            break
        place = inner
    change = random.randrange(4)
    if change == 0:
        del place[key]
    elif change == 1:
        values: list[Any] = [None, True, 0, 1.5, "", [], {}, "gold", "2099-12-31"]
        place[key] = random.choice(values)
    elif change == 2 and isinstance(inner, str) and inner:
        at = random.randrange(len(inner))
        place[key] = inner[:at] + random.choice("aZ09 -é") + inner[at + 1 :]
    elif isinstance(key, str):
        place[f"{key}s"] = inner
    else:
        place.append(inner)


def keys_of(value: Any) -> list[Any]:
    """Return the names or positions in an object or list; of anything else none."""
    if isinstance(value, str | int | float | None):
        return []
    return list(value) if hasattr(value, "keys") else list(range(len(value)))


def equal(content: bytes, other: bytes) -> bool:
    """Tell whether two files are the same JSON: as text, for Python holds 1 and true for equal."""
    try:
        values = [json.loads(one.decode("utf-8")) for one in (content, other)]
    except ValueError:
        return False
    one, two = (json.dumps(value, sort_keys=True) for value in values)
    return one == two


@windows
def test_no_change_leaves_it_in_order(walked: Walked) -> None:
    trust = Trust.read((walked.out / "trust.json").read_bytes())
    original = walked.certificate
    at = json.loads(original)["validUntil"]
    random = Random(20261124)  # noqa: S311 -- a seed that can be repeated is the point
    tried = 0
    while tried < MUTATIONS:
        changed = mutated(original, random)
        if equal(changed, original):
            assert verify(changed, trust, at).status is Status.DEMONSTRATION
            continue
        tried += 1
        assert verify(changed, trust, at).status not in {Status.VALID, Status.DEMONSTRATION}


@windows
def test_it_clears_what_it_made_and_nothing_else(walked: Walked) -> None:
    (walked.folder / "yours").mkdir(exist_ok=True)
    (walked.folder / "yours" / "notes.txt").write_text("yours")

    told = Program(walked.folder, variables={})("demo", "--out", "yours")

    assert told.code == 6
    assert listing(walked.folder / "yours") == {"notes.txt"}
