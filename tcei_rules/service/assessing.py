"""Opening a case and freezing its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from tcei_rules.domain.assessment import (
    NO_HISTORY,
    Answer,
    Assessment,
    Case,
    History,
    Statement,
)
from tcei_rules.domain.decision import AssessmentRecord, CaseRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import NotAllowedError, NotFoundError
from tcei_rules.language.assessments import (
    ONE_ASSESSOR,
    ReadAssessment,
    read_assessment,
    read_filing_day,
)
from tcei_rules.service.desk import Desk
from tcei_rules.service.rulesets import FoundRuleset
from tcei_rules.store import applications, kept_rulesets, records

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is asked for, beside the answers."""

    organisation: str
    """Id or name."""
    scheme: str
    sought: str | None
    """The label sought; none asks for the benchmark only."""
    demonstration: bool
    version: str | None = None
    assessors: tuple[str, ...] = ()
    """Names of the panel, where the file of answers names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenAssessment:
    """A case and its assessment, as they stand in the record."""

    case: Case
    record: AssessmentRecord
    assessment: Assessment
    stated_history: History


class Assessing:
    """Imports answers: a case is opened, its assessment frozen, both recorded in one piece."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(
        self, content: bytes, file: str, application: Application
    ) -> tuple[FoundRuleset, ReadAssessment]:
        """Read a file of answers under the version that its day of filing chooses.

        Raises:
            InvalidInputError: The file has mistakes; all are listed.
            NotAllowedError: No version was in force that day.
        """
        # The day of filing chooses the version that reads the rest.
        filed_on = read_filing_day(content, file)
        found = self._desk.rulesets.for_filing(application.scheme, filed_on, application.version)
        return found, read_assessment(content, file, found.ruleset)

    def store(
        self, found: FoundRuleset, read: ReadAssessment, application: Application
    ) -> FrozenAssessment:
        """Open the case and freeze the assessment, in one transaction.

        Raises:
            NotFoundError: There is no such organisation.
            NotAllowedError: There is no such label, or nobody assessed.
        """
        _demand_label(found.ruleset, application.sought)
        today = self._desk.clock.now()[:10]
        if read.assessment.assessed_on > today:
            raise NotAllowedError("assessment.future", on=read.assessment.assessed_on, today=today)
        return self._desk.database.write(
            lambda connection: self._store(connection, found, read, application)
        )

    def _store(
        self,
        connection: Connection,
        found: FoundRuleset,
        read: ReadAssessment,
        application: Application,
    ) -> FrozenAssessment:
        desk, now = self._desk, self._desk.clock.now()
        organisation = desk.organisation(connection, application.organisation)
        panel = self._panel(connection, read.assessment, application, now)
        assessment = _with_panel(read.assessment, panel).model_copy(
            update={"attributes": organisation.attributes}
        )
        kept_rulesets.keep_ruleset(connection, found.ruleset, found.content)
        case = Case(
            id=desk.chance.ulid(now),
            organisation=organisation.id,
            scheme=found.ruleset.scheme,
            version=found.ruleset.version,
            sought=application.sought,
            filed_on=assessment.filed_on,
            demonstration=application.demonstration,
        )
        self._record_case(connection, case)
        record = self._record_assessment(connection, case, assessment, read.history, panel, now)
        return FrozenAssessment(
            case=case, record=record, assessment=assessment, stated_history=read.history
        )

    def _panel(
        self, connection: Connection, assessment: Assessment, application: Application, now: str
    ) -> dict[str, str]:
        """Return the pseudonymous id of everyone on the panel, by the name in the file."""
        named = assessment.panel
        if named == ONE_ASSESSOR:
            named = application.assessors
        if not named:
            raise NotAllowedError("assessment.no_assessor")
        if application.assessors and set(application.assessors) != set(named):
            raise NotAllowedError(
                "assessment.other_panel",
                file=", ".join(named), given=", ".join(application.assessors),
            )  # fmt: skip
        panel = {name: self._desk.person(connection, name, "assessor", now) for name in named}
        if len(set(panel.values())) < len(panel):
            raise NotAllowedError("assessment.same_assessor", names=", ".join(named))
        return panel

    def _record_case(self, connection: Connection, case: Case) -> None:
        public_part = CaseRecord(
            case=case.id,
            scheme=case.scheme,
            version=case.version,
            sought=case.sought,
            filed_on=case.filed_on,
            demonstration=case.demonstration,
            organisation=self._desk.keep(connection, {"organisation": case.organisation}),
        )
        records.append(connection, case.id, RecordKind.CASE, public_part)
        applications.link(connection, case.id, case.organisation)

    def _record_assessment(
        self,
        connection: Connection,
        case: Case,
        assessment: Assessment,
        history: History,
        panel: dict[str, str],
        now: str,
    ) -> AssessmentRecord:
        public_part = AssessmentRecord(
            assessment=self._desk.chance.ulid(now),
            case=case.id,
            assessed_on=assessment.assessed_on,
            frozen_at=now,
            assessors=tuple(panel.values()),
            facts=self._desk.keep(connection, assessment.members()),
            history=(
                None if history == NO_HISTORY else self._desk.keep(connection, history.members())
            ),
        )
        records.append(connection, public_part.assessment, RecordKind.ASSESSMENT, public_part)
        return public_part

    def show(self, assessment: str) -> FrozenAssessment:
        """Return a frozen assessment.

        Raises:
            NotFoundError: There is none of that id, or its facts were erased.
        """
        return self._desk.database.read(lambda connection: frozen(connection, assessment))


