"""The English catalogue: message ids and their sentences, one module a topic.

A new topic is a module with one mapping in each of the four languages, and its
name in their catalogues. Sentences are lower case and have no full stop; what
someone wrote stands in backticks; each says what happened and what to do, and
blames nobody.
"""

from collections.abc import Mapping
from typing import Final

from tcei_rules.wording.catalogue import joined
from tcei_rules.wording.english.answers import ANSWERS
from tcei_rules.wording.english.audit import AUDIT
from tcei_rules.wording.english.backups import BACKUPS
from tcei_rules.wording.english.bundle import BUNDLE
from tcei_rules.wording.english.certificates import CERTIFICATES
from tcei_rules.wording.english.commands import COMMANDS
from tcei_rules.wording.english.errors import ERRORS
from tcei_rules.wording.english.files import FILES
from tcei_rules.wording.english.ledger import LEDGER
from tcei_rules.wording.english.mistakes import MISTAKES
from tcei_rules.wording.english.nouns import NOUNS
from tcei_rules.wording.english.record import RECORD
from tcei_rules.wording.english.results import RESULTS
from tcei_rules.wording.english.rules import RULES
from tcei_rules.wording.english.showing import SHOWING
from tcei_rules.wording.english.tables import TABLES
from tcei_rules.wording.english.witnessing import WITNESSING

ENGLISH: Final[Mapping[str, str]] = joined(
    FILES,
    MISTAKES,
    NOUNS,
    ANSWERS,
    RULES,
    SHOWING,
    RESULTS,
    ERRORS,
    CERTIFICATES,
    RECORD,
    LEDGER,
    AUDIT,
    WITNESSING,
    BACKUPS,
    TABLES,
    COMMANDS,
    BUNDLE,
)
