"""Checking a bundle: named checks of nothing but its bytes, a trust root, and the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.certificate import CertificateContent
from tcei_rules.domain.decision import Reason
from tcei_rules.domain.outcome import Outcome
from tcei_rules.errors import InvalidInputError, Place, refusal
from tcei_rules.ledger.notes import VerifierKey
from tcei_rules.ledger.witness_policy import WitnessPolicy
from tcei_rules.service.audit.report import CheckResult
from tcei_rules.service.bundle.case_checks import (
    check_criteria,
    check_decision,
    check_openings,
    check_people,
)
from tcei_rules.service.bundle.certificate_check import check_certificate
from tcei_rules.service.bundle.contents import Contents
from tcei_rules.service.bundle.explaining import explanation
from tcei_rules.service.bundle.layout import (
    ALWAYS,
    CHECKPOINT,
    EXPLANATION,
    SUMS,
    TRUST,
    is_known,
    read_sums,
)
from tcei_rules.service.bundle.ledger_checks import (
    check_entries,
    check_head,
    check_trust,
    check_witnesses,
)
from tcei_rules.service.bundle.replay_check import Evaluations, check_replay
from tcei_rules.service.bundle.report import BundleCheck, BundleReport
from tcei_rules.service.bundle.zipping import Unpacked, unpacked
from tcei_rules.service.ports import CertificateReader
from tcei_rules.wording import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Whose keys count, as a trust root says."""

    content: bytes
    """The trust root, canonical."""
    keys: tuple[VerifierKey, ...]
    """The ledger's, now and before."""
    policy: WitnessPolicy
    proofs: CertificateReader


TrustReader: TypeAlias = Callable[[bytes, str], Trusted]
"""Reads a trust root from bytes, and the name of their file; raises InvalidInputError."""


def check_bundle(
    content: bytes,
    file: str,
    pinned: Trusted | None,
    read_trust: TrustReader,
    evaluations: Evaluations,
) -> BundleReport:
    """Return what every check of a bundle came to. Any zip gives a report.

    Args:
        content: The zip.
        file: Its name, for sentences.
        pinned: The trust root that the reader brought along; without one the
            root inside is used, and the report says so.
        read_trust: Reads the root inside.
        evaluations: Both evaluators, where there are two.

    Raises:
        InvalidInputError: It is no bundle, or a zip that this program never makes.
    """
    found = unpacked(content, file)
    if not {SUMS, CHECKPOINT} & {*found.files, *found.broken}:
        raise refusal("bundle.other", Place(file=file))
    contents = Contents(found.files)
    trusted = pinned or _inside(contents, read_trust)
    digest = sha256(trusted.content)
    heading, head = check_head(contents, trusted.keys)
    files, replay = _check_files(found), check_replay(contents, evaluations)
    _see_explanation(files, contents, replay)
    results = (
        files,
        heading,
        check_witnesses(head, trusted.policy),
        check_trust(contents, None if pinned is None else pinned.content, digest),
        check_entries(contents, head),
        check_openings(contents),
        check_criteria(contents),
        check_people(contents),
        check_decision(contents),
        replay,
        check_certificate(contents, head, trusted.proofs),
    )
    return BundleReport(
        decision=contents.decision[1].decision if contents.decision else "",
        entries=len(contents.entries),
        size=0 if head is None else head.checkpoint.size,
        trust=digest,
        pinned=pinned is not None,
        results=results,
    )


class _NothingProven:
    def proven_digest(self, content: bytes) -> str | None:
        del content
        return None

    def proven_content(self, content: bytes) -> CertificateContent | None:
        del content
        return None


def _inside(contents: Contents, read_trust: TrustReader) -> Trusted:
    """Return the trust root inside; one that trusts nobody where it cannot be read."""
    content = contents.files.get(TRUST, b"")
    try:
        return read_trust(content, TRUST)
    except InvalidInputError:
        policy = WitnessPolicy.parse("quorum none\n")
        return Trusted(content=content, keys=(), policy=policy, proofs=_NothingProven())


def _check_files(found: Unpacked) -> CheckResult:
    """Look whether every file is as SHA256SUMS lists it, nothing more and nothing less."""
    result = CheckResult(BundleCheck.FILES)
    for name in found.broken:
        result.fail(name, "bytes", "those that were packed", "others, or not all")
    listed = read_sums(found.files.get(SUMS, b""))
    if listed is None:
        result.fail(SUMS, "content", "a sorted list of digests and names", "something else")
        listed = {}
    here = {*found.files, *found.broken} - {SUMS}
    for name in sorted(here | listed.keys()):
        given = found.files.get(name)
        if name not in found.broken:
            told = None if given is None else sha256(given).removeprefix("sha256:")
            result.expect(name, "sha256", listed.get(name), told)
    for name in sorted({*ALWAYS} - found.files.keys()):
        result.fail(name, "file", "there", "nothing")
    for name in sorted(here):
        if not is_known(name):
            result.fail(name, "name", "one that a bundle has", "another")
    return result


def _see_explanation(result: CheckResult, contents: Contents, replay: CheckResult) -> None:
    """Say so if the words are not what this program tells: no signature covers them."""
    ruleset, stands = contents.ruleset, contents.files.get(EXPLANATION)
    if contents.decision is None or ruleset is None or stands is None:
        return
    _, decision = contents.decision
    outcome = contents.opened(decision.outcome, Outcome)
    if outcome is not None and (replay.failed or not replay.looked_at):
        return  # only of an outcome that the engine gives, too, is it certain that it can be told
    reason = None if decision.reason is None else contents.opened(decision.reason, Reason)
    said = None if reason is None else reason.reason
    told = (explanation(decision, ruleset, outcome, said, one) for one in LANGUAGES)
    if stands not in told:
        result.remark("bundle.explanation.other")