def frozen(connection: Connection, assessment: str) -> FrozenAssessment:
    """Return a frozen assessment with its case.

    Raises:
        NotFoundError: There is none of that id, or its facts were erased.
    """
    record = records.demand(connection, RecordKind.ASSESSMENT, assessment, AssessmentRecord)
    history = record.history
    return FrozenAssessment(
        case=case_of(connection, record.case),
        record=record,
        assessment=opened(connection, record.facts, Assessment),
        stated_history=NO_HISTORY if history is None else opened(connection, history, History),
    )


def case_of(connection: Connection, case: str) -> Case:
    """Return a case with the organisation behind it.

    Raises:
        NotFoundError: There is none of that id, or its organisation was erased.
    """
    record = records.demand(connection, RecordKind.CASE, case, CaseRecord)
    organisation = applications.organisation_of(connection, case)
    if organisation is None:
        raise NotFoundError("record.erased", what=case)
    return Case(
        id=record.case,
        organisation=organisation,
        scheme=record.scheme,
        version=record.version,
        sought=record.sought,
        filed_on=record.filed_on,
        demonstration=record.demonstration,
    )


def opened(connection: Connection, commitment: str, model: type[M]) -> M:
    """Return what was committed to.

    Raises:
        NotFoundError: It was erased.
    """
    content = records.open_commitment(connection, commitment)
    if content is None:
        raise NotFoundError("record.erased", what=commitment)
    return model.model_validate_json(content)


def _demand_label(ruleset: Ruleset, sought: str | None) -> None:
    labels = [label.id for label in ruleset.labels]
    if sought is not None and sought not in labels:
        raise NotAllowedError(
            "label.absent", label=sought, ruleset=ruleset.name, known=", ".join(labels)
        )


def _with_panel(assessment: Assessment, panel: dict[str, str]) -> Assessment:
    """Return the assessment with pseudonymous ids instead of names."""
    statements = tuple(_with_ids(one, panel) for one in assessment.statements)
    update = {"panel": tuple(panel.values()), "statements": statements}
    return assessment.model_copy(update=update)


def _with_ids(statement: Statement, panel: dict[str, str]) -> Statement:
    if not isinstance(statement.answer, dict):
        return statement
    answer: Answer = {panel.get(name, name): level for name, level in statement.answer.items()}
    return statement.model_copy(update={"answer": answer})
