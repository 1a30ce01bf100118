"""The English catalogue: message ids and their sentences, one module a topic.

A new topic is a module `english_TOPIC.py` with one mapping, and its name in
`ENGLISH`. Sentences are lower case and have no full stop; what someone wrote
stands in backticks; each says what happened and what to do, and blames nobody.
"""

from collections.abc import Mapping
from typing import Final

from tcei_rules.wording.english_answers import ANSWERS
from tcei_rules.wording.english_certificates import CERTIFICATES
from tcei_rules.wording.english_errors import ERRORS
from tcei_rules.wording.english_files import FILES
from tcei_rules.wording.english_mistakes import MISTAKES
from tcei_rules.wording.english_record import RECORD
from tcei_rules.wording.english_results import RESULTS
from tcei_rules.wording.english_rules import RULES
from tcei_rules.wording.english_showing import SHOWING
from tcei_rules.wording.english_tables import TABLES


def joined(*topics: Mapping[str, str]) -> Mapping[str, str]:
    """Return all topics as one catalogue.

    Raises:
        ValueError: A message id is in two of them.
    """
    catalogue: dict[str, str] = {}
    for topic in topics:
        twice = sorted(catalogue.keys() & topic.keys())
        if twice:
            raise ValueError(f"message ids with two sentences: {', '.join(twice)}")
        catalogue.update(topic)
    return catalogue


ENGLISH: Final[Mapping[str, str]] = joined(
    FILES, MISTAKES, ANSWERS, RULES, SHOWING, RESULTS, ERRORS, CERTIFICATES, RECORD, TABLES
)
