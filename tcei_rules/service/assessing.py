"""Opening a case and freezing its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from tcei_rules.domain.assessment import NO_HISTORY, Assessment, Case, History
from tcei_rules.domain.canonical import Json, canonical
from tcei_rules.domain.decision import AssessmentRecord, CaseRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import IntegrityError, NotAllowedError, NotFoundError
from tcei_rules.language.assessments import ReadAssessment, read_assessment, read_filing_day
from tcei_rules.service.desk import Desk
from tcei_rules.service.panels import demand_level_reasons, seat, unnamed
from tcei_rules.service.publishing import demand_published
from tcei_rules.service.rulesets import FoundRuleset
from tcei_rules.service.waivers import signed_waivers
from tcei_rules.store import applications, records

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
    ruleset: str
    """Digest of the version that the case was opened under."""
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
        filed_on, today = read_filing_day(content, file), self._desk.clock.now()[:10]
        found = self._desk.rulesets.for_filing(
            application.scheme, filed_on, application.version, today=today
        )
        return found, read_assessment(content, file, found.ruleset)

    def store(
        self, found: FoundRuleset, read: ReadAssessment, application: Application
    ) -> FrozenAssessment:
        """Open the case and freeze the assessment, in one transaction.

        Raises:
            NotFoundError: There is no such organisation.
            NotAllowedError: The version is not published, or not the one that its
                day of filing chooses today, there is no such label, nobody
                assessed, a waiver does not count, a level of a real case lacks
                its reason, or it speaks of a day to come.
        """
        _demand_label(found.ruleset, application.sought)
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
        desk, ruleset = self._desk, found.ruleset
        now = desk.moment(connection)
        _demand_past(read.assessment, now[:10])
        demand_published(connection, ruleset)
        self._demand_due(found, read.assessment, application, now[:10])
        if not application.demonstration:
            demand_level_reasons(read.assessment, ruleset)
        organisation = desk.organisation(connection, application.organisation)
        panel = seat(desk, connection, read.assessment, ruleset, application.assessors, now)
        waivers = signed_waivers(
            desk, connection, read, panel.ids, now, demonstration=application.demonstration
        )
        assessment = panel.sign(read.assessment, ruleset.judged).model_copy(
            update={"attributes": organisation.attributes, "waivers": waivers}
        )
        history = unnamed(read.history, ruleset)
        case = Case(
            id=desk.chance.ulid(now),
            organisation=organisation.id,
            scheme=ruleset.scheme,
            version=ruleset.version,
            sought=application.sought,
            filed_on=assessment.filed_on,
            demonstration=application.demonstration,
        )
        self._record_case(connection, case, ruleset.digest, now)
        record = self._record_assessment(connection, case, assessment, history, now)
        return FrozenAssessment(
            case=case,
            ruleset=ruleset.digest,
            record=record,
            assessment=assessment,
            stated_history=history,
        )

    def _demand_due(
        self, found: FoundRuleset, read: Assessment, application: Application, today: str
    ) -> None:
        """Demand the version that applies: whoever read the answers may have chosen another."""
        due = self._desk.rulesets.for_filing(
            application.scheme, read.filed_on, application.version, today=today
        ).ruleset
        if (due.digest, due.version) != (found.ruleset.digest, read.version):
            raise NotAllowedError(
                "ruleset.not_in_force",
                name=found.ruleset.name,
                day=read.filed_on,
                allowed=due.name,
            )

    def _record_case(self, connection: Connection, case: Case, ruleset: str, now: str) -> None:
        public_part = CaseRecord(
            case=case.id,
            scheme=case.scheme,
            version=case.version,
            ruleset=ruleset,
            sought=case.sought,
            filed_on=case.filed_on,
            demonstration=case.demonstration,
            organisation=self._desk.keep(connection, _committed(case.organisation)),
        )
        records.append(connection, case.id, RecordKind.CASE, public_part, now)
        applications.link(connection, case.id, case.organisation)

    def _record_assessment(
        self,
        connection: Connection,
        case: Case,
        assessment: Assessment,
        history: History,
        now: str,
    ) -> AssessmentRecord:
        public_part = AssessmentRecord(
            assessment=self._desk.chance.ulid(now),
            case=case.id,
            assessed_on=assessment.assessed_on,
            frozen_at=now,
            assessors=assessment.panel,
            facts=self._desk.keep(connection, assessment.members()),
            history=(
                None if history == NO_HISTORY else self._desk.keep(connection, history.members())
            ),
        )
        records.append(connection, public_part.assessment, RecordKind.ASSESSMENT, public_part, now)
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
    case = records.demand(connection, RecordKind.CASE, record.case, CaseRecord)
    history = record.history
    return FrozenAssessment(
        case=_with_organisation(connection, case),
        ruleset=case.ruleset,
        record=record,
        assessment=opened(connection, record.facts, Assessment),
        stated_history=NO_HISTORY if history is None else opened(connection, history, History),
    )


def case_of(connection: Connection, case: str) -> Case:
    """Return a case with the organisation behind it.

    Raises:
        NotFoundError: There is none of that id, or its organisation was erased.
        IntegrityError: It was linked to another organisation than it was opened for.
    """
    record = records.demand(connection, RecordKind.CASE, case, CaseRecord)
    return _with_organisation(connection, record)


def _with_organisation(connection: Connection, record: CaseRecord) -> Case:
    organisation = applications.organisation_of(connection, record.case)
    committed = records.open_commitment(connection, record.organisation)
    if organisation is None or committed is None:
        raise NotFoundError("record.erased", what=record.case)
    # The link can be deleted and written anew by anyone who has the file; the record cannot.
    if canonical(_committed(organisation)).decode() != committed:
        raise IntegrityError("case.other_organisation", case=record.case)
    return Case(
        id=record.case,
        organisation=organisation,
        scheme=record.scheme,
        version=record.version,
        sought=record.sought,
        filed_on=record.filed_on,
        demonstration=record.demonstration,
    )


def _committed(organisation: str) -> dict[str, Json]:
    """Return what a case commits to instead of naming its organisation."""
    return {"organisation": organisation}


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


def _demand_past(assessment: Assessment, today: str) -> None:
    if assessment.assessed_on > today:
        raise NotAllowedError("assessment.future", on=assessment.assessed_on, today=today)
