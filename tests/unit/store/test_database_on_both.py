"""Units of work on either database: whole or not at all, in one sequence, told in a sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text

from tcei_rules.domain.decision import CaseRecord
from tcei_rules.domain.record import Record, RecordKind
from tcei_rules.errors import ConflictError, IntegrityError, TceiError, UnreachableError
from tcei_rules.store import checkpoints, nodes, records
from tcei_rules.store.database import TRIES, Database
from tcei_rules.wording import LANGUAGES, say_error
from tests.appending import append_case, append_some
from tests.fixed import CountedChance
from tests.places import SQLITE, Place, forged, insert

ROOT = Path(__file__).parents[3]
WRITERS, EACH = 8, 6


def told(error: TceiError) -> str:
    """Return the sentence, which must exist in every language and name what it is about."""
    sentences = [say_error(error, language) for language in LANGUAGES]
    assert not any("{" in one for one in sentences)
    return sentences[0]


def append(connection: Connection) -> Record:
    return append_case(connection, CountedChance(900_000))


def count(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM record")) or 0


def test_work_that_fails_in_the_middle_leaves_nothing(filled_place: Place) -> None:
    before = filled_place.dump()

    def fail(connection: Connection) -> None:
        append(connection)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        filled_place.database().write(fail)

    assert filled_place.dump() == before


def test_an_interrupt_during_a_statement_leaves_nothing(filled_place: Place) -> None:
    before = filled_place.dump()
    database = filled_place.database()

    def interrupt(_cursor: object, statement: str, _parameters: object, _context: object) -> None:
        if statement.startswith("INSERT INTO node"):
            raise KeyboardInterrupt

    for name in ("do_execute", "do_executemany"):
        event.listen(Engine, name, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            database.write(append)
    finally:
        for name in ("do_execute", "do_executemany"):
            event.remove(Engine, name, interrupt)

    assert filled_place.dump() == before
    database.write(append)


def test_a_rehearsal_does_everything_and_stores_nothing(filled_place: Place) -> None:
    before = filled_place.dump()

    seen = filled_place.database(rehearse=True).write(lambda c: (append(c), count(c))[1])

    assert seen == len(before["record"]) + 1
    assert filled_place.dump() == before


def test_reading_sees_one_state_while_others_write(filled_place: Place) -> None:
    database, other = filled_place.database(), filled_place.database()

    def look_twice(connection: Connection) -> tuple[int, int]:
        first = count(connection)
        other.write(append)
        return first, count(connection)

    first, second = database.read(look_twice)

    assert first == second
    assert database.read(count) == first + 1


def test_a_constraint_is_a_conflict(filled_place: Place) -> None:
    before = filled_place.dump()

    with pytest.raises(ConflictError) as caught:
        filled_place.database().write(lambda c: c.execute(text("DELETE FROM record")))

    assert caught.value.message == "database.refused"
    assert "never changed" in told(caught.value)
    assert filled_place.dump() == before


@contextmanager
def held(place: Place, seconds: float | None = None) -> Generator[None]:
    """Hold the right to write as another program would, for a time or until the end."""
    locked, done = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        append(connection)
        locked.set()
        done.wait(seconds)
        raise InterruptedError

    def write() -> None:
        with closing(Database(place.url, 10)) as database, pytest.raises(InterruptedError):
            database.write(hold)

    holder = threading.Thread(target=write)
    holder.start()
    assert locked.wait(10)
    try:
        yield
    finally:
        done.set()
        holder.join()


def test_a_lock_that_goes_away_is_waited_for(filled_place: Place) -> None:
    database = filled_place.database(0.2)
    before = database.read(count)

    with held(filled_place, seconds=0.4):
        database.write(append)

    assert database.read(count) == before + 1


def test_a_lock_that_stays_is_told_and_nothing_is_stored(filled_place: Place) -> None:
    before = filled_place.dump()
    database = filled_place.database()

    with held(filled_place), pytest.raises(UnreachableError) as caught:
        database.write(append)

    assert caught.value.message == "database.locked"
    assert database.where in told(caught.value)
    assert filled_place.dump() == before
    database.write(append)  # the connection is still of use


def test_reading_goes_on_while_others_write(filled_place: Place) -> None:
    before = len(filled_place.rows("record"))

    with held(filled_place):
        assert filled_place.database().read(count) == before


def test_work_that_fails_otherwise_is_not_tried_again(filled_place: Place) -> None:
    tries: list[int] = []

    def fail(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("DELETE FROM record"))

    with pytest.raises(ConflictError):
        filled_place.database().write(fail)

    assert len(tries) == 1 < TRIES


def test_a_failed_statement_that_is_passed_over_is_not_taken_for_success(
    filled_place: Place,
) -> None:
    """PostgreSQL would answer COMMIT with a rollback; whatever is told must be true."""
    database = filled_place.database()
    before = len(filled_place.rows("record"))

    def pass_over(connection: Connection) -> None:
        append(connection)
        with pytest.raises(Exception, match="never changed"):
            connection.execute(text("DELETE FROM record"))

    if filled_place.kind == SQLITE:
        database.write(pass_over)
        assert database.read(count) == before + 1
    else:
        with pytest.raises(RuntimeError, match="nothing was stored"):
            database.write(pass_over)
        assert database.read(count) == before


def test_eight_threads_write_without_gap(founded_place: Place) -> None:
    first = len(founded_place.rows("record"))

    def write(writer: int) -> list[int]:
        with closing(Database(founded_place.url, 30)) as database:
            return append_some(database, writer, EACH)

    with ThreadPoolExecutor(WRITERS) as pool:
        written = list(pool.map(write, range(WRITERS)))

    assert_gapless(founded_place, first, written)


def test_eight_threads_share_one_database(founded_place: Place) -> None:
    first = len(founded_place.rows("record"))
    database = founded_place.database(30)

    def write(writer: int) -> list[int]:
        return append_some(database, writer, EACH)

    with ThreadPoolExecutor(WRITERS) as pool:
        written = list(pool.map(write, range(WRITERS)))

    assert_gapless(founded_place, first, written)


PROGRAM = """\
import sys
from tcei_rules.store.database import Database
from tests.appending import append_some
database = Database(sys.argv[1], 30)
print(*append_some(database, int(sys.argv[2]), int(sys.argv[3])))
database.close()
"""


@pytest.mark.slow
def test_eight_processes_write_without_gap(founded_place: Place) -> None:
    first = len(founded_place.rows("record"))
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, founded_place.url, str(writer), str(EACH)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS)
    ]
    written = [list(map(int, one.communicate(timeout=120)[0].split())) for one in programs]

    assert [one.returncode for one in programs] == [0] * WRITERS
    assert_gapless(founded_place, first, written)


def assert_gapless(place: Place, first: int, written: list[list[int]]) -> None:
    """Every index was given once, and the tree grew with each record."""
    indexes = sorted(index for own in written for index in own)
    assert indexes == list(range(first, first + WRITERS * EACH))
    assert all(own == sorted(own) for own in written)
    assert [row["ledger_index"] for row in place.rows("record")] == list(
        range(len(indexes) + first)
    )
    assert place.database().read(nodes.size) == first + WRITERS * EACH


def test_records_are_read_back_as_written(founded_place: Place) -> None:
    database, chance = founded_place.database(), CountedChance()

    written = [database.write(lambda c: append_case(c, chance)) for _ in range(3)]

    assert database.read(lambda c: list(records.of_kind(c, RecordKind.CASE))) == written
    assert database.read(lambda c: records.find(c, written[1].id)) == written[1]
    assert database.read(lambda c: records.last_of(c, RecordKind.CASE)) == written[2]
    case = written[0].id
    assert database.read(lambda c: records.of_case(c, RecordKind.CASE, case)) == [written[0]]
    assert (
        database.read(lambda c: records.demand(c, RecordKind.CASE, case, CaseRecord)).case == case
    )


def test_nothing_is_found_where_nothing_is(empty_place: Place) -> None:
    database = empty_place.database()

    assert database.read(lambda c: records.find(c, "01NONE")) is None
    assert database.read(lambda c: records.certificate_of(c, "01NONE")) is None
    assert database.read(lambda c: records.publication_of(c, "ecei", "9.0.0")) is None
    assert database.read(lambda c: records.open_commitment(c, "sha256:" + "0" * 64)) is None
    assert database.read(nodes.size) == 0
    assert database.read(nodes.frontier).size == 0
    assert database.read(checkpoints.latest) is None


def test_a_record_whose_bytes_are_not_of_its_digest_is_not_read(filled_place: Place) -> None:
    row = forged(len(filled_place.rows("record")), "01NEW", "membership", {"case": "01CASE"})
    with filled_place.raw() as connection:
        insert(connection, "record", row | {"digest": "sha256:" + "0" * 64})

    with pytest.raises(IntegrityError, match="digest"):
        filled_place.database().read(lambda c: records.find(c, "01NEW"))


@pytest.mark.parametrize("prefix", ["DEMO-A_B-2026-", "demo-", "DEMO-AxB-", "DEMO-%-", ""])
def test_counting_takes_a_prefix_for_what_it_says(filled_place: Place, prefix: str) -> None:
    """`%` and `_` in a prefix are themselves, not wildcards."""
    number = "DEMO-A_B-2026-0001"
    row = forged(len(filled_place.rows("record")), "01NEW", "membership", {"number": number})
    with filled_place.raw() as connection:
        insert(connection, "record", row)
    database = filled_place.database()

    found = database.read(lambda c: records.count(c, RecordKind.MEMBERSHIP, prefix))

    numbered = 1 if number.startswith(prefix) else 0
    every = database.read(lambda c: records.count(c, RecordKind.MEMBERSHIP))
    assert found == (numbered if prefix else every)


def test_migrations_and_tables_say_the_same(empty_place: Place) -> None:
    """What `alembic check` looks at, and that every guard is at work."""
    assert empty_place.database().differences() == ()


def test_bringing_up_to_date_what_is_up_to_date_changes_nothing(filled_place: Place) -> None:
    before = filled_place.dump()

    filled_place.database().create()

    assert filled_place.dump() == before


def test_what_is_missing_is_told(empty_place: Place) -> None:
    on = " ON node" if empty_place.kind != SQLITE else ""
    with empty_place.raw() as connection:
        connection.execute(text(f"DROP TRIGGER node_no_update{on}"))
        connection.execute(text("DROP INDEX ix_checkpoint_size"))
        connection.execute(text("ALTER TABLE person ADD COLUMN more TEXT"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    version, *others = empty_place.database().differences()

    assert version == "version 0000, and the newest is certificates_0002"
    assert "guard node_no_update is missing or switched off" in others
    assert "add_index ix_checkpoint_size" in others
    assert any(one.startswith("remove_column") and one.endswith("more") for one in others)
    assert len(others) == 3


def test_a_database_of_another_version_is_told(empty_place: Place) -> None:
    with empty_place.raw() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    with pytest.raises(TceiError) as caught:
        empty_place.database().create()

    assert caught.value.message == "database.other_version"
    told(caught.value)


def test_every_text_has_the_order_of_its_characters_numbers(empty_place: Place) -> None:
    names = ["Zeta", "alpha", "Émile", "zeta", "Öre", "a-b", "a b", "ab"]
    with empty_place.raw() as connection:
        for name in names:
            insert(connection, "organisation", {"id": name})
        query = text("SELECT id FROM organisation ORDER BY id")
        assert list(connection.scalars(query)) == sorted(names)
        if empty_place.kind != SQLITE:
            other = text(
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' "
                "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
            )
            assert connection.scalar(other) == 0
