"""A decision against the criteria, the people and the openings that it rests on."""

from __future__ import annotations

from tcei_rules.domain.assessment import Assessment
from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.days import format_day
from tcei_rules.domain.decision import (
    AssessmentRecord,
    CaseRecord,
    DecisionKind,
    DecisionRecord,
    MembershipRecord,
)
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.service.audit.report import CheckResult
from tcei_rules.service.bundle.contents import Contents, Entry, opening
from tcei_rules.service.bundle.layout import RULESET
from tcei_rules.service.bundle.report import BundleCheck

ASSESSOR, DECISION_MAKER = "assessor", "decision_maker"


def check_openings(contents: Contents) -> CheckResult:
    """Look whether everything committed to lies there as it was, or was erased."""
    result = CheckResult(BundleCheck.OPENINGS)
    erased = 0
    for committed, (entry, member) in contents.committed.items():
        name = contents.openings.get(committed)
        if name is not None:
            content = opening(contents.files[name], committed)
            found = None if content is None else committed
            if result.expect(f"{member} of {entry}", name, committed, found):
                said = member if contents.is_readable(committed, member) else "something else"
                result.expect(f"{member} of {entry}", "content", member, said)
        elif committed in contents.erased:
            erased += 1
        else:
            result.fail(str(entry), member, f"the opening of {committed}", "nothing, no erasure")
    for committed, name in contents.openings.items():
        if committed not in contents.committed:
            result.fail(name, "commitment", "one in an entry", "none")
        elif committed in contents.erased:
            result.fail(name, "opening", "nothing, it was erased", "an opening")
    if erased:
        result.remark("bundle.openings.erased", count=str(erased))
    return result


def check_criteria(contents: Contents) -> CheckResult:
    """Look whether the ruleset's text is the published one, and was decided under."""
    result = CheckResult(BundleCheck.CRITERIA)
    published = contents.of(PublicationRecord)
    if result.expect("bundle", "publications", 1, len(published)):
        _see_text(result, contents, *published[0])
    ruleset = contents.ruleset
    if ruleset is None:
        result.fail(RULESET, "text", "a ruleset", "something else")
    else:
        _see_users(result, contents, ruleset)
    result.remark("bundle.criteria.no_approval")
    return result


def _see_text(
    result: CheckResult, contents: Contents, entry: Entry, published: PublicationRecord
) -> None:
    result.expect(RULESET, "sha256", published.file, sha256(contents.files.get(RULESET, b"")))
    ruleset = contents.ruleset
    if ruleset is not None:
        result.expect(str(entry), "ruleset", published.ruleset, ruleset.digest)
        name = f"{published.scheme}/{published.version}"
        result.expect(RULESET, "scheme and version", name, ruleset.name)
        starts = format_day(ruleset.in_force.start)
        result.expect(str(entry), "starts", starts, published.starts)
    for case, _ in contents.of(CaseRecord):
        if case.index < entry.index:
            result.fail(str(entry), "index", f"below {case.index}", str(entry.index))


def _see_users(result: CheckResult, contents: Contents, ruleset: Ruleset) -> None:
    for entry, case in contents.of(CaseRecord):
        result.expect(str(entry), "ruleset", ruleset.digest, case.ruleset)
        name = f"{case.scheme}/{case.version}"
        result.expect(str(entry), "scheme and version", ruleset.name, name)
    for entry, decision in contents.of(DecisionRecord):
        result.expect(str(entry), "ruleset", ruleset.digest, decision.ruleset)


def check_people(contents: Contents) -> CheckResult:
    """Look whether different people, in their roles, assessed, decided and confirmed."""
    result = CheckResult(BundleCheck.PEOPLE)
    rests = _rests(contents)
    if rests is None:
        result.skip("bundle.no_decision")
        return result
    entry, decision, assessment, _ = rests
    deciding = (decision.decider, decision.confirmer)
    people = (*assessment.assessors, *deciding)
    result.expect(str(entry), "people, each in one part", len(people), len(set(people)))
    for person in assessment.assessors:
        _see_role(result, contents, person, ASSESSOR, assessment.frozen_at[:10])
    for person in deciding:
        _see_role(result, contents, person, DECISION_MAKER, decision.decided_at[:10])
    facts = contents.opened(decision.facts, Assessment)
    if facts is None:
        result.skip("bundle.people.no_facts")
    else:
        result.expect(str(entry), "panel of the assessment", assessment.assessors, facts.panel)
    return result


