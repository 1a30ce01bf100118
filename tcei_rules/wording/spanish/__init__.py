"""The Spanish catalogue, topic by topic as the English one.

Titles inside a sentence stand in quotation marks, so that none needs an article.
"""

from collections.abc import Mapping
from typing import Final

from tcei_rules.wording.catalogue import joined
from tcei_rules.wording.spanish.answers import ANSWERS
from tcei_rules.wording.spanish.audit import AUDIT
from tcei_rules.wording.spanish.backups import BACKUPS
from tcei_rules.wording.spanish.bundle import BUNDLE
from tcei_rules.wording.spanish.certificates import CERTIFICATES
from tcei_rules.wording.spanish.commands import COMMANDS
from tcei_rules.wording.spanish.errors import ERRORS
from tcei_rules.wording.spanish.files import FILES
from tcei_rules.wording.spanish.ledger import LEDGER
from tcei_rules.wording.spanish.mistakes import MISTAKES
from tcei_rules.wording.spanish.nouns import NOUNS
from tcei_rules.wording.spanish.record import RECORD
from tcei_rules.wording.spanish.results import RESULTS
from tcei_rules.wording.spanish.rules import RULES
from tcei_rules.wording.spanish.showing import SHOWING
from tcei_rules.wording.spanish.tables import TABLES
from tcei_rules.wording.spanish.witnessing import WITNESSING

SPANISH: Final[Mapping[str, str]] = joined(
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
