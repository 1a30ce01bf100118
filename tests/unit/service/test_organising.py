"""Organisations: added one by one or from a file, all rows or none."""

from __future__ import annotations

import time
import unicodedata

import pytest

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.errors import ConflictError, InvalidInputError, Mistake, NotFoundError
from tcei_rules.language.organisations import COLUMNS, read_organisations
from tcei_rules.store import records
from tcei_rules.wording import say_error, say_mistake
from tests.home import HOLDER, Office, since_founding


def mistakes_of(office: Office, content: str | bytes) -> tuple[Mistake, ...]:
    """Import a file that has mistakes; nothing of it may be stored."""
    bytes_ = content.encode() if isinstance(content, str) else content
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.organising.import_csv(bytes_, "orgs.csv")
    for mistake in caught.value.mistakes:
        assert say_mistake(mistake)
    return caught.value.mistakes


def test_an_organisation_is_found_by_id_and_by_name_however_it_is_written(office: Office) -> None:
    added = office.organising.add({"name": "Łódź  Photonics e.V.", "country": "PL"})

    for name in (added.id, "Łódź Photonics e.V.", "ŁÓDŹ PHOTONICS E.V.", " łódź photonics e.v. "):
        assert office.organising.show(name) == added
    assert added.start == "2026-11-24"
    assert added.attributes.country == "PL"


def test_a_name_is_added_once_however_it_is_written(office: Office) -> None:
    office.add("Café Cluster")

    for name in ("CAFÉ CLUSTER", "Café  Cluster", "Ｃafé Cluster"):
        with office.nothing_stored(), pytest.raises(ConflictError) as caught:
            office.add(name)
        assert caught.value.message == "organisation.there_already"
        assert name in say_error(caught.value)


def test_a_name_in_decomposed_letters_is_taken(office: Office) -> None:
    """Some keyboards and file systems write é as two signs; that is nobody's mistake."""
    name = unicodedata.normalize("NFD", "Café Cluster")

    added = office.organising.add({"name": name})

    assert office.organising.show("Café Cluster") == added
    assert unicodedata.is_normalized("NFC", added.attributes.name)


@pytest.mark.parametrize("name", ["", " ", "\t", "\u00a0", "\u3000"])
def test_an_organisation_has_a_name(office: Office, name: str) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.organising.add({"name": name})

    assert [one.message for one in caught.value.mistakes] == ["organisation.no_name"]


@pytest.mark.parametrize(
    "name",
    ["two\nlines", "a\tb", "bell\x07", "nul\0", "\x85", "line\u2028separator", "half\ud800"],
)
def test_a_name_that_no_certificate_could_bear_is_refused(office: Office, name: str) -> None:
    """Found out when the certificate is issued, it would be too late: rows are never changed."""
    with office.nothing_stored(), pytest.raises(InvalidInputError):
        office.organising.add({"name": name})


def test_blanks_around_a_name_are_not_kept(office: Office) -> None:
    assert office.organising.add({"name": "  Krakenholm  "}).attributes.name == "Krakenholm"


@pytest.mark.parametrize("country", ["", "de", "DEU", "D1", "Germany", "Ｄ Ｅ", "D\nE"])
def test_a_country_is_two_capitals(office: Office, country: str) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.add("Krakenholm", country=country)

    assert [one.message for one in caught.value.mistakes] == ["organisation.country"]


@pytest.mark.parametrize("column", ["region", "sector", "legal_form"])
@pytest.mark.parametrize(
    "value", ["two\nlines", "bell\x07", "\x9b31m", "zero\u200bwidth", "a\ud800"]
)
def test_no_attribute_gives_orders_to_a_terminal(office: Office, column: str, value: str) -> None:
    """Attributes come from files of others and are printed later."""
    with office.nothing_stored(), pytest.raises(InvalidInputError):
        office.organising.add({"name": "Krakenholm", column: value})
    if "\ud800" not in value:
        assert mistakes_of(office, f'name,{column}\nKrakenholm,"{value}"\n')


