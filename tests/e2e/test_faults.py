"""Full disks, closed folders, wrong clocks, two at once: told in a sentence, the ledger whole."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tcei_cli.compose import ledger_keys
from tcei_rules.errors import NotAllowedError, TceiError, UnreachableError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.service.founding import Founding
from tcei_rules.service.restoring import Safekeeping
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store.database import Database
from tcei_rules.wording import say_error
from tests.certificate_samples import sample_issuer, sample_trust
from tests.commands import Told
from tests.fixed import NOW, CountedChance
from tests.home import PLAIN, Office, Shelf, full_database, gold_answers, raw, shipped_texts
from tests.killing import Killer, readied
from tests.ledgers import assert_whole
from tests.privileges import needs_permissions, open_folder, unprivileged
from tests.processes import SCRIPT, Program


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with a decision and a certificate, and a version to be published."""
    folder = tmp_path / "made"
    folder.mkdir()
    return furnished(folder)


def furnished(folder: Path) -> Office:
    (folder / "tcei.db").write_bytes(full_database())
    # Long enough to need pages of its own, however much room the present ones have left.
    fresh = PLAIN.replace("scheme: plain", "scheme: fresh") + "# a remark\n" * 1_000
    shelf = Shelf({**shipped_texts(), "plain/1.0.0": PLAIN, "fresh/1.0.0": fresh})
    return Office(folder, chance=CountedChance(1_000), rulesets=Rulesets(shelf))


def back_up(office: Office, name: str = "backup.db") -> Path:
    path = office.folder / name
    Safekeeping(office.database, ledger_keys).back_up(path)
    return path


def restore(backup: Path, path: Path) -> None:
    with closing(Database(f"sqlite:///{path}", 0.05)) as database:
        Safekeeping(database, ledger_keys).restore(backup, (), None, ignore)


def ignore(trust: str) -> None:
    del trust


def told(error: TceiError, *named: str) -> None:
    """Demand a sentence that says what it is about, and nothing of the program's inside."""
    sentence = say_error(error)
    assert "{" not in sentence
    assert "Error" not in sentence
    assert all(one in sentence for one in named), sentence


# The clock


def ready_to_decide(office: Office) -> Callable[[], object]:
    frozen = office.freeze(gold_answers(), office.add("Decided on"))
    return lambda: office.decide(frozen)


def ready_to_certify(office: Office) -> Callable[[], object]:
    decided = office.grant_gold("Certified")
    return lambda: office.certify(decided)


def ready_to_freeze(office: Office) -> Callable[[], object]:
    office.add("Frozen")
    return lambda: office.freeze(gold_answers(), "Frozen")


def ready_to_publish(office: Office) -> Callable[[], object]:
    return lambda: office.publishing.publish("fresh/1.0.0")


def ready_to_change_trust(office: Office) -> Callable[[], object]:
    # As large as a trust root of many issuers: it needs pages of its own.
    keys = (SigningKey(sha256(str(number).encode()).digest()) for number in range(60))
    issuers = (
        sample_issuer(f"did:web:office{number}.example", key) for number, key in enumerate(keys)
    )
    other = sample_trust(*issuers)
    return lambda: Founding(office.desk).establish(other)


RECORDING = {
    "freezing": ready_to_freeze,
    "deciding": ready_to_decide,
    "certifying": ready_to_certify,
    "publishing": ready_to_publish,
    "changing the trust root": ready_to_change_trust,
}


@pytest.mark.parametrize("now", ["2026-11-24T17:59:59Z", "2001-01-01T00:00:00Z"])
@pytest.mark.parametrize("what", RECORDING)
def test_a_clock_that_was_set_back_is_told_and_nothing_is_stored(
    office: Office, what: str, now: str
) -> None:
    act = RECORDING[what](office)
    office.clock.moment = now

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        act()

    assert caught.value.message == "clock.behind"
    told(caught.value, now, NOW)
    office.clock.moment = NOW
    act()
    assert_whole(office.path)


def test_what_records_nothing_goes_on_under_any_clock(office: Office) -> None:
    office.add("Krakenholm software cluster")
    office.clock.moment = "2001-01-01T00:00:00Z"

    office.sign_head()
    restore(back_up(office), office.folder / "new.db")

    assert assert_whole(office.folder / "new.db") == assert_whole(office.path)


# The disk


