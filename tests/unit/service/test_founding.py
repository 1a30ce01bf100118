"""Founding: the ledger begins with the trust root, and each change of it is an entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tcei_certificates.trust import Issuer, Trust, TrustedKey
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import NotAllowedError
from tcei_rules.keys.multikey import encode_multikey
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.service.founding import Founding
from tcei_rules.store import nodes, records
from tcei_rules.wording import say_error
from tests.certificate_samples import (
    STRANGERS_KEY,
    sample_issuer,
    sample_ledger_key,
    sample_trust,
)
from tests.fixed import NOW
from tests.home import HOLDERS, Office, empty_database, rows_of, since_founding

LATER = "2026-12-24T18:00:00Z"
STRANGER = TrustedKey.of(encode_multikey(STRANGERS_KEY.public), LATER)


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """Give an office whose database has no row yet."""
    (tmp_path / "tcei.db").write_bytes(empty_database())
    return Office(tmp_path)


def founding(office: Office) -> Founding:
    return Founding(office.desk)


def changed(**changes: object) -> Trust:
    return Trust.model_validate(dict(sample_trust()) | changes)


def test_the_trust_root_is_the_first_entry(empty: Office) -> None:
    record = founding(empty).establish(sample_trust())

    assert (record.kind, record.ledger_index, record.recorded_at) == (RecordKind.GENESIS, 0, NOW)
    assert record.content.encode() == sample_trust().to_bytes()
    assert founding(empty).root() == record
    assert empty.database.read(nodes.frontier).root() == leaf_hash(record.entry)


RECORDING: dict[str, Callable[[Office], object]] = {
    "a version": lambda office: office.publishing.publish("plain/1.0.0"),
    "an organisation": lambda office: office.add(),
    "published labels": lambda office: office.registering.import_(
        HOLDERS, "holders.csv", "ecei", NOW[:10]
    ),
}


@pytest.mark.parametrize("what", RECORDING)
def test_nothing_is_recorded_before_there_is_a_trust_root(empty: Office, what: str) -> None:
    with empty.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        RECORDING[what](empty)

    assert caught.value.message == "ledger.no_genesis"
    assert "`tcei init`" in say_error(caught.value)


def test_a_ledger_without_a_trust_root_says_so(empty: Office) -> None:
    with pytest.raises(NotAllowedError) as caught:
        founding(empty).root()

    assert caught.value.message == "ledger.no_genesis"


def test_the_trust_root_that_holds_already_is_not_recorded_again(office: Office) -> None:
    root = founding(office).root()
    office.clock.moment = LATER

    with office.nothing_stored():
        assert founding(office).establish(sample_trust()) == root


@pytest.mark.parametrize(
    "changes",
    [
        {"ledger": (sample_ledger_key(), STRANGER)},
        {"issuers": (sample_issuer(),)},
        {"issuers": (sample_issuer(ends=LATER), *sample_trust().issuers[1:])},
        {"origin": "labels.example/other"},
        {"ledger": (STRANGER,), "witnesses": "quorum none\n# nobody\n"},
    ],
    ids=["ledger key", "issuer gone", "key retired", "origin", "key and policy"],
)
def test_another_key_is_another_entry(office: Office, changes: dict[str, object]) -> None:
    genesis = founding(office).root()
    office.clock.moment = LATER

    record = founding(office).establish(changed(**changes))

    assert (record.kind, record.recorded_at) == (RecordKind.KEY, LATER)
    assert founding(office).root() == record != genesis
    assert [row[1] for row in since_founding(office.path)] == [record.id]


def test_other_witnesses_alone_are_a_change_of_policy(office: Office) -> None:
    record = founding(office).establish(changed(witnesses="quorum none\n# nobody so far\n"))

    assert record.kind is RecordKind.POLICY
    assert founding(office).root() == record


def test_what_held_before_can_hold_again(office: Office) -> None:
    """Compared is with the latest, and not with all that ever held."""
    with_stranger = changed(ledger=(sample_ledger_key(), STRANGER))

    kinds = [
        founding(office).establish(trust).kind
        for trust in (with_stranger, sample_trust(), with_stranger, with_stranger)
    ]

    assert kinds == [RecordKind.KEY] * 4
    assert len(since_founding(office.path)) == 3


def test_every_root_stays_in_the_record(office: Office) -> None:
    founding(office).establish(changed(issuers=(sample_issuer(),)))

    first = rows_of(office.path, "record")[0]
    assert (first[2], first[4].encode()) == ("genesis", sample_trust().to_bytes())


def test_a_trust_root_is_not_recorded_before_its_time(office: Office) -> None:
    office.grant_gold()
    office.clock.moment = "2026-11-24T17:59:59Z"

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        founding(office).establish(changed(issuers=(sample_issuer(),)))

    assert caught.value.message == "clock.behind"


def test_the_root_reads_back_as_the_trust_that_it_is(office: Office) -> None:
    root = founding(office).root()

    trust = records.public_part(root, Trust)

    assert trust == sample_trust()
    assert all(isinstance(one, Issuer) for one in trust.issuers)
