"""Backups are whole, and restoring one loses nothing that somebody saw signed."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tcei_cli.compose import ledger_keys
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    TceiError,
    UnreachableError,
)
from tcei_rules.service.heads import KeptHead, LedgerSigner
from tcei_rules.service.restoring import Proven, Safekeeping
from tcei_rules.store.backups import copy_rows_into
from tcei_rules.store.database import Database
from tcei_rules.store.tables import METADATA
from tcei_rules.wording import say_error, say_mistake
from tests.appending import append_case, append_some
from tests.certificate_samples import ORIGIN, STRANGERS_KEY
from tests.fixed import CountedChance
from tests.home import Office, empty_database, full_database, raw, rows_of
from tests.ledgers import assert_whole


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with one certificate and a signed head."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "tcei.db").write_bytes(full_database())
    return Office(folder, chance=CountedChance(1_000))


def back_up(office: Office, name: str = "backup.db") -> Path:
    path = office.folder.parent / name
    Safekeeping(office.database, ledger_keys).back_up(path)
    return path


def nothing(trust: str) -> None:
    del trust


def restore(
    backup: Path,
    target: Path,
    kept: Iterable[KeptHead] = (),
    trust: str | None = None,
    settle: Callable[[str], None] = nothing,
) -> Proven:
    with closing(Database(f"sqlite:///{target}", 0.05)) as database:
        return Safekeeping(database, ledger_keys).restore(backup, tuple(kept), trust, settle)


def kept_head(office: Office) -> KeptHead:
    """Return the present head, as somebody else keeps it."""
    return KeptHead("outside/head.txt", office.sign_head().content)


def told(error: TceiError) -> str:
    if isinstance(error, InvalidInputError):
        return say_mistake(error.mistakes[0])
    sentence = say_error(error)
    assert "{" not in sentence
    return sentence


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows_of(path, table) for table in METADATA.tables if table != "organisation"} | {
        "organisation": single_column(path)
    }


def single_column(path: Path) -> list[tuple[Any, ...]]:
    with raw(path) as connection:
        return connection.execute("SELECT id FROM organisation ORDER BY 1").fetchall()


def test_a_backup_holds_every_row_and_is_for_its_owner_alone(office: Office) -> None:
    backup = back_up(office)

    assert all(everything(backup).values()), "a row or more in every table"
    assert everything(backup) == everything(office.path)
    assert assert_whole(backup) == assert_whole(office.path)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert sorted(one.name for one in backup.parent.iterdir()) == ["backup.db", "office"]


def test_what_is_restored_is_what_was_backed_up(office: Office, tmp_path: Path) -> None:
    backup = back_up(office)
    before = backup.read_bytes()

    proven = restore(backup, tmp_path / "new.db", [kept_head(office)])

    assert everything(tmp_path / "new.db") == everything(office.path)
    assert proven.size == assert_whole(tmp_path / "new.db") == proven.signed == proven.kept
    assert backup.read_bytes() == before


def test_a_backup_taken_row_by_row_holds_the_same(office: Office, tmp_path: Path) -> None:
    """As it is taken from a database that has no pages of SQLite."""
    path = tmp_path / "rows.db"
    path.touch(0o600)
    office.database.read(lambda connection: copy_rows_into(connection, path))

    assert everything(path) == everything(office.path)
    restore(path, tmp_path / "new.db", [kept_head(office)])
    assert everything(tmp_path / "new.db") == everything(office.path)


def test_a_restored_record_goes_on(office: Office, tmp_path: Path) -> None:
    backup = back_up(office)
    folder = tmp_path / "new"
    folder.mkdir()
    restore(backup, folder / "tcei.db")

    again = Office(folder, chance=CountedChance(9_000))
    again.certify(again.grant_gold("Krakenholm software cluster"))
    again.sign_head()

    assert assert_whole(again.path) > assert_whole(office.path)


def test_guards_come_from_the_program_and_not_from_the_backup(
    office: Office, tmp_path: Path
) -> None:
    backup = back_up(office)
    with raw(backup) as connection:
        drop_guards(connection)
        connection.execute(
            "CREATE TRIGGER spy AFTER INSERT ON record BEGIN DELETE FROM opening; END"
        )
        connection.execute("CREATE TABLE stowaway (content TEXT)")

    restore(backup, tmp_path / "new.db")

    assert schema(tmp_path / "new.db") == schema(office.path)


def schema(path: Path) -> list[str]:
    with raw(path) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1")
        return [sql for (sql,) in rows]


def test_others_go_on_writing_while_a_backup_is_taken(office: Office) -> None:
    stop, written = threading.Event(), list[int]()

    def write() -> None:
        with closing(Database(f"sqlite:///{office.path}", 30)) as database:
            for writer in range(100, 10_000):
                if stop.is_set():
                    return
                written.extend(append_some(database, writer, 1))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = [assert_whole(back_up(office, f"{number}.db")) for number in range(8)]
    finally:
        stop.set()
        writer.join()

    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 2, "others wrote in between"
    assert assert_whole(office.path) == written[-1] + 1


# What is not overwritten, and not left behind


@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_a_backup_takes_the_place_of_nothing(office: Office, tmp_path: Path, there: str) -> None:
    path = tmp_path / "backup.db"
    if there == "file":
        path.write_bytes(b"mine")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere.db")
    before = sorted(tmp_path.iterdir())

    with pytest.raises(ConflictError) as caught:
        back_up(office)

    assert str(path) in told(caught.value)
    assert sorted(tmp_path.iterdir()) == before
    assert there != "file" or path.read_bytes() == b"mine"


def test_a_file_that_comes_up_meanwhile_is_left_alone(office: Office, tmp_path: Path) -> None:
    def write_first(trust: str) -> Any:
        (tmp_path / "backup.db").write_bytes(b"mine")
        return ledger_keys(trust)

    with pytest.raises(ConflictError, match="exists"):
        Safekeeping(office.database, write_first).back_up(tmp_path / "backup.db")

    assert (tmp_path / "backup.db").read_bytes() == b"mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backup.db", "office"]


def test_a_backup_is_not_put_into_a_folder_that_is_not_there(
    office: Office, tmp_path: Path
) -> None:
    """It would rather be a disk that nobody plugged in."""
    with pytest.raises(UnreachableError) as caught:
        back_up(office, "disk/backup.db")

    assert "disk/backup.db" in told(caught.value)
    assert not (tmp_path / "disk").exists()


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Safekeeping(Database(f"sqlite:///{tmp_path}/none.db"), ledger_keys).back_up(tmp_path / "b")
    (tmp_path / "empty.db").write_bytes(empty_database())
    with pytest.raises(NotAllowedError, match="no_genesis"):
        Safekeeping(Database(f"sqlite:///{tmp_path}/empty.db"), ledger_keys).back_up(tmp_path / "b")

    assert not (tmp_path / "b").exists()
    assert not list(tmp_path.glob(".*"))


def test_nothing_is_restored_over_rows(office: Office) -> None:
    backup = back_up(office)

    with office.nothing_stored(), pytest.raises(ConflictError) as caught:
        restore(backup, office.path)

    assert str(office.path) in told(caught.value)


def test_a_database_without_rows_is_filled(office: Office, tmp_path: Path) -> None:
    """As one is left by a program that was killed while it restored."""
    backup = back_up(office)
    for name, content in ("tables.db", empty_database()), ("nothing.db", b""):
        (tmp_path / name).write_bytes(content)
        restore(backup, tmp_path / name)
        assert everything(tmp_path / name) == everything(office.path)


def test_what_sqlite_left_beside_an_older_database_does_not_come_back(
    office: Office, tmp_path: Path
) -> None:
    backup = back_up(office)
    office.add("Krakenholm software cluster")
    wal = office.path.with_name("tcei.db-wal")
    assert wal.stat().st_size
    shutil.copy(wal, tmp_path / "new.db-wal")

    restore(backup, tmp_path / "new.db")

    assert everything(tmp_path / "new.db") == everything(backup)


def test_what_fails_at_the_end_leaves_no_database(office: Office, tmp_path: Path) -> None:
    backup = back_up(office)

    def fail(_: str) -> None:
        raise UnreachableError("file.unwritable", path="trust.json", cause="no")

    with pytest.raises(UnreachableError):
        restore(backup, tmp_path / "new.db", settle=fail)

    assert not list(tmp_path.glob("new.db*"))


# Heads that were kept


def test_a_backup_older_than_a_kept_head_is_refused(office: Office, tmp_path: Path) -> None:
    old = back_up(office)
    size = assert_whole(office.path)
    office.grant_gold("Krakenholm software cluster")

    with pytest.raises(IntegrityError) as caught:
        restore(old, tmp_path / "new.db", [kept_head(office)])

    assert caught.value.message == "whole.behind"
    sentence = told(caught.value)
    assert all(one in sentence for one in (str(old), str(size), "outside/head.txt"))
    assert str(assert_whole(office.path)) in sentence
    assert not (tmp_path / "new.db").exists()


def test_a_backup_of_another_history_is_refused(office: Office, tmp_path: Path) -> None:
    """Two ledgers with the same beginning: the second was made up behind a signed head."""
    shutil.copytree(office.folder, tmp_path / "fork")
    fork = Office(tmp_path / "fork", chance=CountedChance(9_000))
    office.grant_gold("Krakenholm software cluster")
    head = kept_head(office)
    fork.grant_gold("Moonbeammoor water cluster")
    fork.grant_gold("Lanternmere rail cluster")

    with pytest.raises(IntegrityError) as caught:
        restore(back_up(fork), tmp_path / "new.db", [head])

    assert caught.value.message == "whole.other_root"
    assert "outside/head.txt" in told(caught.value)
    assert not (tmp_path / "new.db").exists()


def test_every_kept_head_counts_and_the_latest_is_told(office: Office, tmp_path: Path) -> None:
    first = kept_head(office)
    office.grant_gold("Krakenholm software cluster")
    second = kept_head(office)
    office.grant_gold("Moonbeammoor water cluster")

    proven = restore(back_up(office), tmp_path / "new.db", [second, first])

    assert proven.kept == proven.signed
    assert proven.signed is not None
    assert proven.signed < proven.size


def test_that_no_head_was_kept_is_said(office: Office, tmp_path: Path) -> None:
    assert restore(back_up(office), tmp_path / "new.db").kept is None


def forged_head(office: Office) -> bytes:
    return office.heads.sign(LedgerSigner(ORIGIN, STRANGERS_KEY)).content


@pytest.mark.parametrize("pinned", [True, False])
def test_a_head_that_the_ledger_did_not_sign_proves_nothing(
    office: Office, tmp_path: Path, *, pinned: bool
) -> None:
    backup = back_up(office)
    office.add("Krakenholm software cluster")
    office.grant_gold("Moonbeammoor water cluster")
    trust = office.database.read(trust_of) if pinned else None
    head = KeptHead("outside/head.txt", forged_head(office))

    with pytest.raises(InvalidInputError) as caught:
        restore(backup, tmp_path / "new.db", [head], trust)

    (mistake,) = caught.value.mistakes
    assert mistake.message == "checkpoint.not_signed"
    assert mistake.place.file == "outside/head.txt"


def trust_of(connection: Any) -> str:
    from sqlalchemy import text  # noqa: PLC0415

    return str(connection.scalar(text("SELECT content FROM record WHERE ledger_index = 0")))


def test_a_head_with_another_text_under_the_signature_is_refused(
    office: Office, tmp_path: Path
) -> None:
    head = kept_head(office)
    size = assert_whole(office.path)
    other = head.content.replace(f"\n{size}\n".encode(), f"\n{size - 1}\n".encode())

    with pytest.raises(InvalidInputError) as caught:
        restore(back_up(office), tmp_path / "new.db", [KeptHead("head.txt", other)])

    assert caught.value.mistakes[0].message == "signed_note.false_signature"


# The trust root


def test_the_trust_root_that_holds_is_handed_out(office: Office, tmp_path: Path) -> None:
    found = list[str]()
    proven = restore(back_up(office), tmp_path / "new.db", settle=found.append)

    assert found == [proven.trust] == [office.database.read(trust_of)]


def test_another_trust_root_than_the_pinned_one_is_refused(office: Office, tmp_path: Path) -> None:
    mine = office.database.read(trust_of)
    other = mine.replace("quorum none", "quorum  none")
    settled = list[str]()

    with pytest.raises(NotAllowedError) as caught:
        restore(back_up(office), tmp_path / "new.db", trust=other, settle=settled.append)

    assert caught.value.message == "backup.other_trust"
    assert "trust.json" in told(caught.value)
    assert not settled
    assert not (tmp_path / "new.db").exists()
    restore(back_up(office, "again.db"), tmp_path / "new.db", trust=mine)


# What was changed


def drop_guards(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in rows:
        connection.execute(f"DROP TRIGGER {name}")


TAMPERINGS = {
    "a record's bytes": (
        "UPDATE record SET content = replace(content, 'gold', 'bronze') WHERE kind = 'decision'",
        "record.digest",
    ),
    "a record's bytes with its digest": (
        (
            "UPDATE record SET content = '{}', digest = 'sha256:44136fa355b3678a1146ad16f7e8649e"
            "94fb4fc21fe77e8310c060f61caaff8a' WHERE kind = 'certificate'"
        ),
        "whole.node",
    ),
    "a record's time": (
        (
            "UPDATE record SET recorded_at = '2026-11-24T18:00:01Z' "
            "WHERE ledger_index = (SELECT max(ledger_index) FROM record)"
        ),
        "whole.node",
    ),
    "a record's id": (
        "UPDATE record SET id = '01' || id WHERE kind = 'membership'",
        "whole.node",
    ),
    "a time before": (
        "UPDATE record SET recorded_at = '1999-01-01T00:00:00Z' WHERE kind = 'certificate'",
        "whole.back_dated",
    ),
    "a record in the middle": ("DELETE FROM record WHERE ledger_index = 3", "whole.gap"),
    "the first record": ("DELETE FROM record WHERE ledger_index = 0", "ledger.no_genesis"),
    "the last record with its hashes": (
        (
            "DELETE FROM node WHERE (position + 1) << level > "
            "(SELECT max(ledger_index) FROM record); "
            "DELETE FROM record WHERE ledger_index = (SELECT max(ledger_index) FROM record); "
            "DELETE FROM certificate_decision WHERE id NOT IN (SELECT id FROM record)"
        ),
        "whole.behind",
    ),
    "a hash": (
        "UPDATE node SET hash = randomblob(32) WHERE level = 2 AND position = 0",
        "whole.node",
    ),
    "a hash that is gone": (
        "DELETE FROM node WHERE level = 1 AND position = 1",
        "ledger.node_absent",
    ),
    "a hash too many": ("INSERT INTO node VALUES (9, 0, randomblob(32))", "whole.nodes"),
    "a head": (
        "UPDATE checkpoint SET content = replace(content, 'labels.example/ledger', 'x')",
        "input.mistakes",
    ),
    "an answer": ("UPDATE opening SET content = replace(content, '\"', '!')", "record.opening"),
    "a ruleset's text": (
        "UPDATE ruleset SET content = CAST(content || x'0a' AS BLOB)",
        "ruleset.digest",
    ),
    "what was prepared": ("DELETE FROM certificate_prepared", "whole.certificate"),
    "bytes that are a text now": ("UPDATE ruleset SET content = 'text'", "whole.other_kind"),
    "a time that is bytes now": (
        "UPDATE record SET recorded_at = x'00' WHERE kind = 'certificate'",
        "whole.other_kind",
    ),
    "a hash that is a text now": (
        "UPDATE node SET hash = hex(randomblob(16))",
        "whole.other_kind",
    ),
    "a salt that is none": ("UPDATE opening SET salt = 'salt'", "whole.other_kind"),
}
"""What somebody does who has the file, and the message that tells of it."""


@pytest.mark.parametrize("what", TAMPERINGS)
def test_there_is_no_backup_of_a_record_that_was_changed(
    office: Office, tmp_path: Path, what: str
) -> None:
    statements, message = TAMPERINGS[what]
    tamper(office.path, statements)

    with pytest.raises(TceiError) as caught:
        back_up(office)

    assert caught.value.message == message
    assert told(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["office"]


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_backup_that_was_changed_is_not_restored(
    office: Office, tmp_path: Path, what: str
) -> None:
    backup = back_up(office)
    statements, message = TAMPERINGS[what]
    tamper(backup, statements)

    with pytest.raises(TceiError) as caught:
        restore(backup, tmp_path / "new.db")

    # The guards look first, at each row.
    assert caught.value.message in {message, "backup.refused"}
    assert told(caught.value)
    assert not list(tmp_path.glob("new.db*"))


def tamper(path: Path, statements: str) -> None:
    with raw(path) as connection:
        drop_guards(connection)
        connection.executescript(statements)


def test_rows_that_hang_on_nothing_are_not_lost_in_silence(office: Office, tmp_path: Path) -> None:
    backup = back_up(office)
    (first, *_), *_ = [row[1:] for row in rows_of(backup, "record")]
    tamper(backup, f"INSERT INTO decision VALUES ('{first}', '{first}', '{first}', 0, 0, 'a', 'b')")

    with pytest.raises(IntegrityError) as caught:
        restore(backup, tmp_path / "new.db")

    assert caught.value.message == "backup.rows"
    assert "decision" in told(caught.value)


def test_erased_answers_stay_erased(office: Office, tmp_path: Path) -> None:
    with raw(office.path) as connection:
        connection.execute("DELETE FROM opening")

    restore(back_up(office), tmp_path / "new.db", [kept_head(office)])

    assert rows_of(tmp_path / "new.db", "opening") == []


@pytest.mark.parametrize(
    "content", [b"", b"not a database" * 500, b"SQLite format 3\0", b"\0" * 9000]
)
def test_what_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "backup.db"
    path.write_bytes(content)

    with pytest.raises(InvalidInputError) as caught:
        restore(path, tmp_path / "new.db")

    assert caught.value.mistakes[0].message == "backup.not_one"
    assert caught.value.mistakes[0].place.file == str(path)
    assert path.read_bytes() == content
    assert not (tmp_path / "new.db").exists()


def test_a_backup_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        restore(tmp_path / "none.db", tmp_path / "new.db")
    with pytest.raises(UnreachableError):
        restore(tmp_path, tmp_path / "new.db")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_backup_that_was_cut_off_is_not_restored(
    office: Office, tmp_path: Path, keep: float
) -> None:
    backup = back_up(office)
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * keep)])

    with pytest.raises((IntegrityError, InvalidInputError)) as caught:
        restore(backup, tmp_path / "new.db")

    assert told(caught.value)
    assert not list(tmp_path.glob("new.db*"))


def test_a_backup_of_another_version_is_told(office: Office, tmp_path: Path) -> None:
    backup = back_up(office)
    tamper(backup, "UPDATE alembic_version SET version_num = '0099_later'")

    with pytest.raises(NotAllowedError) as caught:
        restore(backup, tmp_path / "new.db")

    assert "0099_later" in told(caught.value)
    assert not list(tmp_path.glob("new.db*"))


def test_a_ledger_of_many_batches_is_proven(office: Office, tmp_path: Path) -> None:
    chance = CountedChance(5_000_000)
    office.database.write(lambda c: [append_case(c, chance) for _ in range(1_100)])

    proven = restore(back_up(office), tmp_path / "new.db", [kept_head(office)])

    assert proven.size == assert_whole(tmp_path / "new.db") > 1_100
