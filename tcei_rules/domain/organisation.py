"""Organisations in the record: known by an id, and by what was committed to."""

from tcei_rules.domain.assessment import Day
from tcei_rules.domain.model import Digest, FormatOne, Model, Ulid


class OrganisationRecord(Model):
    """An organisation is what it is from a day on; the record names it by its id alone."""

    format: FormatOne = 1
    organisation: Ulid
    start: Day
    attributes: Digest
    """Commitment to its attributes."""
