"""Which version of a scheme judges: by name, by the day of filing, by the choice there is."""

from __future__ import annotations

import pytest

from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.wording import say_error
from tests.home import PLAIN, Office, Shelf, raw, shared_rulesets

NEXT = (
    PLAIN.replace('version: "1.0.0"', 'version: "2.0.0"')
    .replace("from: 2020-01-01", "from: 2024-01-01, until: 2025-12-31")
    .replace(
        "\nsources:", '\nsupersedes: {version: "1.0.0", choice_until: 2024-03-31}\nsources:', 1
    )
)


@pytest.fixture(scope="module")
def rulesets() -> Rulesets:
    """Give a scheme of two versions: with a time of choice, and an end."""
    return Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": NEXT}))


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2020-01-01", "1.0.0"),
        ("2023-12-31", "1.0.0"),
        ("2024-01-01", "2.0.0"),
        ("2025-12-31", "2.0.0"),
    ],
)
def test_the_day_of_filing_chooses_the_version(rulesets: Rulesets, day: str, version: str) -> None:
    assert rulesets.for_filing("plain", day).ruleset.version == version


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        ("2023-12-31", ["1.0.0"]),
        ("2024-01-01", ["1.0.0", "2.0.0"]),
        ("2024-03-31", ["1.0.0", "2.0.0"]),
        ("2024-04-01", ["2.0.0"]),
    ],
)
def test_for_a_while_the_applicant_can_choose(
    rulesets: Rulesets, day: str, allowed: list[str]
) -> None:
    for version in ("1.0.0", "2.0.0"):
        if version in allowed:
            assert rulesets.for_filing("plain", day, version).ruleset.version == version
        else:
            with pytest.raises(NotAllowedError) as caught:
                rulesets.for_filing("plain", day, version)
            assert caught.value.message == "ruleset.not_in_force"
            assert all(f"plain/{one}" in say_error(caught.value) for one in allowed)


PENDING = NEXT.replace("choice_until: 2024-03-31", "pending: new")


@pytest.mark.parametrize(
    ("today", "version"),
    [("2023-12-31", "1.0.0"), ("2024-01-01", "2.0.0"), (None, "1.0.0")],
)
def test_pending_applications_can_come_under_the_next_version(
    today: str | None, version: str
) -> None:
    """docs/ruleset-language.md: `pending: new`, from the first day of that version on."""
    taking_over = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": PENDING}))

    found = taking_over.for_filing("plain", "2023-06-01", today=today)

    assert found.ruleset.version == version
    if version == "2.0.0":
        with pytest.raises(NotAllowedError, match="not_in_force"):
            taking_over.for_filing("plain", "2023-06-01", "1.0.0", today=today)


def test_pending_applications_stay_under_their_version_unless_the_next_one_says_so(
    rulesets: Rulesets,
) -> None:
    assert rulesets.for_filing("plain", "2023-06-01", today="2025-01-01").ruleset.version == "1.0.0"


def test_labels_run_to_their_end_or_to_the_day_that_the_next_version_names() -> None:
    cut = NEXT.replace("choice_until: 2024-03-31", "certificates_until: 2024-12-31")
    cutting = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": cut}))

    assert cutting.until("plain", "1.0.0", "2025-06-30") == "2024-12-31"
    assert cutting.until("plain", "1.0.0", "2024-06-30") == "2024-06-30"
    assert cutting.until("plain", "2.0.0", "2025-06-30") == "2025-06-30"
    assert cutting.until("gone", "1.0.0", "2025-06-30") == "2025-06-30"


@pytest.mark.parametrize("day", ["2019-12-31", "2026-01-01", "0001-01-01"])
def test_before_the_first_version_and_after_the_last_nothing_is_in_force(
    rulesets: Rulesets, day: str
) -> None:
    for version in (None, "1.0.0"):
        with pytest.raises(NotAllowedError) as caught:
            rulesets.for_filing("plain", day, version)
        assert caught.value.message == "scheme.not_yet"
        assert day in say_error(caught.value)


def test_a_version_that_nobody_wrote_cannot_be_chosen(rulesets: Rulesets) -> None:
    with pytest.raises(NotAllowedError, match="not_in_force"):
        rulesets.for_filing("plain", "2024-02-01", "3.0.0")


def test_a_scheme_that_nobody_wrote_is_told(rulesets: Rulesets) -> None:
    for scheme in ("other", "", "plai"):
        with pytest.raises(NotFoundError) as caught:
            rulesets.for_filing(scheme, "2024-01-01")
        assert caught.value.message == "scheme.absent"


def test_versions_come_by_their_first_day_and_not_by_name() -> None:
    tenth = NEXT.replace('version: "2.0.0"', 'version: "10.0.0"', 1)
    shelf = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/10.0.0": tenth}))

    assert [one.ruleset.version for one in shelf.of_scheme("plain")] == ["1.0.0", "10.0.0"]


def test_a_ruleset_is_read_once(rulesets: Rulesets) -> None:
    assert rulesets.find("plain/1.0.0") is rulesets.find("plain/1.0.0")


def test_mistakes_of_a_file_are_told() -> None:
    shelf = Rulesets(Shelf({"plain/1.0.0": PLAIN.replace("staff:", "stuff:", 1)}))

    with pytest.raises(InvalidInputError):
        shelf.find("plain/1.0.0")


def test_a_kept_text_is_found_by_its_digest(office: Office) -> None:
    found = shared_rulesets().find("plain/1.0.0")
    empty_shelf = Rulesets(Shelf({}))

    kept = office.database.read(lambda c: empty_shelf.by_digest(c, found.ruleset.digest))

    assert kept == found.ruleset


def test_a_text_that_was_not_kept_is_told(office: Office) -> None:
    with pytest.raises(NotFoundError, match="not_kept"):
        office.database.read(lambda c: Rulesets(Shelf({})).by_digest(c, "sha256:" + "0" * 64))


def test_a_kept_text_that_was_changed_is_not_believed(office: Office) -> None:
    found = shared_rulesets().find("plain/1.0.0")
    with raw(office.path) as connection:
        connection.execute("DROP TRIGGER ruleset_no_update")
        easier = found.content.replace(b"at_least: 0.5 FTE", b"at_least: 0.1 FTE")
        connection.execute("UPDATE ruleset SET content = ?", [easier])

    with pytest.raises(IntegrityError) as caught:
        office.database.read(lambda c: Rulesets(Shelf({})).by_digest(c, found.ruleset.digest))

    assert caught.value.message == "ruleset.digest"


def test_a_ruleset_under_which_nothing_could_be_recorded_is_told() -> None:
    many = ", ".join(f"{{fact: staff, at_least: {number} FTE}}" for number in range(1, 600))
    heavy = PLAIN.replace("{fact: staff, at_least: 0.5 FTE}", f"{{all: [{many}]}}")
    shelf = Rulesets(Shelf({"plain/1.0.0": heavy}))

    assert [one.message for one in shelf.check("plain/1.0.0")] == ["network.too_many_nodes"]
    assert shelf.find("plain/1.0.0").ruleset.name == "plain/1.0.0"


def test_versions_that_begin_on_the_same_day_are_told() -> None:
    twin = PLAIN.replace('version: "1.0.0"', 'version: "1.0.1"')
    shelf = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/1.0.1": twin}))

    found = shelf.check("plain/1.0.1")

    assert [(one.message, one.values["other"]) for one in found] == [
        ("versions.same_day", "plain/1.0.0")
    ]