@contextmanager
def room_for(pages: int) -> Generator[None]:
    """Let every database that is opened inside have no more than so many pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def pages_of(path: Path) -> int:
    with raw(path) as connection:
        found: int = connection.execute("PRAGMA page_count").fetchone()[0]
        return found


def test_recording_until_the_disk_is_full_loses_only_what_was_refused(office: Office) -> None:
    done = list[str]()
    with room_for(pages_of(office.path) + 12), pytest.raises(UnreachableError) as caught:
        certify_many(office, done)

    assert caught.value.message == "database.full"
    told(caught.value, str(office.path))
    assert_whole(office.path)
    with raw(office.path) as connection:
        (decisions,) = connection.execute("SELECT count(*) FROM decision").fetchone()
    # One was there before, and the last may lack its certificate.
    assert decisions - len(done) in {1, 2}

    office.database.close()
    for made in office.deciding.list("9999-12-31"):
        office.certify(office.deciding.show(made.decision))
    office.grant_gold("Moonbeammoor water cluster")
    assert_whole(office.path)


def certify_many(office: Office, done: list[str]) -> None:
    done.extend(
        office.certify(office.grant_gold(f"Organisation {number}")).record.number
        for number in range(1_000)
    )


@pytest.mark.parametrize("what", RECORDING)
def test_a_full_disk_is_told_and_nothing_is_stored(office: Office, what: str) -> None:
    act = RECORDING[what](office)
    fill_up(office)
    with office.nothing_stored(), room_for(pages_of(office.path)):
        with pytest.raises(UnreachableError) as caught:
            act()
        office.database.close()

    assert caught.value.message == "database.full"
    told(caught.value, str(office.path))
    act()
    assert_whole(office.path)


def fill_up(office: Office) -> None:
    """Leave no page with room: the next row of any size needs another one."""
    office.database.close()
    with raw(office.path) as connection:
        connection.execute("CREATE TABLE filler (content BLOB)")
        connection.execute(f"PRAGMA max_page_count = {pages_of(office.path)}")
        for size in (4000, 400, 40):
            try:
                while True:
                    connection.execute("INSERT INTO filler VALUES (zeroblob(?))", [size])
            except sqlite3.OperationalError:
                continue


def test_restoring_onto_a_full_disk_leaves_nothing(office: Office) -> None:
    backup, path = back_up(office), office.folder / "new.db"

    for pages in (3, 30, pages_of(backup) - 2):
        with room_for(pages), pytest.raises(UnreachableError) as caught:
            restore(backup, path)
        assert caught.value.message == "database.full"
        told(caught.value, str(path))
        assert not list(office.folder.glob("new.db*"))

    restore(backup, path)
    assert assert_whole(path) == assert_whole(backup)


@needs_permissions
@pytest.mark.slow
def test_commands_on_a_disk_that_takes_no_more_bytes_say_so(tcei: Program) -> None:
    """As under a quota: the system refuses the write itself."""
    database = tcei.folder / "office" / "tcei.db"
    size = assert_whole(database)
    assert tcei("db", "backup", "good.db").code == 0

    for arguments in (
        ("db", "backup", "bad.db"),
        ("db", "restore", "good.db", "--home", "new"),
        ("org", "add", "Moonbeammoor"),
    ):
        done = limited(tcei, *arguments)
        assert done.code == 7, (arguments, done)
        assert "Traceback" not in done.err
        assert "unexpected fault" not in done.err

    assert not (tcei.folder / "bad.db").exists()
    assert not list(tcei.folder.glob(".*"))
    assert not list((tcei.folder / "new").iterdir())
    assert assert_whole(database) == size
    assert tcei("db", "restore", "good.db", "--home", "new").code == 0
    assert tcei("org", "add", "Moonbeammoor").code == 0


def limited(tcei: Program, *arguments: str) -> Told:
    """Run a command that may write 8 kB into a file and no more."""
    # Compiled modules would be cut off, too, and with them every program after this one.
    variables = {**tcei.variables, "PYTHONDONTWRITEBYTECODE": "1"}
    program = Program(tcei.folder, Path(sys.executable), variables)
    code = (
        "import os, resource, sys; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    return program("-c", code, SCRIPT, *arguments)


# Closed files and folders


@needs_permissions
def test_a_folder_that_may_only_be_read_is_told() -> None:
    with open_folder() as folder:
        office = furnished(folder)
        good = back_up(office, "good.db")
        acts = [ready(office) for ready in RECORDING.values()]
        office.database.close()
        size = assert_whole(office.path)
        good.chmod(0o444)
        office.path.chmod(0o444)
        folder.chmod(0o555)

        with unprivileged():
            for act in acts:
                with pytest.raises(UnreachableError) as caught:
                    act()
                told(caught.value, str(folder))
            with pytest.raises(UnreachableError) as caught:
                back_up(office, "bad.db")
            told(caught.value, str(folder / "bad.db"))
            with pytest.raises(UnreachableError) as caught:
                restore(good, folder / "new.db")
            told(caught.value, str(folder / "new.db"))
        office.database.close()

        folder.chmod(0o755)
        office.path.chmod(0o600)
        assert sorted(one.name for one in folder.iterdir()) == ["good.db", "tcei.db"]
        assert assert_whole(office.path) == size
        for act in acts:
            act()
        assert_whole(office.path)


@needs_permissions
def test_a_backup_that_may_only_be_read_is_restored() -> None:
    """As it lies on a disk that is locked: nothing is written beside it."""
    with open_folder() as folder, open_folder() as elsewhere:
        backup = back_up(furnished(folder))
        shelf = folder / "shelf"
        shelf.mkdir()
        shutil.move(backup, shelf / "backup.db")
        (shelf / "backup.db").chmod(0o444)
        shelf.chmod(0o555)
        elsewhere.chmod(0o777)

        with unprivileged():
            restore(shelf / "backup.db", elsewhere / "new.db")

        assert assert_whole(elsewhere / "new.db") == assert_whole(folder / "tcei.db")
        assert [one.name for one in shelf.iterdir()] == ["backup.db"]


# Two at once


@pytest.fixture(scope="module")
def pair() -> Generator[tuple[Killer, Killer]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(readied()) for _ in range(2))
        yield Killer(first, Path()), Killer(second, Path(), 500)


def both(pair: tuple[Killer, Killer], folder: Path, *works: str) -> list[list[str]]:
    """Let two processes work at once; return what each acknowledged."""
    for killer, work in zip(pair, works, strict=True):
        killer.folder = folder
        killer.start(work)
    return [killer.wait()["acknowledged"] for killer in pair]


@pytest.mark.slow
def test_two_who_record_at_once_both_do(office: Office, pair: tuple[Killer, Killer]) -> None:
    said = both(pair, office.folder, "record", "record")

    assert len(said[0]) == len(said[1]) > 0
    size = assert_whole(office.path)
    recorded = {one for own in said for one in own if one.startswith("record ")}
    with raw(office.path) as connection:
        there = {f"record {row[0]}" for row in connection.execute("SELECT id FROM record")}
    assert recorded <= there
    assert len(there) == size


@pytest.mark.slow
def test_of_two_who_decide_on_the_same_one_wins(
    office: Office, pair: tuple[Killer, Killer]
) -> None:
    frozen = [office.freeze(gold_answers(), office.add(f"Organisation {one}")) for one in range(6)]
    assessments = [one.record.assessment for one in frozen]
    (office.folder / "assessments.txt").write_text("\n".join(assessments))

    first, second = both(pair, office.folder, "decide", "decide")

    said = Counter(one for one in first + second if not one.startswith("certified"))
    for assessment in assessments:
        assert said[f"decided {assessment}"] == said[f"decision.made_already {assessment}"] == 1
    numbers = [one for one in first + second if one.startswith("certified")]
    assert len(numbers) == len(set(numbers)) == len(assessments)
    assert_whole(office.path)


@pytest.mark.slow
def test_two_who_publish_the_same_publish_it_once(
    office: Office, pair: tuple[Killer, Killer]
) -> None:
    before = assert_whole(office.path)

    first, second = both(pair, office.folder, "publish_the_same", "publish_the_same")

    told = [one.split(" ") for one in first + second]
    assert [digest for _, digest in map(tuple, told[: len(first)])] == [
        digest for _, digest in map(tuple, told[len(first) :])
    ]
    published = [digest for what, digest in told if what == "published"]
    assert len(published) == len(set(published)) == len(first) == len(second)
    assert assert_whole(office.path) == before + len(published)


@pytest.mark.slow
def test_a_backup_is_taken_while_another_records(
    office: Office, pair: tuple[Killer, Killer]
) -> None:
    recorded, taken = both(pair, office.folder, "record", "back_up")

    sizes = [assert_whole(office.folder / one.removeprefix("file ")) for one in taken]
    assert sizes == sorted(sizes)
    assert sizes[-1] <= assert_whole(office.path)
    assert recorded