@pytest.mark.parametrize("name", ["می\u200cخواهم", "ক্\u200dষ", "👩\u200d🔬 Lab"])
def test_joiners_stand_in_names_of_scripts_that_need_them(office: Office, name: str) -> None:
    """Persian and Indic words are spelt with U+200C and U+200D; between letters they are seen."""
    assert office.organising.add({"name": name}).attributes.name == name


@pytest.mark.parametrize(
    "name", ["La\u200dntern", "\u200cمی", "می\u200c", "A \u200d B", "A\u3164B"]
)
def test_joiners_stand_nowhere_else(office: Office, name: str) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError):
        office.organising.add({"name": name})


@pytest.mark.parametrize("other", ["میخواهم", "می\u200dخواهم", "می\ufe0fخواهم"])
def test_joiners_make_no_second_organisation(office: Office, other: str) -> None:
    office.organising.add({"name": "می\u200cخواهم"})

    with office.nothing_stored(), pytest.raises(ConflictError):
        office.organising.add({"name": other})


def test_norway_is_a_country_and_no_answer(office: Office) -> None:
    assert office.organising.add({"name": "Krakenholm", "country": "NO"}).attributes.country == "NO"


@pytest.mark.parametrize("day", ["2020-02-30", "2020-2-3", "20200203", "today", "", "2020-W01-1"])
def test_a_day_of_foundation_exists(office: Office, day: str) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.add("Krakenholm", founded=day)

    assert [one.message for one in caught.value.mistakes] == ["organisation.founded"]


def test_all_that_is_wrong_is_told_at_once(office: Office) -> None:
    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.organising.add({"name": " ", "country": "de", "founded": "never"})

    assert len(caught.value.mistakes) == 3


def test_nobody_is_found_by_nothing(office: Office) -> None:
    office.add()

    for name in ("", "Lanternmere", "%", "01"):
        with pytest.raises(NotFoundError) as caught:
            office.organising.show(name)
        assert caught.value.message == "organisation.absent"


def test_the_list_is_by_name_as_of_a_day(office: Office) -> None:
    office.add("Ähren")
    office.clock.moment = "2026-12-24T18:00:00Z"
    office.add("acker")
    office.add("Zinn")

    def names(on: str) -> list[str]:
        return [one.attributes.name for one in office.organising.list(on)]

    assert names("2026-11-23") == []
    assert names("2026-11-24") == ["Ähren"]
    assert sorted(names("2026-12-24")) == ["Zinn", "acker", "Ähren"]
    assert names("2026-12-24")[0] == "acker"


def test_a_file_adds_all_its_rows(office: Office) -> None:
    content = (
        "\ufeffname,country,region,founded\r\n"
        '"Łódź, Photonics",PL,PL71,2010-05-01\r\n'
        "Krakenholm,NO,,\r\n"
    )

    added = office.organising.import_csv(content.encode(), "orgs.csv")

    assert [one.attributes.name for one in added] == ["Łódź, Photonics", "Krakenholm"]
    assert added[0].attributes.founded == "2010-05-01"
    assert added[1].attributes.region is None
    assert office.organising.list("9999-12-31") == sorted(
        added, key=lambda one: one.attributes.name.casefold()
    )


def test_every_mistake_of_a_file_is_told_with_its_row(office: Office) -> None:
    found = mistakes_of(
        office, "name,country,founded\n,DE,\nA,ger,never\nB,DE,2020-01-01\nB,DE,\nC,DE\n"
    )

    assert [(one.message, one.place.line) for one in found] == [
        ("organisation.no_name", 2),
        ("organisation.country", 3),
        ("organisation.founded", 3),
        ("csv.twice", 5),
        ("csv.cells", 6),
    ]
    assert all(one.place.file == "orgs.csv" for one in found)


def test_a_row_is_named_by_its_line_in_the_file(office: Office) -> None:
    """Blank lines and cells of several lines count as the editor counts them."""
    found = mistakes_of(office, 'name,region\n\n"A","one\ntwo"\n\n,DE\n')

    assert [(one.message, one.place.line) for one in found] == [
        ("organisation.text", 3),
        ("organisation.no_name", 6),
    ]


