"""Many decisions at once: all or none, and the same to the byte as one by one."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.errors import ConflictError, NotAllowedError
from tcei_rules.service.deciding import Wish
from tests.fixed import CountedChance
from tests.home import CONFIRMER, DECIDER, Office, dump, gold_answers

MANY = 7
WISH = Wish(decider=DECIDER, confirmer=CONFIRMER)
REFUSAL = Wish(decider=DECIDER, confirmer=CONFIRMER, refuse=True, reason="Under review.")


@cache
def undecided() -> tuple[bytes, tuple[str, ...]]:
    """Return a database with assessments to decide on, and these."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        frozen = [office.freeze(gold_answers(), office.add(f"Cluster {n}")) for n in range(MANY)]
        office.database.close()
        return office.path.read_bytes(), tuple(one.record.assessment for one in frozen)


def decided(cuts: list[int], refused: frozenset[int]) -> list[str]:
    """Decide in batches that are cut there; return all that the database holds then."""
    content, assessments = undecided()
    with TemporaryDirectory() as folder:
        Path(folder, "tcei.db").write_bytes(content)
        office = Office(Path(folder), chance=CountedChance(10_000))
        wished = [
            (office.deciding.judge(one), REFUSAL if place in refused else WISH)
            for place, one in enumerate(assessments)
        ]
        for start, end in pairwise([0, *sorted(cuts), MANY]):
            office.deciding.record_judged(wished[start:end])
        office.database.close()
        return dump(office.path)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, MANY), max_size=MANY),
    st.frozensets(st.integers(0, MANY - 1)),
)
def test_how_decisions_are_batched_never_changes_the_record(
    cuts: list[int], refused: frozenset[int]
) -> None:
    assert decided(cuts, refused) == decided(list(range(1, MANY)), refused)


@pytest.fixture
def waiting(tmp_path: Path) -> Office:
    """Give an office with assessments to decide on."""
    (tmp_path / "tcei.db").write_bytes(undecided()[0])
    return Office(tmp_path, chance=CountedChance(10_000))


def test_one_that_is_not_allowed_keeps_all_from_being_recorded(waiting: Office) -> None:
    judged = [waiting.deciding.judge(one) for one in undecided()[1]]
    alone = Wish(decider=DECIDER, confirmer=DECIDER)

    with waiting.nothing_stored(), pytest.raises(NotAllowedError):
        waiting.deciding.record_judged([*((one, WISH) for one in judged[1:]), (judged[0], alone)])

    waiting.deciding.record_judged((one, WISH) for one in judged)


def test_nothing_is_decided_twice_in_a_batch(waiting: Office) -> None:
    judged = waiting.deciding.judge(undecided()[1][0])

    with waiting.nothing_stored(), pytest.raises(ConflictError):
        waiting.deciding.record_judged([(judged, WISH), (judged, WISH)])
