"""Publishing: a version is frozen once, and nothing is recorded under any other text."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.service.assessing import Application, FrozenAssessment
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import records
from tcei_rules.store.kept_rulesets import kept_ruleset
from tcei_rules.store.ruleset_files import CASES_SUFFIX, RulesetFiles, RulesetText, shipped_rulesets
from tcei_rules.wording import say_error, say_mistake
from tests.fixed import NOW
from tests.home import (
    HOLDER,
    PLAIN,
    Office,
    Shelf,
    as_yaml,
    gold_answers,
    plain_answers,
    publish,
    raw,
    rows_of,
    since_founding,
)

NEXT = PLAIN.replace('version: "1.0.0"', 'version: "1.1.0"').replace("2020-01-01", "2024-01-01")
"""A version of the plain scheme that nobody has published yet."""
EDITED = NEXT.replace("at_least: 0.5 FTE", "at_least: 0.4 FTE")
LATER = "2026-12-24T18:00:00Z"

RIGHT = """
- title: Two full-time people are enough for Silver
  on: 2026-10-15
  facts: {staff: 2 FTE}
  expect: {label: silver}
"""
WRONG = RIGHT.replace("silver", "bronze").replace("Two", "Both")


class CasedShelf(Shelf):
    """Ruleset files in memory, all of them with the same cases beside them."""

    def __init__(self, texts: dict[str, str], cases: str) -> None:
        super().__init__(texts)
        self.cases = cases

    def read(self, name: str) -> RulesetText:
        content = self.texts[name].encode()
        return RulesetText(name, content, self.cases.encode(), f"{name}{CASES_SUFFIX}")


def shelf(text: str = NEXT) -> Rulesets:
    return Rulesets(Shelf({"plain/1.1.0": text}))


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office on whose shelf lies a version that is not published."""
    office.rulesets = shelf()
    return office


def test_a_version_is_published_with_its_digest_and_its_text(office: Office) -> None:
    found = office.rulesets.find("plain/1.1.0")

    published = office.publishing.publish("plain/1.1.0")

    assert published.record == PublicationRecord(
        scheme="plain",
        version="1.1.0",
        ruleset=found.ruleset.digest,
        file=sha256(found.content),
        starts="2024-01-01",
    )
    assert (published.published_at, published.published_before) == (NOW, False)
    ((*_, at), *more) = [row[:7] for row in since_founding(office.path)]
    assert (at, more) == (NOW, [])
    assert office.database.read(lambda c: kept_ruleset(c, found.ruleset.digest)) == found.content


def test_published_again_nothing_changes(office: Office) -> None:
    first = office.publishing.publish("plain/1.1.0")
    office.clock.moment = LATER

    with office.nothing_stored():
        again = office.publishing.publish("plain/1.1.0")

    assert again == first
    assert (again.published_at, again.published_before) == (NOW, True)


def test_blanks_and_comments_make_no_other_text(office: Office) -> None:
    """Published is what the text means; the digest of the file stands beside that."""
    first = office.publishing.publish("plain/1.1.0")
    office.rulesets = shelf(f"# a remark\n{NEXT}")

    with office.nothing_stored():
        assert office.publishing.publish("plain/1.1.0") == first


def test_a_published_version_never_changes(office: Office) -> None:
    office.publishing.publish("plain/1.1.0")
    office.rulesets = shelf(EDITED)

    with office.nothing_stored(), pytest.raises(ConflictError) as caught:
        office.publishing.publish("plain/1.1.0")

    assert caught.value.message == "publication.other_text"
    assert "plain/1.1.0" in say_error(caught.value)


def test_a_version_that_has_mistakes_is_not_published_and_all_are_listed(office: Office) -> None:
    office.rulesets = shelf(NEXT.replace("fact: staff", "fact: stuff"))

    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.publishing.publish("plain/1.1.0")

    assert len(caught.value.mistakes) == 2
    for mistake in caught.value.mistakes:
        assert "stuff" in say_mistake(mistake)


def test_a_version_under_which_nothing_could_be_recorded_is_not_published(office: Office) -> None:
    many = ", ".join(f"{{fact: staff, at_least: {number} FTE}}" for number in range(1, 600))
    heavy = NEXT.replace("{fact: staff, at_least: 0.5 FTE}", f"{{all: [{many}]}}")
    office.rulesets = shelf(heavy)

    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.publishing.publish("plain/1.1.0")

    assert [one.message for one in caught.value.mistakes] == ["network.too_many_nodes"]


def test_a_note_keeps_no_version_from_being_published(office: Office) -> None:
    """A text in a language that others lack is noted, and no mistake."""
    titled = NEXT.replace("title: Plain Bronze", "title: {en: Plain Bronze, de: Bronze}")
    office.rulesets = shelf(titled)
    assert [one.note for one in office.rulesets.check("plain/1.1.0")] != []

    assert not office.publishing.publish("plain/1.1.0").published_before


def test_a_version_whose_cases_fail_is_not_published_and_they_are_named(office: Office) -> None:
    office.rulesets = Rulesets(CasedShelf({"plain/1.1.0": NEXT}, RIGHT + WRONG))

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.publishing.publish("plain/1.1.0")

    assert caught.value.message == "publication.cases"
    assert caught.value.values["cases"] == "Both full-time people are enough for Silver"
    assert "plain/1.1.0" in say_error(caught.value)


