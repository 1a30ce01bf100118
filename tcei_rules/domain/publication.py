"""Publications: a version of a scheme's criteria, frozen."""

from tcei_rules.domain.assessment import Day
from tcei_rules.domain.model import Digest, FormatOne, Model


class PublicationRecord(Model):
    """A version of a scheme's criteria is frozen: from then on its text never changes."""

    format: FormatOne = 1
    scheme: str
    version: str
    ruleset: Digest
    """Over its tree, as approvals will sign it."""
    file: Digest
    """SHA-256 of the text it is read from."""
    starts: Day
    """The day from which it is in force."""
