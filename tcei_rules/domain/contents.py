"""What the content of each kind of record is, and what it commits to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tcei_rules.domain.decision import (
    AssessmentRecord,
    CaseRecord,
    CertificateDecisionRecord,
    CertificateRecord,
    DecisionRecord,
    MembershipRecord,
)
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.published import ImportRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.replay import ReplayReport

MODELS: Final[Mapping[str, type[Model]]] = {
    RecordKind.PUBLICATION: PublicationRecord,
    RecordKind.ORGANISATION: OrganisationRecord,
    RecordKind.IMPORT: ImportRecord,
    RecordKind.MEMBERSHIP: MembershipRecord,
    RecordKind.CASE: CaseRecord,
    RecordKind.ASSESSMENT: AssessmentRecord,
    RecordKind.DECISION: DecisionRecord,
    RecordKind.CERTIFICATE: CertificateRecord,
    RecordKind.CERTIFICATE_DECISION: CertificateDecisionRecord,
    RecordKind.ERASURE: ErasureRecord,
    RecordKind.REPLAY: ReplayReport,
}
"""What the content of each kind is; of a trust root it is known to whoever pins it."""

COMMITTED: Final[Mapping[type[Model], tuple[str, ...]]] = {
    CaseRecord: ("organisation",),
    AssessmentRecord: ("facts", "history"),
    DecisionRecord: ("facts", "history", "outcome", "packed", "reason"),
    CertificateDecisionRecord: ("reason",),
    MembershipRecord: ("name",),
    OrganisationRecord: ("attributes",),
}
"""Members that are commitments: what stands behind them lies beside the record, erasable."""


def commitments(content: Model) -> Iterator[tuple[str, str]]:
    """Yield what the content of a record commits to: member and commitment."""
    for name in COMMITTED.get(type(content), ()):
        value = getattr(content, name)
        if value is not None:
            yield name, value
