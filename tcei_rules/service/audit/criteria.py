"""Published criteria: every version's text against its publication, before anything used it."""

from __future__ import annotations

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.decision import CaseRecord, DecisionRecord
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import whole
from tcei_rules.store.whole import KeptText


class Criteria:
    """Looks at every text and publication: `criteria`. Gives the rulesets that can be read."""

    def __init__(self, connection: Connection, rulesets: Rulesets) -> None:
        self._result = CheckResult(CheckName.CRITERIA)
        self._published: dict[str, PublicationRecord] = {}
        self._texts: dict[str, KeptText] = {}
        self._rulesets: dict[str, Ruleset] = {}
        for text in whole.texts(connection):
            self._texts[text.digest] = text
            ruleset = self._read(connection, rulesets, text)
            if ruleset is not None:
                self._rulesets[text.digest] = ruleset

    def _read(self, connection: Connection, rulesets: Rulesets, text: KeptText) -> Ruleset | None:
        row = f"text of {text.scheme}/{text.version}"
        self._result.expect(row, "file_digest", sha256(text.content), text.file_digest)
        try:
            ruleset = rulesets.by_digest(connection, text.digest)
        except (IntegrityError, InvalidInputError) as error:
            told = error.mistakes[0].message if isinstance(error, InvalidInputError) else "another"
            self._result.fail(row, "digest", text.digest, told)
            return None
        name = f"{text.scheme}/{text.version}"
        self._result.expect(row, "name", name, ruleset.name)
        return ruleset

    def ruleset(self, digest: str) -> Ruleset | None:
        """Return the ruleset of a digest, if its text stands there as it was published."""
        return self._rulesets.get(digest)

    def see(self, batch: Batch) -> None:
        """Look at publications among some rows, and at what rests on them."""
        for row in batch.rows:
            match row.model:
                case PublicationRecord() as publication:
                    self._see_publication(row, publication)
                case CaseRecord(ruleset=digest) | DecisionRecord(ruleset=digest):
                    before = digest if digest in self._published else None
                    self._result.expect(row, "ruleset, published before", digest, before)
                case _:
                    pass

    def _see_publication(self, row: Row, publication: PublicationRecord) -> None:
        self._published[publication.ruleset] = publication
        text = self._texts.get(publication.ruleset)
        said = (publication.scheme, publication.version, publication.file)
        stands = None if text is None else (text.scheme, text.version, text.file_digest)
        self._result.expect(row, "text", said, stands)

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        for digest in self._texts.keys() - self._published.keys():
            text = self._texts[digest]
            row = f"text of {text.scheme}/{text.version}"
            self._result.fail(row, "publication", "one", "nothing")
        self._result.remark("audit.criteria.no_approval")
        return (self._result,)
