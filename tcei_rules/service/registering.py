"""The registry: labels that were published, and certificates issued here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.analysis.dating import DatedLabel, Summary, date_label, summary
from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.names import name_key
from tcei_rules.domain.published import ImportRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.language.holders import ReadHolder, read_holders
from tcei_rules.service.desk import Desk
from tcei_rules.service.standings import Standing, standings
from tcei_rules.store import published, records


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLabels:
    """Published labels of one table, each dated by the rules of its date."""

    new: int
    """How many of them were not in the registry yet."""
    dated: tuple[DatedLabel, ...]
    """In the order of the table."""
    summary: Summary

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what the registry says of each, in the order of the table."""
        return tuple(map(entry_of, self.dated))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the registry: who holds, or held, which label."""

    name: str
    country: str | None
    label: str
    status: str
    until: str | None
    """The last valid day, or the days it can be: `2016-03-01 to 2016-03-31`."""
    renewable_until: str | None = None
    """Last day for a renewal that runs on from a published label, or the days it can be."""
    interviews: str | None = None
    """Months of the interview from which a published end follows: `2013-10`."""
    predecessor: str | None = None
    """Number of the certificate that this one renews."""
    successor: str | None = None
    """Number of the certificate that renews this one."""
    source: str
    """Address of what was published, or number of the certificate."""
    demonstration: bool


class Registering:
    """Imports published labels, and searches what is held."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def import_(self, content: bytes, file: str, scheme: str, on: str) -> ImportedLabels:
        """Import a table of published labels: all rows, or none and every mistake.

        What is in the registry already stays as it is.

        Raises:
            InvalidInputError: With every mistake in the table.
        """
        read = read_holders(content, file)
        rulesets = self._versions(scheme)
        new = self._desk.database.write(
            lambda connection: self._store(connection, scheme, read, sha256(content))
        )
        dated = tuple(date_label(one.label, rulesets, parse_day(on)) for one in read)
        return ImportedLabels(new=new, dated=dated, summary=summary(dated))

    def _store(
        self, connection: Connection, scheme: str, read: tuple[ReadHolder, ...], file: str
    ) -> int:
        new = sum(published.add_published(connection, scheme, one.label) for one in read)
        if new:
            now = self._desk.moment(connection)
            record = ImportRecord(
                scheme=scheme,
                file=file,
                labels=new,
                all_labels=published.digest_of_all(connection, scheme),
            )
            records.append(connection, self._desk.chance.ulid(now), RecordKind.IMPORT, record, now)
        return new

    def search(self, text: str, scheme: str, on: str, label: str | None = None) -> list[Entry]:
        """Return what is held on a day by those whose name has the text in it, or of a number."""
        rulesets = self._versions(scheme)
        found = self._desk.database.read(
            lambda connection: [
                *_published(connection, scheme, rulesets, on),
                *self._issued(connection, scheme, on),
            ]
        )
        wanted = name_key(text)
        return [
            entry
            for entry in sorted(found, key=lambda one: (name_key(one.name), one.until or ""))
            if (label is None or entry.label == label)
            and (wanted in name_key(entry.name) or wanted == name_key(entry.source))
        ]

    def _versions(self, scheme: str) -> list[Ruleset]:
        return [found.ruleset for found in self._desk.rulesets.of_scheme(scheme)]

    def _issued(self, connection: Connection, scheme: str, on: str) -> Iterator[Entry]:
        found = standings(connection, self._desk.rulesets, on)
        for one in found:
            if one.scheme == scheme:
                yield self._entry(connection, one)

    def _entry(self, connection: Connection, one: Standing) -> Entry:
        attributes = self._desk.attributes(connection, one.certificate.holder)
        return Entry(
            name=attributes.name,
            country=attributes.country,
            label=one.certificate.label,
            status=one.status,
            until=one.until,
            predecessor=one.predecessor,
            successor=one.successor,
            source=one.certificate.number,
            demonstration=one.certificate.demonstration,
        )


def _published(
    connection: Connection, scheme: str, rulesets: list[Ruleset], on: str
) -> Iterator[Entry]:
    for label in published.published(connection, scheme):
        yield entry_of(date_label(label, rulesets, parse_day(on)))


def entry_of(dated: DatedLabel) -> Entry:
    """Return what the registry says of a published label."""
    label, window = dated.published, dated.renewable_until
    return Entry(
        name=label.name,
        country=label.country,
        label=label.label,
        status=_status_in_words(dated),
        until=None if dated.end is None else spell_days(dated.end.first, dated.end.last),
        renewable_until=None if window is None else spell_days(window.first, window.last),
        interviews=_interviews(dated),
        source=label.source,
        demonstration=False,
    )


def _interviews(dated: DatedLabel) -> str | None:
    """Return the months of interview that fit a published end, or the first and last in a row."""
    spelt: list[str] = []
    for fit in dated.fits:
        first, *more = fit.days.months()
        spelt.append(f"{first} to {more[-1]}" if more else first)
    return " or ".join(spelt) or None


def _status_in_words(dated: DatedLabel) -> str:
    """Return the status, with the reservation where only a first award would have ended."""
    status = dated.status.replace("_", " ")
    return f"{status}, as a first award" if dated.may_run_longer else status


def spell_days(first: int, last: int) -> str:
    """Return one day, or the first and last it can be."""
    if first == last:
        return format_day(first)
    return f"{format_day(first)} to {format_day(last)}"