def _see_role(result: CheckResult, contents: Contents, person: str, role: str, on: str) -> None:
    starts = [
        one.start
        for _, one in contents.of(MembershipRecord)
        if (one.person, one.role) == (person, role)
    ]
    start = min(starts, default="none")
    result.looked_at += 1
    if not starts or start > on:
        result.fail(f"role of {person}", role, f"from {on} or before", start)


def check_decision(contents: Contents) -> CheckResult:
    """Look whether the decision rests on its case, and grants no more than its outcome."""
    result = CheckResult(BundleCheck.DECISION)
    rests = _rests(contents)
    if rests is None:
        result.skip("bundle.no_decision")
        return result
    entry, decision, assessment, case = rests
    row, expect = str(entry), result.expect
    expect(row, "case of the assessment", decision.case, assessment.case)
    expect(row, "facts", assessment.facts, decision.facts)
    refused = decision.kind is DecisionKind.REFUSE
    expect(row, "label beside its kind", not refused, decision.label is not None)
    expect(row, "validity beside its label", not refused, decision.validity is not None)
    if assessment.frozen_at > decision.decided_at:
        result.fail(row, "decided_at", f"from {assessment.frozen_at} on", decision.decided_at)
    ruleset = _own_ruleset(contents, decision)
    if ruleset is None:
        result.skip("bundle.no_ruleset")
    else:
        _see_rank(result, row, decision, case, ruleset)
    facts = contents.opened(decision.facts, Assessment)
    if facts is not None:
        expect(row, "day of filing", case.filed_on, facts.filed_on)
        expect(row, "day of assessment", assessment.assessed_on, facts.assessed_on)
        expect(row, "version answered under", case.version, facts.version)
    outcome = contents.opened(decision.outcome, Outcome)
    if outcome is None:
        result.skip("bundle.decision.no_outcome")
    else:
        _see_outcome(result, row, decision, outcome)
    return result


def _see_rank(
    result: CheckResult, row: str, decision: DecisionRecord, case: CaseRecord, ruleset: Ruleset
) -> None:
    """Look whether it grants no more than was sought."""
    ranks = {None: 0} | {label.id: rank for rank, label in enumerate(ruleset.labels, 1)}
    granted, sought = ranks.get(decision.label), ranks.get(case.sought)
    result.looked_at += 1
    if granted is None or sought is None or granted > sought:
        result.fail(row, "label", f"at most {case.sought}", str(decision.label))


def _see_outcome(result: CheckResult, row: str, decision: DecisionRecord, outcome: Outcome) -> None:
    """Look whether it grants no more than came out, and no longer."""
    result.expect(row, "ruleset of the outcome", decision.ruleset, outcome.ruleset)
    if decision.label is None or decision.validity is None:
        return
    if decision.label not in outcome.granted:
        granted = ", ".join(outcome.granted) or "no label"
        result.fail(row, "label", f"within {granted}", decision.label)
        return
    term, until = outcome.term(decision.label), decision.validity.valid_until
    if term is None or until > term.valid_until:
        latest = "no end" if term is None else f"at most {term.valid_until}"
        result.fail(row, "valid_until", latest, until)


def _own_ruleset(contents: Contents, decision: DecisionRecord) -> Ruleset | None:
    """Return the ruleset if it is the one that was decided under."""
    ruleset = contents.ruleset
    return ruleset if ruleset is not None and ruleset.digest == decision.ruleset else None


def _rests(
    contents: Contents,
) -> tuple[Entry, DecisionRecord, AssessmentRecord, CaseRecord] | None:
    """Return the decision with the assessment and the case that it names."""
    if contents.decision is None:
        return None
    entry, decision = contents.decision
    assessment = contents.named(decision.assessment, AssessmentRecord)
    case = contents.named(decision.case, CaseRecord)
    if assessment is None or case is None:
        return None
    return entry, decision, assessment[1], case[1]
