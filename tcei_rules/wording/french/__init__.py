"""The French catalogue, topic by topic as the English one.

Titles inside a sentence stand in quotation marks, so that none needs an article.
"""

import re
from collections.abc import Mapping
from typing import Final

from tcei_rules.wording.catalogue import joined
from tcei_rules.wording.french.answers import ANSWERS
from tcei_rules.wording.french.audit import AUDIT
from tcei_rules.wording.french.backups import BACKUPS
from tcei_rules.wording.french.bundle import BUNDLE
from tcei_rules.wording.french.certificates import CERTIFICATES
from tcei_rules.wording.french.commands import COMMANDS
from tcei_rules.wording.french.errors import ERRORS
from tcei_rules.wording.french.files import FILES
from tcei_rules.wording.french.ledger import LEDGER
from tcei_rules.wording.french.mistakes import MISTAKES
from tcei_rules.wording.french.nouns import NOUNS
from tcei_rules.wording.french.record import RECORD
from tcei_rules.wording.french.results import RESULTS
from tcei_rules.wording.french.rules import RULES
from tcei_rules.wording.french.showing import SHOWING
from tcei_rules.wording.french.tables import TABLES
from tcei_rules.wording.french.witnessing import WITNESSING

_SPACES: Final = re.compile(r"(`[^`]*`)| (?=[:;?»])|(?<=«) ")


def spaced(sentences: Mapping[str, str]) -> Mapping[str, str]:
    """Return sentences whose signs never begin or end a line: no line breaks at their spaces.

    What is typed again, in backticks or as a percentage, keeps plain spaces.
    """
    return {
        message: _SPACES.sub(lambda found: found[1] or "\N{NO-BREAK SPACE}", sentence)
        for message, sentence in sentences.items()
    }


FRENCH: Final[Mapping[str, str]] = spaced(
    joined(
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
)