def test_a_version_whose_cases_pass_is_published(office: Office) -> None:
    office.rulesets = Rulesets(CasedShelf({"plain/1.1.0": NEXT}, RIGHT))

    assert office.publishing.publish("plain/1.1.0").record.version == "1.1.0"


def test_a_version_that_is_not_there_is_told(office: Office) -> None:
    office.rulesets = Rulesets(RulesetFiles(shipped_rulesets()))

    with office.nothing_stored(), pytest.raises(NotFoundError):
        office.publishing.publish("none.yaml")


def test_a_rehearsal_publishes_nothing(office: Office) -> None:
    office.database.close()
    rehearsing = office.beside()
    rehearsing.database = type(office.database)(office.database.url, rehearse=True)

    with office.nothing_stored():
        published = rehearsing.publishing.publish("plain/1.1.0")

    assert not published.published_before
    assert not office.publishing.publish("plain/1.1.0").published_before


def test_the_list_is_in_the_order_of_publication(office: Office) -> None:
    before = office.publishing.list()
    published = office.publishing.publish("plain/1.1.0")

    assert office.publishing.list() == [*before, published]
    assert [one.record.version for one in before if one.record.scheme == "plain"] == ["1.0.0"]


# Nothing is recorded under any other text


def store(office: Office, scheme: str = "plain") -> FrozenAssessment:
    """Import answers as the command does, without publishing anything first."""
    application = Application(
        organisation=HOLDER, scheme=scheme, sought="silver", demonstration=True
    )
    found, read = office.assessing.read(as_yaml(plain_answers()), "answers.yaml", application)
    return office.assessing.store(found, read, application)


def test_no_case_is_opened_under_a_version_that_is_not_published(office: Office) -> None:
    office.add()

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        store(office)

    assert caught.value.message == "publication.absent"
    assert "`tcei ruleset publish plain/1.1.0`" in say_error(caught.value)
    office.publishing.publish("plain/1.1.0")
    assert store(office).case.version == "1.1.0"


def test_no_case_is_opened_under_a_file_that_was_edited_after_publication(office: Office) -> None:
    office.add()
    office.publishing.publish("plain/1.1.0")
    office.rulesets = shelf(EDITED)

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        store(office)

    assert caught.value.message == "publication.edited"
    assert "plain/1.1.0" in say_error(caught.value)


def test_what_was_begun_under_the_published_text_is_decided_by_it(office: Office) -> None:
    """The file may have been edited since: the text that was published is kept with the record."""
    office.add()
    office.publishing.publish("plain/1.1.0")
    frozen = store(office)
    office.rulesets = shelf(EDITED)

    decided = office.decide(frozen)

    assert decided.ruleset.digest == shelf().find("plain/1.1.0").ruleset.digest


def change(path: Path, statement: str, *values: object) -> None:
    """Change the file as someone would who removes the guards first."""
    with raw(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)


def test_nothing_is_decided_once_the_publication_is_gone(office: Office) -> None:
    office.add()
    office.publishing.publish("plain/1.1.0")
    frozen = store(office)
    change(office.path, "DELETE FROM record WHERE kind = 'publication' AND version = '1.1.0'")

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.decide(frozen)

    assert caught.value.message == "publication.absent"


def test_nothing_is_decided_once_another_text_stands_as_published(office: Office) -> None:
    office.add()
    office.publishing.publish("plain/1.1.0")
    frozen = store(office)
    other = shelf(EDITED).find("plain/1.1.0").ruleset.digest
    (record,) = office.database.read(
        lambda c: [one for one in [records.publication_of(c, "plain", "1.1.0")] if one]
    )
    forged = record.content.replace(frozen.ruleset, other)
    change(
        office.path,
        "UPDATE record SET content = ?, digest = ? WHERE id = ?",
        forged, sha256(forged.encode()), record.id,
    )  # fmt: skip

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.decide(frozen)

    assert caught.value.message == "publication.edited"


def test_the_database_itself_takes_no_case_under_a_version_that_is_not_published(
    office: Office,
) -> None:
    """Whoever goes past the use cases meets the same rule."""
    frozen = office.beside()
    frozen.rulesets = shelf()
    digest = shelf().find("plain/1.1.0").ruleset.digest
    with raw(office.path) as connection, pytest.raises(sqlite3.IntegrityError, match="published"):
        connection.execute(
            "INSERT INTO record (ledger_index, id, kind, format, content, digest, recorded_at) "
            "VALUES (?, '01NEW', 'case', 1, ?, '', ?)",
            [len(rows_of(office.path, "record")), f'{{"ruleset":"{digest}"}}', NOW],
        )


def test_every_case_and_decision_names_a_digest_that_was_published_before(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.grant_gold()
    publish(office.desk, shelf().find("plain/1.1.0"))
    office.freeze(gold_answers(), version="2.0.0")

    published: set[str] = set()
    for one in office.database.read(
        lambda c: sorted(
            (one for kind in RecordKind for one in records.of_kind(c, kind)),
            key=lambda one: one.ledger_index,
        )
    ):
        if one.kind is RecordKind.PUBLICATION:
            published.add(records.public_part(one, PublicationRecord).ruleset)
        elif one.kind in {RecordKind.CASE, RecordKind.DECISION}:
            assert any(digest in one.content for digest in published)
