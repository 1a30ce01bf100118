"""The exported ledger: whole at every moment, never changed, readable by its files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_rules.errors import IntegrityError, UnreachableError
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.proofs import consistency_holds, inclusion_holds
from tcei_rules.ledger.tiles import tiles_of
from tcei_rules.ledger.tree import consistency_proof, inclusion_proof, root_at
from tests.certificate_samples import STRANGERS_KEY, sample_trust
from tests.home import Office, founded_database, raw
from tests.publishing import (
    export,
    exported_entries,
    exported_head,
    exported_nodes,
    grow,
    grow_to,
    size_of,
)

SIZES = (1, 255, 256, 257, 600)


class StoppedError(Exception):
    """The machine stops here."""


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_the_files_alone_give_every_entry_and_every_proof(office: Office, tmp_path: Path) -> None:
    folder, heads = tmp_path / "public", list[Checkpoint]()
    for size in SIZES:
        if size > size_of(office):
            grow_to(office, size)
        export(office, folder)
        heads.append(exported_head(folder))
        head, nodes = heads[-1], exported_nodes(folder, heads[-1].size)
        entries = exported_entries(folder, head.size)
        assert root_at(nodes, head.size) == head.root
        for index in range(0, head.size, 7):
            proof = inclusion_proof(nodes, index, head.size)
            assert inclusion_holds(leaf_hash(entries[index]), index, head.size, proof, head.root)
        for old in heads:
            proof = consistency_proof(nodes, old.size, head.size)
            assert consistency_holds(old.size, old.root, head.size, head.root, proof)
    assert (folder / "trust.json").read_bytes() == sample_trust().to_bytes()


def test_only_what_is_new_is_written_and_nothing_is_written_anew(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    grow_to(office, 300)
    export(office, folder)
    before = {path: (folder / path).stat().st_mtime_ns for path in files_in(folder)}
    assert export(office, folder) == 0
    grow(office, 1)
    new = export(office, folder)

    # A wider tile and a wider bundle; the level above still ends at the same node.
    assert new == 2
    for path, time in before.items():
        if path not in {"checkpoint", "trust.json"}:
            assert (folder / path).stat().st_mtime_ns == time


def test_the_same_files_come_of_one_export_and_of_many(office: Office, tmp_path: Path) -> None:
    for size in (40, 256, 300):
        grow_to(office, size)
        export(office, tmp_path / "often")
    export(office, tmp_path / "once")
    often, once = files_in(tmp_path / "often"), files_in(tmp_path / "once")

    assert once.items() <= often.items()
    assert all(".p/" in path for path in often.keys() - once.keys())


def test_wherever_it_stops_the_folder_shows_a_whole_ledger(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    grow_to(office, 250)
    export(office, folder)
    old = exported_head(folder)
    grow_to(office, 520)
    head = office.sign_head()
    count = 0
    while exported_head(folder) == old:
        count += 1
        left = count

        def tick() -> None:
            nonlocal left
            left -= 1
            if not left:
                raise StoppedError

        try:
            export(office, folder, head, tick=tick)
        except StoppedError:
            shown = exported_head(folder)
            assert root_at(exported_nodes(folder, shown.size), shown.size) == shown.root
    assert exported_head(folder) == head.checkpoint
    assert count > 4


def test_a_file_that_differs_is_a_fork_and_left_as_it_is(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    grow_to(office, 20)
    path = folder / "tile/0/000.p/20"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"something else")

    with pytest.raises(IntegrityError) as raised:
        export(office, folder)
    assert raised.value.message == "export.differs"
    assert raised.value.values["path"] == str(path)
    assert path.read_bytes() == b"something else"
    assert not (folder / "checkpoint").exists()


def test_all_files_are_looked_at_when_asked(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    grow_to(office, 600)
    export(office, folder)
    old = folder / "tile/entries/000"
    content = old.read_bytes()
    old.unlink()
    grow(office, 1)

    export(office, folder)
    assert not old.exists()
    assert export(office, folder, everything=True) == 1
    assert old.read_bytes() == content
    old.write_bytes(content[:-1] + b"?")
    with pytest.raises(IntegrityError) as raised:
        export(office, folder, everything=True)
    assert raised.value.message == "export.differs"


def test_an_edge_that_is_missing_is_told_before_the_head_is_shown(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    grow_to(office, 256)
    export(office, folder)
    head = exported_head(folder)
    (folder / "tile/1/000.p/1").unlink()
    grow(office, 1)

    with pytest.raises(IntegrityError) as raised:
        export(office, folder)
    assert raised.value.message == "export.incomplete"
    assert exported_head(folder) == head


def test_an_export_of_more_entries_is_not_gone_back_from(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    grow(office, 3)
    export(office, folder)
    before = files_in(folder)
    office.database.close()
    office.path.write_bytes(founded_database())

    with pytest.raises(IntegrityError) as raised:
        export(office, folder)
    assert raised.value.message == "export.ahead"
    assert files_in(folder) == before


def test_an_export_of_another_past_is_a_fork(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    grow(office, 3)
    export(office, folder)
    before = files_in(folder)
    office.database.close()
    office.path.write_bytes(founded_database())
    grow(office, 4)

    with pytest.raises(IntegrityError) as raised:
        export(office, folder)
    assert raised.value.message == "export.forked"
    assert files_in(folder) == before


@pytest.mark.parametrize("signed", [False, True])
def test_a_folder_of_another_ledger_is_left_alone(
    office: Office, tmp_path: Path, *, signed: bool
) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    other = sign_checkpoint(Checkpoint("other.example/log", 1, b"1" * 32), STRANGERS_KEY)
    (folder / "checkpoint").write_bytes(other.to_bytes() if signed else b"hello\n")

    with pytest.raises(IntegrityError) as raised:
        export(office, folder)
    assert raised.value.message == "export.strange"
    assert set(files_in(folder)) == {"checkpoint"}


def test_what_else_lies_there_is_left_alone(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>Our ledger</h1>")

    export(office, folder)

    assert (folder / "index.html").read_text() == "<h1>Our ledger</h1>"
    size = size_of(office)
    assert {tile.path for tile in tiles_of(size)} <= set(files_in(folder))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE record SET recorded_at = '2001-01-01T00:00:00Z' WHERE ledger_index = 2",
         "ledger.entry_changed"),
        ("DELETE FROM record WHERE ledger_index = 2", "ledger.entry_absent"),
        ("UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND position = 2",
         "ledger.entry_changed"),
        ("UPDATE node SET hash = zeroblob(32) WHERE level = 8 AND position = 0",
         "ledger.node_changed"),
        ("DELETE FROM node WHERE level = 0 AND position = 2", "ledger.node_absent"),
    ],
)  # fmt: skip
def test_a_changed_record_is_not_published(
    office: Office, tmp_path: Path, change: str, message: str
) -> None:
    grow_to(office, 300)
    head = office.sign_head()
    office.database.close()
    with raw(office.path) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(change)

    with pytest.raises(IntegrityError) as raised:
        export(office, tmp_path / "public", head)
    assert raised.value.message == message
    assert not (tmp_path / "public" / "checkpoint").exists()


def test_a_folder_that_cannot_be_made_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UnreachableError):
        export(office, tmp_path / "file" / "public")
