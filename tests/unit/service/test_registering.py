"""The registry: published labels, all rows or none, and certificates issued here."""

from __future__ import annotations

import pytest

from tcei_rules.demo.holders import FILE, holders_table
from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.certificate import Status
from tcei_rules.domain.published import ImportRecord
from tcei_rules.errors import InvalidInputError, NotFoundError
from tcei_rules.service.registering import Entry, spell_days
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.wording import say_mistake
from tests.fixed import NOW
from tests.home import (
    HOLDER,
    HOLDERS,
    PLAIN,
    Office,
    Shelf,
    plain_answers,
    rows_of,
    since_founding,
)

TODAY = NOW[:10]
HEADER = HOLDERS.splitlines()[0]


def search(office: Office, text: str, on: str = TODAY, label: str | None = None) -> list[Entry]:
    return office.registering.search(text, "ecei", on, label)


def test_published_labels_are_imported_as_published(office: Office) -> None:
    imported = office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    assert imported.new == 2
    assert imported.summary.labels == len(imported.dated) == 2
    assert len(rows_of(office.path, "published_label")) == 2
    (entry,) = since_founding(office.path)
    record = ImportRecord.model_validate_json(entry[4])
    assert entry[2] == "import"
    assert (record.scheme, record.labels, record.file) == ("ecei", 2, sha256(HOLDERS))
    assert "Krakenholm" not in entry[4]


def test_importing_again_adds_nothing(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    with office.nothing_stored():
        again = office.registering.import_(HOLDERS, "renamed.csv", "ecei", TODAY)

    assert again.new == 0
    assert again.summary.labels == 2


def test_importing_more_adds_what_is_new(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)
    row = b"Teacupstead,,,SILVER,,2026-05,,,https://example.org/3,official list,verbatim,\n"

    assert office.registering.import_(HOLDERS + row, "holders.csv", "ecei", TODAY).new == 1


def test_one_wrong_row_stops_all(office: Office) -> None:
    wrong = HOLDERS + b"Nowhere,,,PLATINUM,2020-02-30,,,,ftp://x,official list,verbatim,\n"

    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.registering.import_(wrong, "holders.csv", "ecei", TODAY)

    assert len(caught.value.mistakes) >= 3
    assert {one.place.line for one in caught.value.mistakes} == {4}
    assert all(say_mistake(one) for one in caught.value.mistakes)


@pytest.mark.parametrize("content", [b"", b"\n", b"name\n", b"\xff\xfe", b"{}", HEADER[:-1]])
def test_what_is_no_such_table_is_told(office: Office, content: bytes) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.registering.import_(content, "holders.csv", "ecei", TODAY)

    assert all(say_mistake(one) for one in caught.value.mistakes)


def test_a_scheme_must_be_known(office: Office) -> None:
    with office.nothing_stored(), pytest.raises(NotFoundError, match="scheme"):
        office.registering.import_(HOLDERS, "holders.csv", "nope", TODAY)
    with pytest.raises(NotFoundError, match="scheme"):
        office.registering.search("", "nope", TODAY)


def test_the_same_label_in_two_schemes_is_two(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    assert office.registering.import_(HOLDERS, "holders.csv", "plain", TODAY).new == 2
    assert len(search(office, "")) == 2


def test_the_shipped_table_is_imported_whole(office: Office) -> None:
    imported = office.registering.import_(holders_table(), FILE, "ecei", TODAY)

    assert imported.new == len(rows_of(office.path, "published_label"))
    assert imported.summary.labels == len(imported.dated)
    assert len(search(office, "")) == imported.new


def test_a_part_of_a_name_is_found_however_it_is_written(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    for text in ("moonbeam", "MOONBEAMMOOR  WATER", "water cluster"):
        (entry,) = search(office, text)
        assert entry.name == "Moonbeammoor water cluster"
        assert entry.country == "Poland"
        assert entry.source == "https://example.org/1"
        assert not entry.demonstration
    assert search(office, "unheard of") == []
    assert search(office, "%") == search(office, "_") == []


def test_labels_can_be_told_apart(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    assert [one.label for one in search(office, "", label="gold")] == ["gold"]
    assert search(office, "", label="silver") == []


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2018-03-09", "not yet valid"),
        ("2018-03-10", "valid"),
        ("2020-03-31", "valid"),
        ("2020-04-01", "expired"),
    ],
)
def test_a_published_label_is_judged_as_of_a_day(office: Office, on: str, status: str) -> None:
    """Award and end were published, so every day is known."""
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)

    (entry,) = search(office, "moonbeam", on)

    assert entry.status == status
    assert entry.until == "2020-03-31"


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_asked_about(office: Office, on: str) -> None:
    office.registering.import_(holders_table(), FILE, "ecei", on)

    assert search(office, "", on)


def test_a_certificate_issued_here_is_found_by_name_and_number(office: Office) -> None:
    issued = office.certify(office.grant_gold())

    for text in ("lanternmere", issued.record.number, issued.record.number.lower()):
        (entry,) = search(office, text)
        assert (entry.name, entry.label) == (HOLDER, "gold")
        assert entry.source == issued.record.number
        assert entry.demonstration


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-11-23", None),
        ("2026-11-24", Status.DEMONSTRATION),
        ("2028-10-31", Status.DEMONSTRATION),
        ("2028-11-01", Status.EXPIRED),
    ],
)
def test_a_certificate_is_judged_as_of_a_day(
    office: Office, on: str, status: Status | None
) -> None:
    office.certify(office.grant_gold())

    assert [one.status for one in search(office, "", on)] == ([] if status is None else [status])


def test_a_certificate_stays_in_its_scheme(office: Office) -> None:
    """Who searches one scheme does not want the labels of another."""
    office.certify(office.grant_gold())

    assert office.registering.search("", "plain", TODAY) == []


def test_a_certificate_ends_when_the_next_version_says(office: Office) -> None:
    """Source: docs/ruleset-language.md, `certificates_until`."""
    office.add()
    frozen = office.freeze(plain_answers(), scheme="plain", sought="silver")
    office.certify(office.decide(frozen))
    following = (
        PLAIN.replace('version: "1.0.0"', 'version: "2.0.0"')
        .replace("from: 2020-01-01", "from: 2026-12-01")
        .replace(
            "\nsources:",
            '\nsupersedes: {version: "1.0.0", certificates_until: 2027-06-30}\nsources:',
            1,
        )
    )
    office.rulesets = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": following}))

    def found(on: str) -> list[tuple[str | None, str]]:
        return [(one.until, one.status) for one in office.registering.search("", "plain", on)]

    assert found("2027-06-30") == [("2027-06-30", Status.DEMONSTRATION)]
    assert found("2027-07-01") == [("2027-06-30", Status.EXPIRED)]


def test_what_was_decided_and_not_issued_is_not_in_the_registry(office: Office) -> None:
    office.grant_gold()

    assert search(office, "") == []


def test_entries_come_by_name(office: Office) -> None:
    office.registering.import_(HOLDERS, "holders.csv", "ecei", TODAY)
    office.certify(office.grant_gold())

    assert [one.name[:4] for one in search(office, "")] == ["Krak", "Lant", "Moon"]


def test_days_are_spelt_as_one_or_as_the_first_and_last() -> None:
    assert spell_days(1, 1) == "0001-01-01"
    assert spell_days(1, 31) == "0001-01-01 to 0001-01-31"
