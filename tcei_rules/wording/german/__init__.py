"""The German catalogue, topic by topic as the English one.

Titles inside a sentence stand in quotation marks, so that none is bent; an
award is feminine in every sentence, where genitive and dative are alike.
"""

from collections.abc import Mapping
from typing import Final

from tcei_rules.wording.catalogue import joined
from tcei_rules.wording.german.answers import ANSWERS
from tcei_rules.wording.german.audit import AUDIT
from tcei_rules.wording.german.backups import BACKUPS
from tcei_rules.wording.german.bundle import BUNDLE
from tcei_rules.wording.german.certificates import CERTIFICATES
from tcei_rules.wording.german.commands import COMMANDS
from tcei_rules.wording.german.errors import ERRORS
from tcei_rules.wording.german.files import FILES
from tcei_rules.wording.german.ledger import LEDGER
from tcei_rules.wording.german.mistakes import MISTAKES
from tcei_rules.wording.german.nouns import NOUNS
from tcei_rules.wording.german.record import RECORD
from tcei_rules.wording.german.results import RESULTS
from tcei_rules.wording.german.rules import RULES
from tcei_rules.wording.german.showing import SHOWING
from tcei_rules.wording.german.tables import TABLES
from tcei_rules.wording.german.witnessing import WITNESSING

GERMAN: Final[Mapping[str, str]] = joined(
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