def test_names_that_are_the_same_in_other_letters_are_a_mistake_of_the_file(
    office: Office,
) -> None:
    found = mistakes_of(office, "name\nKrakenholm\nOther\nKRAKENHOLM\n")

    assert [(one.message, one.place.line) for one in found] == [("csv.twice", 4)]


def test_an_organisation_that_is_there_stops_the_whole_file(office: Office) -> None:
    office.add("Krakenholm")

    with office.nothing_stored(), pytest.raises(ConflictError) as caught:
        office.organising.import_csv(b"name\nNew\nkrakenholm\n", "orgs.csv")

    assert "krakenholm" in say_error(caught.value)


def test_all_organisations_that_are_there_are_told_at_once(office: Office) -> None:
    office.add("Krakenholm")
    office.add("Lantern")

    with office.nothing_stored(), pytest.raises(ConflictError) as caught:
        office.organising.import_csv(b"name\nkrakenholm\nNew\nLANTERN\n", "orgs.csv")

    assert "`krakenholm`, `LANTERN`" in say_error(caught.value)


def test_the_first_line_that_is_wrong_is_repeated(office: Office) -> None:
    (mistake,) = mistakes_of(office, b"name,colour\x1b,name\nA,red,B\n")

    assert "`name, colour\ufffd, name`" in say_mistake(mistake)


def test_a_file_of_many_rows_is_read_in_a_moment() -> None:
    """Looking for each name among all before it takes minutes."""
    rows = "".join(f"Cluster number {number}\n" for number in range(20_000))

    began = time.monotonic()
    read = read_organisations(f"name\n{rows}".encode(), "orgs.csv")

    assert len(read) == 20_000
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "csv.columns"),
        (b"\n", "csv.columns"),
        (b"name\n", "csv.columns"),
        (b"country\nDE\n", "csv.columns"),
        (b"name,colour\nA,red\n", "csv.columns"),
        (b"name;country\nA;DE\n", "csv.columns"),
        (b"name,name\nA,B\n", "csv.columns"),
        (b"\xff\xfen\0a\0", "csv.not_utf8"),
        (b"name\n\xe9\n", "csv.not_utf8"),
        (b'name\n"A\n', "csv.broken"),
        (b'name\n"A"x\n', "csv.broken"),
        (b"name\n" + b"x" * 200_000 + b"\n", "csv.broken"),
        (b"name,country\nA,DE,extra\n", "csv.cells"),
        (b"name,country\nA\n", "csv.cells"),
    ],
)
def test_what_is_no_table_of_organisations_is_told(
    office: Office, content: bytes, message: str
) -> None:
    assert [one.message for one in mistakes_of(office, content)] == [message]


def test_a_name_with_an_invisible_character_is_refused_in_a_file(office: Office) -> None:
    assert mistakes_of(office, b"name\nA\0B\n")


def test_every_column_is_kept(office: Office) -> None:
    values = {
        "name": "Krakenholm", "country": "NO", "region": "NO0A", "sector": "Energy",
        "legal_form": "association", "founded": "2001-01-01",
    }  # fmt: skip
    assert tuple(values) == COLUMNS
    content = ",".join(values) + "\n" + ",".join(values.values()) + "\n"

    (added,) = office.organising.import_csv(content.encode(), "orgs.csv")

    assert added.attributes.members() == values


def test_adding_is_an_entry_that_names_nobody(office: Office) -> None:
    """Until there is a certificate, no entry of the record names an organisation."""
    added = office.organising.add({"name": HOLDER, "country": "DE"})

    (entry,) = since_founding(office.path)
    record = OrganisationRecord.model_validate_json(entry[4])
    assert entry[2] == "organisation"
    assert (record.organisation, record.start) == (added.id, added.start)
    assert HOLDER not in entry[4]
    behind = office.database.read(lambda c: records.open_commitment(c, record.attributes))
    assert behind == canonical(added.attributes.members()).decode()


def test_every_organisation_of_a_file_is_an_entry(office: Office) -> None:
    office.organising.import_csv(b"name\nKrakenholm\nTeacupstead\n", "orgs.csv")

    assert [row[2] for row in since_founding(office.path)] == ["organisation", "organisation"]
